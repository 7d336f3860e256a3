#include "tests/agents/random_worlds.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>

#include "agents/institutions.h"
#include "agents/numeric.h"
#include "agents/residents.h"
#include "sim/random.h"

namespace mainstay::tests {

using namespace agents;

namespace {

// Purposes that no stream of the model uses.
constexpr sim::Purpose world_purpose = 254, orders_purpose = 255;

class Dice {
 public:
  Dice(sim::Purpose purpose, std::uint64_t number) : draws_(20'000'000, purpose, number, 0) {}

  double share() { return draws_.uniform(); }
  double between(double low, double high) { return low + (high - low) * share(); }
  bool chance(double probability) { return share() < probability; }
  std::uint32_t below(std::size_t count) {
    return boost::random::uniform_int_distribution<std::uint32_t>(0, static_cast<std::uint32_t>(count - 1))(draws_);
  }
  template <class List>
  auto one_of(const List& list) {
    return list[below(list.size())];
  }

 private:
  sim::Stream draws_;
};

void vary_people(World& world, Dice& dice) {
  Residents& people = world.residents;
  const double angrier = dice.between(-0.3, 0.5), more_afraid = dice.between(-0.2, 0.6);
  const auto moved = [&](std::uint16_t value, double by) {
    return static_cast<std::uint16_t>(std::clamp(value / 65535.0 + by + dice.between(-0.1, 0.1), 0.0, 1.0) * 65535);
  };
  for (std::size_t i = 0; i < people.size(); ++i) {
    people.grievance[i] = moved(people.grievance[i], angrier);
    people.fear_of_state[i] = moved(people.fear_of_state[i], more_afraid);
    people.fear_of_threat[i] = moved(people.fear_of_threat[i], more_afraid);
    if (dice.chance(0.3)) people.stance[i] = static_cast<std::uint8_t>(dice.below(stance_count));
    if (dice.chance(0.02)) people.persons[i] = 0;
  }
  for (Index c = 0; c < world.cohorts.size(); ++c) {
    world.cohorts.trust[c] = dice.share();
    sum_cohort(people, world.cohorts, c);
  }
  for (double& control : world.regions.control) control = dice.between(-1, 1);
}

void vary_institutions(World& world, Dice& dice) {
  Institutions& units = world.institutions;
  for (Index i = 0; i < units.size(); ++i) {
    if (dice.chance(0.05)) units.staff[i] = 0;
    units.staff[i] = static_cast<std::int32_t>(units.staff[i] * dice.between(0.2, 1.2));
    for (auto* list : {&units.skill, &units.management, &units.integrity, &units.morale})
      (*list)[i] = clamp01((*list)[i] + dice.between(-0.4, 0.4));
    units.serviceable[i] = static_cast<Cents>(static_cast<double>(units.serviceable[i]) * dice.between(0, 1.5));
    settle_at_start(world, i);
  }
}

void vary_powers(World& world, Dice& dice) {
  for (Government& government : world.governments) {
    for (double* share : {&government.base_preference, &government.reform_commitment, &government.regime_protection,
                          &government.oversight, &government.merit, &government.restraint, &government.will})
      *share = dice.share();
    government.revenue_usd_per_person_per_year *= dice.between(0, 2);
    government.treasury = cents(dice.between(0, 5e7));
    government.revenue_received = government.treasury;
    if (dice.chance(0.3)) government.next_election = dice.below(60);
  }
  for (Donor& donor : world.donors) {
    donor.budget_per_year = cents(dice.between(0, 1e8));
    donor.coordination = dice.share();
    donor.monitoring_share = dice.between(0, 0.2);
    donor.interagency_friction = dice.share();
  }
  for (Group& group : world.groups) group.funds = cents(dice.between(0, 3e6));
  for (std::int32_t& strength : world.cells.strength)
    strength = static_cast<std::int32_t>(strength * dice.between(0.1, 4));
}

std::vector<RegionIndex> land_of(const World& world) {
  std::vector<RegionIndex> land;
  for (RegionIndex r = 0; r < world.setting->regions(); ++r)
    if (!world.setting->map.regions[r].sea) land.push_back(r);
  return land;
}

// Fills in whatever the verb may need; verbs ignore what they do not use.
Order random_order(const World& world, Dice& dice, sim::Week week) {
  const Catalogue& catalogue = world.setting->catalogue;
  const auto land = land_of(world);
  Order order;
  order.verb =
      static_cast<Verb>(dice.chance(0.4) ? static_cast<std::size_t>(Verb::inject) : dice.below(verb_names.size()));
  order.inject = static_cast<Inject>(dice.below(inject_names.size()));
  order.week = week;
  order.id = "order-" + std::to_string(dice.below(4));
  order.reason = dice.chance(0.5) ? "made up" : "";
  order.donor = dice.below(world.donors.size());
  order.government = dice.below(world.governments.size());
  order.organisation = dice.below(world.organisations.size());
  order.threat = dice.below(world.groups.size());
  order.institution = dice.below(world.institutions.size());
  order.into = (order.institution + 1 + dice.below(world.institutions.size() - 1)) %
               static_cast<std::uint32_t>(world.institutions.size());
  order.kind = dice.below(order.verb == Verb::inject ? catalogue.threats.size() : catalogue.institutions.size());
  order.regions = {dice.one_of(land)};
  if (dice.chance(0.3)) order.regions.push_back(dice.one_of(land));
  if (dice.chance(0.5)) order.targets.countries = {order.government};
  if (dice.chance(0.3)) order.targets.regions = order.regions;
  for (std::size_t k = 0; k < catalogue.instruments.size(); ++k)
    if (dice.chance(0.4)) order.money[k] = cents(dice.between(1e4, 2e7));
  order.sustainment = {dice.chance(0.4), dice.below(80), order.money, dice.share()};
  order.surge = dice.chance(0.7);
  order.level = dice.share();
  order.coordination = dice.share();
  order.persons = std::floor(dice.between(1, 3000));
  order.usd = dice.between(0, 5e6);
  order.weeks = 1 + dice.below(40);
  order.parties = {order.donor, dice.below(world.donors.size())};
  order.mandate = {0.5, 0.25, 0.25};
  order.tasks = {0.2, 0.2, 0.2, 0.2, 0.1, 0.1};
  order.stock = stock_names[dice.below(stock_names.size())];
  order.change = dice.between(-0.5, 0.5);
  if (dice.chance(0.3)) order.change *= 1000;
  order.topic = dice.one_of(std::vector<std::string>{"effort", "reform", "access", "merit", "loyalty"});
  // An inject that strikes one institution names no other; most strike people.
  if (order.verb == Verb::inject && dice.chance(0.5)) order.institution = none;
  return order;
}

}  // namespace

World random_world(const scenarios::Scenario& scenario, std::uint64_t number) {
  World world = scenario.start;
  Dice dice(world_purpose, number);
  world.seed = 1'000'000 + number;
  vary_people(world, dice);
  vary_institutions(world, dice);
  vary_powers(world, dice);
  return world;
}

std::vector<Order> random_orders(const World& world, std::uint64_t number, std::size_t count, std::uint32_t weeks) {
  Dice dice(orders_purpose, number);
  std::vector<Order> orders;
  for (std::size_t k = 0; k < count; ++k) orders.push_back(random_order(world, dice, dice.below(weeks)));
  std::stable_sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) { return a.week < b.week; });
  return orders;
}

}  // namespace mainstay::tests
