#include "agents/programmes.h"

#include <bit>
#include <boost/random/lognormal_distribution.hpp>
#include <span>

#include "agents/books.h"
#include "agents/events.h"
#include "agents/governments.h"
#include "agents/institutions.h"
#include "agents/luck.h"
#include "agents/measures.h"
#include "agents/numeric.h"

namespace mainstay::agents {

namespace {

// Accounts that a programme opens for each instrument.
enum ProgrammeAccount { skill, materiel, serviceable, management, integrity, capacity, account_kinds };

sim::AccountIndex programme_account(const Programme& programme, std::size_t instrument, ProgrammeAccount kind) {
  return programme.accounts[instrument * account_kinds + kind];
}

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

// A week's money: the plan spread evenly while delivering, falling in a straight line to nothing while handing over.
Cents due_this_week(const Programme& programme, std::size_t instrument, Week week) {
  if (programme.stage == Stage::delivering) {
    const auto length = static_cast<Cents>(programme.ends - programme.starts);
    const auto done = static_cast<Cents>(week - programme.starts);
    const Cents total = programme.money[instrument];
    return total * (done + 1) / length - total * done / length;
  }
  const double length = programme.tapers_until - programme.ends;
  const double done = week - programme.ends;
  const auto spent_by = [&](double weeks) {
    const double left = 1 - weeks / length;
    return static_cast<Cents>(static_cast<double>(programme.sustainment.money[instrument]) * (1 - left * left));
  };
  return spent_by(done + 1) - spent_by(done);
}

struct Recipient {
  Index institution;
  double weight;
};

// Those that the instrument can help, weighted by size and by what they lack.
std::vector<Recipient> recipients(const World& world, const Programme& programme, const Instrument& instrument) {
  const Institutions& units = world.institutions;
  std::vector<Recipient> found;
  double sum = 0;
  for (Index i = 0; i < units.size(); ++i) {
    if (!units.active[i] || units.country[i] == none || !matches(programme.targets, world, i)) continue;
    if (!instrument.helps(world.setting->catalogue.institutions[units.kind[i]].sector)) continue;
    const Government& government = world.governments[units.country[i]];
    if (!government.accepts[programme.donor]) continue;
    const double weight = units.authorised[i] * (1.05 - units.capacity[i]);
    found.push_back({i, weight});
    sum += weight;
  }
  for (Recipient& recipient : found) recipient.weight /= sum;
  return found;
}

// Which parties run programmes on each institution: a bit for each donor. Donors who divide labour count as one.
std::vector<std::uint64_t> parties_by_institution(const World& world) {
  std::vector<std::uint64_t> parties(world.institutions.size(), 0);
  for (const Programme& programme : world.programmes) {
    if (programme.stage != Stage::delivering && programme.stage != Stage::handing_over) continue;
    const std::uint32_t division = world.donors[programme.donor].division;
    const std::uint64_t party = std::uint64_t{1} << (division == none ? programme.donor % 32 : 32 + division % 32);
    for (Index i = 0; i < parties.size(); ++i)
      if (matches(programme.targets, world, i)) parties[i] |= party;
  }
  return parties;
}

// Where the money of one delivery ends up.
struct Delivery {
  Cents overhead = 0, tolls = 0, diverted = 0, wasted = 0, arrived = 0;
};

Delivery split(const World& world, const Programme& programme, Index i, Cents money, double taken_up_usd,
               double absorbable_usd) {
  const Parameters& p = world.setting->parameters;
  const Institutions& units = world.institutions;
  const double monitoring_share =
      programme.monitoring_share >= 0 ? programme.monitoring_share : world.donors[programme.donor].monitoring_share;
  const double monitoring = 1 - std::exp(-monitoring_share / p.monitoring_share_scale);
  Delivery d;
  d.overhead = static_cast<Cents>(static_cast<double>(money) * std::min(0.9, p.overhead_share + monitoring_share));
  Cents left = money - d.overhead;
  const double held_by_threat = std::max(0.0, -world.regions.control[units.region[i]]);
  d.tolls = static_cast<Cents>(static_cast<double>(left) * p.toll_share * held_by_threat * (1 - 0.7 * monitoring));
  left -= d.tolls;
  const double leakage = p.leakage_share * (1.4 - units.integrity[i]) * (1 - 0.5 * monitoring);
  d.diverted = static_cast<Cents>(static_cast<double>(left) * clamp01(leakage));
  left -= d.diverted;
  // Diminishing returns: what exceeds the capacity to absorb is waste, and part of waste becomes rents.
  const double offered = usd(left);
  const double before = absorbable_usd * (1 - std::exp(-taken_up_usd / absorbable_usd));
  const double after = absorbable_usd * (1 - std::exp(-(taken_up_usd + offered) / absorbable_usd));
  d.arrived = std::min(left, cents(after - before));
  const Cents excess = left - d.arrived;
  const auto rents = static_cast<Cents>(static_cast<double>(excess) * p.waste_to_rents * (1 - units.integrity[i]) *
                                        (1 - 0.5 * monitoring));
  d.diverted += rents;
  d.wasted = excess - rents;
  return d;
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

// What arrived changes the institution; closed gaps follow 1 - exp(-money / cost).
void take_effect(World& world, const Programme& programme, std::size_t k, Index i, Cents arrived, Postings& postings) {
  Institutions& units = world.institutions;
  const Instrument& instrument = world.setting->catalogue.instruments[k];
  const RegionIndex region = units.region[i];
  const Government& government = world.governments[units.country[i]];
  const double authorised = std::max(1, units.authorised[i]);
  const double dose =
      world.donors[programme.donor].advantage[k] * usd(arrived) / (instrument.full_cost_usd_per_person * authorised);
  const auto closes = [&](double weight) { return 1 - std::exp(-dose * weight); };
  const sim::AccountIndex capacity_account = programme_account(programme, k, capacity);

  if (instrument.skill > 0) {
    const double gain = closes(instrument.skill) * std::max(0.0, skill_ceiling(units.management[i]) - units.skill[i]);
    units.skill[i] += gain;
    world.ledger.book(region, programme_account(programme, k, skill), authorised * gain);
    postings.add(i, Factor::skill, capacity_account, gain);
  }
  if (instrument.materiel > 0) {
    const Cents value = buy_materiel(world, i, static_cast<Cents>(static_cast<double>(arrived) * instrument.materiel));
    world.ledger.book(region, programme_account(programme, k, materiel), static_cast<double>(value));
    world.ledger.book(region, programme_account(programme, k, serviceable), static_cast<double>(value));
    if (units.required[i] > 0)
      postings.add(i, Factor::materiel, capacity_account,
                   static_cast<double>(value) / static_cast<double>(units.required[i]));
  }
  if (instrument.management > 0) {
    const double gain = closes(instrument.management * government.will) * (1 - units.management[i]);
    units.management[i] += gain;
    units.own_management[i] = clamp01(units.own_management[i] + instrument.lasting * gain);
    world.ledger.book(region, programme_account(programme, k, management), authorised * gain);
    postings.add(i, Factor::management, capacity_account, gain);
  }
  if (instrument.integrity > 0) {
    const double gain =
        closes(instrument.integrity * (0.3 + 0.7 * government.reform_commitment)) * (1 - units.integrity[i]);
    units.integrity[i] += gain;
    units.own_integrity[i] = clamp01(units.own_integrity[i] + instrument.lasting * gain);
    world.ledger.book(region, programme_account(programme, k, integrity), authorised * gain);
  }
  if (instrument.pay > 0) {
    const double pay_due =
        authorised * world.setting->catalogue.institutions[units.kind[i]].pay_usd_per_year / sim::weeks_per_year;
    units.pay_cover[i] = std::min(1.0, units.pay_cover[i] + ratio(usd(arrived) * instrument.pay, pay_due));
  }
  units.practice[i] = clamp01(units.practice[i] + (1 - units.practice[i]) * closes(instrument.practice * 10));
  units.information[i] = clamp01(units.information[i] + (1 - units.information[i]) * closes(instrument.information));
  units.interoperability[i] =
      clamp01(units.interoperability[i] + (1 - units.interoperability[i]) * closes(instrument.interoperability));
  units.trainers[i] = clamp01(units.trainers[i] + (1 - units.trainers[i]) * closes(instrument.own_share_training));
  const double people = std::max(1.0, world.setting->map.regions[region].population);
  world.regions.relief_usd[region] += usd(arrived) * instrument.relief / people;
  world.regions.service_usd[region] += usd(arrived) * instrument.service / people;
}

void account_for(World& world, Programme& programme, Index i, const Delivery& d, Cents money) {
  Institutions& units = world.institutions;
  const RegionIndex region = units.region[i];
  Government& government = world.governments[units.country[i]];
  const auto book = [&](Book cause, Cents amount) {
    world.ledger.book(region, account(cause), static_cast<double>(amount));
  };
  book(Book::aid_spent, money);
  book(Book::aid_overhead, -d.overhead);
  book(Book::aid_tolls, -d.tolls);
  book(Book::aid_diverted, -d.diverted);
  book(Book::aid_wasted, -d.wasted);
  book(Book::aid_delivered, -d.arrived);
  programme.spent += money;
  programme.delivered += d.arrived;
  programme.diverted += d.diverted;
  programme.wasted += d.wasted;
  programme.tolls += d.tolls;
  world.donors[programme.donor].spent += money;
  world.donors[programme.donor].spent_there[units.country[i]] += money;
  world.costs.donors += money;
  government.aid_usd_recent_year += usd(money);
  const double share = ratio(static_cast<double>(d.diverted), static_cast<double>(money));
  government.diverted_share = towards(government.diverted_share, share,
                                      std::min(1.0, usd(money) / (1e5 + 0.02 * government.aid_usd_recent_year) * 0.02));
  units.aid_usd_recent_year[i] += usd(d.arrived);
  units.vetting[i] = std::max(units.vetting[i], towards(units.vetting[i], programme.vetting, 0.1));
}

// A threat that holds the place takes its toll.
void pay_toll(World& world, const Picture& picture, RegionIndex region, Cents toll) {
  if (toll <= 0) return;
  const auto cells = picture.cells.of(region);
  if (cells.empty()) return;
  Index strongest = cells.front();
  for (const Index c : cells)
    if (world.cells.strength[c] > world.cells.strength[strongest]) strongest = c;
  world.groups[world.cells.group[strongest]].funds += toll;
  world.ledger.book(region, account(Book::threat_funds_tolls), static_cast<double>(toll));
}

void deliver(World& world, const Picture& picture, Index programme_index, std::span<const std::uint64_t> parties,
             Postings& postings, std::vector<double>& taken_up_usd) {
  Programme& programme = world.programmes[programme_index];
  const auto& instruments = world.setting->catalogue.instruments;
  const double coordination = world.donors[programme.donor].coordination;
  for (std::size_t k = 0; k < instruments.size(); ++k) {
    const Cents due = due_this_week(programme, k, world.week);
    if (due <= 0) continue;
    const auto whom = recipients(world, programme, instruments[k]);
    Cents left = due;
    for (std::size_t n = 0; n < whom.size(); ++n) {
      const Index i = whom[n].institution;
      const Cents money = n + 1 == whom.size() ? left : static_cast<Cents>(static_cast<double>(due) * whom[n].weight);
      left -= money;
      const double absorbable =
          absorptive_capacity_usd(world, i, 1 + (std::popcount(parties[i]) - 1) * (1 - coordination));
      const Delivery delivery = split(world, programme, i, money, taken_up_usd[i], absorbable);
      taken_up_usd[i] += usd(money - delivery.overhead - delivery.tolls);
      account_for(world, programme, i, delivery, money);
      pay_toll(world, picture, world.institutions.region[i], delivery.tolls);
      take_effect(world, programme, k, i, delivery.arrived, postings);
    }
  }
}

}  // namespace

Cents undelivered(const Programme& programme, Week week) {
  if (programme.stage > Stage::delivering) return 0;
  if (programme.stage < Stage::delivering) return total(programme.money);
  const auto length = static_cast<Cents>(programme.ends - programme.starts);
  const auto done = static_cast<Cents>(std::min(week, programme.ends) - programme.starts);
  Cents left = 0;
  for (const Cents money : programme.money) left += money - money * done / length;
  return left;
}

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

namespace {

// What was to be delivered after the new end is not delivered.
void cut_short(Programme& programme, Week ends) {
  const double kept = ratio(ends - programme.starts, programme.ends - programme.starts, 1);
  for (Cents& money : programme.money) money = static_cast<Cents>(static_cast<double>(money) * std::min(1.0, kept));
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

double absorptive_capacity_usd(const World& world, Index i, double separate) {
  const Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const double will = units.country[i] == none ? 0.5 : world.governments[units.country[i]].will;
  return p.absorption_usd_per_person_per_year / sim::weeks_per_year * std::max(1, units.authorised[i]) *
         (0.3 + units.skill[i]) * (0.3 + units.management[i]) * (0.4 + will) /
         (1 + p.fragmentation_cost * (separate - 1));
}

void open_programme_accounts(World& world, Programme& programme) {
  constexpr std::array<const char*, account_kinds> stocks = {"skill",      "materiel",  "serviceable",
                                                             "management", "integrity", "capacity"};
  const auto& instruments = world.setting->catalogue.instruments;
  programme.accounts.assign(instruments.size() * account_kinds, none);
  for (std::size_t k = 0; k < instruments.size(); ++k) {
    const Instrument& instrument = instruments[k];
    if (programme.money[k] == 0 && programme.sustainment.money[k] == 0) continue;
    const std::array<bool, account_kinds> moved = {instrument.skill > 0,     instrument.materiel > 0,
                                                   instrument.materiel > 0,  instrument.management > 0,
                                                   instrument.integrity > 0, true};
    for (std::size_t stock = 0; stock < account_kinds; ++stock)
      if (moved[stock])
        programme.accounts[k * account_kinds + stock] =
            world.ledger.open(stocks[stock], instrument.title + " (" + programme.id + ")");
  }
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
  const double delay = boost::random::lognormal_distribution<double>(std::log(median), p.delay_sigma)(draws) * friction;
  programme.starts = world.week + std::max<Week>(2, static_cast<Week>(delay));
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

void advance_programmes(World& world, const Picture& picture, Postings& postings, std::vector<double>& taken_up_usd) {
  taken_up_usd.assign(world.institutions.size(), 0.0);
  for (Government& government : world.governments) government.aid_usd_recent_year *= 1 - 1.0 / sim::weeks_per_year;
  for (Index index = 0; index < world.programmes.size(); ++index) {
    advance(world, index);
    judge_objective(world, index);
  }
  const std::vector<std::uint64_t> parties = parties_by_institution(world);
  for (Index index = 0; index < world.programmes.size(); ++index) {
    const Stage stage = world.programmes[index].stage;
    if (stage == Stage::delivering || stage == Stage::handing_over)
      deliver(world, picture, index, parties, postings, taken_up_usd);
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
          1 - std::exp(-team.advisers * p.adviser_effect / std::max(1, units.authorised[team.institution]));
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
