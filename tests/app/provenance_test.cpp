// Results and sessions whose program, or whose catalogues, have changed between two commands.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "scenarios/document.h"
#include "studies/results.h"
#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using tests::Output;
using tests::run_program;
namespace fs = std::filesystem;

namespace {

const std::string smallest = tests::project_folder() + "/scenarios/smallest.json";

// A copy of the program's assets that every program started meanwhile uses.
class OwnAssets {
 public:
  OwnAssets() {
    fs::copy(tests::project_folder() + "/assets", folder_.path(), fs::copy_options::recursive);
    setenv("MAINSTAY_ASSETS", folder_.path().c_str(), 1);
  }
  ~OwnAssets() { unsetenv("MAINSTAY_ASSETS"); }
  void set_cost_of_training(int usd) const {
    const fs::path file = folder_.path() / "catalogues/instruments.json";
    auto root = scenarios::Document::read(file).root();
    root["train"]["full_cost_usd_per_person"] = usd;
    std::ofstream(file) << root.dump(2);
  }

 private:
  tests::TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("runs with other catalogues never come into one folder, and old ones are repeated with theirs", "[app]") {
  const OwnAssets assets;
  const tests::TemporaryFolder folder;
  const std::string out = (folder.path() / "run").string(), study_out = (folder.path() / "study").string();
  const auto run = [&](const char* seeds) {
    return run_program({"run", smallest, "--weeks", "60", "--seeds", seeds, "--out", out});
  };
  const std::string study = (folder.path() / "study.json").string();
  const auto run_study = [&](int seeds) {
    std::ofstream(study) << R"({"format": "mainstay-study/1", "scenario": ")" << smallest
                         << R"(", "design": "list", "weeks": 60, "seeds": )" << seeds << "}";
    return run_program({"study", study, "--quiet", "--out", study_out});
  };
  REQUIRE(run("1").status == 0);
  REQUIRE(run_study(1).status == 0);
  const auto first = studies::ResultsStore(out, studies::ResultsStore::Access::read).runs().at(1);
  const fs::path kept = folder.path() / "kept";
  fs::copy(out, kept);
  assets.set_cost_of_training(9000);

  const Output refused = run_study(2);
  CHECK(refused.status == 2);
  CHECK(contains(refused.err, "the catalogue has changed (/instruments/train/full_cost_usd_per_person)"));
  const Output again = run("2");
  CHECK(again.status == 0);
  CHECK(contains(again.err, "They take the place of"));
  CHECK(contains(again.err, "there (the catalogue has changed (/instruments/train/full_cost_usd_per_person))"));
  for (const auto& now : studies::ResultsStore(out, studies::ResultsStore::Access::read).runs())
    if (now.run_id == first.run_id) CHECK(now.state_hash != first.state_hash);

  const Output repeated = run_program({"run", "--from", kept.string(), "--run", std::to_string(first.run_id)});
  INFO(repeated.err);
  CHECK(repeated.status == 0);
  CHECK(contains(repeated.out, first.state_hash + ", as it was"));
}

TEST_CASE("a session goes on with the catalogues that it began with", "[app]") {
  const OwnAssets assets;
  const tests::TemporaryFolder folder;
  const std::string file = (folder.path() / "game.mainstay").string();
  REQUIRE(run_program({"session", "new", smallest, file}).status == 0);
  REQUIRE(run_program({"session", "turn", file, "--weeks", "20", "--quiet"}).status == 0);
  assets.set_cost_of_training(9000);
  REQUIRE(run_program({"session", "turn", file, "--weeks", "40", "--quiet"}).status == 0);
  const Output verified = run_program({"session", "replay", file, "--verify", "--quiet"});
  INFO(verified.out);
  CHECK(verified.status == 0);
  assets.set_cost_of_training(4000);
  CHECK(run_program({"session", "replay", file, "--verify", "--quiet"}).out == verified.out);
}

TEST_CASE("every command that shows results says that another version has made them", "[app]") {
  const tests::TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string();
  REQUIRE(run_program({"run", smallest, "--weeks", "20", "--seeds", "1", "--quiet", "--out", out}).status == 0);
  CHECK(run_program({"report", out}).err.empty());
  studies::ResultsStore(out).set_provenance("version", "0.0.9");
  for (const char* command : {"report", "export", "explain"}) {
    INFO(command);
    CHECK(contains(run_program({command, out}).err, "these results were made by Mainstay 0.0.9"));
  }
  CHECK(
      contains(run_program({"merge", out, "--out", (folder.path() / "whole").string()}).err, "made by Mainstay 0.0.9"));
}
