#include "agents/threats.h"

#include "agents/books.h"
#include "agents/events.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "agents/paying.h"
#include "agents/residents.h"
#include "sim/elementary.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

std::size_t at(Action action) {
  return static_cast<std::size_t>(action);
}

struct Way {
  RegionIndex region = none;
  double gain = 0;
};

// The neighbouring region that promises most beyond the present one, given how hard the border is to cross.
Way best_way_out(const World& world, const Picture& picture, Index cell) {
  const sim::RegionalMap& map = world.setting->map;
  const RegionIndex here = world.cells.region[cell];
  const Index group = world.cells.group[cell];
  const double now = attraction(world, picture, group, here);
  Way best;
  for (const sim::Neighbour& next : map.neighbours_of(here)) {
    if (map.regions[next.region].sea) continue;
    const sim::Border& border = map.borders[next.border];
    const double guarded = border.international
                               ? picture.out(Function::border, next.region) / (std::max(20.0, border.shared_km) * 0.5)
                               : 0;
    const double gain = attraction(world, picture, group, next.region) - now - 0.3 * std::min(1.0, guarded);
    if (best.region == none || gain > best.gain) best = {next.region, gain};
  }
  return best;
}

double weeks_of_funds(const World& world, Index group) {
  double fighters = 1;
  for (Index c = 0; c < world.cells.size(); ++c)
    if (world.cells.group[c] == group) fighters += world.cells.strength[c];
  const double upkeep = world.setting->catalogue.threats[world.groups[group].kind].upkeep_usd_per_fighter_per_week;
  constexpr double for_ever = 1e6;
  return ratio(usd(world.groups[group].funds), fighters * upkeep, for_ever);
}

std::array<double, action_count> weigh_actions(const World& world, const Picture& picture, Index cell,
                                               double funds_weeks, const Way& way) {
  const Group& group = world.groups[world.cells.group[cell]];
  const ThreatKind& kind = world.setting->catalogue.threats[group.kind];
  const RegionIndex region = world.cells.region[cell];
  const Parameters& p = world.setting->parameters;
  const double force = picture.out(Function::operations, region);
  const double hunted = ratio(force, force + p.operations_scale) * (0.3 + world.regions.information[region]);
  const double exit_near =
      group.sees_announced_dates ? sim::exp(-std::max(0.0, picture.support_ends_in[region]) / 13) : 0;
  const double strong = std::min(1.0, world.cells.strength[cell] / 150.0);

  std::array<double, action_count> value{};
  for (std::size_t a = 0; a < action_count; ++a) value[a] = kind.inclination[a] + group.learned[a] + group.doctrine[a];
  value[at(Action::recruit)] += 1.2 * picture.support[region] - 0.3 * strong;
  value[at(Action::attack)] += 0.5 * strong - 0.5 * hunted;
  value[at(Action::intimidate)] += 1.5 * picture.cooperation[region];
  value[at(Action::extort)] += 0.8 * sim::exp(-funds_weeks / 8);
  value[at(Action::traffic)] += 0.6 * ratio(picture.trafficking_usd[region], picture.trafficking_usd[region] + 2e5);
  value[at(Action::hide)] += 1.6 * world.cells.pressure[cell] + 0.8 * hunted * exit_near;
  value[at(Action::relocate)] += way.region == none ? -1e3 : 0.4 * way.gain + 0.5 * world.cells.pressure[cell];
  return value;
}

void decide_cell(World& world, const Picture& picture, Index cell, std::span<const double> funds_weeks) {
  const Parameters& p = world.setting->parameters;
  Cells& cells = world.cells;
  const Index g = cells.group[cell];
  sim::Stream draws = luck(world, Luck::cells, cells.id[cell]);
  const Way way = best_way_out(world, picture, cell);
  cells.target[cell] = way.region;
  cells.victim[cell] = none;
  const auto value = weigh_actions(world, picture, cell, funds_weeks[g], way);
  double best = value[0];
  for (const double v : value) best = std::max(best, v);
  std::array<double, action_count> chance{};
  double sum = 0;
  for (std::size_t a = 0; a < action_count; ++a) sum += chance[a] = sim::exp((value[a] - best) / p.action_temperature);
  double left = draws.uniform() * sum;
  std::size_t chosen = 0;
  while (chosen + 1 < action_count && (left -= chance[chosen]) > 0) ++chosen;
  const auto action = static_cast<Action>(chosen);
  const bool violent = action == Action::attack || action == Action::sabotage || action == Action::intimidate;
  cells.action[cell] = static_cast<std::uint8_t>(violent && keeps_truce(world, cell) ? Action::hide : action);
}

void learn(World& world, const Outcomes& outcomes) {
  const double pace = world.setting->parameters.learning_rate;
  const Cells& cells = world.cells;
  for (Index c = 0; c < outcomes.reward.size(); ++c) {
    double& learned = world.groups[cells.group[c]].learned[cells.action[c]];
    learned = towards(learned, outcomes.reward[c], pace);
    world.groups[cells.group[c]].funds += outcomes.taken[c];
  }
}

// Success in fights makes a name, and losses cost it.
void earn_reputation(World& world, const Outcomes& outcomes) {
  const double pace = world.setting->parameters.reputation_pace;
  std::vector<double> won(world.groups.size(), 0.0), lost(world.groups.size(), 0.0);
  for (Index c = 0; c < outcomes.won.size(); ++c) {
    won[world.cells.group[c]] += outcomes.won[c];
    lost[world.cells.group[c]] += outcomes.lost[c];
  }
  for (Index g = 0; g < world.groups.size(); ++g) {
    constexpr double few = 20;  // persons; below that a week says little
    const double earned = 0.3 + 0.4 * (won[g] - lost[g]) / (won[g] + lost[g] + few);
    world.groups[g].reputation = clamp01(towards(world.groups[g].reputation, earned, pace));
  }
}

// Fighters that are not paid go home.
void pay_fighters(World& world) {
  const Parameters& p = world.setting->parameters;
  Cells& cells = world.cells;
  for (Index c = 0; c < cells.size(); ++c) {
    Group& group = world.groups[cells.group[c]];
    const ThreatKind& kind = world.setting->catalogue.threats[group.kind];
    const Cents due = cents(cells.strength[c] * kind.upkeep_usd_per_fighter_per_week);
    const Cents paid = std::min(due, std::max<Cents>(0, group.funds));
    group.funds -= paid;
    world.ledger.book(cells.region[c], account(Book::threat_funds_upkeep), -static_cast<double>(paid));
    const double unpaid = due > 0 ? 1 - static_cast<double>(paid) / static_cast<double>(due) : 0;
    const double leaving = p.fighters_leave_per_week + p.unpaid_fighters_leave_per_week * unpaid;
    sim::Stream draws = luck(world, Luck::staff, cells.id[c]);
    const auto left = sim::draw_binomial(draws, cells.strength[c], clamp01(leaving));
    if (left == 0) continue;
    cells.strength[c] -= left;
    return_persons(world, cells.region[c], left, draws());
    world.ledger.book(cells.region[c], account(Book::fighters_left), -left);
    world.ledger.book(cells.region[c], account(Book::civilians_left_threat), left);
  }
}

// How many cells each group has in each region, with those born since.
class CellCounts {
 public:
  explicit CellCounts(const World& world)
      : regions_(world.setting->regions()), counts_(world.groups.size() * regions_, 0) {
    for (Index c = 0; c < world.cells.size(); ++c) add(world.cells.group[c], world.cells.region[c]);
  }
  void add(Index group, RegionIndex region) { ++counts_[group * regions_ + region]; }
  bool has_room(Index group, RegionIndex region) const {
    return counts_[group * regions_ + region] < most_cells_together;
  }

 private:
  std::size_t regions_;
  std::vector<std::uint32_t> counts_;
};

void relocate(World& world, Index c, CellCounts& counts, sim::Stream& draws) {
  const Parameters& p = world.setting->parameters;
  Cells& cells = world.cells;
  const RegionIndex from = cells.region[c], to = cells.target[c];
  const bool divides = cells.strength[c] > p.cell_split_strength && counts.has_room(cells.group[c], to);
  const std::int32_t moving =
      divides ? static_cast<std::int32_t>(cells.strength[c] * (0.3 + 0.4 * draws.uniform())) : cells.strength[c];
  if (moving <= 0) return;
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::cell_relocated), static_cast<std::uint16_t>(to),
                    from, cells.group[c], static_cast<double>(moving)});
  if (moving == cells.strength[c]) {
    cells.region[c] = to;
    return;
  }
  cells.strength[c] -= moving;
  counts.add(cells.group[c], to);
  add_cell(world, cells.group[c], to, moving, cells.skill[c], cells.concealment[c]);
}

// The cell of the same group and place that a cell joins: any of them with the same chance; none if it is alone.
Index drawn_companion(const Cells& cells, Index cell, double draw) {
  const auto together = [&](Index other) {
    return other != cell && cells.strength[other] > 0 && cells.group[other] == cells.group[cell] &&
           cells.region[other] == cells.region[cell];
  };
  Index companions = 0;
  for (Index other = 0; other < cells.size(); ++other) companions += together(other);
  auto left = static_cast<Index>(draw * companions);
  for (Index other = 0; other < cells.size(); ++other)
    if (together(other) && left-- == 0) return other;
  return none;
}

void split(World& world, Index c, sim::Stream& draws) {
  Cells& cells = world.cells;
  const auto leaving = static_cast<std::int32_t>(cells.strength[c] * (0.2 + 0.3 * draws.uniform()));
  cells.strength[c] -= leaving;
  add_cell(world, cells.group[c], cells.region[c], leaving, cells.skill[c], cells.concealment[c]);
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::cell_split), 0, cells.region[c], cells.group[c],
                    static_cast<double>(leaving)});
}

void merge(World& world, Index c, Index into) {
  Cells& cells = world.cells;
  const double total = cells.strength[into] + cells.strength[c];
  cells.skill[into] = (cells.skill[into] * cells.strength[into] + cells.skill[c] * cells.strength[c]) / total;
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::cell_merged), 0, cells.region[c], cells.group[c],
                    static_cast<double>(cells.strength[c])});
  cells.strength[into] += cells.strength[c];
  cells.strength[c] = 0;
}

// Cells of one group in one place join; the larger a cell, the likelier it breaks up, more so under pressure: what is
// large is seen. Attack sizes follow from this coalescence and fragmentation (Bohorquez et al. 2009).
void join_and_split(World& world, CellCounts& counts) {
  const Parameters& p = world.setting->parameters;
  Cells& cells = world.cells;
  const auto count = static_cast<Index>(cells.size());
  for (Index c = 0; c < count; ++c) {
    if (cells.strength[c] <= 0) continue;
    sim::Stream draws = luck(world, Luck::birth, cells.id[c]);
    const double strain = p.split_per_week * (1 + 3 * cells.pressure[c]) * cells.strength[c] / p.cell_split_strength;
    const bool splits = cells.strength[c] >= 10 && draws.uniform() < 1 - sim::exp(-strain);
    if (splits && counts.has_room(cells.group[c], cells.region[c])) {
      counts.add(cells.group[c], cells.region[c]);
      split(world, c, draws);
    } else if (draws.uniform() < p.merge_per_week) {
      if (const Index companion = drawn_companion(cells, c, draws.uniform());
          companion != none && cells.strength[c] <= most_persons - cells.strength[companion])
        merge(world, c, companion);
    }
  }
}

template <class List>
void keep_only(List& list, const std::vector<Index>& kept) {
  for (std::size_t to = 0; to < kept.size(); ++to) list[to] = list[kept[to]];
  list.resize(kept.size());
}

void remove_empty_cells(World& world) {
  Cells& cells = world.cells;
  std::vector<Index> kept;
  for (Index c = 0; c < cells.size(); ++c) {
    if (cells.strength[c] > 0) kept.push_back(c);
  }
  if (kept.size() == cells.size()) return;
  Cells::fields(cells, [&](const char*, auto& list) { keep_only(list, kept); });
}

}  // namespace

bool keeps_truce(const World& world, Index cell) {
  const CountryIndex country = world.setting->map.regions[world.cells.region[cell]].country;
  return std::any_of(world.undertakings.begin(), world.undertakings.end(), [&](const Undertaking& u) {
    return u.verb == Verb::ceasefire && u.group == world.cells.group[cell] && u.government == country;
  });
}

double attraction(const World& world, const Picture& picture, Index group, RegionIndex region) {
  const Parameters& p = world.setting->parameters;
  const double force = picture.out(Function::operations, region) + 0.5 * picture.out(Function::protection, region);
  double kin = 0;
  for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c)
    if (world.cohorts.community[c] < world.groups[group].kinship.size())
      kin += world.groups[group].kinship[world.cohorts.community[c]] * static_cast<double>(world.cohorts.persons[c]);
  kin = ratio(kin, picture.population[region]);
  const double flow = ratio(picture.trafficking_usd[region], picture.trafficking_usd[region] + 2e5);
  // With its own people close by, a group is at home in a place; forces, information and control make it unsafe.
  return 1.2 * picture.support[region] + 0.4 * picture.grievance[region] + 0.4 * kin + 0.25 * flow +
         0.3 * world.setting->map.regions[region].ruggedness - 0.9 * ratio(force, force + p.operations_scale) -
         0.5 * world.regions.control[region] - 0.4 * world.regions.information[region];
}

Index add_cell(World& world, Index group, RegionIndex region, std::int32_t strength, double skill, double concealment) {
  Cells& cells = world.cells;
  // The highest bit but one keeps cells apart from regions and units, which draw for the same purposes.
  const std::uint64_t birth = std::uint64_t{1} << 62 | std::uint64_t{group} << 48 | std::uint64_t{region} << 32 |
                              std::uint64_t{world.week} << 12;
  std::uint64_t ordinal = 0;
  for (const std::uint64_t id : cells.id)
    if (id >> 12 == birth >> 12) ordinal = std::max(ordinal, id - birth + 1);
  cells.id.push_back(birth | ordinal);
  cells.group.push_back(group);
  cells.region.push_back(region);
  cells.strength.push_back(strength);
  cells.skill.push_back(skill);
  cells.concealment.push_back(concealment);
  cells.pressure.push_back(0);
  cells.action.push_back(static_cast<std::uint8_t>(Action::hide));
  cells.target.push_back(none);
  cells.victim.push_back(none);
  return static_cast<Index>(cells.size() - 1);
}

void decide_actions(World& world, const Picture& picture) {
  std::vector<double> funds_weeks(world.groups.size());
  for (Index g = 0; g < world.groups.size(); ++g) funds_weeks[g] = weeks_of_funds(world, g);
  sim::parallel_for_each(world.cells.size(), 32,
                         [&](std::size_t c) { decide_cell(world, picture, static_cast<Index>(c), funds_weeks); });
}

void reorganise_threats(World& world, const Outcomes& outcomes) {
  const Parameters& p = world.setting->parameters;
  learn(world, outcomes);
  earn_reputation(world, outcomes);
  pay_fighters(world);
  Cells& cells = world.cells;
  CellCounts counts(world);
  const auto count = static_cast<Index>(cells.size());
  for (Index c = 0; c < count; ++c) {
    const auto action = static_cast<Action>(cells.action[c]);
    cells.concealment[c] = clamp01(
        towards(cells.concealment[c], action == Action::hide ? 0.9 : (action == Action::attack ? 0.35 : 0.55), 0.25));
    cells.pressure[c] *= 1 - decay_rate(p.pressure_half_life_weeks);
    cells.skill[c] = clamp01(cells.skill[c] + (action == Action::attack ? 0.002 : 0.0) - 0.0005 * cells.skill[c]);
    if (action == Action::relocate && cells.target[c] != none && cells.strength[c] > 0) {
      sim::Stream draws = luck(world, Luck::displacement, cells.id[c]);
      relocate(world, c, counts, draws);
    }
  }
  join_and_split(world, counts);
  for (Group& group : world.groups) {
    const CountryIndex sponsor = group.sponsor;
    if (sponsor == none || !group.active) continue;
    const double help = world.governments[sponsor].sponsor_of_threats * world.governments[sponsor].effort.rival;
    const Cents money = charge_government(world, sponsor, Book::money_orders,
                                          cents(help * group.sponsor_usd_per_year / sim::weeks_per_year));
    group.funds += money;
    world.ledger.book(world.setting->map.countries[sponsor].capital, account(Book::threat_funds_sponsor),
                      static_cast<double>(money));
  }
  remove_empty_cells(world);
}

}  // namespace mainstay::agents
