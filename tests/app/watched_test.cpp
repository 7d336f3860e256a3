// One process writes a session or results while others look at the same file, and any of them is killed at a random
// moment: what was said to be kept is there afterwards.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <optional>
#include <random>
#include <thread>

#include "scenarios/error.h"
#include "sessions/session_file.h"
#include "studies/results.h"
#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using mainstay::tests::Program;
using mainstay::tests::run_program;
using mainstay::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Milliseconds = std::chrono::milliseconds;

const std::string smallest = (fs::path(mainstay::tests::project_folder()) / "scenarios/smallest.json").string();

// Runs commands in turn in processes of their own until it is stopped, and kills a few of them.
class Watcher {
 public:
  Watcher(std::vector<Words> commands, unsigned seed)
      : thread_([this, commands = std::move(commands), seed] { watch(commands, seed); }) {}
  ~Watcher() { stop(); }
  void stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }
  std::size_t finished() const { return finished_; }

 private:
  void watch(const std::vector<Words>& commands, unsigned seed) {
    std::minstd_rand luck(seed + 1);
    for (std::size_t k = luck(); !stopped_; ++k) {
      Program program(commands[k % commands.size()]);
      if (luck() % 4 == 0) {
        std::this_thread::sleep_for(Milliseconds(luck() % 60));
        program.kill_now();
      }
      if (program.finish().status < 128) ++finished_;
    }
  }

  std::atomic<bool> stopped_{false};
  std::atomic<std::size_t> finished_{0};
  std::thread thread_;
};

bool is_whole(const fs::path& database) {
  SQLite::Database opened(database.string(), SQLite::OPEN_READWRITE);
  return opened.execAndGet("PRAGMA integrity_check").getString() == "ok";
}

constexpr const char* relief = R"({"relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})";
constexpr int orders_given = 200;

std::string write(const fs::path& file, const std::string& text) {
  std::ofstream(file) << text;
  return file.string();
}

std::size_t said_to_be_given(const std::string& text) {
  std::size_t found = 0;
  for (std::size_t at = text.find("Given for"); at != std::string::npos; at = text.find("Given for", at + 1)) ++found;
  return found;
}

std::size_t orders_in(const std::string& file) {
  std::size_t all = 0;
  for (const auto& branch : mainstay::sessions::read_session(file).branches) all += branch.given.size();
  return all;
}

// A session that has been played for half a year, so that every command has something to read.
void begin_session(const std::string& file) {
  REQUIRE(run_program({"session", "new", smallest, file}).status == 0);
  REQUIRE(run_program({"session", "turn", file, "--weeks", "26", "--quiet"}).status == 0);
}

void lose_no_order(unsigned kills) {
  const TemporaryFolder folder;
  const auto path = [&](const std::string& name) { return (folder.path() / name).string(); };
  std::string list = relief;
  for (int k = 1; k < orders_given; ++k) list += std::string(",") + relief;
  const std::string orders = write(path("orders.json"), "[" + list + "]"), one = write(path("one.json"), relief);
  begin_session(path("begun.mainstay"));
  std::minstd_rand luck(15);
  std::size_t in_the_middle = 0, looked = 0;
  for (unsigned round = 0; round < kills; ++round) {
    const std::string file = path("game.mainstay");
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file + end);
    fs::copy_file(path("begun.mainstay"), file);
    Program writer({"session", "orders", file, "--add", orders});
    Watcher quick({{"session", "orders", file}, {"check", file}, {"session", "orders", file, "--json"}}, round);
    Watcher slow({{"session", "review", file, "--out", path("review.html"), "--quiet"},
                  {"session", "replay", file, "--quiet"},
                  {"session", "replay", file, "--verify", "--quiet"},
                  {"session", "attribute", file, "--quiet"},
                  {"session", "turn", file, "--weeks", "1", "--quiet"}},
                 round);
    const std::size_t wanted = luck() % 40;
    const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (said_to_be_given(writer.out_so_far()) < wanted && std::chrono::steady_clock::now() < latest)
      std::this_thread::sleep_for(Milliseconds(2));
    std::this_thread::sleep_for(Milliseconds(luck() % 20));
    writer.kill_now();
    const auto written = writer.finish();
    quick.stop();
    slow.stop();
    looked += quick.finished() + slow.finished();
    const std::size_t said = said_to_be_given(written.out), kept = orders_in(file);
    INFO("round " << round << ": " << said << " said, " << kept << " kept; " << written.err);
    CHECK(kept >= said);
    CHECK(is_whole(file));
    if (said > 0 && said < orders_given) ++in_the_middle;
    CHECK(run_program({"session", "orders", file, "--add", one}).status == 0);
    CHECK(orders_in(file) == kept + 1);
  }
  CHECK(in_the_middle > 0);
  CHECK(looked > kills);
}

// A display of its own for windows, which find it by the environment.
class VirtualDisplay {
 public:
  VirtualDisplay() : server_({"-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"}, "/usr/bin/Xvfb") {
    while (server_.out_so_far().find('\n') == std::string::npos) std::this_thread::sleep_for(Milliseconds(20));
    setenv("DISPLAY", (":" + std::to_string(std::stoi(server_.out_so_far()))).c_str(), 1);
  }

 private:
  Program server_;
};

// The window sets bookmarks and says how many there are, while the console looks at its file.
void lose_no_bookmark(unsigned kills) {
  if (!fs::exists("/usr/bin/Xvfb")) {
    WARN("Xvfb is not installed");
    return;
  }
  const VirtualDisplay display;
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "game.mainstay").string();
  begin_session(file);
  constexpr std::size_t most = 12;
  std::minstd_rand luck(17);
  std::size_t in_the_middle = 0, looked = 0, before = 0;
  for (unsigned round = 0; round < kills; ++round) {
    std::string steps = R"({"wait": {"open": true, "seconds": 60}}, {"print": ["open"]})";
    for (std::size_t k = 1; k <= most; ++k)
      steps += R"(, {"key": "B"}, {"wait": {"control": "save note", "bookmarks": )" + std::to_string(before + k) +
               R"(, "seconds": 30}}, {"click": "save note"}, {"wait": {"no_control": "save note"}},
                 {"print": ["bookmarks"]}, {"key": "Right"}, {"frames": 1})";
    const std::string script = write(folder.path() / "steps.json", R"({"steps": [)" + steps + "]}");
    Program window({"view", file, "--width", "1280", "--height", "720", "--script", script});
    const auto said = [](const std::string& text) {
      return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    };
    const auto wait_until_said = [&](std::size_t lines) {
      const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(60);
      while (said(window.out_so_far()) < lines && std::chrono::steady_clock::now() < latest)
        std::this_thread::sleep_for(Milliseconds(5));
    };
    wait_until_said(1);  // the window has the file
    Watcher console({{"session", "orders", file},
                     {"check", file},
                     {"session", "replay", file, "--verify", "--quiet"},
                     {"session", "turn", file, "--weeks", "1", "--quiet"},
                     {"session", "review", file, "--out", (folder.path() / "review.html").string(), "--quiet"}},
                    round);
    wait_until_said(1 + luck() % 6);
    std::this_thread::sleep_for(Milliseconds(luck() % 40));
    window.kill_now();
    const auto ended = window.finish();
    console.stop();
    looked += console.finished();
    const std::size_t told = said(ended.out) - 1;
    const std::size_t kept = mainstay::sessions::read_session(file).bookmarks.size();
    INFO("round " << round << ": " << told << " said, " << kept - before << " kept; " << ended.err);
    CHECK(kept >= before + told);
    CHECK(is_whole(file));
    if (told > 0) ++in_the_middle;
    before = kept;
  }
  CHECK(in_the_middle > 0);
  CHECK(looked > kills);
}

void lose_no_run(unsigned kills) {
  const TemporaryFolder folder;
  const auto path = [&](const std::string& name) { return (folder.path() / name).string(); };
  const std::string out = path("out");
  const Words run = {"run", smallest, "--out", out, "--seeds", "60", "--weeks", "52", "--quiet"};
  const auto runs_in = [&]() -> std::optional<std::size_t> {
    try {
      return mainstay::studies::ResultsStore(out, mainstay::studies::ResultsStore::Access::read).runs().size();
    } catch (const mainstay::studies::ResultsError&) {
      return {};  // not there yet
    }
  };
  std::minstd_rand luck(16);
  std::size_t in_the_middle = 0, looked = 0;
  for (unsigned round = 0; round < kills; ++round) {
    fs::remove_all(out);
    Program writer(run);
    Watcher reader({{"report", out},
                    {"export", out, "--out", path("csv")},
                    {"explain", out},
                    {"export", out, "--format", "netcdf", "--out", path("out.nc")},
                    {"merge", out, "--out", path("merged")},
                    {"run", "--from", out, "--run", "0", "--out", path("again"), "--quiet"}},
                   round);
    std::size_t seen = 0;
    const std::size_t wanted = luck() % 80;
    const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (seen < wanted && std::chrono::steady_clock::now() < latest) {
      if (const auto now = runs_in()) {
        CHECK(*now >= seen);
        seen = *now;
      }
      std::this_thread::sleep_for(Milliseconds(5));
    }
    writer.kill_now();
    const bool ended = writer.finish().status == 0;
    reader.stop();
    looked += reader.finished();
    INFO("round " << round << ": " << seen << " seen, " << runs_in().value_or(0) << " kept");
    CHECK(runs_in().value_or(0) >= seen);
    if (!ended && seen > 0) ++in_the_middle;
    const auto went_on = run_program(run);
    INFO(went_on.err);
    CHECK(went_on.status == 0);
    CHECK(runs_in() > 60);
    CHECK(is_whole(out + "/results.sqlite"));
  }
  CHECK(in_the_middle > 0);
  CHECK(looked > kills);
}

}  // namespace

TEST_CASE("orders that were given stay given, whoever looks at the session and whoever is killed") {
  lose_no_order(10);
}

TEST_CASE("runs that were stored stay stored, whoever looks at the results and whoever is killed") {
  lose_no_run(10);
}

TEST_CASE("what the window keeps stays kept, while the console looks at its file and the window is killed") {
  lose_no_bookmark(3);
}

TEST_CASE("in hundreds of kills, no order that was given, no bookmark and no run that was stored is lost", "[.long]") {
  lose_no_order(200);
  lose_no_bookmark(60);
  lose_no_run(200);
}

TEST_CASE("a program that looks at the session it writes to does not let go of it") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "game.mainstay").string();
  begin_session(file);
  // What the window does: its cards, a second opening of the same file, a check.
  mainstay::sessions::SessionFile writer(file);
  const auto look = [&] {
    mainstay::sessions::is_session(file);
    mainstay::sessions::summarise(file);
    mainstay::sessions::read_session(file);
    CHECK_THROWS_AS(mainstay::sessions::SessionFile(file), mainstay::scenarios::InvalidInput);
  };
  const std::size_t before = orders_in(file);
  const auto session = mainstay::sessions::restore(mainstay::sessions::read_session(file));
  for (int k = 1; k <= 5; ++k) {
    look();
    REQUIRE(run_program({"session", "orders", file}).status == 0);  // closes the file in another process
    writer.add_order(0, session->read_order(R"({"week": 30, "relief": {"donor": "eu", "region": "XA-N", "usd": 5}})",
                                            "2026-01-01T00:00:00Z"));
    const auto listed = run_program({"session", "orders", file});
    CHECK(listed.status == 0);
    CHECK(orders_in(file) == before + k);
  }
}
