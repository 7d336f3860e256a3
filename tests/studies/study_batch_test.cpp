// A folder of studies, and what they check.
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/program.h"
#include "tests/studies/study_example.h"
#include "tests/studies/temporary_folder.h"

namespace {

const std::string pattern_of_two = R"("design": "list", "seeds": 2, "weeks": 160, "pattern": { "id": "T1",
  "says": "A surge lifts capacity.", "source": "invented", "checks": [
    { "title": "peak", "statistic": "median", "course_of_action": "surge_only", "outcome": "peak_gain", "at_least": 0.001 },
    { "title": "far too much", "statistic": "median", "course_of_action": "surge_only", "outcome": "peak_gain", "at_least": 2 },
    { "title": "the other", "statistic": "median", "course_of_action": "steady_partnership", "outcome": "peak_gain" } ] },)";

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a folder of studies ends with one table of what was expected and measured, failures included") {
  const TemporaryFolder folder;
  const auto studies = folder.path() / "studies";
  std::filesystem::create_directory(studies);
  write_study(studies, "[]", pattern_of_two, "a");
  write_study(studies, "[]", R"("design": "list", "seeds": 1, "weeks": 30,)", "b");
  std::ofstream(studies / "notes.json") << R"({ "format": "mainstay-scenario/1" })";
  const auto out = folder.path() / "out", page = folder.path() / "page.md";
  const std::vector<std::string> command{"study", studies.string(), "--out", out.string(), "--page", page.string()};
  const Ended ended = run_program(command);
  CHECK(ended.status == 1);
  CHECK_THAT(ended.out, ContainsSubstring("expected at least 0.001, measured 0.") &&
                            ContainsSubstring("FAIL               expected at least 2, measured 0.") &&
                            ContainsSubstring("1 of 2 checks pass."));
  CHECK_THAT(ended.err, ContainsSubstring("1 of 2: ") && ContainsSubstring("2 of 2: "));
  CHECK(std::filesystem::is_regular_file(out / "a" / "report.html"));
  CHECK(std::filesystem::is_regular_file(out / "b" / "report.html"));
  CHECK_THAT(contents(page), ContainsSubstring("| T1 | far too much | at least 2 | 0.") &&
                                 ContainsSubstring("| FAIL |") && ContainsSubstring("| reported |"));
  CHECK(contents(page) == contents(out / "patterns.md"));
  // Nothing is run again, and scripts get the same figures.
  auto again = command;
  again.insert(again.end(), {"--json", "--quiet"});
  const auto json = nlohmann::json::parse(run_program(again).out);
  CHECK(json.at("passed") == 1);
  CHECK(json.at("checks") == 2);
  CHECK(json.at("patterns").size() == 1);
  CHECK(json.at("patterns").at(0).at("checks").at(1).at("passed") == false);
}

TEST_CASE("what a pattern expects may be mended without running its study again") {
  const TemporaryFolder folder;
  const auto studies = folder.path() / "studies", out = folder.path() / "out";
  std::filesystem::create_directory(studies);
  write_study(studies, "[]", pattern_of_two, "a");
  run_program({"study", studies.string(), "--out", out.string()});
  std::string mended = pattern_of_two;
  mended.replace(mended.find("\"at_least\": 2"), 13, "\"at_most\": 2");
  write_study(studies, "[]", mended, "a");
  const Ended ended = run_program({"study", studies.string(), "--out", out.string()});
  CHECK(ended.status == 0);
  CHECK_THAT(ended.err, ContainsSubstring("6 runs had been stored before"));
  CHECK_THAT(contents(out / "a" / "report.html"), ContainsSubstring("at most 2"));
}

TEST_CASE("a folder with an invalid study, or with none, is refused before the first run") {
  const TemporaryFolder folder;
  const auto none = folder.path() / "none";
  std::filesystem::create_directory(none);
  const Ended empty = run_program({"study", none.string()});
  CHECK(empty.status == 2);
  CHECK_THAT(empty.err, ContainsSubstring("there is no study in this folder"));
  write_study(none, "[]", pattern_of_two, "a");
  write_study(none, "[]", R"("design": "lisst",)", "b");
  write_study(none, "[]", R"("design": "list", "pattern": { "id": "T2", "says": "x", "source": "y", "checks": [
    { "title": "t", "statistic": "median", "course_of_action": "surge_onli" }] },)",
              "c");
  const auto out = folder.path() / "out";
  const Ended wrong = run_program({"study", none.string(), "--out", out.string()});
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, ContainsSubstring("did you mean \"list\"") && ContainsSubstring("did you mean \"surge_only\""));
  CHECK(!std::filesystem::exists(out));
}

TEST_CASE("every study of a pattern is valid") {
  for (const auto& entry :
       std::filesystem::directory_iterator(mainstay::tests::project_folder() + "/studies/patterns")) {
    const Ended ended = run_program({"check", entry.path().string()});
    INFO(ended.out);
    CHECK(ended.status == 0);
  }
}
