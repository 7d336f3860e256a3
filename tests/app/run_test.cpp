// The run command as users and their scripts meet it: the built program, its exit codes, output and files.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "studies/results.h"
#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using mainstay::tests::Output;
using mainstay::tests::Program;
using mainstay::tests::run_program;
using mainstay::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const fs::path scenarios = fs::path(mainstay::tests::project_folder()) / "scenarios";
const std::string smallest = (scenarios / "smallest.json").string();

struct WrongUse {
  std::vector<std::string> arguments;
  std::string says;
};

// Runs with `--out` to a folder that does not exist yet, and checks that it still does not afterwards.
void check_refused(const WrongUse& wrong) {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "results").string();
  std::vector<std::string> arguments = {"run"};
  arguments.insert(arguments.end(), wrong.arguments.begin(), wrong.arguments.end());
  arguments.insert(arguments.end(), {"--out", out});
  const Output output = run_program(arguments);
  INFO("mainstay run " << wrong.arguments.back() << "\n" << output.err);
  CHECK(output.status == 2);
  CHECK(output.out.empty());
  CHECK(output.err.find(wrong.says) != std::string::npos);
  CHECK_FALSE(fs::exists(out));
}

Output run_smallest(const fs::path& out, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"run", smallest,  "--weeks", "120",   "--seeds",
                                        "2",   "--quiet", "--json",  "--out", out.string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments);
}

std::string cut_off_copy(const fs::path& folder) {
  std::ifstream whole(smallest, std::ios::binary);
  std::string text(1500, '\0');
  whole.read(text.data(), static_cast<std::streamsize>(text.size()));
  const fs::path file = folder / "cut_off.json";
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

// Runs whose every row is there, as another program sees them while the run goes on.
int finished_runs(const fs::path& folder) {
  try {
    SQLite::Database database((folder / "results.sqlite").string(), SQLite::OPEN_READONLY);
    return database.execAndGet("SELECT count(*) FROM runs WHERE status = 'done'").getInt();
  } catch (const SQLite::Exception&) {
    return 0;  // not there yet
  }
}

}  // namespace

TEST_CASE("run refuses what it cannot use with exit code 2, says what is wrong, and writes nothing") {
  const TemporaryFolder folder;
  const std::vector<WrongUse> wrong_uses = {
      {{(folder.path() / "nowhere.json").string()}, "there is no such file"},
      {{cut_off_copy(folder.path())}, "cut_off.json:"},
      {{smallest, "--coa", "surge_onyl"}, "surge_only"},
      {{smallest, "--weeks", "521"}, "520 weeks"},
      {{smallest, "--weeks", "-3"}, "--weeks"},
      {{smallest, "--weeks", "0"}, "--weeks"},
      {{smallest, "--seeds", "0"}, "--seeds"},
      {{smallest, "--seeds", "many"}, "--seeds"},
      {{smallest, "--threads", "0"}, "--threads"},
      {{smallest, "--set", "weeks"}, "POINTER=VALUE"},
      {{smallest, "--set", "/weeks=soon"}, "/weeks"},
      {{smallest, "--set", "/governments/XA/oversight=3"},
       "--set: error: /governments/XA/oversight: 3 is out of range; allowed: 0 to 1"},
      {{smallest, "--set", "/governments/XA/oversigt=0.3"}, "did you mean \"oversight\""},
      {{smallest, "--set", "/parameters/skill_half_life_week=60"}, "skill_half_life_weeks"},
      {{smallest, "--set", "/institutions/99/skill=0.5"}, "\"99\" is no entry of a list of 8"},
      {{smallest, "--set", "/weeks/first=1"}, "would lie inside of 520"},
      {{smallest, "--set", "/a~b=1"}, "JSON pointer"},
      {{smallest, "--frobnicate"}, "--frobnicate"},
  };
  for (const WrongUse& wrong : wrong_uses) check_refused(wrong);
}

TEST_CASE("run without a scenario, an unknown command and no command are wrong usage") {
  CHECK(run_program({"run"}).status == 2);
  CHECK(run_program({"simulate"}).status == 2);
  CHECK(run_program({}).status == 2);
}

TEST_CASE("run says at once when results cannot be written where it should") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "in the way";
  const Output output = run_program({"run", smallest, "--out", (folder.path() / "file/results").string()});
  CHECK(output.status == 2);
  CHECK(output.err.find("--out: error: results cannot be written into") == 0);
  CHECK(output.out.empty());
}

TEST_CASE("run --json prints the promised summary, the same for one and two threads") {
  const TemporaryFolder folder;
  const Output one = run_smallest(folder.path() / "one", {"--threads", "1"});
  const Output two = run_smallest(folder.path() / "two", {"--threads", "2"});
  CHECK(one.status == 0);
  CHECK(one.err.empty());
  CHECK(one.out == two.out);

  const auto summary = nlohmann::json::parse(one.out);
  CHECK(summary.at("format") == "mainstay-summary/1");
  CHECK(summary.at("scenario") == "Smallest");
  CHECK(summary.at("weeks") == 120);
  CHECK(summary.at("seeds") == 2);
  std::vector<std::string> names, hashes;
  for (const auto& course : summary.at("courses_of_action")) {
    names.push_back(course.at("name"));
    REQUIRE(course.at("state_hashes").size() == 2);
    for (const std::string hash : course.at("state_hashes")) {
      CHECK(hash.size() == 16);
      CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
      hashes.push_back(hash);
    }
    if (names.back() == "twin") continue;
    for (const char* outcome : {"peak_gain", "sustained_gain", "retention", "donor_cost_usd", "partner_cost_usd",
                                "instability_cost_usd", "displacement", "civilian_harm"}) {
      INFO(outcome);
      for (const char* figure : {"median", "low", "high"}) CHECK(course.at("outcomes").at(outcome).contains(figure));
    }
  }
  CHECK(names == std::vector<std::string>{"twin", "surge_only", "surge_with_sustainment", "steady_partnership"});
  std::sort(hashes.begin(), hashes.end());
  CHECK(std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end());
}

TEST_CASE("run with --coa runs that course of action and the twin, and --seed names the first seed") {
  const TemporaryFolder folder;
  const auto of_seed_2 =
      nlohmann::json::parse(run_smallest(folder.path() / "a", {"--coa", "surge_only", "--seed", "2"}).out);
  const auto of_seed_1 = nlohmann::json::parse(run_smallest(folder.path() / "b", {"--coa", "surge_only"}).out);
  REQUIRE(of_seed_2.at("courses_of_action").size() == 2);
  CHECK(of_seed_2.at("courses_of_action")[1].at("name") == "surge_only");
  for (const int course : {0, 1}) {
    const auto& early = of_seed_1.at("courses_of_action")[course].at("state_hashes");
    const auto& late = of_seed_2.at("courses_of_action")[course].at("state_hashes");
    CHECK(early[1] == late[0]);
    CHECK(early[0] != late[0]);
  }
}

TEST_CASE("run writes results, report and the scenario as run, and --set changes the world") {
  const TemporaryFolder folder;
  const Output plain = run_smallest(folder.path() / "plain", {});
  const Output changed = run_smallest(folder.path() / "changed", {"--set", "/governments/XA/base_preference=0.2"});
  CHECK(changed.status == 0);
  CHECK(plain.out != changed.out);
  for (const char* file : {"results.sqlite", "report.html", "scenario.json"})
    CHECK(fs::file_size(folder.path() / "changed" / file) > 1000);
  std::ifstream stream(folder.path() / "changed/scenario.json");
  CHECK(nlohmann::json::parse(stream).at("governments").at("XA").at("base_preference") == 0.2);
}

TEST_CASE("results overwrite nobody's files, and say which results they take the place of") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "scenario.json") << "mine";
  const Output refused = run_smallest(folder.path(), {});
  CHECK(refused.status == 2);
  CHECK(refused.err.find("holds other files (scenario.json)") != std::string::npos);
  CHECK(fs::file_size(folder.path() / "scenario.json") == 4);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);

  const std::vector<std::string> arguments = {
      "run",        smallest,  "--weeks", "60",    "--coa",
      "surge_only", "--seeds", "2",       "--out", (folder.path() / "mine").string()};
  CHECK(run_program(arguments).err.find("take the place") == std::string::npos);
  CHECK(run_program(arguments).err.find("They take the place of the 4 runs that were there") != std::string::npos);
}

TEST_CASE("a file of another kind has one problem: its kind") {
  const auto problem_of = [](const char* command, const std::string& file) {
    const Output output = run_program({command, (scenarios.parent_path() / file).string()});
    CHECK(output.status == 2);
    CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
    return output.err;
  };
  CHECK(problem_of("run", "studies/quick.json").find("this is a study (\"mainstay-study/1\"); a scenario") !=
        std::string::npos);
  CHECK(problem_of("study", "scenarios/smallest.json").find("this is a scenario (\"mainstay-scenario/1\"); a study") !=
        std::string::npos);
  CHECK(problem_of("run", "assets/maps/smallest.geojson").find("this is a map (GeoJSON); a scenario") !=
        std::string::npos);
}

TEST_CASE("run adds the seeds that are missing to those that are there, and gives what all at once give") {
  const TemporaryFolder folder;
  const auto with_seeds = [&](const char* name, const char* seeds) {
    return run_program({"run", smallest, "--weeks", "60", "--coa", "surge_only", "--seeds", seeds, "--out",
                        (folder.path() / name).string()});
  };
  with_seeds("parts", "2");
  const Output parts = with_seeds("parts", "5");
  CHECK(parts.err.find("4 runs had been stored before") != std::string::npos);
  CHECK(parts.err.find("take the place") == std::string::npos);
  CHECK(parts.out == with_seeds("whole", "5").out);
  // Fewer seeds are other results: nobody wants a table of five seeds for three.
  CHECK(with_seeds("parts", "3").err.find("take the place of the 10 runs") != std::string::npos);
}

TEST_CASE("an interrupted run ends with 130, keeps its finished seeds whole, and can be read") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "results";
  Program program({"run", smallest, "--weeks", "60", "--seeds", "5000", "--out", out.string()});
  const auto started = std::chrono::steady_clock::now();
  while (finished_runs(out) == 0 && std::chrono::steady_clock::now() - started < std::chrono::minutes(2))
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  program.interrupt();
  const Output output = program.finish();
  INFO(output.err);
  CHECK(output.status == 130);
  CHECK(output.err.find("runs are missing, what is finished is kept, and the same command goes on") !=
        std::string::npos);

  const mainstay::studies::ResultsStore store(out, mainstay::studies::ResultsStore::Access::read);
  const auto runs = store.runs();
  CHECK(runs.size() >= 4);
  CHECK(runs.size() < 4 * 5000);
  CHECK(runs.size() % 4 == 0);  // whole seeds: three courses of action and the twin
  for (const auto& run : runs) CHECK(run.status == "done");
  CHECK(run_program({"report", out.string()}).status == 0);
}

TEST_CASE("every shipped scenario passes check") {
  std::vector<std::string> arguments = {"check"};
  for (const auto& entry : fs::directory_iterator(scenarios))
    if (entry.path().extension() == ".json") arguments.push_back(entry.path().string());
  REQUIRE(arguments.size() >= 3);
  const Output output = run_program(arguments);
  CHECK(output.out.empty());
  CHECK(output.status == 0);
}

TEST_CASE("check and run answer every broken file with exit code 2") {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(fs::path(mainstay::tests::project_folder()) / "tests/broken"))
    if (entry.path().extension() == ".json" && entry.path().stem() != "valid") files.push_back(entry.path().string());
  CHECK(files.size() >= 40);
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "results").string();
  std::vector<std::string> check = {"check"};
  check.insert(check.end(), files.begin(), files.end());
  const Output checked = run_program(check);
  CHECK(checked.status == 2);
  for (const std::string& file : files) {
    INFO(file);
    CHECK(checked.out.find(file + ":") != std::string::npos);
    CHECK(run_program({"run", file, "--out", out}).status == 2);
  }
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("the option --help of the program and of every command ends with 0 and shows an example") {
  const Output help = run_program({"--help"});
  CHECK(help.status == 0);
  const std::string list = help.out.substr(help.out.find("Subcommands:"));
  std::size_t commands = 0;
  for (std::size_t at = list.find("\n  "); at != std::string::npos; at = list.find("\n  ", at + 1)) {
    const std::size_t begin = at + 3;
    if (list[begin] == ' ') continue;  // the description goes on
    const std::string command = list.substr(begin, list.find(' ', begin) - begin);
    INFO(command);
    const Output of_command = run_program({command, "--help"});
    CHECK(of_command.status == 0);
    CHECK(of_command.out.find("Example") != std::string::npos);
    CHECK(of_command.out.find("mainstay " + command) != std::string::npos);
    ++commands;
  }
  CHECK(commands >= 5);
}

TEST_CASE("the option --version names version and commit") {
  const Output output = run_program({"--version"});
  CHECK(output.status == 0);
  CHECK(output.out.find("0.") == 0);
  CHECK(output.out.find("commit") != std::string::npos);
}
