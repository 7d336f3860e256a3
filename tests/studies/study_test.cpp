#include <algorithm>
#include <atomic>
#include <ctime>

#include "scenarios/error.h"
#include "studies/plan.h"
#include "studies/report.h"
#include "studies/results.h"
#include "studies/runner.h"
#include "studies/stopping.h"
#include "studies/study_file.h"
#include "studies/study_folder.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/program.h"
#include "tests/studies/study_example.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;
using mainstay::scenarios::Document;

namespace {

std::string problems_of(const TemporaryFolder& folder, const std::string& factors, const std::string& rest) {
  std::string text;
  for (const auto& problem : check_study(Document::read(write_study(folder.path(), factors, rest))))
    text += problem.text() + "\n";
  return text;
}

const std::atomic<bool> never{false};

RunCounts run_in(const std::filesystem::path& folder, const Plan& plan, RunOptions options = {}) {
  ResultsStore store(folder);
  prepare(plan, {"test", "1", "abc", "g++", "today"}, options.shard, store);
  return run_missing(
      plan, options, store, on_threads(plan, options.keep, never), [](const RunProgress&) {}, never);
}

}  // namespace

TEST_CASE("a factor of many values is checked by those that tell of the others") {
  const TemporaryFolder folder;
  const auto said_of = [&](const std::string& last, const std::string& pointer = "/parameters/skill_half_life_weeks") {
    std::string values;
    for (int k = 0; k < 5000; ++k) values += std::to_string(40 + k * 1e-3) + ", ";
    return problems_of(folder, R"([{ "pointer": ")" + pointer + R"(", "values": [)" + values + last + "]}]",
                       R"("design": "list",)");
  };
  const auto begun = std::clock();
  CHECK(said_of("45").empty());
  CHECK(static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC < 10);  // each by itself: half a minute
  CHECK_THAT(said_of("1e9"), ContainsSubstring("with the value 1000000000.0 the scenario says"));
  CHECK_THAT(said_of("\"long\""), ContainsSubstring("with the value \"long\" the scenario says"));
  CHECK_THAT(said_of("41", "/governments/XA/election_every_weeks"), ContainsSubstring("a whole number is expected"));
}

TEST_CASE("a study's mean outside of its range, and keys that do nothing, are warned of") {
  const TemporaryFolder folder;
  const auto warned = [&](const std::string& range) {
    const std::string factor = R"([{ "pointer": "/parameters/skill_half_life_weeks", )" + range + "}]";
    const auto file = write_study(folder.path(), factor, R"("design": "sobol", "samples": 4,)");
    CHECK(check_study(Document::read(file)).empty());
    std::string text;
    for (const auto& problem : warn_of_study(Document::read(file))) text += problem.text() + "\n";
    return text;
  };
  const std::string normal = R"("distribution": "normal", "standard_deviation": 2, "low": 30, "high": 50, )";
  CHECK(warned(normal + R"("mean": 40)").empty());
  CHECK_THAT(warned(normal + R"("mean": 70)"),
             ContainsSubstring("warning: /factors/0/mean: the mean 70 lies outside of the range, 30 to 50") &&
                 ContainsSubstring("near 50"));
  CHECK_THAT(warned(R"("low": 30, "high": 50, "mode": 40)"), ContainsSubstring("\"mode\" means nothing"));
  CHECK_THAT(warned(R"("values": [30, 40, 50], "distribution": "uniform")"),
             ContainsSubstring("\"distribution\" means nothing"));
}

TEST_CASE("a study that names what the scenario has not is answered with the nearest name, before any run") {
  const TemporaryFolder folder;
  const std::string rest = R"("design": "sobol", "samples": 4,)";
  CHECK(problems_of(folder, two_factors, few_points).empty());
  const auto says = [&](const std::string& factor) { return problems_of(folder, "[" + factor + "]", rest); };
  CHECK_THAT(says(R"({ "pointer": "/parameters/skill_half_life_week", "low": 28, "high": 57 })"),
             ContainsSubstring("/factors/0/pointer") && ContainsSubstring("did you mean \"skill_half_life_weeks\""));
  CHECK_THAT(says(R"({ "pointer": "/governments/XC/base_preference", "low": 0, "high": 1 })"),
             ContainsSubstring("no \"XC\" in \"/governments\""));
  CHECK_THAT(says(R"({ "pointer": "/governments/XA/base_preference", "low": 0, "high": 2 })"),
             ContainsSubstring("with the value 2") && ContainsSubstring("allowed: 0 to 1"));
  CHECK_THAT(says(R"({ "pointer": "/donors/7/vetting", "low": 0, "high": 1 })"),
             ContainsSubstring("a list of 2 entries"));
  CHECK_THAT(says(R"({ "pointer": "/weeks", "low": 100, "high": 200 })"), ContainsSubstring("the same in all runs"));
  CHECK_THAT(says(R"({ "pointer": "/courses_of_action/surge_only/orders/0/week", "low": 90, "high": 110 })"),
             ContainsSubstring("give the factor \"distribution\": \"integer\""));
  CHECK_THAT(says(R"({ "pointer": "/governments/XA/name", "apply": "multiply", "values": [1, 2] })"),
             ContainsSubstring("no number here"));
  CHECK_THAT(says(R"({ "pointer": "/parameters/recruit_skill", "low": 0.2, "high": 0.1 })"),
             ContainsSubstring("not above \"low\""));
  CHECK_THAT(says(R"({ "pointer": "/parameters/recruit_skill", "low": -1e308, "high": 1.5e308 })"),
             ContainsSubstring("wider than numbers can divide"));
  CHECK_THAT(says(R"({ "pointer": "/parameters/recruit_skill" })"), ContainsSubstring("needed is one of: values, low"));
  CHECK_THAT(problems_of(folder, "[]", rest), ContainsSubstring("nothing to vary"));
  CHECK_THAT(problems_of(folder, two_factors, R"("design": "sobol",)"), ContainsSubstring("\"samples\" is missing"));
  CHECK_THAT(problems_of(folder, two_factors, R"("design": "list",)"), ContainsSubstring("a list needs \"values\""));
  CHECK_THAT(problems_of(folder, two_factors, R"("design": "sobel", "samples": 4,)"),
             ContainsSubstring("did you mean \"sobol\""));
  CHECK_THAT(problems_of(folder, two_factors, rest + R"("record": { "measures": ["capacitty"] },)"),
             ContainsSubstring("did you mean \"capacity\""));
  CHECK_THAT(problems_of(folder, two_factors, rest + R"("stop_when": { "outcome": "sustained", "width": 1 },)"),
             ContainsSubstring("sustained_gain"));
}

TEST_CASE("run ids name point, course and seed, whatever the order of runs") {
  const TemporaryFolder folder;
  const Plan plan(load_study(write_study(folder.path(), two_factors, few_points)));
  REQUIRE(plan.points() == 4);
  REQUIRE(plan.courses() == std::vector<std::string>{"twin", "surge_only", "steady_partnership"});
  for (std::int64_t id = 0; id < 24; ++id) CHECK(plan.run_id(plan.key(id)) == id);
  CHECK(plan.key(23) == RunKey{3, 2, 1});
}

TEST_CASE("a study stores every run once, with its seed and point, the same for one thread and several") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const Plan plan(load_study(file));
  const RunCounts counts = run_in(folder.path() / "a", plan);
  CHECK(counts.stored == 24);
  CHECK(counts.failed == 0);
  CHECK(run_in(folder.path() / "a", plan).stored == 0);
  const ResultsStore store(folder.path() / "a", ResultsStore::Access::read);
  for (const RunInfo& run : store.runs()) {
    const RunKey key = plan.key(run.run_id);
    CHECK(run.point_id == static_cast<std::int64_t>(key.point));
    CHECK(run.coa == plan.courses()[key.course]);
    CHECK(run.seed == plan.seed(key));
  }
  const Ended ended =
      run_program({"study", file.string(), "--out", (folder.path() / "b").string(), "--threads", "1", "--quiet"});
  CHECK(ended.status == 0);
  CHECK(tables(folder.path() / "a") == tables(folder.path() / "b"));
}

TEST_CASE("where there is one of something, messages and report say so") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "one.json";
  std::ofstream(file) << R"({ "format": "mainstay-study/1", "scenario": ")" << mainstay::tests::project_folder()
                      << R"(/scenarios/smallest.json", "courses_of_action": ["surge_only"], "design": "list",
      "seeds": 1, "weeks": 200 })";
  const auto out = folder.path() / "out";
  const std::vector<std::string> command{"study", file.string(), "--out", out.string(), "--threads", "1"};
  auto dry = command;
  dry.emplace_back("--dry-run");
  CHECK_THAT(run_program(dry).out,
             ContainsSubstring("0 factors, 1 point, 1 seed; 2 runs in all.") && ContainsSubstring(" on 1 thread ("));
  CHECK_THAT(run_program(command).err, ContainsSubstring("1 point, 1 course of action and the twin, 1 seed.") &&
                                           ContainsSubstring("2 runs in ") && ContainsSubstring(" on 1 thread:"));
  const std::string html = report_html(ResultsStore(out, ResultsStore::Access::read));
  REQUIRE_THAT(html, ContainsSubstring("What evaluators would have reported"));
  CHECK_THAT(html, ContainsSubstring("Small: by how much the method misses the truth."));
  CHECK(html.find("90 % of the runs") == std::string::npos);
}

TEST_CASE("recording less or more does not change a run") {
  const TemporaryFolder folder;
  const std::string rest = R"("design": "list", "seeds": 1, "weeks": 60,)";
  const Plan little(load_study(write_study(folder.path(), "[]", rest)));
  const Plan much(load_study(write_study(
      folder.path(), "[]",
      rest + R"("record": { "measures": ["all"], "scopes": ["all_regions", "theatre"], "every_weeks": 1 },)")));
  run_in(folder.path() / "little", little);
  run_in(folder.path() / "much", much);
  RunOptions everything;
  everything.keep = Keep::everything;
  run_in(folder.path() / "everything", little, everything);
  const auto hashes = [&](const char* name) {
    std::vector<std::string> all;
    for (const RunInfo& run : ResultsStore(folder.path() / name, ResultsStore::Access::read).runs())
      all.push_back(run.state_hash);
    return all;
  };
  CHECK(hashes("little") == hashes("much"));
  CHECK(hashes("little") == hashes("everything"));
  CHECK(ResultsStore(folder.path() / "much").series("capacity", "XA-N").size() == 3 * 60);
  CHECK(ResultsStore(folder.path() / "little").series("capacity", "XA-N").size() == 3 * 2);
}

TEST_CASE("a point that the scenario does not allow fails alone, is told, and is repeated only when asked") {
  const TemporaryFolder folder;
  // Each share is allowed; together they are more than the whole budget.
  const auto file = write_study(folder.path(),
                                R"([{ "pointer": "/governments/XA/budget_shares/army_garrison", "values": [0.3, 0.44] },
                                    { "pointer": "/governments/XA/budget_shares/police", "values": [0.2, 0.34] }])",
                                R"("design": "grid", "seeds": 1, "weeks": 60,)");
  const auto out = folder.path() / "out";
  const Ended ended = run_program({"study", file.string(), "--out", out.string()});
  CHECK(ended.status == 1);
  CHECK_THAT(ended.err, ContainsSubstring("runs failed") && ContainsSubstring("--retry-failed"));
  std::size_t failed = 0;
  const auto runs = ResultsStore(out, ResultsStore::Access::read).runs();
  REQUIRE(runs.size() == 12);
  for (const RunInfo& run : runs) {
    if (run.status != "failed") continue;
    ++failed;
    CHECK_THAT(run.error, ContainsSubstring("at most 1 is allowed"));
  }
  REQUIRE((failed > 0 && failed < 12));
  const Plan plan(load_study(file));
  const auto before = tables(out);
  ResultsStore store(out);
  RunOptions again;
  const auto execute = on_threads(plan, Keep::as_study, never);
  const auto nobody = [](const RunProgress&) {};
  CHECK(run_missing(plan, again, store, execute, nobody, never).stored == 0);
  again.retry_failed = true;
  const RunCounts counts = run_missing(plan, again, store, execute, nobody, never);
  CHECK(counts.stored == failed);
  CHECK(counts.failed == failed);
  CHECK(tables(out) == before);
}

TEST_CASE("stop_when adds seeds until the mean is known, and the same runs come out of two calls") {
  CHECK(interval_width_of_mean(std::vector<double>{1, 2, 3, 4}, 0.95) == Approx(2 * 3.182446 * 1.290994 / 2));
  const TemporaryFolder folder;
  const std::string rest = R"("design": "list", "seeds": 3, "weeks": 160,
    "stop_when": { "outcome": "peak_gain", "width": 0.02, "step": 4, "most_seeds": 40 },)";
  const Plan plan(load_study(write_study(folder.path(), "[]", rest)));
  const RunCounts counts = run_in(folder.path() / "out", plan);
  CHECK(counts.stored > 9);
  const ResultsStore store(folder.path() / "out");
  const std::size_t seeds = counts.stored / 3;
  CHECK((seeds < 40 && (seeds - 3) % 4 == 0));
  CHECK(undecided_points(plan, store, {0}, seeds).empty());
  CHECK(undecided_points(plan, store, {0}, seeds - 4) == std::vector<std::size_t>{0});
  CHECK(run_in(folder.path() / "out", plan).stored == 0);
}

TEST_CASE("outcomes that a study asks for are statistics of the recorded weeks") {
  const TemporaryFolder folder;
  const std::string rest = R"("design": "list", "seeds": 1, "weeks": 60,
    "record": { "scopes": ["XA-N", "focus"], "every_weeks": 1 }, "outcomes": [
    { "name": "worst", "measure": "control", "scope": "XA-N", "statistic": "minimum", "from_week": 10,
      "until_week": 40, "against_twin": false },
    { "name": "mean_change", "measure": "capacity", "scope": "focus", "statistic": "mean" }],)";
  const Plan plan(load_study(write_study(folder.path(), "[]", rest)));
  run_in(folder.path() / "out", plan);
  const ResultsStore store(folder.path() / "out");
  double worst = 1e9, sum = 0, twin_sum = 0;
  for (const SeriesValue& value : store.series("control", "XA-N"))
    if (value.run_id == 2 && value.week >= 10 && value.week <= 40) worst = std::min(worst, value.value);
  for (const SeriesValue& value : store.series("capacity", "focus")) {
    if (value.run_id == 2) sum += value.value;
    if (value.run_id == 0) twin_sum += value.value;
  }
  CHECK(store.outcomes("worst").at(2).value == worst);
  CHECK(store.outcomes("mean_change").at(2).value == Approx((sum - twin_sum) / 60));
  CHECK(store.outcomes("mean_change").at(0).value == 0);
}

TEST_CASE("explain follows the flows that differ up to the order that caused them") {
  const TemporaryFolder folder;
  const auto out = (folder.path() / "out").string();
  const auto file = write_study(folder.path(), "[]", R"("design": "list", "seeds": 1, "weeks": 300,)");
  REQUIRE(run_program({"study", file.string(), "--out", out, "--quiet"}).status == 0);
  const Ended whole = run_program({"explain", out, "--coa", "surge_only"});
  CHECK(whole.status == 0);
  CHECK_THAT(whole.out, ContainsSubstring("Training (surge-north): +") &&
                            ContainsSubstring("<- order of surge_only in week 104: us opens surge-north") &&
                            ContainsSubstring("<- staff, "));
  // The report draws it, with the same in words for those who do not see it and as a table.
  const std::string html = report_html(ResultsStore(out, ResultsStore::Access::read));
  CHECK_THAT(html, ContainsSubstring("Why: from the flows back to the orders") &&
                       ContainsSubstring("<rect class=\"chain-order\"") &&
                       ContainsSubstring("Order in week 104</text>") &&
                       ContainsSubstring("by order of surge_only in week 104: us opens surge-north. ") &&
                       ContainsSubstring("Moved by Staff: ") && ContainsSubstring("Flows behind this picture"));
  // Books of regions are not stored by studies: the pair is simulated again.
  const Ended region = run_program({"explain", out, "--region", "XA-N", "--measure", "skill"});
  CHECK(region.status == 0);
  CHECK_THAT(region.out, ContainsSubstring("simulated again") && ContainsSubstring("Training (surge-north)"));
  // A place may be named as on the map.
  CHECK(run_program({"explain", out, "--region", "Northern Hills", "--measure", "skill"}).out == region.out);
  CHECK_THAT(region.out, ContainsSubstring("in Northern Hills (XA-N): surge_only against the world without it"));
  const Ended wrong = run_program({"explain", out, "--measure", "capacty"});
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, ContainsSubstring("did you mean \"capacity\""));
}

TEST_CASE("the books hold all of the difference that they are said to explain") {
  const TemporaryFolder folder;
  const Plan plan(load_study(write_study(folder.path(), "[]", R"("design": "list", "seeds": 2, "weeks": 400,)")));
  for (const Keep keep : {Keep::first_seed_whole, Keep::as_study}) {
    const auto out = folder.path() / (keep == Keep::as_study ? "study" : "run");
    run_in(out, plan, {keep, {}, false});
    const ResultsStore store(out);
    const auto booked = store.book_weeks("capacity", "focus"), drawn = store.recorded_weeks("capacity", "focus");
    for (const std::uint32_t week : booked) CHECK(std::binary_search(drawn.begin(), drawn.end(), week));
    const std::string html = report_html(store);
    CHECK_THAT(html, ContainsSubstring("Why: what the books say"));
    CHECK(html.find("Not in the books") == std::string::npos);
  }
}

TEST_CASE("assessed incidents of several regions are their sum, as true ones are") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "partners.json";
  std::ofstream(file) << R"({ "format": "mainstay-study/1", "scenario": ")" << mainstay::tests::project_folder()
                      << R"(/studies/patterns/partners.json", "courses_of_action": ["selective"], "design": "list",
      "seeds": 1, "weeks": 270 })";
  const Plan plan(load_study(file));
  REQUIRE(plan.focus().regions.size() > 1);
  run_in(folder.path() / "out", plan);
  const ResultsStore store(folder.path() / "out");
  double sum = 0, focus = -1;
  for (const auto region : plan.focus().regions)
    for (const SeriesValue& value : store.series("assessed_incidents", plan.base().setting->map.regions[region].id))
      if (value.run_id == 0 && value.week == 104) sum += value.value;
  // Of a study only assessed capacity is kept for the focus; everything is of a run repeated.
  const std::atomic<bool> stop{false};
  simulate(plan, {0, 0, {true, false}}, Keep::everything, stop, {[&](RunRecord&& run) {
             for (const SeriesRow& row : run.series)
               if (row.week == 104 && run.names[row.scope] == "focus" && run.names[row.measure] == "assessed_incidents")
                 focus = row.value;
           }});
  CHECK(sum > 0);
  CHECK(focus == Approx(sum));
}

TEST_CASE("what evaluators look at after a treatment is recorded within the run") {
  RecordPlan plan;
  plan.every_weeks = 4;
  plan.evaluate({{"surge", {}, 50, 119}, {"early", {}, 50, 101}}, 120);
  CHECK(plan.after_treatment == std::vector<std::uint32_t>{119, 104});
}

TEST_CASE("what a pattern check lacks is said before the first run") {
  const TemporaryFolder folder;
  const auto problems = [&](const std::string& check, const std::string& factors = "[]") {
    return problems_of(folder, factors,
                       R"("design": "list", "seeds": 2, "pattern": { "id": "T", "says": "T",
      "source": "T", "checks": [ { "title": "t", )" +
                           check + " } ] },");
  };
  CHECK(problems(R"("statistic": "median", "course_of_action": "surge_only")").empty());
  CHECK_THAT(problems(R"("statistic": "spearman", "course_of_action": "surge_only")"),
             ContainsSubstring("the key \"factor\" is missing; \"spearman\" needs what varies"));
  CHECK_THAT(problems(R"("statistic": "ratio", "course_of_action": "surge_only")"),
             ContainsSubstring("\"than\" is missing"));
  CHECK_THAT(problems(R"("statistic": "share_above", "course_of_action": "surge_only")"),
             ContainsSubstring("\"threshold\" is missing"));
  CHECK_THAT(problems(R"("statistic": "per", "course_of_action": "surge_only")"),
             ContainsSubstring("\"per\" is missing"));
  CHECK_THAT(problems(R"("statistic": "overstatement", "course_of_action": "surge_only", "method": "matched")"),
             ContainsSubstring("is not evaluated; capacity and incidents are"));
  CHECK_THAT(problems(R"("statistic": "median", "course_of_action": "surge_with_sustainment")"),
             ContainsSubstring("is not among this study's \"courses_of_action\""));
  CHECK_THAT(problems(R"("statistic": "ratio", "course_of_action": "surge_only", "than": ["matched"])"),
             ContainsSubstring("\"matched\" is no course of action"));
  CHECK_THAT(problems(R"("statistic": "median", "course_of_action": "surge_only", "where": { "/nothing": 1 })"),
             ContainsSubstring("is no factor of this study"));
  CHECK_THAT(problems(R"("statistic": "median", "course_of_action": "surge_only", "above": 2, "below": 1)"),
             ContainsSubstring("nothing is above 2 and below 1"));
  const std::string will = R"([{ "pointer": "/governments/XA/base_preference", "values": [0.2, 0.8] }])";
  CHECK_THAT(problems(R"("statistic": "marginal_ratio", "course_of_action": "surge_only",
                         "factor": "/governments/XA/base_preference")",
                      will),
             ContainsSubstring("it has 2 different numbers; at least 3 are needed"));
  CHECK_THAT(problems(R"("statistic": "median", "course_of_action": "surge_only",
                         "where": { "/governments/XA/base_preference": 0.3 })",
                      will),
             ContainsSubstring("is never 0.3"));
}

TEST_CASE("stop_when says at how many points it has stopped without knowing, and runs may outlast their scenario") {
  const TemporaryFolder folder;
  const std::string rest = R"("design": "list", "seeds": 2, "weeks": 30,
    "stop_when": { "outcome": "instability_total_usd", "width": 0.001, "step": 1, "most_seeds": 3 },)";
  const Plan plan(load_study(write_study(folder.path(), "[]", rest)));
  CHECK(most_seeds(plan.study()) == 3);
  const RunCounts counts = run_in(folder.path() / "out", plan);
  CHECK(counts.stored == 9);
  CHECK(counts.undecided == 1);
  CHECK(run_in(folder.path() / "out", plan).undecided == 1);
  const Plan longer(
      load_study(write_study(folder.path(), "[]", R"("design": "list", "seeds": 1, "weeks": 700,)", "b")));
  CHECK(longer.weeks() == 700);
  CHECK(longer.base().setting->weeks == 700);
}

TEST_CASE("explain tells of one point, or of points with some value, what it tells of all") {
  const TemporaryFolder folder;
  const auto out = (folder.path() / "out").string();
  const auto file =
      write_study(folder.path(), R"([{ "pointer": "/governments/XA/base_preference", "values": [0.2, 0.5, 0.8] }])",
                  R"("design": "list", "seeds": 2, "weeks": 170,)");
  REQUIRE(run_program({"study", file.string(), "--out", out, "--quiet"}).status == 0);
  CHECK_THAT(run_program({"explain", out}).out, ContainsSubstring("(means over 6 pairs)"));
  const std::string one = run_program({"explain", out, "--point", "2"}).out;
  CHECK_THAT(one, ContainsSubstring("(means over 2 pairs, point 2)"));
  CHECK(run_program({"explain", out, "--where", "/governments/XA/base_preference=0.8"}).out == one);
  CHECK(run_program({"explain", out, "--where", "/governments/XA/base_preference=0.6.."}).out == one);
  CHECK_THAT(run_program({"explain", out, "--where", "/governments/XA/base_preference=0.2..0.5"}).out,
             ContainsSubstring("(means over 4 pairs, 2 points)"));
  const Ended none = run_program({"explain", out, "--point", "7"});
  CHECK(none.status == 2);
  CHECK_THAT(none.err, ContainsSubstring("there is no point 7 here; there are 3"));
  CHECK_THAT(run_program({"explain", out, "--where", "/governments/XA/base_prefernce=0.8"}).err,
             ContainsSubstring("did you mean"));
}
