// Sessions whose weeks another version of the program has recorded, or that are of a format to come.
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using mainstay::tests::Output;
using mainstay::tests::Program;
using mainstay::tests::run_program;

namespace {

// A session of sixty weeks with an order.
struct Played {
  mainstay::tests::TemporaryFolder folder;
  std::string file = (folder.path() / "game.mainstay").string();

  Played() {
    const std::string smallest = mainstay::tests::project_folder() + "/scenarios/smallest.json";
    REQUIRE(run_program({"session", "new", smallest, file}).status == 0);
    REQUIRE(on({"orders", "--add", order()}).status == 0);
    REQUIRE(on({"turn", "--weeks", "60", "--quiet"}).status == 0);
  }
  std::string order() const {
    const auto path = folder.path() / "order.json";
    std::ofstream(path) << R"({"relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})";
    return path.string();
  }
  Output on(std::vector<std::string> words) const {
    words.insert(words.begin(), "session");
    words.insert(words.begin() + 2, file);
    return run_program(words);
  }
  void change(const std::string& sql) const { SQLite::Database(file, SQLite::OPEN_READWRITE).exec(sql); }
  // As if another version had recorded it, which computes the same weeks until 40, or those of the twin until 44.
  void make_foreign() const {
    change("UPDATE session SET value = '0.0.9 (commit old)' WHERE key = 'program'");
    change(
        "UPDATE hashes SET hash = '0123456789abcdef' WHERE (branch >= 0 AND week >= 40) OR (branch = -1 AND week >= "
        "44)");
  }
  std::int64_t number(const std::string& sql) const {
    return SQLite::Database(file, SQLite::OPEN_READONLY).execAndGet(sql).getInt64();
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every command says that another version has recorded a session, and where this one differs", "[app]") {
  const Played session;
  session.make_foreign();
  const std::string before = session.on({"orders"}).out;
  for (const std::vector<std::string>& words : {std::vector<std::string>{"orders"},
                                                {"turn", "--quiet"},
                                                {"orders", "--add", session.order()},
                                                {"review"},
                                                {"attribute", "--quiet"},
                                                {"replay", "--quiet"}}) {
    const Output output = session.on(words);
    INFO(words.front() << ": " << output.err);
    CHECK(contains(output.err, "recorded by Mainstay 0.0.9 (commit old)"));
    CHECK(contains(output.err, "from week 40 on"));
    CHECK(contains(output.err, "twin: 44"));
    CHECK(contains(output.err, "session branch"));
  }
  CHECK(contains(run_program({"check", session.file}).err, "recorded by Mainstay 0.0.9 (commit old)"));
  CHECK(session.on({"turn", "--quiet"}).status == 2);
  CHECK(session.on({"orders", "--add", session.order()}).status == 2);
  CHECK(session.on({"orders"}).out == before);
  CHECK(session.number("SELECT count(*) FROM hashes WHERE hash = '0123456789abcdef'") == 36);
  const Output verified = session.on({"replay", "--verify", "--quiet"});
  CHECK(verified.status == 1);
  CHECK(contains(verified.out, "verifies with the version that recorded it"));
}

TEST_CASE("weeks that another version has recorded are reviewed as they are in the file", "[app]") {
  const Played session;
  const auto page = (session.folder.path() / "review.html").string();
  session.make_foreign();
  REQUIRE(session.on({"review", "--out", page}).status == 0);
  std::ifstream stream(page, std::ios::binary);
  const std::string html{std::istreambuf_iterator<char>(stream), {}};
  CHECK(contains(html, "recorded by Mainstay 0.0.9"));
  CHECK_FALSE(contains(html, "are in the file"));
}

TEST_CASE("a branch begins anew with this version, beside what the other one has recorded", "[app]") {
  const Played session;
  session.make_foreign();
  REQUIRE(session.on({"branch", "--week", "30", "--title", "Once more"}).status == 0);
  CHECK(session.number("SELECT count(*) FROM earlier_hashes WHERE recorded_by = '0.0.9 (commit old)'") == 120);
  CHECK(session.on({"replay", "--verify", "--quiet"}).status == 0);
  const Output turn = session.on({"turn", "--weeks", "8", "--quiet"});
  CHECK(turn.status == 0);
  CHECK_FALSE(contains(turn.err, "0.0.9"));
  CHECK(session.on({"replay", "--verify", "--quiet"}).status == 0);
}

TEST_CASE("a session goes on where another version has recorded the very same weeks", "[app]") {
  const Played session;
  session.change("UPDATE session SET value = '0.0.9 (commit old)' WHERE key = 'program'");
  const Output turn = session.on({"turn", "--weeks", "8", "--quiet"});
  CHECK(turn.status == 0);
  CHECK(contains(turn.err, "computes the same weeks, bit for bit"));
  CHECK(session.on({"replay", "--verify", "--quiet"}).status == 0);
  CHECK(session.on({"orders"}).err.empty());
}

TEST_CASE("the window says so as well, writes the review, and computes anew if it is told to", "[app]") {
  if (!std::filesystem::exists("/usr/bin/xvfb-run")) {
    WARN("xvfb-run is not installed");
    return;
  }
  const Played session;
  session.make_foreign();
  const auto script = (session.folder.path() / "steps.json").string();
  std::ofstream(script) << R"steps({"steps": [
      {"wait": {"open": false, "doubt": {"says": "recorded by Mainstay 0.0.9 (commit old)"}, "seconds": 60}},
      {"check": {"doubt": {"says": "from week 40 on"}}},
      {"frames": 3}, {"check": {"overlap": ""}},
      {"click": "ask instead"},
      {"wait": {"doubt": {"says": "Written, to open in any browser"}, "seconds": 60}},
      {"click": "ask no"}, {"frames": 3}, {"check": {"doubt": ""}},
      {"type": {"into": "file name", "text": ")steps"
                        << session.file << R"steps("}}, {"click": "open file"},
      {"wait": {"doubt": {"says": "0.0.9"}, "seconds": 60}},
      {"click": "ask no"}, {"frames": 3}, {"check": {"open": false}},
      {"click": "open file"}, {"wait": {"doubt": {"says": "0.0.9"}, "seconds": 60}},
      {"click": "ask yes"}, {"wait": {"open": true, "orders": 1, "seconds": 60}}]})steps";
  const Output output = Program({"-a", "-s", "-screen 0 1280x720x24", mainstay::tests::program_file(), "view",
                                 session.file, "--width", "1280", "--height", "720", "--script", script},
                                "/usr/bin/xvfb-run")
                            .finish();
  INFO(output.err);
  CHECK(output.status == 0);
  CHECK(std::filesystem::exists(session.folder.path() / "game.review.html"));
  CHECK(session.number("SELECT count(*) FROM earlier_hashes WHERE recorded_by = '0.0.9 (commit old)'") == 120);
  CHECK(session.on({"replay", "--verify", "--quiet"}).status == 0);
}

TEST_CASE("a session of a newer format is called newer", "[app]") {
  const Played session;
  session.change("UPDATE session SET value = 'mainstay-session/2' WHERE key = 'format'");
  for (const char* command : {"orders", "turn", "review"}) {
    const Output output = session.on({command});
    CHECK(output.status == 2);
    CHECK(contains(output.err, "written by a newer Mainstay"));
  }
  CHECK(contains(run_program({"check", session.file}).out, "written by a newer Mainstay"));
}
