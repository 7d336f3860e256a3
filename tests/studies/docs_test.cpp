// The lines of docs/how-to-analyst.md work as they stand there.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "agents/parameters.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/program.h"
#include "tests/studies/study_example.h"
#include "tests/studies/temporary_folder.h"

namespace {

std::string python_block() {
  std::ifstream stream(mainstay::tests::project_folder() + "/docs/how-to-analyst.md");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto begin = text.find("```python\n") + 10;
  return text.substr(begin, text.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("the Python lines of the how-to for analysts read a study's results") {
  if (std::system("command -v python3 >/dev/null 2>&1") != 0) return;
  const TemporaryFolder folder;
  const auto out = folder.path() / "out";
  const auto file =
      write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 2, "seeds": 1, "weeks": 30,)");
  REQUIRE(run_program({"study", file.string(), "--out", out.string(), "--quiet"}).status == 0);
  std::ofstream(out / "lines.py") << python_block();
  const std::string command = "cd " + out.string() + " && python3 lines.py > printed";
  REQUIRE(std::system(command.c_str()) == 0);
  std::ifstream printed(out / "printed");
  const std::string text{std::istreambuf_iterator<char>(printed), {}};
  CHECK_THAT(text, ContainsSubstring("surge_only                   2 runs"));
}

TEST_CASE("the example studies are valid") {
  for (const char* name : {"quick", "sensitivity", "discovery", "all-parameters"}) {
    const Ended ended = run_program({"check", mainstay::tests::project_folder() + "/studies/" + name + ".json"});
    INFO(ended.out);
    CHECK(ended.status == 0);
  }
}

namespace {

using Ranges = std::map<std::string, std::pair<double, double>>;

Ranges ranges_in(const nlohmann::json& study) {
  Ranges varied;
  for (const auto& factor : study.at("factors"))
    varied[factor.at("pointer").get<std::string>()] = {factor.at("low"), factor.at("high")};
  return varied;
}

nlohmann::json example(const char* name) {
  std::ifstream stream(mainstay::tests::project_folder() + "/studies/" + name + ".json");
  return nlohmann::json::parse(stream, nullptr, true, true);
}

Ranges plausible(bool assumptions_too) {
  Ranges ranges;
  for (const auto& parameter : mainstay::agents::parameter_names)
    if (assumptions_too || !std::string_view(parameter.source).starts_with("assumption"))
      ranges["/parameters/" + std::string(parameter.name)] = {parameter.low, parameter.high};
  return ranges;
}

}  // namespace

TEST_CASE("the study of all sourced parameters has them all, over their plausible ranges") {
  CHECK(ranges_in(example("sensitivity")) == plausible(false));
}

TEST_CASE("the study of all parameters has every assumption too, and `study new` makes such a study of any scenario") {
  CHECK(ranges_in(example("all-parameters")) == plausible(true));
  const TemporaryFolder folder;
  const std::string scenario = mainstay::tests::project_folder() + "/scenarios/smallest.json";
  const Ended made = run_program({"study", "new", scenario, "--all-parameters"});
  REQUIRE(made.status == 0);
  const auto study = nlohmann::json::parse(made.out, nullptr, true, true);
  CHECK(ranges_in(study) == plausible(true));
  CHECK(study.at("design") == "morris");
  const auto file = folder.path() / "all.json";
  std::ofstream(file) << made.out;
  const Ended checked = run_program({"check", file.string()});
  INFO(checked.out << checked.err);
  CHECK(checked.status == 0);
  // What it costs is told from runs all over the ranges.
  const Ended cost = run_program({"study", file.string(), "--dry-run"});
  CHECK(cost.status == 0);
  CHECK_THAT(cost.out, ContainsSubstring("163 factors, 1,640 points, 2 seeds") && ContainsSubstring("Estimated: ") &&
                           ContainsSubstring("timed together"));
}
