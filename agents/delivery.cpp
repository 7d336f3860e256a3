#include "agents/delivery.h"

#include <bit>
#include <span>

#include "agents/books.h"
#include "agents/donors.h"
#include "agents/governments.h"
#include "agents/institutions.h"
#include "agents/numeric.h"
#include "agents/programmes.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

// Accounts that a programme opens for each instrument.
enum ProgrammeAccount { skill, materiel, serviceable, management, integrity, capacity, account_kinds };

sim::AccountIndex programme_account(const Programme& programme, std::size_t instrument, ProgrammeAccount kind) {
  return programme.accounts[instrument * account_kinds + kind];
}

bool is_paid_for(const Programme& programme, std::size_t instrument) {
  return programme.money[instrument] != 0 || programme.sustainment.money[instrument] != 0;
}

// By account.
std::array<bool, account_kinds> stocks_moved_by(const Instrument& instrument) {
  return {instrument.skill > 0,      instrument.materiel > 0,  instrument.materiel > 0,
          instrument.management > 0, instrument.integrity > 0, true};
}

// A week's money: the plan spread evenly while delivering, falling in a straight line to nothing while handing over.
Cents due_this_week(const Programme& programme, std::size_t instrument, Week week) {
  if (programme.stage == Stage::delivering) {
    const Week length = programme.ends - programme.starts, done = week - programme.starts;
    const Cents total = programme.money[instrument];
    return in_parts(total, done + 1, length) - in_parts(total, done, length);
  }
  const double length = programme.tapers_until - programme.ends;
  const double done = week - programme.ends;
  const auto spent_by = [&](double weeks) {
    const double left = 1 - weeks / length;
    return whole(static_cast<double>(programme.sustainment.money[instrument]) * (1 - left * left));
  };
  return spent_by(done + 1) - spent_by(done);
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

// Diminishing returns: what comes of `offered` in all where no more than `limit` can come of any amount.
double taken_up(double offered, double limit) {
  return limit * (1 - sim::exp(-offered / limit));
}

// What `more` adds to what was offered before.
double added(double before, double more, double limit) {
  return taken_up(before + more, limit) - taken_up(before, limit);
}

// Where the money of one delivery ends up.
struct Delivery {
  Cents overhead = 0, tolls = 0, diverted = 0, wasted = 0, arrived = 0;
};

Delivery split(const World& world, const Programme& programme, Index i, Cents money, double offered_before_usd,
               double absorbable_usd) {
  const Parameters& p = world.setting->parameters;
  const Institutions& units = world.institutions;
  const double monitoring_share =
      programme.monitoring_share >= 0 ? programme.monitoring_share : world.donors[programme.donor].monitoring_share;
  const double monitoring = seen_by_monitoring(p, monitoring_share);
  Delivery d;
  d.overhead = whole(static_cast<double>(money) * std::min(0.9, p.overhead_share + monitoring_share));
  Cents left = money - d.overhead;
  const double held_by_threat = std::max(0.0, -world.regions.control[units.region[i]]);
  d.tolls = whole(static_cast<double>(left) * p.toll_share * held_by_threat * (1 - 0.7 * monitoring));
  left -= d.tolls;
  const double leakage = p.leakage_share * (1.4 - units.integrity[i]) * (1 - 0.5 * monitoring);
  d.diverted = whole(static_cast<double>(left) * clamp01(leakage));
  left -= d.diverted;
  // What exceeds the capacity to absorb is waste, and part of waste becomes rents.
  d.arrived = std::min(left, cents(added(offered_before_usd, usd(left), absorbable_usd)));
  const Cents excess = left - d.arrived;
  const auto rents =
      whole(static_cast<double>(excess) * p.waste_to_rents * (1 - units.integrity[i]) * (1 - 0.5 * monitoring));
  d.diverted += rents;
  d.wasted = excess - rents;
  return d;
}

// What arrived changes the institution; closed gaps follow 1 - exp(-money / cost). Management and integrity take years,
// whatever the help.
void take_effect(World& world, const Programme& programme, std::size_t k, Index i, Cents arrived, Offered& offered,
                 Postings& postings) {
  Institutions& units = world.institutions;
  const Instrument& instrument = world.setting->catalogue.instruments[k];
  const RegionIndex region = units.region[i];
  const Government& government = world.governments[units.country[i]];
  const double authorised = std::max(1, units.authorised[i]);
  const double dose =
      world.donors[programme.donor].advantage[k] * usd(arrived) / (instrument.full_cost_usd_per_person * authorised);
  const auto closes = [&](double weight) { return 1 - sim::exp(-dose * weight); };
  const auto reforms = [&](double& before, double weight) {
    const double limit = world.setting->parameters.reform_per_year / sim::weeks_per_year;
    const double share = added(before, dose * weight, limit);
    before += dose * weight;
    return share;
  };
  const sim::AccountIndex capacity_account = programme_account(programme, k, capacity);

  if (instrument.skill > 0) {
    const double gain = closes(instrument.skill) * std::max(0.0, skill_ceiling(units.management[i]) - units.skill[i]);
    units.skill[i] += gain;
    world.ledger.book(region, programme_account(programme, k, skill), authorised * gain);
    postings.add(i, Factor::skill, capacity_account, gain);
  }
  if (instrument.materiel > 0) {
    const Cents value = buy_materiel(world, i, whole(static_cast<double>(arrived) * instrument.materiel));
    world.ledger.book(region, programme_account(programme, k, materiel), static_cast<double>(value));
    world.ledger.book(region, programme_account(programme, k, serviceable), static_cast<double>(value));
    if (units.required[i] > 0)
      postings.add(i, Factor::materiel, capacity_account,
                   static_cast<double>(value) / static_cast<double>(units.required[i]));
  }
  if (instrument.management > 0) {
    const double gain =
        reforms(offered.management[i], instrument.management * government.will) * (1 - units.management[i]);
    units.management[i] += gain;
    units.own_management[i] = clamp01(units.own_management[i] + instrument.lasting * gain);
    world.ledger.book(region, programme_account(programme, k, management), authorised * gain);
    postings.add(i, Factor::management, capacity_account, gain);
  }
  if (instrument.integrity > 0) {
    const double gain =
        reforms(offered.integrity[i], instrument.integrity * (0.3 + 0.7 * government.reform_commitment)) *
        (1 - units.integrity[i]);
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
             Offered& offered, Postings& postings) {
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
      const Cents money = n + 1 == whom.size() ? left : whole(static_cast<double>(due) * whom[n].weight);
      left -= money;
      const double absorbable =
          absorptive_capacity_usd(world, i, 1 + (std::popcount(parties[i]) - 1) * (1 - coordination));
      const Delivery delivery = split(world, programme, i, money, offered.usd[i], absorbable);
      offered.usd[i] += usd(money - delivery.overhead - delivery.tolls);
      account_for(world, programme, i, delivery, money);
      pay_toll(world, picture, world.institutions.region[i], delivery.tolls);
      take_effect(world, programme, k, i, delivery.arrived, offered, postings);
    }
  }
}

}  // namespace

void Offered::begin_week(std::size_t institutions) {
  for (auto* list : {&usd, &management, &integrity}) list->assign(institutions, 0.0);
}

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
  for (std::size_t k = 0; k < instruments.size(); ++k)
    for (std::size_t stock = 0; stock < account_kinds; ++stock)
      if (is_paid_for(programme, k) && stocks_moved_by(instruments[k])[stock])
        programme.accounts[k * account_kinds + stock] =
            world.ledger.open(stocks[stock], instruments[k].title + " (" + programme.id + ")");
}

bool has_open_accounts(const World& world, const Programme& programme) {
  const auto& instruments = world.setting->catalogue.instruments;
  if (programme.accounts.size() != instruments.size() * account_kinds) return false;
  for (std::size_t k = 0; k < instruments.size(); ++k)
    for (std::size_t stock = 0; stock < account_kinds; ++stock)
      if (is_paid_for(programme, k) && stocks_moved_by(instruments[k])[stock] &&
          programme.accounts[k * account_kinds + stock] >= world.ledger.accounts().size())
        return false;
  return true;
}

void deliver_all(World& world, const Picture& picture, Postings& postings, Offered& offered) {
  offered.begin_week(world.institutions.size());
  const std::vector<std::uint64_t> parties = parties_by_institution(world);
  for (Index index = 0; index < world.programmes.size(); ++index) {
    const Stage stage = world.programmes[index].stage;
    if (stage == Stage::delivering || stage == Stage::handing_over)
      deliver(world, picture, index, parties, offered, postings);
  }
}

}  // namespace mainstay::agents
