#include "tests/studies/synthetic_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/random.h"
#include "studies/results.h"

namespace synthetic {

using namespace mainstay::studies;

namespace {

constexpr unsigned surge_from = 104, surge_to = 156;

struct Measure {
  const char* name;
  double start, trend;  // level at the start, change to the end without a course
  double effect;        // change for each unit of capacity gained
  double noise;
};
constexpr Measure measures[] = {{"capacity", 0.36, -0.04, 1, 0.01},
                                {"capacity_police", 0.31, -0.03, 1.2, 0.01},
                                {"capacity_justice", 0.22, -0.01, 0.4, 0.01},
                                {"control", -0.1, -0.15, 1.4, 0.03},
                                {"incidents", 9.5, 4, -18, 1.2},
                                {"deaths_civilian", 11, 3, -15, 2},
                                {"harm_by_state", 3, 0.5, 2, 0.6},
                                {"harm_by_threat", 8, 2.5, -17, 1.2},
                                {"crime", 40, 3, -20, 3},
                                {"trust", 0.33, -0.05, 0.3, 0.01},
                                {"grievance", 0.45, 0.06, -0.2, 0.01},
                                {"own_funding_share", 0.62, 0.05, -0.5, 0.015},
                                {"displaced", 210'000, 90'000, -300'000, 9'000},
                                {"trafficking_flow_usd", 1.9e6, 3e5, -2e6, 1e5},
                                {"diversion_usd", 40'000, 0, 900'000, 5'000},
                                {"threat_strength", 2'900, 700, -4'000, 120},
                                {"assessed_capacity", 0.42, 0.02, 1.3, 0.03}};

// Rises over the surge, falls towards what lasts with a half-life of a year and a half.
double gain(const Plan& plan, double week) {
  if (week <= surge_from) return 0;
  const double rise = std::min(1.0, (week - surge_from) / (surge_to - surge_from));
  if (week <= surge_to) return plan.peak * rise * rise * (3 - 2 * rise);
  return plan.lasting + (plan.peak - plan.lasting) * std::exp2(-(week - surge_to) / 78.0);
}

double normal_draw(mainstay::sim::Stream& stream) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += stream.uniform();
  return sum;
}

struct Luck {
  double gain_factor, lasting_shift, harm_shift;
};
Luck luck_of(const Plan& plan, std::uint64_t seed, std::size_t plan_index) {
  mainstay::sim::Stream stream(seed, 201, plan_index, 0);
  return {1 + 0.12 * plan.spread * normal_draw(stream), 0.02 * plan.spread * normal_draw(stream),
          60 * plan.spread * normal_draw(stream)};
}

constexpr int columns = 4, rows = 3;
std::string region_id(int i) {
  return fmt::format("XA-{}", i + 1);
}
const char* region_name(int i) {
  constexpr const char* names[] = {"Kidal", "Northmarch", "Dune",  "Gate",   "Mopti & Delta", "Riverbend",
                                   "Hills", "Lakeside",   "Plain", "Market", "South",         "Coast"};
  return names[i];
}

std::string corner(int x, int y) {
  return fmt::format("[{:.3f},{:.3f}]", x * 2.1 - 8 + 0.45 * std::sin(3.1 * x + 1.7 * y),
                     y * 1.6 + 10 + 0.4 * std::cos(2.3 * x - 1.1 * y));
}

bool wanted(const Options& options, const std::string& name) {
  return options.only_measures.empty() ||
         std::find(options.only_measures.begin(), options.only_measures.end(), name) != options.only_measures.end();
}

void add_series(RunRecord& run, const Options& options, const Plan* plan, Luck luck) {
  const NameIndex theatre = run.name("theatre"), focus = run.name("focus"), country = run.name("XAA");
  for (std::size_t m = 0; m < std::size(measures); ++m) {
    const Measure& measure = measures[m];
    if (!wanted(options, measure.name)) continue;
    const NameIndex name = run.name(measure.name);
    mainstay::sim::Stream noise(run.seed, 202, m, 0);  // shared with the twin
    double drift = 0;
    for (unsigned week = 0; week <= options.weeks; week += options.every) {
      drift = 0.97 * drift + 0.3 * measure.noise * normal_draw(noise);
      const double extra = plan == nullptr ? 0
                                           : gain(*plan, week) * luck.gain_factor +
                                                 (week > surge_to ? luck.lasting_shift * (week - surge_to) / 364.0 : 0);
      const double level = measure.start + measure.trend * week / 520.0 + drift +
                           (plan != nullptr && plan->spread == 0 ? 0 : measure.effect * extra);
      const bool count = measure.start > 1;
      run.series.push_back({week, focus, name, count ? std::max(0.0, 0.4 * level) : level});
      run.series.push_back({week, theatre, name, count ? std::max(0.0, level) : level - 0.3 * measure.effect * extra});
      run.series.push_back({week, country, name, level});
    }
  }
}

void add_regions(RunRecord& run, const Options& options, const Plan* plan, Luck luck) {
  for (const char* measure : {"capacity", "control"}) {
    if (!wanted(options, measure)) continue;
    const bool capacity = std::string(measure) == "capacity";
    for (int region = 0; region < columns * rows; ++region) {
      const double share = region == 4 ? 1.3 : region == 5 ? 0.8 : region % 3 == 0 ? -0.25 : 0.1;
      for (unsigned week = 0; week <= options.weeks; week += 52) {
        const double extra = plan == nullptr ? 0 : gain(*plan, week) * luck.gain_factor * share;
        run.series.push_back(
            {week, run.name(region_id(region)), run.name(measure), capacity ? 0.3 + extra : 0.45 - 0.3 * extra});
      }
    }
  }
}

void add_books(RunRecord& run, const Options& options, const Plan* plan, Luck luck) {
  const NameIndex scope = run.name("focus"), stock = run.name("capacity");
  const auto book = [&](unsigned week, const char* cause, double amount) {
    run.books.push_back({week, scope, stock, run.name(cause), amount});
  };
  for (unsigned week = 4; week <= options.weeks; week += 4) {
    book(week, "forgetting", -0.002);
    book(week, "own_training", 0.0017);
    if (plan == nullptr) continue;
    const double change = (gain(*plan, week) - gain(*plan, week - 4)) * luck.gain_factor;
    if (change >= 0) {
      book(week, "training", 0.7 * change);
      book(week, "equipment_delivered", 0.5 * change);
      book(week, "attrition", -0.2 * change);
    } else {
      book(week, "forgetting", 0.45 * change - 0.002);
      run.books.erase(std::find_if(run.books.begin(), run.books.end(), [&](const BookRow& row) {
        return row.week == week && run.names[row.cause] == "forgetting";
      }));
      book(week, "wear_without_upkeep", 0.4 * change);
      book(week, "unpaid_salaries", 0.3 * change);
      book(week, "management", -0.15 * change);
    }
  }
}

void add_outcomes(RunRecord& run, const Options& options, const Plan& plan, Luck luck) {
  const double peak = gain(plan, surge_to) * luck.gain_factor;
  const double end =
      gain(plan, options.weeks) * luck.gain_factor +
      (plan.spread == 0 ? 0
                        : luck.lasting_shift * std::max(0.0, static_cast<double>(options.weeks) - surge_to) / 364.0);
  run.outcomes = {{"peak_gain", peak},
                  {"sustained_gain", end},
                  {"donor_cost_usd", plan.donor_usd},
                  {"partner_cost_usd", 0.12 * plan.donor_usd * luck.gain_factor},
                  {"instability_cost_usd", -1.9e8 * end * 10 + 1e6 * luck.harm_shift},
                  {"instability_total_usd", 2.1e9 - 1.9e9 * end},
                  {"displacement", 0.38 - 0.2 * plan.lasting / std::max(0.01, plan.peak)},
                  {"civilian_harm", plan.harm + luck.harm_shift},
                  {"incidents", -1800 * end},
                  {"diverted_usd", 0.07 * plan.donor_usd},
                  {"peak_week", 156.0}};
  if (plan.peak > 0.02) run.outcomes["retention"] = end / peak;
  if (end > 0.01) run.outcomes["cost_per_point_usd"] = plan.donor_usd / (100 * end);
}

void add_events(RunRecord& run, const Plan* plan) {
  mainstay::sim::Stream stream(run.seed, 203, plan == nullptr ? 0 : 1, 0);
  const auto add = [&](const char* kind, int count) {
    for (int i = 0; i < count; ++i)
      run.events.push_back({static_cast<std::uint32_t>(4 * i), kind, region_id(i % 12), "front", "", 1});
  };
  add("attack", (plan == nullptr ? 300 : 260) + static_cast<int>(40 * stream.uniform()));
  add("desertion", plan == nullptr ? 12 : 9);
  if (plan != nullptr) add("programme_ended", 1);
  if (stream.uniform() < 0.3) add("coup_attempt", 1);
}

void describe(ResultsStore& store, const Options& options) {
  std::vector<CourseInfo> courses;
  std::vector<CourseMark> marks;
  for (std::size_t i = 0; i < options.plans.size(); ++i) {
    courses.push_back({options.plans[i].id, options.plans[i].title, options.plans[i].summary, static_cast<int>(i)});
    marks.push_back({options.plans[i].id, surge_from, surge_to, "surge"});
  }
  if (options.descriptions) {
    store.describe(courses);
    store.describe(marks);
  }
  std::vector<ScopeInfo> scopes{{"theatre", "theatre", "Whole theatre", "", 2e7},
                                {"focus", "focus", "Focus", "", 4e6},
                                {"XAA", "country", "Examplia", "XAA", 1e7}};
  for (int i = 0; i < columns * rows; ++i)
    scopes.push_back({region_id(i), "region", region_name(i), i % columns < 2 ? "XAA" : "XBB", 1e6});
  store.describe(scopes);
  for (
      const auto& [key, value] : std::vector<std::pair<const char*, std::string>>{
          {"version", "0.1.0"},
          {"commit", "0123456789abcdef0123456789abcdef01234567"},
          {"compiler", "GNU 12.2.0, Release"},
          {"scenario_title", "Examplia: what a surge leaves behind"},
          {"scenario_summary", "An insurgency across one border, two countries, one donor."},
          {"scenario_sha256", std::string(64, 'a')},
          {"start_date", "2023-01-02"},
          {"weeks", fmt::format("{}", options.weeks)},
          {"seeds", fmt::format("{}", options.seeds)},
          {"command_line", "mainstay run scenarios/example.json"},
          {"started", "2026-01-05T10:00:00Z"},
          {"wall_s", "41.3"},
          {"focus_title", "central Examplia"},
          {"parameters",
           R"([{"name":"skill_half_life_weeks","value":36,"default":48,"low":28,"high":57,"unit":"weeks","source":"Tatel and Ackerman; see https://example.org/paper","description":"Time in which an unused training gain halves"},
             {"name":"fungible_share","value":0.35,"default":0.35,"low":0.2,"high":0.6,"unit":"share","source":"assumption","description":"Own funding of an institution that assistance replaces"}])"}})
    store.set_provenance(key, value);
  if (options.map) store.set_provenance("map_geojson", map_geojson());
}

}  // namespace

std::string map_geojson() {
  std::string features;
  for (int y = -1; y <= rows; ++y)
    for (int x = -1; x <= columns; ++x) {
      const bool inside = x >= 0 && x < columns && y >= 0 && y < rows;
      const int index = y * columns + x;
      const std::string properties = inside ? fmt::format(R"("id":"{}","name":"{}","country":"{}","role":"region")",
                                                          region_id(index), region_name(index), x < 2 ? "XAA" : "XBB")
                                            : R"("name":"beyond","role":"context")";
      features += fmt::format(
          R"({}{{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":[[{},{},{},{},{}]]}}}})",
          features.empty() ? "" : ",", properties, corner(x, y), corner(x + 1, y), corner(x + 1, y + 1),
          corner(x, y + 1), corner(x, y));
    }
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::vector<Plan> three_plans() {
  return {
      {"surge_only", "Surge that ends", "A year of training and equipment in the centre; then it ends.", 0.24, 0.035,
       27e6, 120, 1},
      {"surge_with_sustainment", "Surge with sustainment plan",
       "The same money: a shorter surge, a taper, an agreed own share.", 0.19, 0.115, 27e6, -180, 1},
      {"steady_partnership", "Steady partnership", "Small and long, institutions first.", 0.13, 0.105, 25e6, -240, 1}};
}

Options normal() {
  return {three_plans()};
}
Options backfiring() {
  Options options{three_plans()};
  options.plans[0].lasting = -0.06;
  options.plans[0].harm = 900;
  options.plans[1].peak = -0.01;
  options.plans[1].lasting = -0.08;
  options.plans[1].spread = 0.4;
  options.plans[2].lasting = 0.0;
  return options;
}
Options one_course() {
  return {{three_plans()[0]}};
}
Options eight_courses() {
  Options options;
  for (int i = 0; i < 8; ++i)
    options.plans.push_back({fmt::format("option_{}", i + 1), fmt::format("Option {} of eight", i + 1), "One of eight.",
                             0.24 - 0.02 * i, 0.02 + 0.012 * ((i * 5) % 8), 20e6 + 2e6 * i, 100.0 - 60 * i, 1});
  options.failed_runs = 2;
  return options;
}
Options long_names() {
  Options options = normal();
  options.plans[0].title =
      "Train-and-equip surge of the northern and central garrisons without any follow-up <script>alert(1)</script>";
  options.plans[1].title =
      "Train-and-equip surge of the northern and central garrisons with a sustainment plan & an agreed own share";
  return options;
}
Options missing_measures() {
  Options options = normal();
  options.only_measures = {"capacity"};
  options.books = options.events = options.map = options.outcomes = options.descriptions = false;
  return options;
}
Options no_difference() {
  Options options{{{"nothing_new", "Nothing new", "Money for what is there already.", 0, 0, 0, 0, 0}}};
  return options;
}
Options three_seeds() {
  Options options = normal();
  options.seeds = 3;
  return options;
}

void write(const std::filesystem::path& folder, const Options& options) {
  ResultsStore store(folder);
  describe(store, options);
  std::int64_t id = 0;
  for (int seed = 1; seed <= options.seeds; ++seed)
    for (std::size_t p = 0; p <= options.plans.size(); ++p) {
      const Plan* plan = p == 0 ? nullptr : &options.plans[p - 1];
      RunRecord run;
      run.run_id = ++id;
      run.coa = plan == nullptr ? "twin" : plan->id;
      run.seed = static_cast<std::uint64_t>(seed);
      run.weeks = options.weeks;
      run.wall_s = 0.5;
      run.state_hash = fmt::format("{:016x}", 0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(id));
      if (plan != nullptr && id % 20 == 2 && id / 20 < options.failed_runs) {
        run.status = "failed";
        run.error = "week 211: invariant broken: persons are not conserved";
        run.weeks = 211;
        store.write(run);
        continue;
      }
      const Luck luck = plan == nullptr ? Luck{} : luck_of(*plan, run.seed, p);
      add_series(run, options, plan, luck);
      if (options.map) add_regions(run, options, plan, luck);
      if (options.books) add_books(run, options, plan, luck);
      if (options.events) add_events(run, plan);
      if (options.outcomes && plan != nullptr) add_outcomes(run, options, *plan, luck);
      store.write(run);
    }
}

}  // namespace synthetic
