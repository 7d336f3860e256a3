#include "studies/pattern_check.h"

#include <cmath>

#include "studies/pattern_page.h"
#include "tests/catch.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

// Three points along one factor, twenty seeds, two courses. Gain of `strong`: 0.1, 0.2, 0.25 plus the seed's luck; that
// of `weak` is half of it. Costs are 1, 2 and 4.
void write_results(const std::filesystem::path& folder, const std::string& study) {
  ResultsStore store(folder);
  store.describe(std::vector<CourseInfo>{{"strong", "Strong", "", 0}, {"weak", "Weak", "", 1}});
  store.describe(std::vector<CourseMark>{{"strong", 0, 52, "surge"}});
  store.set_provenance("study", study);
  store.write_points({{0, "/size", 1.0}, {1, "/size", 2.0}, {2, "/size", 4.0}});
  std::int64_t id = 0;
  constexpr double gains[] = {0.1, 0.2, 0.25}, costs[] = {1, 2, 4};
  for (int point = 0; point < 3; ++point)
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
      for (const std::string coa : {"twin", "strong", "weak"}) {
        RunRecord run;
        run.run_id = id++;
        run.point_id = point;
        run.coa = coa;
        run.seed = seed;
        run.weeks = 520;
        const double factor = coa == "strong" ? 1 : coa == "weak" ? 0.5 : 0;
        const double gain = factor * (gains[point] + 0.001 * (static_cast<double>(seed) - 10.5));
        run.outcomes = {{"sustained_gain", gain}, {"donor_cost_usd", factor > 0 ? costs[point] : 0}};
        // Doubles up to week 52, then halves every 104 weeks.
        for (unsigned week = 0; week < 520; week += 4)
          run.series.push_back({week, run.name("theatre"), run.name("capacity"),
                                0.3 + (week <= 52 ? gain * week / 52 : gain * std::exp2(-(week - 52.0) / 104))});
        store.write(run);
      }
}

const char* const study_text = R"({
  // Studies may hold comments.
  "pattern": { "id": "P0", "says": "More size, more gain.", "source": "invented",
    "checks": [
      { "title": "at two", "statistic": "median", "course_of_action": "strong", "where": { "/size": 2 }, "at_least": 0.15, "at_most": 0.25 },
      { "title": "more than weak", "statistic": "difference", "course_of_action": "strong", "than": ["weak", "twin"], "at_least": 0 },
      { "title": "times weak", "statistic": "ratio", "course_of_action": "strong", "than": ["weak"], "at_least": 3 },
      { "title": "with size", "statistic": "spearman", "course_of_action": "strong", "factor": "/size", "at_least": 0.9 },
      { "title": "marginal", "statistic": "marginal_ratio", "course_of_action": "strong", "factor": "/size", "at_most": 0.5 },
      { "title": "change", "statistic": "change", "course_of_action": "weak", "factor": "/size", "at_least": 0.07 },
      { "title": "half gone", "statistic": "half_gone_weeks", "course_of_action": "strong", "at_most": 108 },
      { "title": "no such course", "statistic": "median", "course_of_action": "none", "at_least": 0 } ] } })";

struct Made {
  TemporaryFolder folder;
  Made() { write_results(folder.path(), study_text); }
};

}  // namespace

TEST_CASE("pattern checks compute their statistics from stored outcomes, and fail honestly") {
  const Made made;
  const ResultsStore store(made.folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  const auto pattern = pattern_of(study_text);
  REQUIRE(pattern);
  const auto results = check_pattern(*pattern, data);
  REQUIRE(results.size() == 8);
  CHECK(results[0].measured == Approx(0.2));
  CHECK(results[0].passed);
  CHECK(results[0].clear);
  CHECK(results[0].interval.contains(0.2));
  CHECK(results[0].seeds == 20);
  CHECK(results[1].measured == Approx(0.1));
  CHECK(results[2].measured == Approx(2));
  CHECK(!results[2].passed);
  CHECK(results[2].clear);
  CHECK(results[3].measured == Approx(1));
  CHECK(results[4].measured == Approx(0.25));
  CHECK(results[5].measured == Approx(0.075));
  CHECK(results[6].measured == Approx(104).margin(4));  // recorded every four weeks
  CHECK(std::isnan(results[7].measured));
  CHECK(!results[7].passed);
}

TEST_CASE("a result whose interval reaches over the bound is not called clear") {
  const Made made;
  const ResultsStore store(made.folder.path(), ResultsStore::Access::read);
  Pattern pattern = *pattern_of(study_text);
  pattern.checks = {pattern.checks[0]};
  pattern.checks[0].at_least = 0.2;
  const auto results = check_pattern(pattern, ReportData(store));
  CHECK(!results[0].clear);
  const std::string table = pattern_table({{pattern, results, "studies/patterns/p0.json", ""}});
  CHECK_THAT(table, ContainsSubstring("not clearly"));
}

TEST_CASE("the page of patterns has a row a check, with what failed and what could not be measured") {
  const Made made;
  const ResultsStore store(made.folder.path(), ResultsStore::Access::read);
  const Pattern pattern = *pattern_of(study_text);
  const std::vector<CheckedPattern> all{{pattern, check_pattern(pattern, ReportData(store)), "p0.json", ""},
                                        {pattern, {}, "p1.json", "The study was interrupted."}};
  const std::string page = pattern_page(all, "Mainstay 0.1.0");
  CHECK_THAT(page, ContainsSubstring("**6 of 16 checks pass.**"));
  CHECK_THAT(page, ContainsSubstring("| P0 | times weak | at least 3 | 2.00 (2.00 to 2.00) | FAIL |"));
  CHECK_THAT(page, ContainsSubstring("| P0 | no such course | at least 0 | not measurable | FAIL"));
  CHECK_THAT(page, ContainsSubstring("| not measured | FAIL |"));
  CHECK_THAT(page, ContainsSubstring("The study was interrupted."));
  CHECK_THAT(pattern_html(ReportData(store)), ContainsSubstring("Pattern P0: More size, more gain."));
}

namespace {

CheckResult result_of(const ReportData& data, PatternCheck check) {
  return check_pattern({"P0", "", "", {std::move(check)}}, data).front();
}

PatternCheck check_of(PatternStatistic statistic, const std::string& course) {
  PatternCheck check;
  check.statistic = statistic;
  check.course = course;
  check.outcome = "sustained_gain";
  return check;
}

}  // namespace

TEST_CASE("a strict bound is not passed where nothing happens") {
  const Made made;
  const ResultsStore store(made.folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  PatternCheck nothing = check_of(PatternStatistic::difference, "twin");
  nothing.than = {"twin"};
  nothing.above = 0;
  const CheckResult result = result_of(data, nothing);
  CHECK(result.measured == 0);
  CHECK(!result.passed);
  CHECK(result.clear);
  CHECK(expected_words(nothing) == "above 0");
  nothing.above.reset();
  nothing.at_least = 0;
  CHECK(result_of(data, nothing).passed);
  PatternCheck less = check_of(PatternStatistic::difference, "weak");
  less.than = {"strong"};
  less.below = 0;
  CHECK(result_of(data, less).passed);
  CHECK(pattern_of(R"({ "pattern": { "checks": [ { "above": 1, "below": 2 } ] } })")->checks[0].below == 2);
}

TEST_CASE("a comparison with a course that has no value is not measurable, and seeds with a value are counted") {
  TemporaryFolder folder;
  write_results(folder.path(), study_text);
  {
    ResultsStore store(folder.path());
    for (RunInfo run : store.runs())
      if (run.coa == "weak" || (run.coa == "strong" && run.seed > 15)) {
        RunRecord empty;
        empty.run_id = run.run_id;
        empty.point_id = run.point_id;
        empty.coa = run.coa;
        empty.seed = run.seed;
        empty.weeks = run.weeks;
        store.write(empty);
      }
  }
  const ResultsStore store(folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  for (const auto statistic : {PatternStatistic::difference, PatternStatistic::ratio}) {
    PatternCheck check = check_of(statistic, "strong");
    check.than = {"twin", "weak"};
    check.at_least = 0;
    CHECK(std::isnan(result_of(data, check).measured));
    CHECK(result_of(data, check).seeds == 0);
  }
  CHECK(result_of(data, check_of(PatternStatistic::median, "strong")).seeds == 15);
}

TEST_CASE("gain per dollar is compared with that of other courses, and shares of runs along a factor") {
  const Made made;
  const ResultsStore store(made.folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  PatternCheck per = check_of(PatternStatistic::per_ratio, "strong");
  per.per = "donor_cost_usd";
  per.than = {"weak"};
  CHECK(result_of(data, per).measured == Approx(2));
  PatternCheck shares = check_of(PatternStatistic::spearman, "strong");
  shares.factor = "/size";
  shares.threshold = 0.2;  // no seed of the first point, half of the second, all of the third
  CHECK(result_of(data, shares).measured == Approx(1));
  shares.statistic = PatternStatistic::change;
  CHECK(result_of(data, shares).measured == Approx(1));
}

TEST_CASE("a study without a pattern has none") {
  CHECK(!pattern_of(R"({ "format": "mainstay-study/1" })"));
  CHECK(!pattern_of("not even JSON"));
}
