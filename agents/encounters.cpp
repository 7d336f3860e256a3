#include "agents/encounters.h"

#include "agents/books.h"
#include "agents/events.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "agents/residents.h"
#include "agents/threats.h"
#include "sim/elementary.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

std::int32_t poisson(sim::Stream& draws, double mean) {
  return mean <= 0 ? 0 : sim::draw_poisson(draws, std::min(mean, 1e6));
}

// One region's week of violence.
class Encounter {
 public:
  Encounter(World& world, const Picture& picture, Postings& postings, Outcomes& outcomes, RegionIndex region)
      : world_(world),
        picture_(picture),
        postings_(postings),
        outcomes_(outcomes),
        reward_(outcomes.reward),
        region_(region),
        p_(world.setting->parameters),
        draws_(luck(world, Luck::encounters, region)) {}

  void resolve() {
    incidents_ = 0;
    operate();
    abuse();
    for (const Index cell : picture_.cells.of(region_))
      if (world_.cells.strength[cell] > 0) act(cell);
    double& violence = world_.regions.violence[region_];
    violence = towards(violence, incidents_, 1.0 / 6);
  }

 private:
  const ThreatKind& kind_of(Index cell) const {
    return world_.setting->catalogue.threats[world_.groups[world_.cells.group[cell]].kind];
  }
  void tell(EventKind kind, Index subject, double value, bool detail = false) {
    world_.events.add(
        {world_.week, static_cast<std::uint16_t>(kind), static_cast<std::uint16_t>(detail), region_, subject, value});
  }
  void book(Book cause, double amount) { world_.ledger.book(region_, account(cause), amount); }

  // The armed unit of the region that comes first in a draw weighted by presence; none if there is none.
  Index drawn_unit(double draw) const {
    const Institutions& units = world_.institutions;
    const auto exposed = [&](Index i) {
      return units.active[i] && world_.setting->catalogue.institutions[units.kind[i]].armed
                 ? world_.institutions.present(i)
                 : 0.0;
    };
    double sum = 0;
    for (const Index i : picture_.institutions.of(region_)) sum += exposed(i);
    double left = draw * sum;
    for (const Index i : picture_.institutions.of(region_))
      if (exposed(i) > 0 && (left -= exposed(i)) <= 0) return i;
    return none;
  }

  // Targeted operations: with information they find cells, without it they find people.
  void operate() {
    const double tempo = picture_.out(Function::operations, region_) * p_.operations_per_output *
                         (1.3 - 0.6 * picture_.restraint[region_]);
    if (tempo <= 0) return;
    const double informed = world_.regions.information[region_];
    const auto cells = picture_.cells.of(region_);
    double found = 0;
    for (const Index cell : cells) {
      if (keeps_truce(world_, cell)) continue;
      sim::Stream draws = luck(world_, Luck::encounters, world_.cells.id[cell] | std::uint64_t{1} << 63);
      const double effort = tempo / std::max<double>(1, static_cast<double>(cells.size()));
      const double chance =
          1 - sim::exp(-p_.finding_rate * effort * (0.1 + informed) * (0.5 + picture_.force_skill[region_]) *
                       (1 - 0.8 * world_.cells.concealment[cell]));
      if (draws.uniform() >= chance) continue;
      found += 1;
      fight(cell, draws);
    }
    const double missed = std::max(0.0, tempo - found) * (1 - informed);
    const double care = (1 - picture_.force_integrity[region_]) * (1 - 0.5 * picture_.force_skill[region_]) *
                        (1 - 0.6 * picture_.restraint[region_]);
    const bool threatened = picture_.fighters[region_] > 0;
    hurt_by_state(missed * p_.harm_per_blind_operation * care * (threatened ? 1 : 0.1), likely_kin());
  }

  void fight(Index cell, sim::Stream& draws) {
    Cells& cells = world_.cells;
    const double force =
        std::max(1.0, picture_.out(Function::operations, region_) + 0.2 * picture_.out(Function::protection, region_));
    const double resistance = cells.strength[cell] * (0.3 + cells.skill[cell]);
    const double won = force / (force + resistance);
    const double deadly = p_.operation_lethality * won * (0.5 + draws.uniform());
    const auto lost = std::min(cells.strength[cell], poisson(draws, cells.strength[cell] * deadly));
    lose_fighters(cell, lost);
    cells.pressure[cell] = clamp01(cells.pressure[cell] + 0.3 + 0.4 * won);
    incidents_ += 0.3;
    const Index unit = drawn_unit(draws.uniform());
    if (unit != none) {
      kill_staff(world_, postings_, unit, poisson(draws, resistance * 0.03 * (1 - won)));
      world_.institutions.success[unit] = clamp01(world_.institutions.success[unit] + 0.1 * won);
    }
    tell(EventKind::operation, cells.group[cell], lost, true);
  }

  void lose_fighters(Index cell, std::int32_t lost) {
    world_.cells.strength[cell] -= lost;
    outcomes_.lost[cell] += lost;
    book(Book::fighters_killed, -lost);
  }

  // The community that forces suspect: the one with the largest share of supporters.
  std::uint32_t likely_kin() const {
    std::uint32_t kin = none;
    double most = 0;
    const Cohorts& cohorts = world_.cohorts;
    for (Index c = world_.regions.cohort_begin[region_]; c < world_.regions.cohort_begin[region_ + 1]; ++c) {
      const double share = ratio(static_cast<double>(cohorts.by_stance[3][c] + cohorts.by_stance[4][c]),
                                 static_cast<double>(cohorts.persons[c]));
      if (share > most) {
        most = share;
        kin = cohorts.community[c];
      }
    }
    return kin;
  }

  // Extortion and worse at checkpoints, by forces that nobody holds to account.
  void abuse() {
    const double reach = picture_.out(Function::protection, region_) *
                         (1 - picture_.foreign_monitoring[region_] / (picture_.foreign_monitoring[region_] + 500));
    const double lawless = 1 - picture_.force_integrity[region_];
    hurt_by_state(reach * lawless * lawless * p_.abuse_per_output * (1 - 0.5 * picture_.restraint[region_]), none);
  }

  void hurt_by_state(double expected, std::uint32_t community) {
    const std::int32_t persons = poisson(draws_, expected);
    if (persons == 0) return;
    harm_people(world_, region_, Side::state, persons, community);
    const std::uint32_t where = draws_();
    kill_civilians(world_, region_, whole(persons * p_.killed_share_of_hurt + draws_.uniform()), where);
    tell(EventKind::harm_by_state, 0, persons);
  }

  void hurt_by(Index cell, std::int32_t persons) {
    if (persons <= 0) return;
    harm_people(world_, region_, Side::threat, persons, none);
    tell(EventKind::harm_by_threat, world_.cells.group[cell], persons);
  }

  void act(Index cell) {
    sim::Stream draws = luck(world_, Luck::encounters, world_.cells.id[cell]);
    switch (static_cast<Action>(world_.cells.action[cell])) {
      case Action::recruit:
        recruit(cell, draws);
        break;
      case Action::attack:
        attack(cell, draws);
        break;
      case Action::intimidate:
        intimidate(cell, draws);
        break;
      case Action::extort:
        extort(cell, draws);
        break;
      case Action::traffic:
        reward_[cell] = ratio(picture_.trafficking_usd[region_], picture_.trafficking_usd[region_] + 5e5);
        break;
      case Action::sabotage:
        sabotage(cell, draws);
        break;
      case Action::hide:
        reward_[cell] = 0.25 * world_.cells.pressure[cell];
        break;
      case Action::relocate:
        reward_[cell] = 0.2;
        break;
    }
  }

  void recruit(Index cell, sim::Stream& draws) {
    Cells& cells = world_.cells;
    const Group& group = world_.groups[cells.group[cell]];
    const double pull = kind_of(cell).appeal * (0.5 + group.reputation) * (group.funds > 0 ? 1 : 0.3);
    // Of those who are ready to fight only few ever leave home for it; the more have left, the fewer are still to be
    // won.
    const double still_at_home = clamp01(1 - ratio(picture_.fighters[region_], picture_.ready_to_fight[region_], 1));
    const Persons wanted =
        poisson(draws, (1 + cells.strength[cell] * p_.recruits_per_fighter_per_week) * pull * still_at_home);
    const Persons joined = take_persons(world_, region_, stance_bit(Stance::fights), group.community, wanted,
                                        p_.recruitable_share, draws());
    cells.strength[cell] += static_cast<std::int32_t>(joined);
    book(Book::fighters_recruited, static_cast<double>(joined));
    book(Book::civilians_recruited, -static_cast<double>(joined));
    reward_[cell] = clamp01(static_cast<double>(joined) / (3 + 0.03 * cells.strength[cell]));
  }

  void attack(Index cell, sim::Stream& draws) {
    Cells& cells = world_.cells;
    const ThreatKind& kind = kind_of(cell);
    incidents_ += 1;
    const bool at_civilians = draws.uniform() < kind.civilian_target;
    const Index unit = at_civilians ? none : drawn_unit(draws.uniform());
    const double engaged = cells.strength[cell] * (0.3 + 0.7 * draws.uniform());
    if (unit == none) {
      const std::int32_t hurt_persons = poisson(draws, 0.5 + engaged * 0.06 * kind.lethality);
      hurt_by(cell, hurt_persons);
      const std::uint32_t where = draws();
      const Persons killed =
          kill_civilians(world_, region_, whole(hurt_persons * p_.killed_share_of_hurt + draws.uniform()), where);
      tell(EventKind::attack, cells.group[cell], static_cast<double>(killed), true);
      reward_[cell] = 0.3;
      return;
    }
    Institutions& units = world_.institutions;
    if (gives_up(unit, engaged, draws.uniform())) {
      surrender(cell, unit, draws());
      reward_[cell] = 1;
      return;
    }
    const double surprise = (1 - 0.7 * world_.regions.information[region_]) * (0.5 + cells.skill[cell]);
    const double defence = 0.3 + units.capacity[unit] + 0.3 * units.morale[unit];
    cells.victim[cell] = unit;
    const std::int32_t killed =
        kill_staff(world_, postings_, unit, poisson(draws, engaged * 0.04 * kind.lethality * surprise / defence));
    const std::int32_t lost =
        std::min(cells.strength[cell], poisson(draws, engaged * 0.03 * defence / (0.5 + surprise)));
    lose_fighters(cell, lost);
    capture(cell, unit, std::min(0.1, 2.0 * killed / std::max(20, units.staff[unit])));
    outcomes_.won[cell] += killed;
    tell(EventKind::attack, cells.group[cell], killed);
    reward_[cell] = clamp01(0.3 + 0.1 * (killed - lost));
  }

  // A unit that has stopped believing in its cause may bargain with those who attack it.
  bool gives_up(Index unit, double engaged, double draw) const {
    const Institutions& units = world_.institutions;
    const double despair = std::max(0.0, p_.desertion_morale - units.morale[unit]) / p_.desertion_morale;
    const double odds = engaged / (engaged + units.present(unit) * units.capacity[unit] + 1);
    return draw < p_.surrender_chance * despair * odds;
  }

  // Part of its people go home, part of its materiel changes hands.
  void surrender(Index cell, Index unit, std::uint32_t draw) {
    Institutions& units = world_.institutions;
    const auto persons = static_cast<std::int32_t>(p_.surrender_share * units.present(unit));
    const auto left = std::min(persons, units.at_home(unit));
    capture(cell, unit, p_.surrender_share);
    outcomes_.won[cell] += left;
    world_.cells.victim[cell] = unit;
    if (left <= 0) return;
    postings_.add_staff(units, unit, account(Book::capacity_desertion), -left);
    units.staff[unit] -= left;
    book(Book::staff_surrendered, -left);
    return_persons(world_, region_, left, draw);
    book(Book::civilians_returned, left);
    tell(EventKind::surrender, unit, left);
  }

  void capture(Index cell, Index unit, double share) {
    Institutions& units = world_.institutions;
    const auto captured = whole(static_cast<double>(units.serviceable[unit]) * share);
    if (captured <= 0 || units.required[unit] <= 0) return;
    units.serviceable[unit] -= captured;
    book(Book::materiel_captured, -static_cast<double>(captured));
    book(Book::serviceable_captured, -static_cast<double>(captured));
    postings_.add(unit, Factor::materiel, account(Book::capacity_captured),
                  -static_cast<double>(captured) / static_cast<double>(units.required[unit]));
    const auto worth = whole(static_cast<double>(captured) * p_.captured_materiel_worth);
    outcomes_.taken[cell] += worth;
    book(Book::threat_funds_captured, static_cast<double>(worth));
  }

  void intimidate(Index cell, sim::Stream& draws) {
    Cells& cells = world_.cells;
    incidents_ += 0.4;
    const std::int32_t persons =
        poisson(draws, cells.strength[cell] * p_.intimidation_per_fighter * (0.3 + picture_.cooperation[region_]));
    hurt_by(cell, persons);
    const std::uint32_t where = draws();
    kill_civilians(world_, region_, whole(persons * 0.5 * p_.killed_share_of_hurt + draws.uniform() * 0.5), where);
    reward_[cell] = 0.2 + 0.6 * picture_.cooperation[region_];
  }

  void extort(Index cell, sim::Stream& draws) {
    Cells& cells = world_.cells;
    const double hold = 0.5 * (1 - world_.regions.control[region_]);
    const Cents taken = cents(cells.strength[cell] * p_.extortion_usd_per_fighter * (0.3 + hold) *
                              world_.regions.economy[region_] * (0.5 + draws.uniform()));
    outcomes_.taken[cell] += taken;
    book(Book::threat_funds_extorted, static_cast<double>(taken));
    hurt_by(cell, poisson(draws, cells.strength[cell] * 0.01));
    reward_[cell] = 0.2 + 0.4 * hold;
  }

  void sabotage(Index cell, sim::Stream& draws) {
    incidents_ += 0.6;
    const double damage = std::min(0.2, world_.cells.strength[cell] * 0.0004 * (0.5 + draws.uniform()));
    world_.regions.service[region_] *= 1 - damage;
    world_.regions.economy[region_] *= 1 - 0.1 * damage;
    const Index unit = drawn_unit(draws.uniform());
    if (unit != none) destroy_materiel(world_, postings_, unit, 0.3 * damage);
    tell(EventKind::sabotage, world_.cells.group[cell], damage);
    reward_[cell] = 0.25;
  }

  World& world_;
  const Picture& picture_;
  Postings& postings_;
  Outcomes& outcomes_;
  std::span<double> reward_;
  RegionIndex region_;
  const Parameters& p_;
  sim::Stream draws_;
  double incidents_ = 0;
};

}  // namespace

Persons kill_civilians(World& world, RegionIndex region, Persons wanted, std::uint32_t draw) {
  const Persons killed = take_persons(world, region, any_stance, none, wanted, 1.0, draw);
  world.regions.dead[region] += killed;
  world.ledger.book(region, account(Book::civilians_killed), -static_cast<double>(killed));
  return killed;
}

std::int32_t kill_staff(World& world, Postings& postings, Index i, std::int32_t wanted) {
  Institutions& units = world.institutions;
  const std::int32_t killed = std::min(wanted, units.at_home(i));
  if (killed <= 0) return 0;
  units.casualties[i] += static_cast<double>(killed) / std::max(1, units.staff[i]);
  units.staff[i] -= killed;
  world.ledger.book(units.region[i], account(Book::staff_killed), -killed);
  postings.add_staff(units, i, account(Book::capacity_killed), -killed);
  return killed;
}

void destroy_materiel(World& world, Postings& postings, Index i, double share) {
  Institutions& units = world.institutions;
  const auto destroyed = whole(static_cast<double>(units.serviceable[i]) * share);
  if (destroyed <= 0 || units.required[i] <= 0) return;
  units.serviceable[i] -= destroyed;
  world.ledger.book(units.region[i], account(Book::materiel_destroyed), -static_cast<double>(destroyed));
  world.ledger.book(units.region[i], account(Book::serviceable_destroyed), -static_cast<double>(destroyed));
  postings.add(i, Factor::materiel, account(Book::capacity_destroyed),
               -static_cast<double>(destroyed) / static_cast<double>(units.required[i]));
}

void harm_people(World& world, RegionIndex region, Side side, double persons, std::uint32_t community) {
  if (persons <= 0) return;
  Cohorts& cohorts = world.cohorts;
  const Index first = world.regions.cohort_begin[region], last = world.regions.cohort_begin[region + 1];
  const auto exposed = [&](Index c) {
    const double kin = community == none || cohorts.community[c] == community ? 1.0 : 0.2;
    const double sought = side == Side::threat ? static_cast<double>(cohorts.by_stance[1][c] + cohorts.by_stance[2][c])
                                               : static_cast<double>(cohorts.by_stance[3][c]);
    return kin * (static_cast<double>(cohorts.persons[c]) + 2 * sought);
  };
  double sum = 0;
  for (Index c = first; c < last; ++c) sum += exposed(c);
  for (Index c = first; c < last; ++c) {
    auto& harm = side == Side::state ? cohorts.harm_by_state : cohorts.harm_by_threat;
    if (cohorts.persons[c] > 0) harm[c] += 1000 * persons * exposed(c) / sum / static_cast<double>(cohorts.persons[c]);
  }
}

void resolve_encounters(World& world, const Picture& picture, Postings& postings, Outcomes& outcomes) {
  for (auto* list : {&outcomes.reward, &outcomes.won, &outcomes.lost}) list->assign(world.cells.size(), 0.0);
  outcomes.taken.assign(world.cells.size(), 0);
  sim::parallel_for_each(world.setting->regions(), 4, [&](std::size_t region) {
    if (world.setting->map.regions[region].sea) return;
    Encounter(world, picture, postings, outcomes, static_cast<RegionIndex>(region)).resolve();
  });
}

}  // namespace mainstay::agents
