// What a report may not hide, and what it may not claim.
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "sim/random.h"
#include "studies/report.h"
#include "studies/report_headline.h"
#include "studies/report_study.h"
#include "studies/summary.h"
#include "tests/catch.h"
#include "tests/studies/synthetic_results.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

struct Pair {
  double end = 0, peak = 0, control = 0, instability = 0;
  bool intervention = false;
};

// A course "Surge" with these pairs; capacity goes up to its peak half-way and on to its end.
void write_pairs(const std::filesystem::path& folder, const std::vector<Pair>& pairs) {
  ResultsStore store(folder);
  store.describe(std::vector<CourseInfo>{{"surge", "Surge", "", 0}});
  store.set_provenance("weeks", "104");
  std::int64_t id = 0;
  for (std::size_t seed = 1; seed <= pairs.size(); ++seed)
    for (const bool with : {false, true}) {
      const Pair& pair = pairs[seed - 1];
      RunRecord run;
      run.run_id = id++;
      run.coa = with ? "surge" : "twin";
      run.seed = seed;
      run.weeks = 104;
      for (unsigned week = 0; week <= 104; week += 4) {
        const double gain = week <= 52 ? pair.peak * week / 52 : pair.peak + (pair.end - pair.peak) * (week - 52) / 52;
        run.series.push_back({week, run.name("theatre"), run.name("capacity"), 0.3 + (with ? gain : 0)});
        run.series.push_back({week, run.name("theatre"), run.name("control"), 0.2 + (with ? pair.control : 0)});
      }
      if (with) {
        run.outcomes = {{"sustained_gain", pair.end},
                        {"peak_gain", pair.peak},
                        {"donor_cost_usd", 27e6},
                        {"partner_cost_usd", 0.0},
                        {"instability_cost_usd", pair.instability}};
        if (pair.peak > 0.005) run.outcomes["retention"] = pair.end / pair.peak;
        if (pair.intervention) run.events.push_back({40, "intervention", "X", "", "", 5000});
      }
      store.write(run);
    }
}

struct Made {
  TemporaryFolder folder;
  std::string page, headline, table;
  explicit Made(const std::vector<Pair>& pairs) {
    write_pairs(folder.path(), pairs);
    const ResultsStore store(folder.path(), ResultsStore::Access::read);
    const ReportData data(store);
    page = report_html(store);
    headline = text_of(headline_of(data, analyse_study(data)));
    table = summary_table(store);
  }
};

double uniform(std::uint64_t seed, std::uint64_t what) {
  return mainstay::sim::Stream(seed, 211, what, 0).uniform() - 0.5;
}

struct Colour {
  double hue = 0, saturation = 0;
};
Colour colour_of(const std::string& css, const std::string& name) {
  const auto at = css.find("--" + name + ": #") + name.size() + 5;
  const std::string hex = css.substr(at, css.find_first_of(";", at) - at);
  double rgb[3];
  for (int i = 0; i < 3; ++i)
    rgb[i] =
        hex.size() == 3 ? 17 * std::stoi(hex.substr(i, 1), nullptr, 16) : std::stoi(hex.substr(2 * i, 2), nullptr, 16);
  const double most = std::max({rgb[0], rgb[1], rgb[2]}), least = std::min({rgb[0], rgb[1], rgb[2]});
  if (most == least) return {};
  const double d = most - least;
  double hue = most == rgb[0]   ? (rgb[1] - rgb[2]) / d
               : most == rgb[1] ? 2 + (rgb[2] - rgb[0]) / d
                                : 4 + (rgb[0] - rgb[1]) / d;
  hue = std::fmod(60 * hue + 360, 360);
  return {hue, d / most};
}

// What the table says below a figure.
std::string below(const std::string& table, const std::string& figure) {
  const auto line = table.find('\n', table.find("\n" + figure) + 1) + 1;
  return table.substr(line, table.find('\n', line) - line);
}

}  // namespace

TEST_CASE("seeds are called alike only where they are, not where the interval of their median is short") {
  std::vector<Pair> pairs(60, {0.01, 0.1, 0, 0, false});
  const Made alike(pairs);
  CHECK_THAT(below(alike.table, "Gain at the end"), ContainsSubstring("all alike"));
  for (std::size_t seed = 0; seed < pairs.size(); seed += 6) pairs[seed].end = seed % 4 == 0 ? 0.07 : -0.016;
  const Made unlike(pairs);
  CHECK_THAT(below(unlike.table, "Gain at the end"), !ContainsSubstring("all alike"));
}

TEST_CASE("what is rare but outweighs all the rest is in the headline with its share, and in the tables") {
  std::vector<Pair> pairs;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const bool far = seed % 9 == 5;  // 11 of 100
    pairs.push_back({0.05 + 0.01 * uniform(seed, 1), 0.1, 0,
                     far ? 1.1e9 + 4e8 * std::fabs(uniform(seed, 2)) : 4e7 * uniform(seed, 3), far});
  }
  const Made made(pairs);
  INFO(made.headline);
  CHECK_THAT(made.headline, ContainsSubstring("In 11 of 100 seeds"));
  CHECK_THAT(made.headline, ContainsSubstring("US$ 1.0 billion"));
  CHECK_THAT(made.headline, ContainsSubstring("outside intervention"));
  CHECK_THAT(made.table, ContainsSubstring("In 11 of 100 seeds"));
  CHECK_THAT(made.page, ContainsSubstring("11 of 100: above US$ 1.0 billion"));
}

TEST_CASE("a single pair that weighs nearly as much as all the others is told of") {
  std::vector<Pair> pairs;
  for (std::uint64_t seed = 1; seed <= 100; ++seed)
    pairs.push_back({0.05, 0.1, 0, seed == 40 ? 2.8e9 : seed % 2 == 0 ? 6e7 : -6e7, seed == 40});
  const Made made(pairs);
  INFO(made.headline);
  CHECK_THAT(made.headline, ContainsSubstring("In one of 100 seeds") || ContainsSubstring("In 1 of 100 seeds"));
  CHECK_THAT(made.headline, ContainsSubstring("outside intervention"));
}

TEST_CASE("ordinary luck is not called rare") {
  std::vector<Pair> pairs;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) pairs.push_back({0.05, 0.1, 0, 4e7 * uniform(seed, 3), false});
  CHECK(Made(pairs).headline.find("of 100 seeds, Surge") == std::string::npos);
}

TEST_CASE("a headline that finds nothing left tells what else has changed most") {
  std::vector<Pair> pairs, quiet;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    pairs.push_back({0.02 * uniform(seed, 1), 0.1, -0.2 + 0.05 * uniform(seed, 2), 1e6 * uniform(seed, 3), false});
    quiet.push_back({0.02 * uniform(seed, 1), 0.1, 0.05 * uniform(seed, 2), 1e6 * uniform(seed, 3), false});
  }
  const Made made(pairs);
  INFO(made.headline);
  CHECK_THAT(made.headline, ContainsSubstring("nothing is left that can be told from zero"));
  CHECK_THAT(made.headline, ContainsSubstring("What else it changes most: control"));
  CHECK_THAT(made.headline, ContainsSubstring("lower in the last year"));
  CHECK_THAT(made.headline, ContainsSubstring("for the worse"));
  const Made nothing_else(quiet);
  INFO(nothing_else.headline);
  CHECK_THAT(nothing_else.headline, ContainsSubstring("Nothing else that was recorded is clearly different"));
}

TEST_CASE("nothing is said to be retained of a peak that is tiny or luck") {
  std::vector<Pair> tiny, real;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    tiny.push_back({0.006 + 0.001 * uniform(seed, 1), 0.0065 + 0.001 * uniform(seed, 1), 0, 0, false});
    real.push_back({0.05 + 0.01 * uniform(seed, 1), 0.1 + 0.01 * uniform(seed, 2), 0, 0, false});
  }
  const Made small(tiny), large(real);
  CHECK(small.page.find("of the peak gain of") == std::string::npos);
  CHECK(small.headline.find("of the peak)") == std::string::npos);
  CHECK_THAT(small.page, ContainsSubstring("no clear peak of a point or more"));
  CHECK(std::regex_search(large.page,
                          std::regex("of the peak gain of [0-9.]+ points retained, [0-9.]+ points at the end")));
}

TEST_CASE("an interval in the headline is the one in the tables, and is named") {
  std::vector<Pair> pairs;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) pairs.push_back({0.04 * uniform(seed, 1), 0.1, 0, 0, false});
  const Made made(pairs);
  INFO(made.headline);
  const ResultsStore store(made.folder.path(), ResultsStore::Access::read);
  const Interval interval = ReportData(store).estimate(0, "sustained_gain").certainty;
  const Format format("index", std::max(std::fabs(interval.low), std::fabs(interval.high)));
  CHECK_THAT(made.headline,
             ContainsSubstring("interval of the median: " + format.range(interval.low, interval.high) + " points"));
  CHECK_THAT(made.page, ContainsSubstring("Small: the 95 % interval of the median"));
  CHECK_THAT(made.table, ContainsSubstring("the 95 % interval of the"));
  const auto summary = nlohmann::json::parse(summary_json(store));
  const auto& told = summary.at("courses_of_action").at(1).at("outcomes").at("sustained_gain");
  CHECK(told.at("median_low") == interval.low);
  CHECK(told.at("median_high") == interval.high);
  CHECK(told.at("title") == "Gain at the end");
}

TEST_CASE("money that is no clear difference is drawn pale, and the sum stands in the table of all figures") {
  std::vector<Pair> pairs;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) pairs.push_back({0.05, 0.1, 0, 2e8 * uniform(seed, 3), false});
  const std::string page = Made(pairs).page;
  CHECK_THAT(page, ContainsSubstring(">Cost of instability</text><rect class=\"good unclear\"") ||
                       ContainsSubstring(">Cost of instability</text><rect class=\"bad unclear\""));
  CHECK_THAT(page, ContainsSubstring(">Donors pay</text><rect class=\"bad\""));
  CHECK_THAT(page, ContainsSubstring("Sum of all costs"));
  // The sum as drawn and as listed is that of the parts as listed.
  std::smatch row;
  const std::string table = page.substr(page.find("Mean, as drawn"));
  std::map<std::string, double> means;
  const std::regex cells("<th scope=\"row\">([^<]*)</th><td>([^<]*)</td>");
  for (std::sregex_iterator at(table.begin(), table.end(), cells), end; at != end && means.size() < 4; ++at) {
    std::string number = (*at)[2];
    if (number.starts_with("−")) number = "-" + number.substr(std::string("−").size());
    means[(*at)[1]] = std::stod(number);
  }
  REQUIRE(means.contains("Sum"));
  CHECK(means["Sum"] ==
        Approx(means["Donors pay"] + means["Partners pay"] + means["Cost of instability"]).margin(0.21));
}

TEST_CASE("maps leave pale what is no clear difference, and outline what is assisted") {
  const TemporaryFolder folder;
  auto options = synthetic::normal();
  options.seeds = 12;
  synthetic::write(folder.path(), options);
  {
    ResultsStore store(folder.path());
    store.set_provenance("assisted_regions", R"({"surge_only":["XA-5","XA-6"]})");
  }
  const std::string clear = report_html(ResultsStore(folder.path(), ResultsStore::Access::read));
  CHECK_THAT(clear, ContainsSubstring("<use class=\"assisted\" href=\"#shape4\"/>"));
  CHECK(clear.find("<use class=\"assisted\" href=\"#shape0\"/>") == std::string::npos);
  CHECK(clear.find(" unclear\" href=\"#shape") == std::string::npos);
  const TemporaryFolder few;
  options.seeds = 2;
  synthetic::write(few.path(), options);
  CHECK_THAT(report_html(ResultsStore(few.path(), ResultsStore::Access::read)),
             ContainsSubstring(" unclear\" href=\"#shape"));
}

TEST_CASE("the colours of courses of action are not those of better and worse") {
  const TemporaryFolder folder;
  synthetic::write(folder.path(), synthetic::three_seeds());
  const std::string page = report_html(ResultsStore(folder.path(), ResultsStore::Access::read));
  const std::size_t dark = page.find("prefers-color-scheme: dark");
  for (const std::string& css : {page.substr(0, dark), page.substr(dark)})
    for (const char* meaning : {"good", "bad", "m0", "m10"})
      for (const char* kind : {"c", "t"})
        for (int course = 1; course <= 8; ++course) {
          const Colour one = colour_of(css, kind + std::to_string(course)), other = colour_of(css, meaning);
          const double apart = std::fabs(one.hue - other.hue);
          INFO(kind << course << " and " << meaning << ": hues " << one.hue << " and " << other.hue);
          CHECK((one.saturation < 0.2 || std::min(apart, 360 - apart) >= 25));
        }
}
