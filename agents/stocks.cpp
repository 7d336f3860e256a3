#include "agents/stocks.h"

#include <algorithm>

#include "agents/numeric.h"
#include "agents/residents.h"

namespace mainstay::agents {

namespace {

enum class Holder { institution, region, cohort, government, group, cells };

struct Stock {
  std::string_view name;
  Holder holder;
  std::string_view book;  // its name in the ledger
  bool counted = false;   // persons or money, divided among the holders; else points for each of them
};

// In the order of stock_names.
constexpr std::array<Stock, stock_names.size()> stocks = {{
    {"staff", Holder::institution, "staff", true},
    {"skill", Holder::institution, "skill"},
    {"materiel", Holder::institution, "materiel", true},
    {"management", Holder::institution, "management"},
    {"integrity", Holder::institution, "integrity"},
    {"morale", Holder::institution, "morale"},
    {"control", Holder::region, "control"},
    {"service", Holder::region, "service"},
    {"grievance", Holder::cohort, "grievance"},
    {"fear_of_state", Holder::cohort, "fear of the state"},
    {"fear_of_threats", Holder::cohort, "fear of threats"},
    {"hardship", Holder::cohort, "hardship"},
    {"trust", Holder::cohort, "trust"},
    {"will", Holder::government, "will"},
    {"reform_commitment", Holder::government, "reform commitment"},
    {"oversight", Holder::government, "oversight"},
    {"patronage_debt", Holder::government, "patronage debt"},
    {"treasury_usd", Holder::government, "money", true},
    {"funds_usd", Holder::group, "threat funds", true},
    {"reputation", Holder::group, "reputation"},
    {"strength_persons", Holder::cells, "fighters", true},
    {"concealment", Holder::cells, "concealment"},
    {"displaced", Holder::region, "displaced", true},
}};

constexpr bool in_the_same_order() {
  for (std::size_t s = 0; s < stocks.size(); ++s)
    if (stocks[s].name != stock_names[s]) return false;
  return true;
}
static_assert(in_the_same_order());

// One move: what moves, why, and for whose cells.
struct Move {
  World& world;
  Postings& postings;
  const Stock& stock;
  const std::string& reason;
  Index group;

  void book(RegionIndex region, std::string_view name, double amount) const {
    world.ledger.book(region, world.ledger.open(name, reason), amount);
  }
};

// From beyond the map into one region: nearly all the world's people, and few enough to be counted with those there.
constexpr Persons most_arrivals = 5'000'000'000;

// Moves a share within its limits; returns by how much.
double shift(double& value, double change, double low = 0, double high = 1) {
  const double before = value;
  value = std::clamp(value + change, low, high);
  return value - before;
}

double move_staff(const Move& move, Index i, double change) {
  Institutions& units = move.world.institutions;
  const RegionIndex region = units.region[i];
  Persons persons = std::min(rounded(change), most_persons - units.staff[i]);
  if (persons >= 0) {
    persons =
        take_persons(move.world, region, any_stance & ~stance_bit(Stance::fights), none, persons, 0.5, move.world.week);
  } else {
    persons = std::max<Persons>(persons, -units.at_home(i));
    return_persons(move.world, region, -persons, static_cast<std::uint32_t>(units.number[i]));
  }
  units.staff[i] += static_cast<std::int32_t>(persons);
  const auto moved = static_cast<double>(persons);
  move.book(region, "staff", moved);
  move.book(region, "civilians", -moved);
  move.postings.add_staff(units, i, move.world.ledger.open("capacity", move.reason), moved);
  return moved;
}

double move_institution(const Move& move, Index i, double change) {
  Institutions& units = move.world.institutions;
  if (!units.active[i]) return 0;
  if (move.stock.name == "staff") return move_staff(move, i, change);
  const RegionIndex region = units.region[i];
  const sim::AccountIndex capacity = move.world.ledger.open("capacity", move.reason);
  if (move.stock.name == "materiel") {
    const Cents value = std::max(cents(change), -units.serviceable[i]);
    units.serviceable[i] += value;
    move.book(region, "materiel", static_cast<double>(value));
    move.book(region, "serviceable", static_cast<double>(value));
    if (units.required[i] > 0)
      move.postings.add(i, Factor::materiel, capacity,
                        static_cast<double>(value) / static_cast<double>(units.required[i]));
    return usd(value);
  }
  auto& list = move.stock.name == "skill"        ? units.skill
               : move.stock.name == "management" ? units.management
               : move.stock.name == "integrity"  ? units.integrity
                                                 : units.morale;
  const double moved = shift(list[i], change);
  move.book(region, move.stock.book, moved * units.authorised[i]);
  if (move.stock.name == "skill") move.postings.add(i, Factor::skill, capacity, moved);
  if (move.stock.name == "management") move.postings.add(i, Factor::management, capacity, moved);
  return moved;
}

double move_region(const Move& move, RegionIndex region, double change) {
  Regions& regions = move.world.regions;
  double moved = 0;
  if (move.stock.name == "control") moved = shift(regions.control[region], change, -1);
  if (move.stock.name == "service") moved = shift(regions.service[region], change);
  if (move.stock.name == "displaced") {
    Persons& there = regions.arrivals_from_outside[region];
    const Persons persons = std::clamp<Persons>(rounded(change), -there, most_arrivals - there);
    there += persons;
    moved = static_cast<double>(persons);
  }
  move.book(region, move.stock.book, moved);
  return moved;
}

double move_cohort(const Move& move, Index c, double change) {
  World& world = move.world;
  const RegionIndex region = world.cohorts.region[c];
  const auto persons = static_cast<double>(world.cohorts.persons[c]);
  if (move.stock.name == "trust") {
    const double moved = shift(world.cohorts.trust[c], change);
    move.book(region, move.stock.book, moved * persons);
    return moved;
  }
  Residents& people = world.residents;
  auto& feeling = move.stock.name == "grievance"         ? people.grievance
                  : move.stock.name == "fear_of_state"   ? people.fear_of_state
                  : move.stock.name == "fear_of_threats" ? people.fear_of_threat
                                                         : people.hardship;
  double sum = 0;
  for (Index i = world.cohorts.begin[c]; i < world.cohorts.end[c]; ++i) {
    const double before = feeling[i];
    feeling[i] = static_cast<std::uint16_t>(
        std::clamp(std::round(before + change * feeling_scale), 0.0, static_cast<double>(feeling_scale)));
    sum += feeling[i] - before;
  }
  sum_cohort(people, world.cohorts, c);
  const double moved = sum / feeling_scale / std::max(1u, world.cohorts.end[c] - world.cohorts.begin[c]);
  move.book(region, move.stock.book, moved * persons);
  return moved;
}

double move_government(const Move& move, CountryIndex country, double change) {
  Government& government = move.world.governments[country];
  double moved = 0, booked = 0;
  if (move.stock.name == "will") moved = booked = shift(government.will, change);
  if (move.stock.name == "reform_commitment") moved = booked = shift(government.reform_commitment, change);
  if (move.stock.name == "oversight") moved = booked = shift(government.oversight, change);
  if (move.stock.name == "patronage_debt" && government.patronage_usd > 0)
    moved = booked =
        shift(government.patronage_expected_usd, change * government.patronage_usd, 0, 1e15) / government.patronage_usd;
  if (move.stock.name == "treasury_usd") {
    const Cents amount = std::max(cents(change), -government.treasury);
    government.treasury += amount;
    government.revenue_received += amount;  // as if it had come in, or never had
    moved = usd(amount);
    booked = static_cast<double>(amount);
  }
  move.book(move.world.setting->map.countries[country].capital, move.stock.book, booked);
  return moved;
}

// Where a group is at home in the books: with its first cell.
RegionIndex home_of(const World& world, Index group) {
  for (Index c = 0; c < world.cells.size(); ++c)
    if (world.cells.group[c] == group) return world.cells.region[c];
  return 0;
}

double move_group(const Move& move, Index g, double change) {
  Group& group = move.world.groups[g];
  if (!group.active) return 0;
  if (move.stock.name == "reputation") {
    const double moved = shift(group.reputation, change);
    move.book(home_of(move.world, g), move.stock.book, moved);
    return moved;
  }
  const Cents amount = std::max(cents(change), -group.funds);
  group.funds += amount;
  move.book(home_of(move.world, g), move.stock.book, static_cast<double>(amount));
  return usd(amount);
}

std::vector<Index> cells_in(const World& world, RegionIndex region, Index group) {
  std::vector<Index> found;
  for (Index c = 0; c < world.cells.size(); ++c)
    if (world.cells.region[c] == region && world.cells.strength[c] > 0 &&
        (group == none || world.cells.group[c] == group))
      found.push_back(c);
  return found;
}

double move_cells(const Move& move, RegionIndex region, double change) {
  World& world = move.world;
  const auto cells = cells_in(world, region, move.group);
  if (cells.empty()) return 0;
  double moved = 0;
  if (move.stock.name == "concealment") {
    for (const Index c : cells) moved += shift(world.cells.concealment[c], change);
    moved /= static_cast<double>(cells.size());
    move.book(region, move.stock.book, moved);
    return moved;
  }
  Persons there = 0, left = rounded(change);
  for (const Index c : cells) there += world.cells.strength[c];
  if (left > 0)
    left = take_persons(world, region, any_stance, none, std::min(left, most_persons - there), 0.5, world.week);
  for (std::size_t k = 0; k < cells.size(); ++k) {
    std::int32_t& strength = world.cells.strength[cells[k]];
    const Persons here = std::max<Persons>(left / static_cast<Persons>(cells.size() - k), -strength);
    strength += static_cast<std::int32_t>(here);
    left -= here;
    moved += static_cast<double>(here);
  }
  if (moved < 0) return_persons(world, region, whole(-moved), world.week);
  move.book(region, "fighters", moved);
  move.book(region, "civilians", -moved);
  return moved;
}

double move_one(const Move& move, Index holder, double change) {
  switch (move.stock.holder) {
    case Holder::institution:
      return move_institution(move, holder, change);
    case Holder::region:
      return move_region(move, holder, change);
    case Holder::cohort:
      return move_cohort(move, holder, change);
    case Holder::government:
      return move_government(move, holder, change);
    case Holder::group:
      return move_group(move, holder, change);
    case Holder::cells:
      return move_cells(move, holder, change);
  }
  return 0;
}

std::vector<Index> holders_of(const World& world, const Order& order, const Stock& stock) {
  const auto places = places_of(world, order);
  std::vector<Index> holders;
  switch (stock.holder) {
    case Holder::institution:
      if (order.institution != none) return {order.institution};
      for (const RegionIndex region : places)
        for (Index i = 0; i < world.institutions.size(); ++i)
          if (world.institutions.active[i] && world.institutions.region[i] == region) holders.push_back(i);
      break;
    case Holder::region:
      return places;
    case Holder::cohort:
      for (const RegionIndex region : places)
        for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c)
          holders.push_back(c);
      break;
    case Holder::government:
      for (const RegionIndex region : places)
        if (const CountryIndex country = world.setting->map.regions[region].country;
            country != none && std::find(holders.begin(), holders.end(), country) == holders.end())
          holders.push_back(country);
      break;
    case Holder::group:
      for (Index g = 0; g < world.groups.size(); ++g)
        if (world.groups[g].active && (order.threat == none || order.threat == g)) holders.push_back(g);
      break;
    case Holder::cells:
      for (const RegionIndex region : places)
        if (!cells_in(world, region, order.threat).empty()) holders.push_back(region);
      break;
  }
  return holders;
}

// What a holder has of what is divided, relative to the others.
double weight_of(const World& world, const Stock& stock, Index holder, Index group) {
  if (stock.name == "staff") return world.institutions.authorised[holder];
  if (stock.name == "materiel") return static_cast<double>(world.institutions.required[holder]);
  if (stock.name == "displaced") return world.setting->map.regions[holder].population;
  if (stock.name != "strength_persons") return 1;
  double strength = 0;
  for (const Index c : cells_in(world, holder, group)) strength += world.cells.strength[c];
  return strength;
}

}  // namespace

std::size_t possible_holders(const World& world, std::uint32_t stock) {
  switch (stocks[stock].holder) {
    case Holder::institution:
      return world.institutions.size();
    case Holder::cohort:
      return world.cohorts.size();
    case Holder::government:
      return world.governments.size();
    case Holder::group:
      return world.groups.size();
    case Holder::region:
    case Holder::cells:  // by the region that they are in
      return world.setting->regions();
  }
  return 0;
}

std::vector<RegionIndex> places_of(const World& world, const Order& order) {
  if (!order.regions.empty()) return order.regions;
  std::vector<RegionIndex> found;
  for (RegionIndex r = 0; r < world.setting->regions(); ++r) {
    const sim::Region& region = world.setting->map.regions[r];
    if (!region.sea && (order.government == none || region.country == order.government)) found.push_back(r);
  }
  return found;
}

bool move_stock(World& world, Postings& postings, const Order& order, Undertaking& undertaking) {
  const auto name = std::find(stock_names.begin(), stock_names.end(), order.stock);
  if (name == stock_names.end()) return false;
  undertaking.stock = static_cast<std::uint32_t>(name - stock_names.begin());
  undertaking.reason = order.reason.empty() ? "inject" : order.reason;
  undertaking.group = order.threat;
  const Stock& stock = stocks[undertaking.stock];
  const Move move{world, postings, stock, undertaking.reason, order.threat};
  double weight = 0;
  const auto holders = holders_of(world, order, stock);
  for (const Index holder : holders) weight += weight_of(world, stock, holder, order.threat);
  bool any = false;
  for (const Index holder : holders) {
    const double share = stock.counted ? ratio(weight_of(world, stock, holder, order.threat), weight) : 1;
    const double moved = move_one(move, holder, order.change * share);
    undertaking.holders.push_back(holder);
    undertaking.amounts.push_back(moved);
    any = any || moved != 0;
  }
  return any;
}

void give_back_stock(World& world, Postings& postings, const Undertaking& undertaking) {
  const Move move{world, postings, stocks[undertaking.stock], undertaking.reason, undertaking.group};
  for (std::size_t k = 0; k < undertaking.holders.size(); ++k)
    move_one(move, undertaking.holders[k], -undertaking.amounts[k]);
}

}  // namespace mainstay::agents
