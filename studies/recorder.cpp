#include "studies/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

#include "agents/events.h"
#include "agents/numeric.h"
#include "studies/evaluation_lab.h"
#include "studies/event_words.h"

namespace mainstay::studies {

using namespace agents;

namespace {
constexpr std::uint32_t weeks_between_samples = 4;
constexpr std::size_t most_regions_named = 3;
constexpr std::array assessed_measures = {Measure::capacity, Measure::control, Measure::incidents, Measure::grievance,
                                          Measure::trust};
// What reports show.
constexpr std::array<std::string_view, 9> report_measures = {"capacity",  "control",           "incidents",
                                                             "trust",     "grievance",         "legitimacy",
                                                             "displaced", "own_funding_share", "threat_strength"};

// Of every region and run: what maps show, and what evaluations are held against.
std::vector<std::string> measures_of_regions() {
  std::vector<std::string> measures(map_measures.begin(), map_measures.end());
  measures.insert(measures.end(), evaluated_measures.begin(), evaluated_measures.end());
  return measures;
}

std::vector<std::size_t> counted(std::size_t from, std::size_t until) {
  std::vector<std::size_t> indices(until - from);
  std::iota(indices.begin(), indices.end(), from);
  return indices;
}

// Indices of the named measures; of `otherwise` if none is named; "all" names every one.
std::vector<std::size_t> chosen_measures(const std::vector<std::string>& names,
                                         std::span<const std::string_view> otherwise) {
  const auto named = [&](std::string_view id) {
    if (names.empty()) return std::find(otherwise.begin(), otherwise.end(), id) != otherwise.end();
    return std::find(names.begin(), names.end(), id) != names.end() ||
           std::find(names.begin(), names.end(), "all") != names.end();
  };
  std::vector<std::size_t> indices;
  for (std::size_t m = 0; m < measure_count; ++m)
    if (named(measure_descriptions[m].id)) indices.push_back(m);
  return indices;
}

bool is_frequent(EventKind kind) {
  static constexpr std::array frequent = {EventKind::harm_by_state, EventKind::harm_by_threat, EventKind::operation,
                                          EventKind::attack,        EventKind::interdiction,   EventKind::cell_split,
                                          EventKind::cell_merged,   EventKind::cell_relocated, EventKind::sabotage,
                                          EventKind::desertion,     EventKind::surrender};
  return std::find(frequent.begin(), frequent.end(), kind) != frequent.end();
}

bool is_among(const std::vector<std::uint32_t>& weeks, std::uint32_t week) {
  return std::find(weeks.begin(), weeks.end(), week) != weeks.end();
}

std::uint32_t nearest_multiple(std::uint32_t number, std::uint32_t of) {
  return std::max<std::uint32_t>(1, (number + of / 2) / of) * of;
}

std::string scope_name(const Setting& setting, std::size_t scope) {
  if (scope < setting.regions()) return setting.map.regions[scope].id;
  if (scope < setting.theatre_scope()) return setting.map.countries[scope - setting.regions()].id;
  return "theatre";
}
}  // namespace

bool is_frequent_event(std::string_view kind) {
  for (std::size_t i = 0; i < std::size(event_names); ++i)
    if (event_names[i] == kind) return is_frequent(static_cast<EventKind>(i));
  return false;
}

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
  return focus_value(focus, world, world.measures, m);
}

double focus_value(const Focus& focus, const World& world, const sim::Measures& measures, std::size_t m) {
  const Aggregate how = measure_descriptions[m].aggregate;
  double sum = 0, weight = 0;
  for (std::size_t k = 0; k < focus.regions.size(); ++k) {
    const sim::RegionIndex r = focus.regions[k];
    const double w = how == Aggregate::sum          ? 1
                     : how == Aggregate::staff_mean ? focus.staff[k]
                                                    : world.setting->map.regions[r].population;
    sum += w * measures.at(m, r);
    weight += w;
  }
  return how == Aggregate::sum ? sum : ratio(sum, weight);
}

void RecordPlan::evaluate(const std::vector<Treatment>& treatments, std::uint32_t weeks) {
  for (const Treatment& treatment : treatments) {
    before_treatment.push_back(treatment.from / every_weeks * every_weeks);
    after_treatment.push_back(std::min((treatment.until + every_weeks - 1) / every_weeks * every_weeks, weeks - 1));
  }
}

RecordPlan RecordPlan::everything(const Setting& setting) {
  RecordPlan plan = usual(setting);
  plan.region_measures = plan.measures;
  plan.scopes = counted(setting.regions(), setting.scopes());
  plan.every_weeks = 1;
  plan.regions_every_weeks = weeks_between_samples;
  plan.books_of_regions = plan.frequent_events = true;
  return plan;
}

RecordPlan RecordPlan::usual(const Setting& setting) {
  RecordPlan plan;
  plan.measures = counted(0, measure_count);
  plan.region_measures = chosen_measures(measures_of_regions(), {});
  plan.scopes = {setting.theatre_scope()};
  plan.regions = counted(0, setting.regions());
  plan.every_weeks = weeks_between_samples;
  plan.regions_every_weeks = sim::weeks_per_year;
  return plan;
}

RecordPlan RecordPlan::of_study(const Recording& recording, const Setting& setting, const Focus& focus) {
  RecordPlan plan;
  plan.measures = chosen_measures(recording.measures, report_measures);
  plan.region_measures = chosen_measures(measures_of_regions(), {});
  plan.regions = counted(0, setting.regions());
  plan.every_weeks = recording.every_weeks;
  plan.regions_every_weeks = setting.weeks;  // at the beginning, when programmes are over, and at the end
  plan.books_every_weeks = nearest_multiple(sim::weeks_per_year, plan.every_weeks);
  plan.hazard_events = false;
  static const std::vector<std::string> usual_scopes = {"theatre", "focus", "assisted_countries"};
  const auto& wanted = recording.scopes.empty() ? usual_scopes : recording.scopes;
  plan.focus = std::find(wanted.begin(), wanted.end(), "focus") != wanted.end();
  // `explain` simulates a pair again where it needs more.
  plan.assessed_theatre = plan.books_of_theatre = !plan.focus;
  std::vector<bool> in(setting.scopes());
  for (const std::string& name : wanted) {
    for (std::size_t scope = 0; scope < setting.scopes(); ++scope)
      if (scope_name(setting, scope) == name) in[scope] = true;
    if (name == "all_regions") std::fill_n(in.begin(), setting.regions(), true);
    for (sim::CountryIndex c = 0; name == "all_countries" && c < setting.countries(); ++c)
      in[setting.country_scope(c)] = true;
    for (const sim::RegionIndex r : focus.regions)
      if (name == "assisted_countries" && setting.map.regions[r].country != sim::none)
        in[setting.country_scope(setting.map.regions[r].country)] = true;
  }
  for (std::size_t scope = 0; scope < setting.scopes(); ++scope)
    if (in[scope]) plan.scopes.push_back(scope);
  // Regions that are asked for are recorded as often as the rest; the others only for the maps.
  std::erase_if(plan.regions, [&](std::size_t region) { return in[region]; });
  return plan;
}

Recorder::Recorder(const scenarios::Scenario& scenario, const Focus& focus, const RecordPlan& plan,
                   const std::vector<MeasureOutcome>& asked, std::uint32_t weeks, RunRecord& record)
    : scenario_(scenario),
      focus_(focus),
      plan_(plan),
      asked_(asked),
      weeks_(weeks),
      record_(record),
      around_(scenario.setting->regions()) {
  const Setting& setting = *scenario.setting;
  for (const sim::RegionIndex r : focus.regions)
    for (const sim::Neighbour& next : setting.map.neighbours_of(r)) around_[next.region] = true;
  for (const sim::RegionIndex r : focus.regions) around_[r] = false;
  std::vector<bool> assisted(setting.countries());
  for (const sim::RegionIndex r : focus.regions)
    if (setting.map.regions[r].country != sim::none) assisted[setting.map.regions[r].country] = true;
  for (const sim::Region& region : setting.map.regions)
    comparable_.push_back(!region.sea && region.country != sim::none && assisted[region.country]);
  for (const auto& m : measure_descriptions) measure_names_.push_back(record.name(m.id));
  for (const Measure m : assessed_measures)
    assessed_names_.push_back(record.name("assessed_" + std::string(measure_descriptions[measure(m)].id)));
  for (std::size_t scope = 0; scope < setting.scopes(); ++scope)
    scope_names_.push_back(record.name(scope_name(setting, scope)));
  focus_name_ = record.name("focus");
  booked_.resize(setting.scopes() + 1);
  for (const MeasureOutcome& outcome : asked) {
    asked_measures_.push_back(chosen_measures({outcome.measure}, {}).front());
    std::size_t scope = 0;
    while (scope < setting.scopes() && scope_name(setting, scope) != outcome.scope) ++scope;
    asked_scopes_.push_back(scope);  // beyond the scopes of the world: the focus
  }
  track_.asked.resize(asked.size());
}

void Recorder::observe(const World& world) {
  const std::uint32_t week = world.week - 1;
  track(world, week);
  record_series(world, week);
  record_books(world, week);
  record_events(world);
}

void Recorder::track(const World& world, std::uint32_t week) {
  track_.capacity.push_back(focus_value(focus_, world, measure(Measure::capacity)));
  track_.harm += world.measures.at(measure(Measure::harm_by_state), world.setting->theatre_scope()) +
                 world.measures.at(measure(Measure::harm_by_threat), world.setting->theatre_scope());
  const auto incidents = world.measures.row(measure(Measure::incidents));
  for (const sim::RegionIndex r : focus_.regions) track_.incidents_inside += incidents[r];
  for (sim::RegionIndex r = 0; r < around_.size(); ++r)
    if (around_[r]) track_.incidents_around += incidents[r];
  track_.incidents += incidents[world.setting->theatre_scope()];
  track_.diverted_usd = world.measures.at(measure(Measure::diversion_usd), world.setting->theatre_scope());
  for (const TraffickingFlow& flow : world.flows) track_.smuggled_usd += flow.delivered_usd();
  track_.donor_cost_usd = usd(world.costs.donors);
  track_.partner_cost_usd = usd(world.costs.partners);
  track_.instability_usd = usd(world.costs.instability);
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (week < asked_[i].from_week || week > asked_[i].until_week) continue;
    track_.asked[i].push_back(asked_scopes_[i] < world.setting->scopes()
                                  ? world.measures.at(asked_measures_[i], asked_scopes_[i])
                                  : focus_value(focus_, world, asked_measures_[i]));
  }
}

void Recorder::record_series(const World& world, std::uint32_t week) {
  const auto record = [&](const std::vector<std::size_t>& measures, const std::vector<std::size_t>& scopes) {
    for (const std::size_t m : measures)
      for (const std::size_t scope : scopes)
        record_.series.push_back({week, scope_names_[scope], measure_names_[m], world.measures.at(m, scope)});
  };
  const bool last = week + 1 == weeks_, evaluated = is_among(plan_.after_treatment, week);
  if (week % plan_.regions_every_weeks == 0 || last || evaluated) record(plan_.region_measures, plan_.regions);
  record_evaluation(world, week);
  if (week % plan_.every_weeks != 0 && !last) return;
  record(plan_.measures, plan_.scopes);
  if (plan_.focus)
    for (const std::size_t m : plan_.measures)
      record_.series.push_back({week, focus_name_, measure_names_[m], focus_value(focus_, world, m)});
  record_assessed(world, week);
}

void Recorder::record_evaluation(const World& world, std::uint32_t week) {
  const bool before = is_among(plan_.before_treatment, week);
  if (!before && !is_among(plan_.after_treatment, week)) return;
  for (std::size_t k = 0; k < assessed_measures.size(); ++k) {
    const std::size_t m = measure(assessed_measures[k]);
    const auto id = measure_descriptions[m].id;
    // What else is known of a place serves to find one like it before anything is done.
    if (!before && std::find(evaluated_measures.begin(), evaluated_measures.end(), id) == evaluated_measures.end())
      continue;
    for (sim::RegionIndex r = 0; r < world.setting->regions(); ++r)
      if (comparable_[r])
        record_.series.push_back({week, scope_names_[r], assessed_names_[k], world.assessed.at(m, r)});
  }
}

void Recorder::record_assessed(const World& world, std::uint32_t week) {
  for (std::size_t k = 0; k < assessed_measures.size(); ++k) {
    // Reports of studies show no more.
    if (!plan_.assessed_theatre && assessed_measures[k] != Measure::capacity) continue;
    const std::size_t m = measure(assessed_measures[k]);
    record_.series.push_back({week, focus_name_, assessed_names_[k], focus_value(focus_, world, world.assessed, m)});
    if (plan_.assessed_theatre)
      record_.series.push_back(
          {week, scope_names_.back(), assessed_names_[k], world.assessed.at(m, world.setting->theatre_scope())});
  }
}

// Capacity and other index stocks are stored in points of their scope: divided by its authorised staff.
void Recorder::record_books(const World& world, std::uint32_t week) {
  const Setting& setting = *world.setting;
  // In step with the series, so that what is booked between two weeks explains the difference between their values.
  const bool due = week > 0 && week % plan_.books_every_weeks == 0;
  if (!due && week + 1 != weeks_) return;
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
  if (plan_.books_of_theatre) record(setting.theatre_scope(), scope_names_.back(), all);
  if (!plan_.books_of_regions) return;
  for (sim::RegionIndex r = 0; r < setting.regions(); ++r) record(r, scope_names_[r], {r});
}

void Recorder::record_events(const World& world) {
  const Setting& setting = *world.setting;
  world.events.for_each([&](const sim::Event& event) {
    const auto kind = static_cast<EventKind>(event.kind);
    const bool frequent = is_frequent(kind);
    const bool hazard = kind == EventKind::hazard_began || kind == EventKind::hazard_ended;
    if ((frequent && !plan_.frequent_events) || (hazard && !plan_.hazard_events)) return;
    record_.events.push_back({event.week, event_names[event.kind], setting.map.regions[event.region].id,
                              event_subject(world, event), event_detail(world, event), event.value});
  });
}

}  // namespace mainstay::studies
