#include "agents/donors.h"

#include <algorithm>

#include "agents/luck.h"
#include "agents/measures.h"
#include "agents/numeric.h"
#include "agents/programmes.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

struct Candidate {
  CountryIndex country;
  double merit;
};

// What a year of its money seems to have done in each country, as the donor itself assesses it. Where it paid little
// there is little to learn.
void look_back(World& world, Donor& donor) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    const double assessed = world.assessed.at(measure(Measure::capacity), setting.country_scope(country));
    const double paid = usd(donor.spent_there[country] - donor.spent_before[country]);
    const double gain = std::clamp(assessed - donor.assessed_before[country], -1.0, 1.0);  // noise may claim more
    if (world.week > 0)
      donor.believed_return[country] =
          towards(donor.believed_return[country], gain, p.return_learning * paid / (paid + p.return_learning_usd));
    donor.assessed_before[country] = assessed;
    donor.spent_before[country] = donor.spent_there[country];
  }
}

// Assessed need, threat, will and return of each partner; selectivity decides how sharply merit counts.
std::vector<Candidate> rank_partners(const World& world, const Donor& donor, Index donor_index) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  std::vector<Candidate> candidates;
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    const Government& government = world.governments[country];
    if (!government.accepts[donor_index] || government.access[donor_index] < 0.1) continue;
    const std::size_t scope = setting.country_scope(country);
    const double need = clamp01(1 - world.assessed.at(measure(Measure::capacity), scope));
    const double will = clamp01(government.alignment[donor_index]);
    const double conditions = will * (0.3 + government.reform_commitment);
    const double returns = sim::exp(donor.selectivity * p.return_weight * donor.believed_return[country]);
    const double merit = need * sim::pow(std::max(0.05, conditions), 3 * donor.selectivity) * returns;
    const double lost = 0.5 * (1 - world.assessed.at(measure(Measure::control), scope));
    candidates.push_back({country, merit * (0.2 + clamp01(lost))});
  }
  return candidates;
}

// What programmes that are open take from a year's budget. One of up to a year was paid from the budget of the year in
// which it was opened, however late it is.
Cents due_within_a_year(const Programme& programme, Week now) {
  const bool over = programme.stage == Stage::ended || programme.stage == Stage::terminated;
  const bool paid = programme.ends - programme.starts <= sim::weeks_per_year && programme.opened < now;
  if (programme.surge || over || paid) return 0;
  const Week from = std::max(now, programme.starts), to = std::min(now + sim::weeks_per_year, programme.ends);
  return to > from ? in_parts(total(programme.money), to - from, programme.ends - programme.starts) : 0;
}

void open_annual_programme(World& world, Index donor_index, CountryIndex country, Cents money) {
  const Setting& setting = *world.setting;
  Order order;
  order.verb = Verb::open_programme;
  order.donor = donor_index;
  order.id = world.donors[donor_index].id + "-" + setting.map.countries[country].id + "-year" +
             std::to_string(world.week / sim::weeks_per_year);
  order.targets.countries = {country};
  const auto& priorities = world.donors[donor_index].priorities;
  for (KindIndex kind = 0; kind < priorities.size(); ++kind)
    if (priorities[kind] > 0) order.targets.kinds.push_back(kind);
  order.weeks = sim::weeks_per_year;
  // The usual mix of a regular programme; an assumption that a scenario replaces by opening its own.
  const std::array<std::pair<const char*, double>, 4> mix = {
      {{"train", 0.4}, {"advise", 0.15}, {"educate", 0.15}, {"institution_building", 0.3}}};
  for (const auto& [instrument, share] : mix) {
    const KindIndex k = setting.catalogue.instrument(instrument);
    if (k != none) order.money[k] = whole(static_cast<double>(money) * share);
  }
  open_programme(world, order);
}

}  // namespace

void refill_reserves(World& world) {
  for (Donor& donor : world.donors)
    if (donor.reserve_replenishes) donor.reserve = donor.reserve_per_year;
}

void allocate_year(World& world) {
  for (Index d = 0; d < world.donors.size(); ++d) {
    Donor& donor = world.donors[d];
    donor.left_this_year = donor.budget_per_year;
    for (const Programme& programme : world.programmes)
      if (programme.donor == d)
        donor.left_this_year -= std::min(donor.left_this_year, due_within_a_year(programme, world.week));
    look_back(world, donor);
    if (!donor.allocates_yearly) continue;
    const auto candidates = rank_partners(world, donor, d);
    double sum = 0;
    for (const Candidate& candidate : candidates) sum += candidate.merit;
    const Cents available = donor.left_this_year;
    for (const Candidate& candidate : candidates) {
      const auto money = whole(static_cast<double>(available) * ratio(candidate.merit, sum));
      if (money < cents(100000)) continue;
      open_annual_programme(world, d, candidate.country, money);
      donor.left_this_year -= money;
    }
  }
}

namespace {

// The strictest of what the donor asks for in general and in the programmes that run there.
double conditions_asked(const World& world, Index donor, CountryIndex country) {
  double asked = world.donors[donor].conditionality;
  for (const Programme& programme : world.programmes)
    if (programme.donor == donor && programme.conditionality > asked &&
        (programme.stage == Stage::delivering || programme.stage == Stage::handing_over) &&
        works_in(world, programme, country))
      asked = programme.conditionality;
  return asked;
}

}  // namespace

double seen_by_monitoring(const Parameters& parameters, double monitoring_share) {
  return 1 - sim::exp(-monitoring_share / parameters.monitoring_share_scale);
}

void update_conditions(World& world) {
  const Parameters& p = world.setting->parameters;
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    Government& government = world.governments[country];
    for (Index d = 0; d < world.donors.size(); ++d) {
      const Donor& donor = world.donors[d];
      const double monitored = seen_by_monitoring(p, donor.monitoring_share);
      government.enforced_conditions[d] = towards(government.enforced_conditions[d],
                                                  conditions_asked(world, d, country) * (0.3 + 0.7 * monitored), 0.02);
      // Working together aligns, being left alone estranges.
      const double engaged = ratio(government.aid_usd_recent_year, government.aid_usd_recent_year + 2e7);
      government.alignment[d] =
          towards(government.alignment[d], 0.3 + 0.4 * government.base_preference + 0.2 * engaged, 0.005);
      government.access[d] = towards(government.access[d], 0.2 + 0.6 * government.alignment[d], 0.003);
    }
  }
}

}  // namespace mainstay::agents
