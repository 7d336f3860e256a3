#include "studies/recorder.h"

#include <fmt/format.h>

#include <algorithm>

#include "agents/events.h"
#include "agents/numeric.h"

namespace mainstay::studies {

using namespace agents;

namespace {
constexpr std::uint32_t weeks_between_samples = 4;
constexpr std::size_t most_regions_named = 3;
constexpr std::array assessed_measures = {Measure::capacity, Measure::control, Measure::incidents, Measure::grievance,
                                          Measure::trust};

std::string scope_name(const Setting& setting, std::size_t scope) {
  if (scope < setting.regions()) return setting.map.regions[scope].id;
  if (scope < setting.theatre_scope()) return setting.map.countries[scope - setting.regions()].id;
  return "theatre";
}
}  // namespace

Focus find_focus(const scenarios::Scenario& scenario) {
  const Setting& setting = *scenario.setting;
  std::vector<bool> inside(setting.regions());
  for (const auto& course : scenario.courses)
    for (const Order& order : course.orders)
      if (order.verb == Verb::open_programme)
        for (const sim::RegionIndex region : order.targets.regions) inside[region] = true;
  const bool assisted = std::find(inside.begin(), inside.end(), true) != inside.end();
  if (!assisted) inside.assign(setting.regions(), true);
  Focus focus;
  for (sim::RegionIndex r = 0; r < setting.regions(); ++r) {
    if (!inside[r] || setting.map.regions[r].sea) continue;
    focus.regions.push_back(r);
    double staff = 0;
    const Institutions& units = scenario.start.institutions;
    for (Index i = 0; i < units.size(); ++i)
      if (units.region[i] == r && setting.catalogue.institutions[units.kind[i]].state) staff += units.authorised[i];
    focus.staff.push_back(staff);
    focus.names += (focus.names.empty() ? "" : ", ") + setting.map.regions[r].name;
  }
  const bool few = focus.regions.size() <= most_regions_named;
  focus.title = few ? focus.names : fmt::format("the {} {}regions", focus.regions.size(), assisted ? "assisted " : "");
  return focus;
}

double focus_value(const Focus& focus, const World& world, std::size_t m) {
  const Aggregate how = measure_descriptions[m].aggregate;
  double sum = 0, weight = 0;
  for (std::size_t k = 0; k < focus.regions.size(); ++k) {
    const sim::RegionIndex r = focus.regions[k];
    const double w = how == Aggregate::sum          ? 1
                     : how == Aggregate::staff_mean ? focus.staff[k]
                                                    : world.setting->map.regions[r].population;
    sum += w * world.measures.at(m, r);
    weight += w;
  }
  return how == Aggregate::sum ? sum : ratio(sum, weight);
}

Recorder::Recorder(const scenarios::Scenario& scenario, const Focus& focus, bool everything, RunRecord& record)
    : scenario_(scenario),
      focus_(focus),
      everything_(everything),
      record_(record),
      around_(scenario.setting->regions()) {
  const Setting& setting = *scenario.setting;
  for (const sim::RegionIndex r : focus.regions)
    for (const sim::Neighbour& next : setting.map.neighbours_of(r)) around_[next.region] = true;
  for (const sim::RegionIndex r : focus.regions) around_[r] = false;
  for (const auto& m : measure_descriptions) measure_names_.push_back(record.name(m.id));
  for (const Measure m : assessed_measures)
    assessed_names_.push_back(record.name("assessed_" + std::string(measure_descriptions[measure(m)].id)));
  for (std::size_t scope = 0; scope < setting.scopes(); ++scope)
    scope_names_.push_back(record.name(scope_name(setting, scope)));
  focus_name_ = record.name("focus");
  booked_.resize(setting.scopes() + 1);
}

void Recorder::observe(const World& world) {
  const std::uint32_t week = world.week - 1;
  track_.capacity.push_back(focus_value(focus_, world, measure(Measure::capacity)));
  track_.harm += world.measures.at(measure(Measure::harm_by_state), world.setting->theatre_scope()) +
                 world.measures.at(measure(Measure::harm_by_threat), world.setting->theatre_scope());
  const auto incidents = world.measures.row(measure(Measure::incidents));
  for (const sim::RegionIndex r : focus_.regions) track_.incidents_inside += incidents[r];
  for (sim::RegionIndex r = 0; r < around_.size(); ++r)
    if (around_[r]) track_.incidents_around += incidents[r];
  track_.incidents += incidents[world.setting->theatre_scope()];
  track_.diverted_usd = world.measures.at(measure(Measure::diversion_usd), world.setting->theatre_scope());
  track_.donor_cost_usd = usd(world.costs.donors);
  track_.partner_cost_usd = usd(world.costs.partners);
  track_.instability_usd = usd(world.costs.instability);
  record_series(world, week);
  record_books(world, week);
  record_events(world);
}

void Recorder::record_series(const World& world, std::uint32_t week) {
  const Setting& setting = *world.setting;
  const bool sample = everything_ || week % weeks_between_samples == 0 || week + 1 == setting.weeks;
  if (!sample) return;
  const bool regions = everything_ ? week % weeks_between_samples == 0 || week + 1 == setting.weeks
                                   : week % sim::weeks_per_year == 0 || week + 1 == setting.weeks;
  for (std::size_t m = 0; m < measure_count; ++m) {
    for (std::size_t scope = regions ? 0 : setting.regions(); scope < setting.scopes(); ++scope)
      record_.series.push_back({week, scope_names_[scope], measure_names_[m], world.measures.at(m, scope)});
    record_.series.push_back({week, focus_name_, measure_names_[m], focus_value(focus_, world, m)});
  }
  for (std::size_t k = 0; k < assessed_measures.size(); ++k) {
    const std::size_t m = measure(assessed_measures[k]);
    double sum = 0, weight = 0;
    for (std::size_t f = 0; f < focus_.regions.size(); ++f) {
      sum += focus_.staff[f] * world.assessed.at(m, focus_.regions[f]);
      weight += focus_.staff[f];
    }
    record_.series.push_back({week, focus_name_, assessed_names_[k], ratio(sum, weight)});
    record_.series.push_back(
        {week, scope_names_.back(), assessed_names_[k], world.assessed.at(m, setting.theatre_scope())});
  }
}

// Capacity and other index stocks are stored in points of their scope: divided by its authorised staff.
void Recorder::record_books(const World& world, std::uint32_t week) {
  const Setting& setting = *world.setting;
  const std::uint32_t every = 13;
  if (week % every != every - 1 && week + 1 != setting.weeks) return;
  const auto accounts = world.ledger.accounts();
  const auto record = [&](std::size_t slot, NameIndex name, const std::vector<sim::RegionIndex>& regions) {
    double staff = 0;
    const Institutions& units = world.institutions;
    std::vector<double> now(accounts.size(), 0.0);
    std::vector<bool> inside(setting.regions());
    for (const sim::RegionIndex r : regions) {
      inside[r] = true;
      const auto totals = world.ledger.totals(r);
      for (std::size_t a = 0; a < accounts.size(); ++a) now[a] += totals[a];
    }
    for (Index i = 0; i < units.size(); ++i)
      if (inside[units.region[i]] && setting.catalogue.institutions[units.kind[i]].state && units.active[i])
        staff += units.authorised[i];
    booked_[slot].resize(accounts.size(), 0.0);
    for (std::size_t a = 0; a < accounts.size(); ++a) {
      const double amount = now[a] - booked_[slot][a];
      const std::string& stock = accounts[a].stock;
      const bool index =
          stock == "capacity" || stock == "skill" || stock == "management" || stock == "integrity" || stock == "morale";
      if (amount != 0)
        record_.books.push_back({week, name, record_.name(stock), record_.name(accounts[a].cause),
                                 index ? amount / std::max(1.0, staff) : amount});
    }
    booked_[slot] = std::move(now);
  };
  record(setting.scopes(), focus_name_, focus_.regions);
  std::vector<sim::RegionIndex> all(setting.regions());
  for (sim::RegionIndex r = 0; r < all.size(); ++r) all[r] = r;
  record(setting.theatre_scope(), scope_names_.back(), all);
  if (!everything_) return;
  for (sim::RegionIndex r = 0; r < setting.regions(); ++r) record(r, scope_names_[r], {r});
}

void Recorder::record_events(const World& world) {
  const Setting& setting = *world.setting;
  world.events.for_each([&](const sim::Event& event) {
    const auto kind = static_cast<EventKind>(event.kind);
    // The first seed keeps all; of the others, what is rare enough to be told.
    const bool frequent = kind == EventKind::harm_by_state || kind == EventKind::harm_by_threat ||
                          kind == EventKind::operation || kind == EventKind::attack ||
                          kind == EventKind::interdiction || kind == EventKind::cell_split ||
                          kind == EventKind::cell_merged || kind == EventKind::cell_relocated ||
                          kind == EventKind::sabotage || kind == EventKind::desertion;
    if (frequent && !everything_) return;
    record_.events.push_back({event.week, event_names[event.kind], setting.map.regions[event.region].id,
                              std::to_string(event.subject), std::to_string(event.detail), event.value});
  });
}

}  // namespace mainstay::studies
