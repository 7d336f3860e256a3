#include "studies/report.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "studies/report_axis.h"
#include "studies/report_headline.h"
#include "studies/report_names.h"
#include "studies/report_waterfall.h"
#include "studies/results.h"
#include "studies/summary.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/synthetic_results.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

struct Made {
  TemporaryFolder folder;
  std::string page, headline;
  explicit Made(const synthetic::Options& options) {
    synthetic::write(folder.path(), options);
    std::ifstream file(write_report(folder.path()));
    page = std::string(std::istreambuf_iterator<char>(file), {});
    const ResultsStore store(folder.path(), ResultsStore::Access::read);
    headline = text_of(headline_of(ReportData(store)));
  }
};

// Made once: most tests look at it.
const Made& normal() {
  static const Made made(synthetic::normal());
  return made;
}

// Names of elements that are opened and closed in the wrong order; empty for a well-formed page.
std::string unbalanced(const std::string& page) {
  static const std::set<std::string> empty{"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == std::string::npos) return "no end of a tag at " + page.substr(at, 40);
    const bool closing = page[at + 1] == '/', alone = page[end - 1] == '/';
    const std::size_t from = at + (closing ? 2 : 1);
    const std::string name = page.substr(from, page.find_first_of(" />", from) - from);
    if (empty.contains(name) || alone) continue;
    if (!closing) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "open at the end: " + open.back();
}

std::size_t maps_measures(const std::string& page) {
  std::size_t legends = 0;
  for (std::size_t at = page.find("class=\"legend\""); at != std::string::npos;
       at = page.find("class=\"legend\"", at + 1))
    ++legends;
  return legends;
}

std::vector<std::pair<const char*, synthetic::Options>> every_kind() {
  return {{"normal", synthetic::normal()},
          {"backfiring", synthetic::backfiring()},
          {"one course", synthetic::one_course()},
          {"eight courses", synthetic::eight_courses()},
          {"long names", synthetic::long_names()},
          {"missing measures", synthetic::missing_measures()},
          {"no difference", synthetic::no_difference()},
          {"three seeds", synthetic::three_seeds()}};
}

}  // namespace

TEST_CASE("a report of any kind of results is well-formed, asks no network and prints no nonsense") {
  for (auto [name, options] : every_kind()) {
    INFO(name);
    options.seeds = std::min(options.seeds, 6);
    const Made made(options);
    CHECK(unbalanced(made.page) == "");
    for (const char* forbidden :
         {"src=", "url(", "@import", "<link", "<script", "href=\"http", "nan", "inf\"", "-nan", "{}"}) {
      INFO(forbidden);
      CHECK(made.page.find(forbidden) == std::string::npos);
    }
    CHECK_THAT(made.page, ContainsSubstring("illustrative model, not a forecast"));
    std::set<std::string> ids;
    const std::regex id("id=\"([^\"]*)\"");
    for (std::sregex_iterator at(made.page.begin(), made.page.end(), id), end; at != end; ++at)
      CHECK(ids.insert((*at)[1]).second);
  }
}

TEST_CASE("a headline says what a surge lifts, what is left, and in how many seeds a plan leaves more") {
  const Made& made = normal();
  CHECK_THAT(made.headline,
             ContainsSubstring("Surge that ends lifts partner capacity in central Examplia by 24 points at its peak."));
  CHECK_THAT(made.headline, ContainsSubstring("Seven years after it ends, 4.7 points are left (18 % of the peak)."));
  CHECK_THAT(made.headline, ContainsSubstring("Surge with sustainment plan peaks at 18 and keeps 11 points, more than "
                                              "Surge that ends in 19 of 20 seeds, for about the same donors' money."));
  CHECK_THAT(made.headline, ContainsSubstring("More civilians come to harm with Surge that ends (by 105 persons)."));
}

TEST_CASE("a headline says that a course of action makes things worse") {
  const Made made(synthetic::backfiring());
  CHECK_THAT(made.headline,
             ContainsSubstring("less than nothing is left: capacity is 4.5 points below the world without it."));
  CHECK_THAT(made.headline,
             ContainsSubstring("Surge with sustainment plan lowers partner capacity in central Examplia by"));
  CHECK_THAT(made.headline, ContainsSubstring("it leaves less than Surge that ends"));
  CHECK_THAT(made.headline, ContainsSubstring("Steady partnership peaks at 13 points and leaves no clear difference"));
  CHECK_THAT(made.headline, ContainsSubstring("More civilians come to harm with Surge that ends (by 885 persons)"));
}

TEST_CASE("a headline does not call luck or nothing a difference") {
  CHECK(Made(synthetic::no_difference()).headline ==
        "Nothing new changes nothing: partner capacity in central Examplia stays the same. Nothing else that was "
        "recorded is clearly different either.");
  auto options = synthetic::one_course();
  options.plans[0].lasting = -0.012;
  options.plans[0].spread = 1.5;
  const Made unclear(options);
  CHECK_THAT(unclear.headline, ContainsSubstring("nothing is left that can be told from zero ("));
}

TEST_CASE("a headline of many courses of action names the best and the worst") {
  const Made made(synthetic::eight_courses());
  CHECK_THAT(
      made.headline,
      ContainsSubstring("Of the eight courses of action, Option 7 of eight leaves the most: 10 points, more than"));
  CHECK_THAT(made.headline, ContainsSubstring("Option 6 of eight leaves the least:"));
  CHECK_THAT(made.page, ContainsSubstring("2 runs failed and are left out"));
  CHECK_THAT(made.page, ContainsSubstring("persons are not conserved"));
}

TEST_CASE("few seeds are warned of") {
  const Made made(synthetic::three_seeds());
  CHECK_THAT(made.page, ContainsSubstring("Only 3 seeds: intervals are rough"));
  CHECK_THAT(summary_table(ResultsStore(made.folder.path(), ResultsStore::Access::read)),
             ContainsSubstring("Only 3 seeds: intervals are rough"));
  // Side effects are not told from so few.
  CHECK(made.headline.find("civilians come to harm") == std::string::npos);
}

TEST_CASE("one seed is not counted as certainty") {
  auto options = synthetic::normal();
  options.seeds = 1;
  const Made made(options);
  CHECK_THAT(made.page, ContainsSubstring("One seed only: there is no interval"));
  for (const char* claim : {"1 of 1", "clearly", "90\u00a0% of seeds"}) {
    INFO(claim);
    CHECK(made.headline.find(claim) == std::string::npos);
    CHECK(made.page.find(std::string("<p>") + claim) == std::string::npos);
  }
  CHECK_THAT(summary_table(ResultsStore(made.folder.path(), ResultsStore::Access::read)),
             ContainsSubstring("cannot be told from luck"));
}

TEST_CASE("the first sentence is the answer, whatever it is") {
  auto one_is_best = synthetic::normal();
  one_is_best.plans[2].lasting = 0.06;
  CHECK_THAT(Made(one_is_best).headline,
             StartsWith("After ten years, Surge with sustainment plan has left the most partner capacity in "
                        "central Examplia: 11 points more than without it, against"));
  CHECK_THAT(
      Made(synthetic::backfiring()).headline,
      StartsWith("After ten years, no course of action has left partner capacity in central Examplia higher than "
                 "without it, and"));
  auto worse = synthetic::normal();
  for (auto& plan : worse.plans) plan.lasting = -0.08;
  CHECK_THAT(Made(worse).headline,
             StartsWith("After ten years, every course of action has left partner capacity in central "
                        "Examplia lower than without it: by"));
  auto unclear = synthetic::normal();
  for (auto& plan : unclear.plans) {
    plan.lasting = 0;
    plan.spread = 2;
  }
  CHECK_THAT(Made(unclear).headline,
             StartsWith("After ten years, no course of action has left a clear difference in partner capacity"));
}

TEST_CASE("courses of action that luck does not tell apart share the first place") {
  const auto options = synthetic::normal();
  CHECK_THAT(Made(options).headline, ContainsSubstring("with no clear difference between them, against"));
  CHECK_THAT(Made(options).headline, ContainsSubstring("Surge with sustainment plan and Steady partnership"));
}

TEST_CASE("what still goes on at the end has left nothing yet, and what has not begun has done nothing") {
  auto options = synthetic::one_course();
  options.weeks = 140;
  CHECK_THAT(Made(options).headline, ContainsSubstring("while it still goes on, capacity is"));
  options.weeks = 60;
  options.plans[0].spread = options.plans[0].peak = options.plans[0].lasting = 0;
  CHECK_THAT(Made(options).headline, ContainsSubstring("has not begun when the run ends"));
}

TEST_CASE("an interrupted run says how much of it there is") {
  TemporaryFolder folder;
  synthetic::write(folder.path(), synthetic::three_seeds());
  ResultsStore store(folder.path());
  store.set_provenance("seeds", "20");
  CHECK_THAT(caution_html(ReportData(store)), ContainsSubstring("interrupted: 3 of 20 seeds are finished"));
  // A seed that lacks one course of action still counts for the others.
  store.remove_run(4);
  const ReportData data(store);
  std::set<std::size_t> counts;
  for (const Course& course : data.courses()) counts.insert(data.estimate(course.index, "peak_gain").count);
  CHECK(counts == std::set<std::size_t>{2, 3});
  CHECK(unbalanced(report_html(store)) == "");
}

TEST_CASE("every course of action has its map in every row") {
  const std::string& page = normal().page;
  std::size_t maps = 0;
  for (std::size_t at = page.find("<svg class=\"map\""); at != std::string::npos;
       at = page.find("<svg class=\"map\"", at + 1))
    ++maps;
  CHECK(maps == 2 * 3 * maps_measures(page));
}

TEST_CASE("causes are named so that a planner understands them") {
  CHECK(cause_title("own training") == "Partners' own training");
  CHECK(cause_title("Training (surge-three-borders)") == "Aid: training");
  CHECK(cause_title("unpaid_salaries") == "Unpaid salaries");
}

TEST_CASE("gains are computed from the curves where runs stored no outcomes, and names come from identifiers") {
  const Made made(synthetic::missing_measures());
  CHECK_THAT(
      made.headline,
      ContainsSubstring("Surge only peaks at 24 and keeps 4.7 points, less than Steady partnership in 20 of 20 seeds"));
  CHECK(made.page.find("What assessors") == std::string::npos);
}

TEST_CASE("names are shown as text, whatever they hold") {
  const Made made(synthetic::long_names());
  CHECK(made.page.find("<script>") == std::string::npos);
  CHECK_THAT(made.page, ContainsSubstring("&lt;script&gt;alert(1)"));
  CHECK_THAT(made.headline, ContainsSubstring("<script>alert(1)</script>"));
}

TEST_CASE("every chart has its figures as a table, and parameters are shown with source and what was changed") {
  const Made& made = normal();
  const auto count = [&](const std::string& text) {
    std::size_t found = 0;
    for (std::size_t at = made.page.find(text); at != std::string::npos; at = made.page.find(text, at + 1)) ++found;
    return found;
  };
  CHECK(count("Figures behind this chart") == 2 * 6 + 3 + 10 + 3);
  CHECK(count("Figures behind these maps") == 2);
  CHECK(count("Mopti &amp; Delta: +") > 3);
  CHECK_THAT(made.page, ContainsSubstring("<b>36</b> <small>changed</small>"));
  CHECK_THAT(made.page, ContainsSubstring("Tatel and Ackerman; see https://example.org/paper"));
  CHECK_THAT(made.page, ContainsSubstring("0123456789abcdef0123456789abcdef01234567"));
}

TEST_CASE("the summary for scripts has the promised names, with the twin as an entry") {
  const auto summary =
      nlohmann::json::parse(summary_json(ResultsStore(normal().folder.path(), ResultsStore::Access::read)));
  CHECK(summary.at("format") == "mainstay-summary/1");
  CHECK(summary.at("weeks") == 520);
  CHECK(summary.at("seeds") == 20);
  const auto& courses = summary.at("courses_of_action");
  REQUIRE(courses.size() == 4);
  CHECK(courses[0].at("name") == "twin");
  for (const auto& course : courses) CHECK(course.at("state_hashes").size() == 20);
  CHECK(courses[1].at("state_hashes")[0].get<std::string>().size() == 16);
  for (const char* name : {"peak_gain", "sustained_gain", "retention", "donor_cost_usd", "partner_cost_usd",
                           "instability_cost_usd", "displacement", "civilian_harm"})
    CHECK(courses[1].at("outcomes").at(name).at("low") <= courses[1].at("outcomes").at(name).at("median"));
}

TEST_CASE("the table for a terminal fits eighty columns and explains its columns") {
  const std::string table = summary_table(ResultsStore(normal().folder.path(), ResultsStore::Access::read));
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; }) <= 80);
  }
  CHECK_THAT(table, ContainsSubstring("Steady partnership"));
  for (const char* row : {"Cost per sustained point", "Moved to neighbours", "Harm to civilians"})
    CHECK_THAT(table, ContainsSubstring(row));
  CHECK_THAT(table, ContainsSubstring("Above: the median over 20 seeds;"));
  CHECK(table.find('<') == std::string::npos);
}

TEST_CASE("labels at lines keep their order and do not overlap") {
  const std::vector<double> wanted{50, 51, 49, 120, 200, 199};
  const auto placed = spread_labels(wanted, 14, 10, 205);
  CHECK(placed[2] < placed[0]);
  CHECK(placed[0] < placed[1]);
  auto sorted = placed;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 1; i < sorted.size(); ++i) CHECK(sorted[i] - sorted[i - 1] >= 13.999);
  CHECK(sorted.back() <= 205);
  CHECK(placed[3] == 120);
}

TEST_CASE("axes have round ticks that cover the data") {
  const Axis plain = axis_for(31, 58, false);
  CHECK(plain.low == 30);
  CHECK(plain.high == 60);
  CHECK(axis_for(3, 14, false).low == 0);
  CHECK(axis_for(-0.3, 0.2, false).ticks.size() >= 4);
  const Axis flat = axis_for(0, 0, true);
  CHECK(flat.low < 0);
  CHECK(flat.high > 0);
}

TEST_CASE("numbers are rounded to what they can tell, with units and plurals") {
  CHECK(Format("index", 0.24).with_unit(0.2411) == "24 points");
  CHECK(Format("index", 0.04).with_unit(-0.0351) == "−3.5 points");
  CHECK(Format("usd", 27e6).with_unit(27.04e6) == "US$ 27.0 million");
  CHECK(Format("usd", 2.1e9).with_unit(2.1e9) == "US$ 2.1 billion");
  CHECK(Format("persons", 1234).with_unit(1) == "1 person");
  CHECK(Format("persons", 1234567).plain(1234567) == "1,234,567");
  CHECK(Format("share", 0.5).with_sign(0.001) == "0");
  CHECK(plural(1, "seed") == "1 seed");
  CHECK(plural(20, "seed") == "20 seeds");
  CHECK(duration(364) == "seven years");
  CHECK(duration(6) == "six weeks");
  CHECK(Calendar("2023-01-02").date(156) == "December 2025");
  CHECK(Calendar("").date(7) == "week 7");
  CHECK(shortened("Trust in Ségou", 20) == "Trust in Ségou");
  CHECK(shortened("Surge with sustainment plan", 16) == "Surge with sust…");
}

TEST_CASE("bars that are left out of a waterfall are added up, so that the sum stays right") {
  std::vector<WaterfallBar> bars;
  double sum = 0;
  for (int i = 1; i <= 12; ++i) {
    bars.push_back({"cause", -1.0 * i});
    sum -= i;
  }
  const auto kept = largest_bars(bars, 5, 0.5);
  REQUIRE(kept.size() == 6);
  CHECK(kept.back().label == "Other causes");
  double kept_sum = 0;
  for (const WaterfallBar& bar : kept) kept_sum += bar.amount;
  CHECK(kept_sum == Approx(sum));
}

TEST_CASE("the report command writes the page and says what is wrong with a folder") {
  const TemporaryFolder folder;
  auto options = synthetic::one_course();
  options.seeds = 2;
  synthetic::write(folder.path() / "results", options);
  const std::string program = mainstay::tests::program_file();
  const auto run = [&](const std::string& arguments) {
    return WEXITSTATUS(
        std::system((program + " report " + arguments + " >" + (folder.path() / "out").string() + " 2>&1").c_str()));
  };
  CHECK(run((folder.path() / "results").string()) == 0);
  CHECK(std::filesystem::exists(folder.path() / "results" / "report.html"));
  CHECK(run((folder.path() / "nothing").string()) == 2);
  std::ifstream said(folder.path() / "out");
  CHECK_THAT(std::string(std::istreambuf_iterator<char>(said), {}), ContainsSubstring("mainstay run"));
  CHECK(run("") == 2);
  CHECK(run("--help") == 0);
}

TEST_CASE("frequent events that one seed alone has kept are not set beside means over all") {
  const TemporaryFolder folder;
  {
    ResultsStore store(folder.path());
    for (std::int64_t id = 0; id < 8; ++id) {
      RunRecord run;
      run.run_id = id;
      run.coa = id % 2 == 0 ? "twin" : "surge";
      run.seed = static_cast<std::uint64_t>(1 + id / 2);
      run.weeks = 52;
      for (int i = 0; id < 2 && i < (id == 0 ? 31 : 27); ++i) run.events.push_back({1, "attack", "X", "", "", 1});
      if (run.seed % 2 == 0) run.events.push_back({2, "coup_attempt", "X", "", "", 1});
      store.write(run);
    }
  }
  const ResultsStore store(folder.path(), ResultsStore::Access::read);
  const std::string html = report_html(store);
  CHECK(html.find(">Attack<") == std::string::npos);
  CHECK_THAT(html, ContainsSubstring("Coup attempt</th><td>0.5</td><td>0.5"));
  CHECK_THAT(html, ContainsSubstring("kept for 1 of 4 seeds and not shown"));
}

TEST_CASE("maps show what every run records by region") {
  const Made& made = normal();
  CHECK_THAT(made.page, ContainsSubstring("<h3>Control"));
  CHECK(made.page.find("median difference over seeds</caption>") != std::string::npos);
}

TEST_CASE("a report says which texts of its results are damaged") {
  struct Damaged {
    const char *key, *value;
  };
  for (const Damaged& one : {Damaged{"parameters", "[1]"}, Damaged{"programme_targets", R"({"surge_only": 7})"},
                             Damaged{"factors", R"([{"factor": 7}])"}, Damaged{"study", R"({"pattern": {"id": 7}})"}}) {
    INFO(one.key);
    const TemporaryFolder folder;
    synthetic::Options options = synthetic::three_seeds();
    options.weeks = 52;
    synthetic::write(folder.path(), options);
    ResultsStore store(folder.path());
    store.set_provenance(one.key, one.value);
    // A pattern is a page's part only where points are many.
    for (const std::int64_t point : {1, 2})
      store.write_points({{point, "/parameters/skill_half_life_weeks", point == 1 ? 41.0 : 42.0}});
    if (one.key == std::string("study")) {
      RunRecord run;
      run.run_id = 1000;
      run.point_id = 2;
      run.coa = "twin";
      store.write(run);
    }
    CHECK_THROWS_WITH(report_html(store), ContainsSubstring("results.sqlite: is damaged: in the table provenance"));
  }
}
