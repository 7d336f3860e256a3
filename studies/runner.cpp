#include "studies/runner.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>
#include <nlohmann/json.hpp>

#include "agents/step.h"
#include "sim/snapshot.h"
#include "studies/recorder.h"
#include "studies/sha256.h"

namespace mainstay::studies {

namespace {

using agents::Order;

struct Finished {
  RunRecord record;
  Track track;
};

// Counts the weeks that all threads have simulated.
class Meter {
 public:
  Meter(std::size_t runs, std::uint32_t weeks, const std::function<void(const RunProgress&)>& told)
      : runs_(runs), weeks_(weeks), told_(told) {}
  void week_done(std::uint32_t week) {
    ++weeks_done_;
    if (week % weeks_between_news == 0) tell();
  }
  void run_done() {
    ++runs_done_;
    tell();
  }

 private:
  static constexpr std::uint32_t weeks_between_news = 4;
  void tell() const {
    told_({runs_done_, runs_, static_cast<double>(weeks_done_) / (static_cast<double>(runs_) * weeks_)});
  }
  std::size_t runs_;
  std::uint32_t weeks_;
  const std::function<void(const RunProgress&)>& told_;
  std::atomic<std::size_t> runs_done_{0}, weeks_done_{0};
};

using Courses = std::vector<const scenarios::CourseOfAction*>;

Courses chosen_courses(const scenarios::Scenario& scenario, const RunOptions& options) {
  Courses chosen;
  for (const auto& course : scenario.courses)
    if (options.courses.empty() ||
        std::find(options.courses.begin(), options.courses.end(), course.name) != options.courses.end())
      chosen.push_back(&course);
  return chosen;
}

Finished run_one(const scenarios::Scenario& scenario, const Focus& focus, const std::string& coa,
                 const std::vector<Order>& orders, const agents::World& begin, std::uint32_t weeks, bool everything,
                 Meter& meter, const std::atomic<bool>& stop) {
  const auto started = std::chrono::steady_clock::now();
  Finished run;
  run.record.coa = coa;
  run.record.seed = begin.seed;
  Recorder recorder(scenario, focus, everything, run.record);
  agents::World world = begin;
  agents::Workspace workspace;
  for (std::uint32_t week = 0; week < weeks && !stop; ++week) {
    agents::step(world, orders, workspace);
    recorder.observe(world);
    meter.week_done(week);
  }
  run.record.weeks = weeks;
  run.record.state_hash = sim::hash_text(sim::state_hash(world));
  run.track = recorder.track();
  run.record.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  meter.run_done();
  return run;
}

// Means over a quarter, so that a single week's luck is no peak.
std::vector<double> smoothed_difference(const std::vector<double>& a, const std::vector<double>& b) {
  constexpr std::size_t span = 13;
  std::vector<double> result;
  double sum = 0;
  for (std::size_t w = 0; w < a.size(); ++w) {
    sum += a[w] - b[w];
    if (w >= span) sum -= a[w - span] - b[w - span];
    result.push_back(sum / static_cast<double>(std::min(w + 1, span)));
  }
  return result;
}

void add_outcomes(Finished& run, const Track& twin) {
  auto& outcomes = run.record.outcomes;
  const Track& own = run.track;
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> gain = smoothed_difference(own.capacity, twin.capacity);
  std::size_t peak = 0;
  for (std::size_t w = 0; w < gain.size(); ++w)
    if (gain[w] > gain[peak]) peak = w;
  const double peak_gain = gain.empty() ? 0 : gain[peak], sustained = gain.empty() ? 0 : gain.back();
  outcomes["peak_gain"] = peak_gain;
  outcomes["peak_week"] = static_cast<double>(peak);
  outcomes["sustained_gain"] = sustained;
  outcomes["retention"] = peak_gain > 0.005 ? sustained / peak_gain : nothing;
  const double cost = own.donor_cost_usd - twin.donor_cost_usd;
  outcomes["donor_cost_usd"] = cost;
  outcomes["partner_cost_usd"] = own.partner_cost_usd - twin.partner_cost_usd;
  outcomes["instability_cost_usd"] = own.instability_usd - twin.instability_usd;
  outcomes["instability_total_usd"] = own.instability_usd;
  outcomes["cost_per_point_usd"] = sustained > 0.001 ? cost / (100 * sustained) : nothing;
  outcomes["diverted_usd"] = own.diverted_usd - twin.diverted_usd;
  outcomes["civilian_harm"] = own.harm - twin.harm;
  outcomes["civilian_harm_total"] = own.harm;
  outcomes["incidents"] = own.incidents - twin.incidents;
  const double fall = twin.incidents_inside - own.incidents_inside;
  // Nothing can have moved where hardly anything fell.
  const double least_fall = std::max(1.0, 0.02 * twin.incidents_inside);
  outcomes["displacement"] = fall > least_fall ? (own.incidents_around - twin.incidents_around) / fall : nothing;
}

void describe(const scenarios::Scenario& scenario, const RunOptions& options, const Courses& chosen,
              std::uint32_t weeks, const Focus& focus, ResultsStore& store) {
  const agents::Setting& setting = *scenario.setting;
  const auto set = [&](const char* key, const std::string& value) { store.set_provenance(key, value); };
  set("version", options.version);
  set("commit", options.commit);
  set("compiler", options.compiler);
  set("command_line", options.command_line);
  set("started", options.started);
  set("scenario", scenario.text);
  set("scenario_title", scenario.title);
  set("scenario_summary", scenario.summary);
  set("scenario_sha256", sha256_hex(scenario.text));
  set("start_date", setting.start_date);
  set("weeks", std::to_string(weeks));
  set("seeds", std::to_string(options.seeds));
  set("map_geojson", scenario.map_text);
  set("focus_title", focus.title);
  set("focus_regions", focus.names);
  nlohmann::json parameters = nlohmann::json::array();
  const agents::Parameters defaults;
  for (const auto& name : agents::parameter_names)
    parameters.push_back({{"name", name.name},
                          {"value", setting.parameters.*name.member},
                          {"default", defaults.*name.member},
                          {"low", name.low},
                          {"high", name.high},
                          {"unit", name.unit},
                          {"source", name.source},
                          {"description", name.description}});
  set("parameters", parameters.dump());

  std::vector<MeasureInfo> measures;
  for (const auto& m : agents::measure_descriptions)
    measures.push_back({std::string(m.id), std::string(m.title), std::string(m.unit),
                        m.aggregate == agents::Aggregate::sum ? "sum" : "mean", std::string(m.better), m.decimals});
  for (const char* id : {"capacity", "control", "incidents", "grievance", "trust"})
    for (const MeasureInfo& m : std::vector<MeasureInfo>(measures))
      if (m.measure == id)
        measures.push_back(
            {"assessed_" + m.measure, m.title + ", as assessed", m.unit, m.aggregate, m.better, m.decimals});
  store.describe(measures);
  store.describe(std::vector<OutcomeInfo>{{"peak_gain", "Peak gain", "index", "more"},
                                          {"sustained_gain", "Sustained gain", "index", "more"},
                                          {"retention", "Retained", "share", "more"},
                                          {"peak_week", "Week of the peak", "week", ""},
                                          {"donor_cost_usd", "Donor cost", "usd", ""},
                                          {"partner_cost_usd", "Partner cost", "usd", ""},
                                          {"instability_cost_usd", "Cost of instability", "usd", "less"},
                                          {"instability_total_usd", "Cost of instability, all", "usd", "less"},
                                          {"cost_per_point_usd", "Cost per sustained point", "usd", "less"},
                                          {"diverted_usd", "Diverted", "usd", "less"},
                                          {"civilian_harm", "Harm to civilians", "persons", "less"},
                                          {"civilian_harm_total", "Harm to civilians, all", "persons", "less"},
                                          {"incidents", "Incidents", "incidents", "less"},
                                          {"displacement", "Moved to neighbours", "share", "less"}});
  std::vector<ScopeInfo> scopes;
  double people = 0, focus_people = 0;
  for (const sim::Region& region : setting.map.regions) {
    scopes.push_back({region.id, "region", region.name,
                      region.country == sim::none ? "" : setting.map.countries[region.country].id, region.population});
    people += region.population;
  }
  for (const sim::Country& country : setting.map.countries)
    scopes.push_back({country.id, "country", country.name, country.id, 0});
  for (const sim::RegionIndex r : focus.regions) focus_people += setting.map.regions[r].population;
  scopes.push_back({"theatre", "theatre", "All regions", "", people});
  scopes.push_back({"focus", "focus", focus.title, "", focus_people});
  store.describe(scopes);
  std::vector<CourseInfo> courses;
  std::vector<CourseMark> marks;
  for (const auto* course : chosen) {
    courses.push_back({course->name, course->title == course->name ? "" : course->title, course->summary,
                       static_cast<int>(courses.size())});
    for (const Order& order : course->orders)
      if (order.verb == agents::Verb::open_programme && order.surge)
        marks.push_back({course->name, order.week + 6, order.week + 6 + order.weeks, "surge"});
  }
  store.describe(courses);
  store.describe(marks);
}

}  // namespace

std::size_t run_scenario(const scenarios::Scenario& scenario, const RunOptions& options, ResultsStore& store,
                         const std::function<void(const RunProgress&)>& progress, const std::atomic<bool>& stop) {
  const std::uint32_t weeks = options.weeks > 0 ? options.weeks : scenario.setting->weeks;
  const Focus focus = find_focus(scenario);
  const Courses courses = chosen_courses(scenario, options);
  describe(scenario, options, courses, weeks, focus, store);
  const std::size_t per_seed = courses.size() + 1;
  Meter meter(per_seed * options.seeds, weeks, progress);
  std::atomic<std::size_t> stored{0};
  tbb::parallel_for(std::uint32_t{0}, options.seeds, [&](std::uint32_t s) {
    if (stop) return;
    const agents::World begin = scenario.begin(options.first_seed + s);
    const bool everything = s == 0;
    std::vector<Finished> runs;
    runs.push_back(run_one(scenario, focus, "twin", {}, begin, weeks, everything, meter, stop));
    for (const auto* course : courses)
      if (!stop)
        runs.push_back(run_one(scenario, focus, course->name, course->orders, begin, weeks, everything, meter, stop));
    if (stop) return;
    for (std::size_t k = 0; k < runs.size(); ++k) {
      add_outcomes(runs[k], runs[0].track);
      runs[k].record.run_id = static_cast<std::int64_t>(s * per_seed + k);
      store.write(runs[k].record);
      ++stored;
    }
  });
  return stored;
}

}  // namespace mainstay::studies
