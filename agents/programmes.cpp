#include "agents/programmes.h"

#include <algorithm>

#include "agents/advisers.h"
#include "agents/delivery.h"
#include "agents/events.h"
#include "agents/luck.h"
#include "agents/measures.h"
#include "agents/numeric.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

constexpr double longest_delay_weeks = 10'000;  // luck may ask for more; it is beyond every run as it is

RegionIndex first_region(const World& world, const Programme& programme) {
  if (!programme.targets.regions.empty()) return programme.targets.regions.front();
  if (!programme.targets.countries.empty())
    return world.setting->map.countries[programme.targets.countries.front()].capital;
  for (Index i = 0; i < world.institutions.size(); ++i)
    if (matches(programme.targets, world, i)) return world.institutions.region[i];
  return 0;
}

void tell(World& world, EventKind kind, Index programme) {
  world.events.add({world.week, static_cast<std::uint16_t>(kind), 0, first_region(world, world.programmes[programme]),
                    programme, 0});
}

// Bases and airspace: how open the countries that a programme works in are to its donor, [0, 1].
double access_for(const World& world, const Programme& programme) {
  double sum = 0, count = 0;
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    if (!works_in(world, programme, country)) continue;
    sum += world.governments[country].access[programme.donor];
    count += 1;
  }
  return ratio(sum, count, 0.5);
}

// What was to be delivered after the new end is not delivered.
void cut_short(Programme& programme, Week ends) {
  const double kept = ratio(ends - programme.starts, programme.ends - programme.starts, 1);
  for (Cents& money : programme.money) money = whole(static_cast<double>(money) * std::min(1.0, kept));
  programme.ends = ends;
}

void advance(World& world, Index index) {
  Programme& programme = world.programmes[index];
  switch (programme.stage) {
    case Stage::proposed:
      programme.stage = Stage::approved;
      tell(world, EventKind::programme_approved, index);
      break;
    case Stage::approved:
      programme.stage = Stage::in_pipeline;
      break;
    case Stage::in_pipeline:
      if (world.week < programme.starts) break;
      programme.stage = Stage::delivering;
      tell(world, EventKind::programme_began, index);
      send_team(world, index);
      break;
    case Stage::delivering:
      if (world.week < programme.ends) break;
      if (!programme.sustainment.planned) {
        end_programme(world, index, Stage::ended);
        break;
      }
      programme.stage = Stage::handing_over;
      programme.tapers_until = programme.ends + std::max(1u, programme.sustainment.taper_weeks);
      tell(world, EventKind::programme_handing_over, index);
      break;
    case Stage::handing_over: {
      if (world.week >= programme.tapers_until) {
        end_programme(world, index, Stage::ended);
        break;
      }
      const double done =
          static_cast<double>(world.week - programme.ends + 1) / (programme.tapers_until - programme.ends);
      programme.own_share = std::max(programme.own_share, programme.sustainment.own_share * done);
      break;
    }
    case Stage::ended:
    case Stage::terminated:
      break;
  }
}

}  // namespace

Cents undelivered(const Programme& programme, Week week) {
  if (programme.stage > Stage::delivering) return 0;
  if (programme.stage < Stage::delivering) return total(programme.money);
  const Week length = programme.ends - programme.starts, done = std::min(week, programme.ends) - programme.starts;
  Cents left = 0;
  for (const Cents money : programme.money) left += money - in_parts(money, done, length);
  return left;
}

bool matches(const Targets& targets, const World& world, Index i) {
  const Institutions& units = world.institutions;
  const auto listed = [](const auto& list, auto value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
  };
  return listed(targets.institutions, i) && listed(targets.regions, units.region[i]) &&
         listed(targets.kinds, units.kind[i]) && listed(targets.countries, units.country[i]);
}

bool works_in(const World& world, const Programme& programme, CountryIndex country) {
  const Targets& targets = programme.targets;
  const auto any = [](const auto& list, const auto& there) { return std::any_of(list.begin(), list.end(), there); };
  if (!targets.countries.empty()) return any(targets.countries, [&](CountryIndex c) { return c == country; });
  if (!targets.regions.empty())
    return any(targets.regions, [&](RegionIndex r) { return world.setting->map.regions[r].country == country; });
  const Institutions& units = world.institutions;
  for (Index i = 0; i < units.size(); ++i)
    if (units.active[i] && units.country[i] == country && matches(targets, world, i)) return true;
  return false;
}

void open_programme(World& world, const Order& order) {
  const Parameters& p = world.setting->parameters;
  Programme programme;
  programme.id = order.id;
  programme.donor = order.donor;
  programme.targets = order.targets;
  programme.money = order.money;
  programme.sustainment = order.sustainment;
  programme.objective = order.objective;
  programme.surge = order.surge;
  programme.announced = order.announced;
  programme.conditionality = order.conditionality;
  programme.monitoring_share = order.monitoring_share;
  programme.vetting = order.vetting >= 0 ? order.vetting : world.donors[order.donor].vetting;
  programme.opened = world.week;
  programme.weeks = std::max(1u, order.weeks);
  std::uint64_t ordinal = 0;
  for (const Programme& other : world.programmes) ordinal += other.donor == order.donor && other.opened == world.week;
  programme.number = std::uint64_t{order.donor} << 40 | std::uint64_t{world.week} << 8 | ordinal;
  // Approval, contracting and delivery take their time; a surge from the reserve is quicker; friction stretches both.
  const double friction = (1 + p.friction_stretch * (world.donors[order.donor].interagency_friction - 0.5)) *
                          (1 - p.access_shortens_delay * (access_for(world, programme) - 0.5));
  const double median = order.surge ? p.surge_delay_weeks : p.programme_delay_weeks;
  sim::Stream draws = luck(world, Luck::pipeline, programme.number);
  const double delay = sim::draw_lognormal(draws, sim::log(median), p.delay_sigma) * friction;
  programme.starts = world.week + static_cast<Week>(std::clamp(delay, 2.0, longest_delay_weeks));
  programme.ends = programme.starts + programme.weeks;
  programme.tapers_until = programme.ends + programme.sustainment.taper_weeks;
  open_programme_accounts(world, programme);
  world.programmes.push_back(std::move(programme));
}

void plan_handover(World& world, Programme& programme, const Sustainment& sustainment) {
  programme.sustainment = sustainment;
  programme.sustainment.planned = true;
  if (programme.stage == Stage::delivering) cut_short(programme, std::max(world.week, programme.starts + 1));
  open_programme_accounts(world, programme);
}

void end_programme(World& world, Index index, Stage stage) {
  world.programmes[index].stage = stage;
  tell(world, stage == Stage::ended ? EventKind::programme_ended : EventKind::programme_terminated, index);
  std::erase_if(world.teams, [&](const AdvisoryTeam& team) { return team.programme == index; });
}

// What was promised can be checked: a programme's objective is met or missed in the week that it names.
void judge_objective(World& world, Index index) {
  const Programme& programme = world.programmes[index];
  const Objective& aim = programme.objective;
  if (aim.measure == none || aim.by_week != world.week || programme.spent == 0) return;
  const double reached = measured(world, aim.measure, aim.scope, aim.kind);
  world.events.add(
      {world.week,
       static_cast<std::uint16_t>(reached >= aim.threshold ? EventKind::objective_met : EventKind::objective_missed), 0,
       first_region(world, programme), index, reached});
}

void advance_programmes(World& world) {
  for (Government& government : world.governments) government.aid_usd_recent_year *= 1 - 1.0 / sim::weeks_per_year;
  for (Index index = 0; index < world.programmes.size(); ++index) {
    advance(world, index);
    judge_objective(world, index);
  }
}

}  // namespace mainstay::agents
