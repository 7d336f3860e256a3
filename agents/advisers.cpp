#include "agents/advisers.h"

#include <algorithm>

#include "agents/delivery.h"
#include "agents/events.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "sim/elementary.h"

namespace mainstay::agents {

void send_team(World& world, Index programme_index) {
  std::erase_if(world.teams, [&](const AdvisoryTeam& team) { return team.programme == programme_index; });
  const Programme& programme = world.programmes[programme_index];
  const auto& instruments = world.setting->catalogue.instruments;
  for (std::size_t k = 0; k < instruments.size(); ++k) {
    const double cost = instruments[k].usd_per_adviser_year;
    if (cost <= 0 || programme.money[k] <= 0) continue;
    const auto whom = recipients(world, programme, instruments[k]);
    const double years = static_cast<double>(programme.ends - programme.starts) / sim::weeks_per_year;
    const double advisers = usd(programme.money[k]) / (cost * std::max(0.1, years));
    for (const Recipient& recipient : whom) {
      const double here = advisers * recipient.weight;
      if (here < 0.5) continue;
      const RegionIndex region = world.institutions.region[recipient.institution];
      world.teams.push_back(
          {programme.donor, programme_index, recipient.institution, region, here, 1, world.week, programme.ends});
    }
  }
}

void update_teams(World& world, const Picture& picture) {
  const Parameters& p = world.setting->parameters;
  for (Index t = 0; t < world.teams.size(); ++t) {
    AdvisoryTeam& team = world.teams[t];
    const double danger = ratio(picture.threat_presence[team.region],
                                picture.threat_presence[team.region] + picture.state_presence[team.region] + 1);
    team.safety = towards(team.safety, 1 - danger, 0.1);
    if (team.institution != none) {
      // Advisers beside a unit keep its skills in use and its conduct watched.
      Institutions& units = world.institutions;
      const double help =
          1 - sim::exp(-team.advisers * p.adviser_effect / std::max(1, units.authorised[team.institution]));
      units.practice[team.institution] = clamp01(units.practice[team.institution] + 0.1 * help);
      units.vetting[team.institution] =
          clamp01(units.vetting[team.institution] + 0.02 * help * (1 - units.vetting[team.institution]));
    }
    constexpr std::uint64_t spread = 0x9e3779b97f4a7c15;  // units' numbers lie close together
    const std::uint64_t unit = team.institution == none ? team.region : world.institutions.number[team.institution];
    sim::Stream draws =
        luck(world, Luck::advisers, unit * spread + (std::uint64_t{team.donor} << 20 | std::uint64_t{team.since}));
    if (draws.uniform() < p.adviser_attack_per_week * danger) {
      const double lost = std::min(team.advisers, 1 + std::floor(3 * draws.uniform()));
      team.advisers -= lost;
      world.events.add(
          {world.week, static_cast<std::uint16_t>(EventKind::advisers_lost), 0, team.region, team.donor, lost});
    }
  }
  std::erase_if(world.teams,
                [&](const AdvisoryTeam& team) { return team.until <= world.week + 1 || team.advisers < 0.5; });
}

}  // namespace mainstay::agents
