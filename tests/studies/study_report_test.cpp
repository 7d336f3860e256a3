#include <chrono>
#include <cmath>
#include <fstream>

#include "studies/designs.h"
#include "studies/report.h"
#include "studies/report_headline.h"
#include "studies/report_study.h"
#include "studies/study_analysis.h"
#include "tests/catch.h"
#include "tests/studies/synthetic_study.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

struct Made {
  TemporaryFolder folder;
  explicit Made(const synthetic::StudyOptions& options) { synthetic::write_study(folder.path(), options); }
  ResultsStore store() const { return ResultsStore(folder.path(), ResultsStore::Access::read); }
};

const Made& sampled() {
  static const Made made({"latin_hypercube", 200, 2, true, 3});
  return made;
}

const std::string& page() {
  static const std::string html = report_html(sampled().store());
  return html;
}

const Influence& of_factor(const std::vector<Influence>& influences, std::size_t factor) {
  for (const Influence& one : influences)
    if (one.factor == factor) return one;
  FAIL("no influence of factor " << factor);
  return influences.front();
}

}  // namespace

TEST_CASE("points of a study are read with titles, ranges, and texts as places in their list") {
  const ResultsStore store = sampled().store();
  const StudyPoints points(store);
  REQUIRE(points.factors().size() == 3);
  CHECK(points.factors()[0].title == "Political will");
  CHECK(points.factors()[1].title == "Skill half life weeks");
  CHECK(points.factors()[2].title == "D1: stance");
  CHECK(points.factors()[2].names == std::vector<std::string>{"generous", "strict", "absent"});
  CHECK(points.size() == 200);
  CHECK(points.text(2, 1) == "strict");
  CHECK(points.text(0, 0.35) == "0.350");
  for (const auto& row : points.shares())
    for (const double share : row) CHECK((share >= 0 && share <= 1));
}

TEST_CASE("a study's analysis finds where the surge backfires, and what decides it") {
  const ResultsStore store = sampled().store();
  const ReportData data(store);
  const StudyAnalysis study = analyse_study(data);
  REQUIRE(study.discoveries.size() == 2);
  REQUIRE(study.discoveries[0].boxes.size() == 1);
  const Box& box = study.discoveries[0].boxes[0].chosen;
  CHECK(box.limits[0].high == Approx(0.35).margin(0.03));
  CHECK(box.limits[1].high == Approx(45).margin(1.5));
  CHECK(box.restricted == 2);
  CHECK(box.coverage > 0.9);
  CHECK(box.density > 0.9);
  CHECK(study.discoveries[0].share == Approx(0.3125 * 17 / 29).margin(0.06));
  CHECK(study.discoveries[1].share == 0);
  CHECK(study.outcomes[0].outcome == "sustained_gain");
  // The steady partnership leaves 0.02 + 0.1 (will - 0.1): more than the surge's 0.04 where will is above 0.3, and
  // where the surge backfires.
  const auto& robust = study.outcomes[0].robustness;
  REQUIRE(robust.size() == 3);
  CHECK(robust[1].share_best > 0.7);
  CHECK(robust[1].largest_regret < 0.025);
  CHECK(robust[0].largest_regret > 0.05);
  CHECK(robust[1].share_satisfying == 1);
  CHECK(study.outcomes[0].influences[1].front().factor == 0);
  CHECK(of_factor(study.outcomes[0].influences[1], 2).interval.low < 0.1);
}

TEST_CASE("Morris and Saltelli designs are analysed by their own methods") {
  const Made morris({"morris", 40, 1, false}), saltelli({"saltelli", 400, 1, false});
  const ResultsStore screened = morris.store(), sampled_store = saltelli.store();
  const StudyAnalysis by_effects = analyse_study(ReportData(screened));
  CHECK(by_effects.method == InfluenceMethod::elementary_effects);
  // Luck of one seed in a hundred points of a point apart: 0.08 over the range of will.
  CHECK(of_factor(by_effects.outcomes[0].influences[1], 0).direction == Approx(0.08).margin(0.01));
  const StudyAnalysis by_variance = analyse_study(ReportData(sampled_store));
  CHECK(by_variance.method == InfluenceMethod::sobol_indices);
  const Influence& total = of_factor(by_variance.outcomes[0].influences[1], 0);
  CHECK(total.size > 0.9);
  CHECK(total.first == Approx(total.size).margin(0.1));
  CHECK(of_factor(by_variance.outcomes[0].influences[1], 2).size < 0.1);
}

TEST_CASE("the evaluation lab sees regression to the mean in before-after figures of a surge opened at a peak") {
  const ResultsStore store = sampled().store();
  const auto evaluations = evaluate_courses(ReportData(store));
  REQUIRE(evaluations.size() == 2);
  const CourseEvaluation& incidents = evaluations[1];
  CHECK(incidents.measure == "incidents");
  CHECK(incidents.before == 104);
  CHECK(incidents.after == 156);
  // One a pair, also of pairs of which one run failed.
  REQUIRE(incidents.reports.size() == 400);
  CHECK(std::isnan(incidents.reports[0].before_after));
  CHECK(incidents.reports[5].truth == Approx(-1));
  CHECK(incidents.reports[5].before_after == Approx(-7));
  CHECK(evaluations[0].reports[5].before_after == Approx(evaluations[0].reports[5].truth));
}

TEST_CASE("a study's report answers first, in words made from the results") {
  CHECK_THAT(page(), ContainsSubstring("Over <b>200 points</b> of three varied factors with 2 seeds each, <b>Steady "
                                       "partnership</b> leaves the most at"));
  CHECK_THAT(page(), ContainsSubstring("<b>Surge that ends</b> leaves less than nothing at"));
  CHECK_THAT(page(), ContainsSubstring("most of all where Political will is below 0.35"));
  CHECK_THAT(page(), ContainsSubstring("and Skill half life weeks is below 45.2"));
  CHECK_THAT(page(), ContainsSubstring("3 runs failed and are left out"));
  CHECK_THAT(page(), ContainsSubstring("mainstay explain DIR --coa surge_only --where "));
  for (const char* part : {"How the courses of action do over the points", "What drives it", "Which choice is safe",
                           "How the box was found", "Where it leaves less than nothing", "Where runs agree",
                           "What evaluators would have reported"})
    CHECK_THAT(page(), ContainsSubstring(part));
  for (const char* forbidden : {"src=", "url(", "<script", "nan", "inf\"", "{}"}) {
    INFO(forbidden);
    CHECK(page().find(forbidden) == std::string::npos);
  }
}

TEST_CASE("a study without the usual outcome, or with nothing that varies, still has a report") {
  const Made made({"latin_hypercube", 12, 1, false, 0, false});
  const ResultsStore store = made.store();
  const std::string html = report_html(store);
  CHECK_THAT(html, ContainsSubstring("How the courses of action do over the points"));
  CHECK(html.find("nan") == std::string::npos);
}

TEST_CASE("the report of a thousand runs takes less than five seconds") {
  const Made made({"latin_hypercube", 334, 1, true});
  const auto started = std::chrono::steady_clock::now();
  const std::string html = report_html(made.store());
  // Twice the promise, for machines that are busy with other tests.
  CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count() < 10);
  CHECK(html.size() < 4'000'000);
}

TEST_CASE("blocks of Saltelli's scheme are read as the study says, whatever their number divides by") {
  for (const std::size_t factors : {2u, 6u}) {
    INFO(factors);
    const auto points = saltelli(128, factors, true, 1);
    std::vector<std::vector<double>> gains;
    for (const auto& x : points) gains.push_back({x[0] + 2 * x[1] + 3 * (x[0] - 0.5) * (x[1] - 0.5)});
    const TemporaryFolder folder;
    synthetic::write_gains(folder.path(), points, gains, "saltelli", R"({ "second_order": true })");
    const ResultsStore store(folder.path(), ResultsStore::Access::read);
    const ReportData data(store);
    const StudyAnalysis study = analyse_study(data);
    CHECK(study.method == InfluenceMethod::sobol_indices);
    // Variances: 1/12, 4/12 and 9/144.
    constexpr double all = 1.0 / 12 + 4.0 / 12 + 9.0 / 144;
    CHECK(of_factor(study.outcomes[0].influences[0], 0).first == Approx(1.0 / 12 / all).margin(0.08));
    CHECK(of_factor(study.outcomes[0].influences[0], 1).size == Approx((4.0 / 12 + 9.0 / 144) / all).margin(0.08));
    const auto& pairs = study.outcomes[0].pairs[0];
    REQUIRE(pairs.size() == factors * (factors - 1) / 2);
    CHECK((pairs[0].first == 0 && pairs[0].second == 1));
    CHECK(pairs[0].index > 0.05);
    CHECK(pairs[0].interval.contains(9.0 / 144 / all));
    CHECK_THAT(report_html(store), ContainsSubstring("what pairs of factors explain together"));
  }
}

TEST_CASE("seeds of one point do not make a study's median more certain than its points do") {
  const TemporaryFolder folder;
  std::vector<std::vector<double>> points, gains;
  for (int p = 0; p < 5; ++p) {
    points.push_back({0.2 * p});
    gains.emplace_back();
    for (int seed = 0; seed < 40; ++seed) gains.back().push_back(0.01 * (p - 1.5) + 1e-5 * seed);
  }
  synthetic::write_gains(folder.path(), points, gains, "list", "{}");
  const ResultsStore store(folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  CHECK(data.estimate(0, "sustained_gain").count == 200);
  CHECK(data.direction(0, "sustained_gain") == Direction::unclear);
  const std::string html = report_html(store);
  CHECK(html.find("90 % of the seeds") == std::string::npos);
  CHECK_THAT(html, ContainsSubstring("90 % of the pairs of runs"));
}

TEST_CASE("a study says first that doing nothing is best, and summary and report lead alike") {
  const TemporaryFolder folder;
  synthetic::write_gains(folder.path(), {{0.1}, {0.5}, {0.9}, {1.0}}, {{-0.02}, {-0.03}, {0.01}, {-0.01}}, "list",
                         "{}");
  const ResultsStore store(folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  const std::string text = text_of(headline_of(data, analyse_study(data)));
  CHECK_THAT(text, ContainsSubstring("Over 4 points of one varied factor, doing nothing leaves the most at"));
  CHECK_THAT(report_html(store), ContainsSubstring("<b>doing nothing</b> leaves the most at"));
}

TEST_CASE("an unfinished study counts the points that have values, and says how much of it there is") {
  const TemporaryFolder folder;
  synthetic::write_gains(folder.path(), {{0.1}, {0.3}, {0.5}, {0.7}, {0.9}}, {{0.02}, {0.03}}, "list", "{}");
  const std::string html = report_html(ResultsStore(folder.path(), ResultsStore::Access::read));
  CHECK_THAT(html, ContainsSubstring("Over <b>2 points</b>"));
  CHECK_THAT(html, ContainsSubstring("The study is not finished: 4 of 10 runs are there."));
  ResultsStore(folder.path()).set_provenance("shard", "1/2");
  CHECK_THAT(report_html(ResultsStore(folder.path(), ResultsStore::Access::read)),
             ContainsSubstring("This is part 1/2 of the study: 4 of 10 runs."));
}
