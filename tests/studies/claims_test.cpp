// What a study's headline asserts, over many invented studies of which it is known what is true.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <regex>
#include <set>

#include "sim/random.h"
#include "studies/designs.h"
#include "studies/report_headline.h"
#include "studies/report_study.h"
#include "studies/study_analysis.h"
#include "tests/catch.h"
#include "tests/studies/synthetic_study.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

using Response = std::function<double(const std::vector<double>&)>;
constexpr std::size_t factors = 5;
constexpr const char* designs[] = {"latin_hypercube", "morris", "saltelli"};

Points points_of(const std::string& design, std::uint64_t seed) {
  if (design == "morris") return morris(8, factors, 4, seed);
  if (design == "saltelli") return saltelli(16, factors, false, seed);
  return latin_hypercube(50, factors, seed);
}

double normal(mainstay::sim::Stream& luck) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += luck.uniform();
  return sum;
}

// The response at every point, with luck of the same spread whatever the point.
std::string headline(const std::string& design, const Points& points, std::uint64_t seed, double spread,
                     const Response& response) {
  mainstay::sim::Stream luck(seed, 210, 0, 0);
  std::vector<std::vector<double>> gains;
  for (const auto& point : points) gains.push_back({0.01 * (response(point) + spread * normal(luck))});
  const TemporaryFolder folder;
  synthetic::write_gains(folder.path(), points, gains, design.c_str(), "{}");
  const ResultsStore store(folder.path(), ResultsStore::Access::read);
  const ReportData data(store);
  return text_of(headline_of(data, analyse_study(data)));
}

bool names_a_factor(const std::string& text) {
  return std::regex_search(text, std::regex("\\bP[0-9]"));
}

// Factors that are said to act one way: +1 or -1.
std::map<std::string, int> signs_in(const std::string& text) {
  std::map<std::string, int> signs;
  const std::regex sign("(P[0-9]) \\(the (more|less), the better\\)");
  for (std::sregex_iterator at(text.begin(), text.end(), sign), end; at != end; ++at)
    signs[(*at)[1]] = (*at)[2] == "more" ? 1 : -1;
  return signs;
}

}  // namespace

TEST_CASE("studies in which no factor matters name one in no more than one of twenty headlines") {
  constexpr int studies = 40;
  int named = 0;
  for (const char* design : designs)
    for (std::uint64_t seed = 1; seed <= studies; ++seed)
      named += names_a_factor(headline(design, points_of(design, seed), seed, 1, [](const auto&) { return 0.3; }));
  // Three standard deviations above one of twenty.
  CHECK(named <= 6 + 7);
}

TEST_CASE("the same response is never said to go one way by one design and the other way by another") {
  // Weak effects, one of them along no line; a design of a few dozen runs sees hardly more than luck.
  const Response weak = [](const std::vector<double>& x) {
    return 0.4 * x[0] - 0.4 * x[1] + 2 * (x[2] - 0.5) * (x[2] - 0.5) + 1.5 * (x[3] - 0.5) * (x[4] - 0.5);
  };
  std::map<std::string, std::set<int>> said;
  for (const char* design : designs)
    for (std::uint64_t seed = 1; seed <= 30; ++seed)
      for (const auto& [factor, sign] : signs_in(headline(design, points_of(design, seed), seed, 1, weak)))
        said[factor].insert(sign);
  for (const auto& [factor, signs] : said) {
    INFO(factor);
    CHECK(signs.size() == 1);
  }
}

TEST_CASE("a strong driver is named with its sign, whatever the design") {
  const Response strong = [](const std::vector<double>& x) { return 1 - 6 * x[1] + 0.1 * x[3]; };
  std::size_t others = 0;
  for (const char* design : designs)
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const std::string text = headline(design, points_of(design, seed), seed, 0.7, strong);
      INFO(design << " " << seed << ": " << text);
      CHECK_THAT(text, ContainsSubstring("P1 (the less, the better)"));
      others += signs_in(text).size() - 1;
    }
  CHECK(others <= 2);  // of thirty studies
}

TEST_CASE("no box rests on three of fifty points") {
  const auto points = latin_hypercube(50, factors, 3);
  // The three points with the highest P0 alone leave less than nothing.
  std::vector<double> highest;
  for (const auto& point : points) highest.push_back(point[0]);
  std::sort(highest.begin(), highest.end());
  const double limit = (highest[46] + highest[47]) / 2;
  const std::string text = headline("latin_hypercube", points, 1, 0.01,
                                    [&](const std::vector<double>& x) { return x[0] > limit ? -1.0 : 1.0; });
  INFO(text);
  CHECK_THAT(text, ContainsSubstring("leaves less than nothing at 6.0"));
  CHECK(text.find("where P") == std::string::npos);
  CHECK_THAT(text, ContainsSubstring("3 points are too few to say where"));
}

TEST_CASE("a headline that cannot name what drives a study says about how much larger it would have to be") {
  const std::string text = headline("latin_hypercube", points_of("latin_hypercube", 5), 5, 1,
                                    [](const std::vector<double>& x) { return 0.3 + 0.8 * x[0]; });
  INFO(text);
  CHECK_FALSE(names_a_factor(text));
  std::smatch found;
  REQUIRE(std::regex_search(text, found, std::regex("50 samples cannot tell.*about ([0-9,]+) samples would")));
  const int needed = std::stoi(found[1]);
  CHECK(needed > 50);
  CHECK(needed <= 1000);
}
