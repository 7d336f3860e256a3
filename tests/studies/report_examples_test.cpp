// Not run by default: `mainstay_tests [.examples]` writes a report of every kind of results into ./example-reports, to
// be looked at.
#include <filesystem>

#include "studies/report.h"
#include "tests/catch.h"
#include "tests/studies/synthetic_results.h"

namespace {
synthetic::Options weekly() {
  auto options = synthetic::normal();
  options.every = 1;
  return options;
}
}  // namespace

TEST_CASE("example reports to look at", "[.examples]") {
  for (const auto& [name, options] : {std::pair{"normal", synthetic::normal()},
                                      {"backfiring", synthetic::backfiring()},
                                      {"one-course", synthetic::one_course()},
                                      {"eight-courses", synthetic::eight_courses()},
                                      {"long-names", synthetic::long_names()},
                                      {"missing-measures", synthetic::missing_measures()},
                                      {"no-difference", synthetic::no_difference()},
                                      {"three-seeds", synthetic::three_seeds()},
                                      {"weekly", weekly()}}) {
    const auto folder = std::filesystem::path("example-reports") / name;
    std::filesystem::remove_all(folder);
    synthetic::write(folder, options);
    CHECK(std::filesystem::file_size(mainstay::studies::write_report(folder)) > 1000);
  }
}
