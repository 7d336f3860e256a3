#include "agents/postings.h"

#include <cassert>
#include <cmath>

#include "agents/books.h"
#include "agents/numeric.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

// (a - b) / ln(a / b), the mean that makes the split of a product's change exact.
double logarithmic_mean(double a, double b) {
  if (std::abs(a - b) < 1e-9 * (a + b)) return 0.5 * (a + b);
  return (a - b) / sim::log(a / b);
}

double share_of(double part, double whole) {
  return whole > 0 ? std::clamp(part / whole, 0.02, 1.0) : 1.0;
}

}  // namespace

std::array<double, 4> capacity_factors(const Institutions& units, Index i) {
  return {share_of(units.present(i), units.authorised[i]), std::clamp(units.skill[i], 0.02, 1.0),
          share_of(static_cast<double>(units.serviceable[i]), static_cast<double>(units.required[i])),
          std::clamp(units.management[i], 0.02, 1.0)};
}

double capacity_from(const InstitutionKind& kind, const std::array<double, 4>& f) {
  return sim::exp(kind.staff_weight * sim::log(f[0]) + kind.skill_weight * sim::log(f[1]) +
                  kind.materiel_weight * sim::log(f[2]) + kind.management_weight * sim::log(f[3]));
}

void Postings::begin_week(const World& world) {
  sheets_.resize(world.institutions.size());
  for (Index i = 0; i < sheets_.size(); ++i) {
    sheets_[i].factors = capacity_factors(world.institutions, i);
    sheets_[i].postings.clear();
  }
}

void Postings::admit_new(const World& world) {
  for (auto i = static_cast<Index>(sheets_.size()); i < world.institutions.size(); ++i) {
    sheets_.emplace_back();
    sheets_.back().factors = capacity_factors(world.institutions, i);
  }
}

void Postings::add(Index institution, Factor factor, sim::AccountIndex account, double delta) {
  if (delta == 0) return;
  Sheet& sheet = sheets_[institution];
  for (Posting& posting : sheet.postings) {
    if (posting.account == account && posting.factor == factor) {
      posting.delta += delta;
      return;
    }
  }
  sheet.postings.push_back({account, factor, delta});
}

void Postings::add_staff(const Institutions& units, Index i, sim::AccountIndex account, double persons) {
  add(i, Factor::staff, account, persons * (1 - units.ghost_share[i]) / std::max(1, units.authorised[i]));
}

void Postings::settle(World& world, Index i) const {
  Institutions& units = world.institutions;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  const Sheet& sheet = sheets_[i];
  const std::array<double, 4> now = capacity_factors(units, i);
  const double before = units.capacity[i];
  units.capacity[i] = units.active[i] ? capacity_from(kind, now) : 0;
  const double change = units.capacity[i] - before;
  if (change == 0 || !kind.state) return;

  const std::array<double, 4> weights = {kind.staff_weight, kind.skill_weight, kind.materiel_weight,
                                         kind.management_weight};
  std::array<double, 4> posted{};
  for (const Posting& posting : sheet.postings) posted[static_cast<std::size_t>(posting.factor)] += posting.delta;

  const double authorised = units.authorised[i];
  const double mean = before > 0 && units.capacity[i] > 0 ? logarithmic_mean(units.capacity[i], before) : 0;
  double explained = 0;
  for (const Posting& posting : sheet.postings) {
    const auto f = static_cast<std::size_t>(posting.factor);
    // Postings of a factor that stands at its limit count only as far as it moved.
    const double moved = std::abs(posted[f]) < 1e-15 ? 1 : (now[f] - sheet.factors[f]) / posted[f];
    const double effective = posting.delta * moved;
    const double amount = mean * weights[f] * effective / logarithmic_mean(now[f], sheet.factors[f]);
    world.ledger.book(units.region[i], posting.account, authorised * amount);
    explained += amount;
  }
  // Units that were raised, merged or disbanded change for no other reason.
  if (std::abs(change - explained) > 1e-9)
    world.ledger.book(units.region[i], account(Book::capacity_reorganised), authorised * (change - explained));
}

}  // namespace mainstay::agents
