#include <chrono>
#include <fstream>

#include "studies/report.h"
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
  REQUIRE(!incidents.reports.empty());
  CHECK(incidents.reports[5].truth == Approx(-1));
  CHECK(incidents.reports[5].before_after == Approx(-7));
  CHECK(evaluations[0].reports[5].before_after == Approx(evaluations[0].reports[5].truth));
}

TEST_CASE("a study's report answers first, in words made from the results") {
  CHECK_THAT(page(), ContainsSubstring("Over <b>200 points</b> of three varied factors with 2 seeds each, <b>Steady "
                                       "partnership</b> leaves most at"));
  CHECK_THAT(page(), ContainsSubstring("<b>Surge that ends</b> leaves less than nothing at"));
  CHECK_THAT(page(), ContainsSubstring("most of all where Political will is below 0.35"));
  CHECK_THAT(page(), ContainsSubstring("and Skill half life weeks is below 45.2"));
  CHECK_THAT(page(), ContainsSubstring("3 runs failed and are left out"));
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
