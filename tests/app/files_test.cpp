// What the program reads from disk and leaves there: kinds of files, links, disks that are full, streams that are
// closed, folders that vanish, and texts that would command a terminal.
#include <sys/stat.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "scenarios/error.h"
#include "sessions/session_file.h"
#include "studies/results.h"
#include "tests/app/program.h"
#include "tests/app/small_disk.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using mainstay::tests::Output;
using mainstay::tests::Program;
using mainstay::tests::run_program;
using mainstay::tests::SmallDisk;
using mainstay::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string smallest = mainstay::tests::project_folder() + "/scenarios/smallest.json";
const std::string smallest_map = mainstay::tests::project_folder() + "/assets/maps/smallest.geojson";

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

// A line of the shell, in which "mainstay" is the program.
Output shell(const std::string& line) {
  return Program({"-c", "mainstay() { '" + mainstay::tests::program_file() + "' \"$@\"; }; " + line}, "/bin/sh")
      .finish();
}

// The program, ended by force when it takes far too long.
Output run_with_patience(Words arguments) {
  arguments.insert(arguments.begin(), {"-k", "1", "20", mainstay::tests::program_file()});
  return Program(arguments, "/usr/bin/timeout").finish();
}

Words run_of(const std::string& out, const std::string& seeds = "2") {
  return {"run", smallest, "--seeds", seeds, "--weeks", "20", "--out", out, "--quiet"};
}

// Units for `map make` out of a map of ours.
Words map_make(const std::string& input, const std::string& out) {
  return {"map",     "make",    input, "--out",         out, "--id-property",     "id",  "--country-property",
          "country", "--title", "T",   "--attribution", "A", "--population-year", "2023"};
}

std::map<fs::path, std::string> files_below(const fs::path& folder) {
  std::map<fs::path, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[entry.path()] = contents(entry.path());
  return files;
}

}  // namespace

TEST_CASE("what is not a regular file is refused at once, with its name and what to name instead") {
  const TemporaryFolder folder;
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  for (const char* name : {"pipe", "pipe.json", "pipe.mainstay", "pipe.geojson"})
    REQUIRE(mkfifo(at(name).c_str(), 0600) == 0);
  const std::string session = at("game.mainstay");
  REQUIRE(run_program({"session", "new", smallest, session}).status == 0);
  for (const Words& command : {Words{"check", at("pipe")},
                               {"check", at("pipe.json")},
                               {"check", at("pipe.mainstay")},
                               {"check", at("pipe.geojson")},
                               {"run", at("pipe.json"), "--out", at("out")},
                               {"study", at("pipe.json"), "--out", at("out")},
                               {"study", "new", at("pipe.json")},
                               {"map", "info", at("pipe.geojson")},
                               map_make(at("pipe.geojson"), at("made.geojson")),
                               {"session", "new", at("pipe.json"), at("new.mainstay")},
                               {"session", "orders", at("pipe.mainstay")},
                               {"session", "turn", at("pipe.mainstay")},
                               {"session", "orders", session, "--add", at("pipe.json")},
                               {"view", at("pipe")},
                               {"view", at("pipe.mainstay")}}) {
    const Output output = run_with_patience(command);
    INFO(command[0] << " " << command[1] << "\n" << output.err);
    CHECK(output.status == 2);
    const std::string said = output.out + output.err;
    CHECK(said.find("pipe") != std::string::npos);
    CHECK(said.find("not a regular file; name a") != std::string::npos);
  }
  Words table = map_make(smallest_map, at("made.geojson"));
  table.insert(table.end(), {"--table", at("pipe")});
  CHECK(run_with_patience(table).err.find("not a regular file; name a") != std::string::npos);
}

TEST_CASE("what the shell has opened is read, a pipe too") {
  CHECK(shell("cat '" + smallest_map + "' | mainstay map info /dev/stdin").status == 0);
  CHECK(shell("mainstay map info /dev/stdin < '" + smallest_map + "'").status == 0);
  const Output piped = shell("cat '" + smallest + "' | mainstay check /dev/stdin");
  CHECK(piped.out.find("not a regular file") == std::string::npos);
  INFO(piped.out << piped.err);
  CHECK(piped.status == 0);
}

TEST_CASE("a name of a file that holds a NUL character is not cut at it") {
  const TemporaryFolder folder;
  std::string text = contents(smallest);
  const std::size_t map = text.find("smallest.geojson");
  text.insert(map + std::string("smallest.geojson").size(), "\\u0000.json");
  const std::string file = write(folder.path() / "nul.json", text);
  const Output checked = run_program({"check", file});
  CHECK(checked.status == 2);
  CHECK(checked.out.find("/map") != std::string::npos);
  write(folder.path() / "smallest.json", contents(smallest));
  const std::string study = write(folder.path() / "study.json", R"({ "format": "mainstay-study/1",
    "scenario": "smallest.json\u0000", "design": "list", "seeds": 2 })");
  CHECK(run_program({"study", study, "--dry-run"}).status == 2);
}

TEST_CASE("symbolic links in a results folder are replaced, and what they lead to is left alone") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out", other = folder.path() / "other";
  REQUIRE(run_program(run_of(out.string())).status == 0);
  fs::create_directories(out / "csv");
  const auto lead_astray = [&](const fs::path& name) {
    fs::remove(name);
    write(other, "mine");
    fs::create_symlink(other, name);
  };
  for (const char* name : {"report.html", "scenario.json", "study.json", "csv/runs.csv"}) {
    INFO(name);
    lead_astray(out / name);
    if (std::string(name) == "report.html")
      CHECK(run_program({"report", out.string()}).status == 0);
    else if (std::string(name) == "csv/runs.csv")
      CHECK(run_program({"export", out.string()}).status == 0);
    else
      CHECK(run_program(run_of(out.string(), "3")).status == 0);
    CHECK(contents(other) == "mine");
    CHECK_FALSE(fs::is_symlink(out / name));
    REQUIRE(run_program(run_of(out.string())).status == 0);
  }
  fs::rename(out / "csv", folder.path() / "elsewhere");
  fs::create_symlink(folder.path() / "elsewhere", out / "csv");
  write(folder.path() / "elsewhere/runs.csv", "mine");
  for (const std::string& named : {out.string(), out.string() + "/"})
    CHECK(run_program({"export", named}).err.find("is a link to another folder") != std::string::npos);
  CHECK(contents(folder.path() / "elsewhere/runs.csv") == "mine");
  fs::remove(out / "csv");
  for (const char* name : {"results.lock", "results.sqlite"}) {
    INFO(name);
    lead_astray(out / name);
    const Output refused = run_program(run_of(out.string()));
    CHECK(refused.status != 0);
    CHECK(contents(other) == "mine");
    fs::remove(out / name);
  }
}

TEST_CASE("what is named with --out may be a link, a pipe or a device") {
  const TemporaryFolder folder;
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  write(at("far.geojson"), "old");
  fs::create_symlink(at("far.geojson"), at("near.geojson"));
  REQUIRE(run_program(map_make(smallest_map, at("near.geojson"))).status == 0);
  CHECK(fs::is_symlink(at("near.geojson")));
  CHECK(contents(at("far.geojson")).find("FeatureCollection") != std::string::npos);
  CHECK(run_program(map_make(smallest_map, "/dev/null")).status == 0);
  CHECK(run_program(map_make(smallest_map, "/dev/full")).err.find("Make room on the disk") != std::string::npos);
}

TEST_CASE("a full disk leaves the files that are there, whole, and nothing half written") {
  const SmallDisk disk("24m");
  REQUIRE_DISK(disk);
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string(), session = (folder.path() / "game.mainstay").string();
  REQUIRE(run_program(run_of(out)).status == 0);
  REQUIRE(run_program({"session", "new", smallest, session}).status == 0);
  REQUIRE(run_program({"session", "turn", session, "--weeks", "20", "--quiet"}).status == 0);
  const auto at = [&](const char* name) { return (disk.path() / name).string(); };
  const std::vector<Words> commands = {{"export", out, "--out", at("csv")},
                                       {"export", out, "--format", "netcdf", "--out", at("results.nc")},
                                       map_make(smallest_map, at("made.geojson")),
                                       {"session", "review", session, "--out", at("review.html"), "--quiet"}};
  for (const Words& command : commands) REQUIRE(run_program(command).status == 0);
  for (const char* name : {"results.sqlite", "report.html"}) {
    fs::create_directories(at("results"));
    fs::copy_file(fs::path(out) / name, fs::path(at("results")) / name);
  }
  disk.fill();
  const auto before = files_below(disk.path());
  for (Words command : commands) {
    const Output output = run_program(command);
    INFO(command[0] << " " << command[1] << "\n" << output.err);
    CHECK(output.status != 0);
    CHECK(output.err.find("cannot be written") != std::string::npos);
    CHECK(files_below(disk.path()) == before);
  }
  CHECK(run_program({"report", at("results")}).status == 1);
  CHECK(files_below(disk.path()) == before);
}

TEST_CASE("a file of the results that cannot be written is an error") {
  const TemporaryFolder folder;
  for (const char* name : {"scenario.json", "study.json"}) {
    const fs::path out = folder.path() / name / "out";
    fs::create_directories(out / name);
    write(out / "results.lock", "");
    const Output output = run_program(run_of(out.string()));
    INFO(output.err);
    CHECK(output.status == 1);
    CHECK(output.err.find(std::string(name) + ": cannot be written (Is a directory)") != std::string::npos);
  }
}

TEST_CASE("with standard streams closed, nothing that is said goes into a file of the program") {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string();
  const std::string run = "mainstay run '" + smallest + "' --seeds 1 --weeks 10 --out '" + out + "'";
  for (const char* closed : {"2>&-", "<&- 2>&-", "<&- >/dev/null 2>&-"}) {
    INFO(closed);
    CHECK(shell(run + " " + closed).status == 0);
    const std::string lock = contents(out + "/results.lock");
    CHECK(lock.starts_with("process "));
    CHECK(lock.find("Illustrative") == std::string::npos);
    CHECK(lock.find("Report") == std::string::npos);
    CHECK(fs::exists(out + "/report.html"));
  }
  CHECK(shell("mainstay schema scenario >&-").status == 1);
}

TEST_CASE("a standard error that is full or closed ends no work") {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string();
  const Output full = shell("mainstay run '" + smallest + "' --seeds 1 --weeks 10 --out '" + out + "' 2>/dev/full");
  CHECK(full.status == 0);
  CHECK(fs::exists(out + "/report.html"));
  CHECK(shell("mainstay run nowhere.json 2>/dev/full").status == 2);

  const std::string left = (folder.path() / "left").string(), status = (folder.path() / "status").string();
  shell("{ mainstay run '" + smallest + "' --seeds 1 --weeks 10 --out '" + left + "' >/dev/null; echo $? >'" + status +
        "'; } 2>&1 | true");
  CHECK(contents(status) == "0\n");
  CHECK(fs::exists(left + "/report.html"));
}

TEST_CASE("a reader of results who has seen enough is no error") {
  const TemporaryFolder folder;
  const std::string status = (folder.path() / "status").string();
  const Output seen = shell("{ mainstay schema scenario; echo $? >'" + status + "'; } | true");
  CHECK(seen.err.empty());
  CHECK((contents(status) == "141\n" || contents(status) == "0\n"));  // the latter if all was written before
}

TEST_CASE("where files may not grow, the program says so and is not killed") {
  const TemporaryFolder folder;
  const auto at = [&](const char* name) { return "'" + (folder.path() / name).string() + "'"; };
  const std::string made = "mainstay map make '" + smallest_map + "' --out " + at("made.geojson") +
                           " --id-property id --country-property country --title T --attribution A "
                           "--population-year 2023";
  REQUIRE(run_program(run_of((folder.path() / "out").string())).status == 0);
  for (const std::string& command :
       {made, "mainstay export " + at("out") + " --out " + at("csv"),
        "mainstay session new '" + smallest + "' " + at("game.mainstay"), "mainstay report " + at("out"),
        "mainstay schema scenario > " + at("schema.json")}) {
    const Output output = shell("ulimit -f 8; " + command);
    INFO(command << "\n" << output.status << "\n" << output.err);
    CHECK((output.status == 1 || output.status == 2));
    CHECK_FALSE(output.err.empty());
  }
  CHECK_FALSE(fs::exists(folder.path() / "game.mainstay"));
}

TEST_CASE("a run that was killed before its report keeps its runs, and the same command makes the report") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  Words run = run_of(out.string());
  run.pop_back();
  REQUIRE(run_program(run).status == 0);
  fs::remove(out / "report.html");
  const auto paces = [&] {
    std::vector<double> all;
    for (const auto& one : studies::ResultsStore(out, studies::ResultsStore::Access::read).runs())
      all.push_back(one.wall_s);
    return all;
  };
  const auto before = paces();
  const Output again = run_program(run);
  INFO(again.err);
  CHECK(again.status == 0);
  CHECK(again.err.find("8 runs had been stored before") != std::string::npos);
  CHECK(again.err.find("take the place") == std::string::npos);
  CHECK(paces() == before);  // not one of them was simulated again
  CHECK(fs::exists(out / "report.html"));
}

TEST_CASE("a run that was killed before it had made its tables begins anew") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  fs::create_directories(out);
  write(out / "results.lock", "");
  write(out / "results.sqlite", "");
  CHECK(run_program(run_of(out.string())).status == 0);
}

TEST_CASE("a results folder that vanishes is told at once") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  Program program({"run", smallest, "--seeds", "100000", "--out", out.string(), "--quiet"});
  const auto some_runs = [&] {
    try {
      return !studies::ResultsStore(out, studies::ResultsStore::Access::read).runs().empty();
    } catch (const studies::ResultsError&) {
      return false;
    }
  };
  for (int k = 0; k < 600 && !some_runs(); ++k) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  REQUIRE(some_runs());
  const auto vanished = std::chrono::steady_clock::now();
  fs::rename(out, folder.path() / "elsewhere");
  const Output output = program.finish();
  CHECK(std::chrono::steady_clock::now() - vanished < std::chrono::seconds(60));
  CHECK(output.status == 1);
  CHECK(output.err.find("taken away") != std::string::npos);
}

TEST_CASE("an order is not said to be given when the session's file has been taken away") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "game.mainstay";
  REQUIRE(run_program({"session", "new", smallest, file.string()}).status == 0);
  const auto session = sessions::restore(sessions::read_session(file));
  sessions::SessionFile writer(file);
  const auto order =
      session->read_order(R"({"week": 3, "relief": {"donor": "eu", "region": "XA-N", "usd": 5}})", "2026-01-01");
  CHECK_NOTHROW(writer.add_order(0, order));
  fs::rename(file, folder.path() / "elsewhere.mainstay");
  CHECK_THROWS_WITH(writer.add_order(0, order), ContainsSubstring("taken away"));
}

TEST_CASE("texts of files reach the terminal without anything that commands it") {
  const TemporaryFolder folder;
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  // Clears the screen; sets the window's title; the same by a control beyond ASCII; turns the line around.
  const std::string evil = "\u001b[2J\u001b]0;gone\u0007\u009b2J\u202e";
  auto scenario = nlohmann::json::parse(contents(smallest), nullptr, true, true);
  auto map = nlohmann::json::parse(contents(smallest_map));
  map["mainstay_map"]["title"] = "Map " + evil;
  map["mainstay_map"]["attribution"] = "By " + evil;
  for (auto& feature : map["features"])
    if (feature["properties"].contains("name")) feature["properties"]["name"] = "Place " + evil;
  write(at("map.geojson"), map.dump());
  scenario["title"] = "Scenario " + evil;
  scenario["map"] = "map.geojson";
  for (auto& course : scenario["courses_of_action"]) {
    course["title"] = "Course " + evil;
    course["summary"] = "Summary " + evil;
  }
  write(at("evil.json"), scenario.dump());
  scenario["key " + evil] = 1;
  write(at("wrong.json"), scenario.dump());
  write(at("order.json"), R"({"relief": {"donor": "eu", "region": "XA-N", "usd": 5}})");
  const std::string session = at("game.mainstay");
  const std::vector<std::pair<Words, int>> commands = {
      {{"check", at("evil.json")}, 0},
      {{"check", at("wrong.json")}, 2},
      {{"map", "info", at("map.geojson")}, 0},
      {{"map", "info", at("map.geojson"), "--json"}, 0},
      {{"run", at("evil.json"), "--seeds", "1", "--weeks", "20", "--out", at("out")}, 0},
      {{"run", at("wrong.json"), "--out", at("out2")}, 2},
      {{"explain", at("out")}, 0},
      {{"session", "new", at("evil.json"), session}, 0},
      {{"session", "orders", session, "--add", at("order.json"), "--reason", "because " + evil}, 0},
      {{"session", "branch", session, "--title", "Branch " + evil}, 0},
      {{"session", "turn", session, "--weeks", "3"}, 0},
      {{"session", "orders", session}, 0},
      {{"session", "orders", session, "--json"}, 0},
      {{"session", "replay", session}, 0},
      {{"session", "replay", session, "--verify"}, 0},
      {{"session", "attribute", session, "--branch", "3"}, 0}};
  for (const auto& [command, status] : commands) {
    const Output output = run_program(command);
    INFO(command[0] << " " << command[1] << "\n" << output.out << output.err);
    CHECK(output.status == status);
    for (const std::string& said : {output.out, output.err})
      for (const char* bad : {"\u001b", "\u0007", "\u009b", "\u202e"}) CHECK(said.find(bad) == std::string::npos);
  }
}
