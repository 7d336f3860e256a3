#include "tests/studies/synthetic_study.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/random.h"
#include "studies/results.h"
#include "tests/studies/synthetic_results.h"

namespace synthetic {

using namespace mainstay::studies;

namespace {

constexpr std::size_t factors = 3;
using Point = std::array<double, factors>;  // shares of the factors' ranges
constexpr unsigned weeks = 520, surge_from = 104, surge_to = 156;
constexpr std::array stances{"generous", "strict", "absent"};
constexpr const char* courses[] = {"twin", "surge_only", "steady_partnership"};

double will(const Point& point) {
  return 0.1 + 0.8 * point[0];
}
double half_life(const Point& point) {
  return 28 + 29 * point[1];
}

double sustained_gain(const Point& point, std::size_t course, double luck) {
  if (course == 0) return 0;
  if (course == 1) return will(point) < 0.35 && half_life(point) < 45 ? -0.03 + luck : 0.04 + luck;
  return 0.02 + 0.1 * (will(point) - 0.1) + luck;
}

std::vector<Point> points_of(const StudyOptions& options) {
  std::vector<Point> points;
  for (int sample = 0; sample < options.samples; ++sample) {
    mainstay::sim::Stream random(5, 204, static_cast<std::uint64_t>(sample), 0);
    Point a{}, b{};
    for (double& x : a) x = random.uniform();
    for (double& x : b) x = random.uniform();
    if (options.design == std::string("saltelli")) {
      points.push_back(a);
      for (std::size_t f = 0; f < factors; ++f) {
        points.push_back(a);
        points.back()[f] = b[f];
      }
      points.push_back(b);
    } else if (options.design == std::string("morris")) {
      for (double& x : a) x = x < 0.5 ? 0 : 1.0 / 3;
      points.push_back(a);
      for (std::size_t f = 0; f < factors; ++f) {
        a[f] += 2.0 / 3;
        points.push_back(a);
      }
    } else {
      points.push_back(a);
    }
  }
  return points;
}

void describe(ResultsStore& store, const StudyOptions& options, const std::vector<Point>& points) {
  store.describe(std::vector<CourseInfo>{{"surge_only", "Surge that ends", "A year of training; then it ends.", 0},
                                         {"steady_partnership", "Steady partnership", "Small and long.", 1}});
  store.describe(std::vector<CourseMark>{{"surge_only", surge_from, surge_to, "surge"}});
  std::vector<ScopeInfo> scopes{{"theatre", "theatre", "Whole theatre", "", 2e7}, {"focus", "focus", "Focus", "", 4e6}};
  for (int i = 1; i <= 12; ++i)
    scopes.push_back({fmt::format("XA-{}", i), "region", fmt::format("Region {}", i), "XAA", 1e6});
  store.describe(scopes);
  for (
      const auto& [key, value] : std::vector<std::pair<const char*, std::string>>{
          {"version", "0.1.0"},
          {"scenario_title", "Examplia: what a surge leaves behind"},
          {"start_date", "2023-01-02"},
          {"weeks", std::to_string(weeks)},
          {"focus_title", "central Examplia"},
          {"design", options.design},
          {"factors",
           R"([{"factor":"/governments/XAA/will","title":"Political will","low":0.1,"high":0.9,"distribution":"uniform"},
                {"factor":"/parameters/skill_half_life_weeks","title":"","low":28,"high":57,"distribution":"uniform"},
                {"factor":"/donors/D1/stance","title":"","values":["generous","strict","absent"]}])"},
          {"programme_targets", R"({"surge_only":{"regions":["XA-1","XA-2"],"from_week":104,"until_week":156}})"},
          {"map_geojson", map_geojson()}})
    store.set_provenance(key, value);
  std::vector<PointRow> rows;
  for (std::size_t p = 0; p < points.size(); ++p) {
    const auto id = static_cast<std::int64_t>(p);
    rows.push_back({id, "/governments/XAA/will", will(points[p])});
    rows.push_back({id, "/parameters/skill_half_life_weeks", half_life(points[p])});
    const auto stance = std::min<std::size_t>(2, static_cast<std::size_t>(3 * points[p][2]));
    rows.push_back({id, "/donors/D1/stance", std::string(stances[stance])});
  }
  store.write_points(rows);
}

// Incidents were at a passing peak in the assisted regions when the surge began; assessors see them as they are.
void add_regions(RunRecord& run, std::size_t course, double gain) {
  for (int region = 1; region <= 12; ++region) {
    const bool treated = region <= 2;
    for (const unsigned week : {0u, surge_from, surge_to, weeks - 1}) {
      const double peak = treated && week == surge_from ? 6 : 0;
      const double averted = treated && course == 1 && week >= surge_to ? 1 : 0;
      const double incidents = 4 + 0.1 * region + peak - averted;
      const double capacity = 0.3 + (treated && week > surge_from ? gain : 0) + 0.002 * region;
      const auto add = [&](const char* measure, double value) {
        run.series.push_back({week, run.name(fmt::format("XA-{}", region)), run.name(measure), value});
      };
      add("capacity", capacity);
      add("assessed_capacity", capacity + 0.01);
      add("incidents", incidents);
      add("assessed_incidents", incidents);
    }
  }
}

}  // namespace

void write_study(const std::filesystem::path& folder, const StudyOptions& options) {
  ResultsStore store(folder);
  const auto points = points_of(options);
  describe(store, options, points);
  std::int64_t id = 0;
  for (std::size_t p = 0; p < points.size(); ++p)
    for (int seed = 1; seed <= options.seeds; ++seed)
      for (std::size_t course = 0; course < std::size(courses); ++course) {
        RunRecord run;
        run.run_id = id++;
        run.point_id = static_cast<std::int64_t>(p);
        run.coa = courses[course];
        run.seed = static_cast<std::uint64_t>(seed);
        run.weeks = weeks;
        run.state_hash = fmt::format("{:016x}", static_cast<std::uint64_t>(id));
        if (course == 1 && seed == 1 && static_cast<int>(p) < options.failed_runs) {
          run.status = "failed";
          run.error = "week 17: money is not conserved";
          store.write(run);
          continue;
        }
        mainstay::sim::Stream random(run.seed, 205, p, 0);
        const double gain = sustained_gain(points[p], course, 0.01 * (random.uniform() - 0.5));
        if (options.sustained_gain) run.outcomes["sustained_gain"] = gain;
        run.outcomes["civilian_harm"] = course == 0 ? 0 : 40 * (1 - will(points[p])) - 900 * gain;
        run.outcomes["donor_cost_usd"] = course == 0 ? 0 : 27e6;
        for (unsigned week = 0; week < weeks; week += 26) {
          const double reached = course == 0 ? 0 : gain * std::min(1.0, week / 300.0);
          run.series.push_back({week, run.name("focus"), run.name("capacity"), 0.3 + reached});
        }
        if (options.regions) add_regions(run, course, gain);
        store.write(run);
      }
}

void write_gains(const std::filesystem::path& folder, const std::vector<std::vector<double>>& points,
                 const std::vector<std::vector<double>>& gains, const char* design, const char* study) {
  ResultsStore store(folder);
  nlohmann::json factors = nlohmann::json::array();
  std::vector<PointRow> rows;
  for (std::size_t f = 0; f < points.front().size(); ++f) {
    const std::string name = "/parameters/p" + std::to_string(f);
    factors.push_back({{"factor", name}, {"low", 0}, {"high", 1}});
    for (std::size_t p = 0; p < points.size(); ++p) rows.push_back({static_cast<std::int64_t>(p), name, points[p][f]});
  }
  store.write_points(rows);
  store.describe(std::vector<CourseInfo>{{"surge", "Surge", "", 0}});
  store.set_provenance("factors", factors.dump());
  store.set_provenance("design", design);
  store.set_provenance("study", study);
  store.set_provenance("seeds", std::to_string(gains.front().size()));
  std::int64_t id = 0;
  for (std::size_t p = 0; p < gains.size(); ++p)
    for (std::size_t seed = 0; seed < gains[p].size(); ++seed)
      for (const char* coa : {"twin", "surge"}) {
        RunRecord run;
        run.run_id = id++;
        run.point_id = static_cast<std::int64_t>(p);
        run.coa = coa;
        run.seed = seed + 1;
        run.weeks = 100;
        run.outcomes["sustained_gain"] = coa == std::string("twin") ? 0 : gains[p][seed];
        store.write(run);
      }
}

}  // namespace synthetic
