// Sessions from the command line: the built program, its exit codes, output and files.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "sessions/session_file.h"
#include "sessions/worth_text.h"
#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using mainstay::tests::Output;
using mainstay::tests::Program;
using mainstay::tests::run_program;
using mainstay::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const std::string smallest = (fs::path(mainstay::tests::project_folder()) / "scenarios/smallest.json").string();

struct NewSession {
  TemporaryFolder folder;
  std::string file = (folder.path() / "game.mainstay").string();
  NewSession() { REQUIRE(run_program({"session", "new", smallest, file}).status == 0); }

  Output on(const std::string& command, std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"session", command, file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments);
  }
  std::string write(const std::string& name, const std::string& text) const {
    const fs::path path = folder.path() / name;
    std::ofstream(path) << text;
    return path.string();
  }
};

constexpr const char* relief = R"({"relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})";

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::size_t orders_in(const std::string& file) {
  std::size_t all = 0;
  for (const auto& branch : mainstay::sessions::read_session(file).branches) all += branch.given.size();
  return all;
}

}  // namespace

TEST_CASE("a session is begun, played, given orders, branched and verified without a window") {
  const NewSession session;
  const Output turn = session.on("turn", {"--weeks", "30", "--json", "--quiet"});
  INFO(turn.err);
  REQUIRE(turn.status == 0);
  const auto measures = nlohmann::json::parse(turn.out);
  CHECK(measures.at("week") == 30);
  CHECK(measures.at("measures").at("capacity").at("now").is_number());

  const Output given = session.on("orders", {"--add", session.write("relief.json", relief), "--reason", "hunger"});
  INFO(given.err);
  CHECK(given.status == 0);
  CHECK(session.on("turn", {"--weeks", "20", "--quiet"}).status == 0);
  CHECK(session.on("branch", {"--week", "40", "--title", "Without more"}).status == 0);
  CHECK(session.on("turn", {"--weeks", "5", "--quiet"}).status == 0);

  const auto listed = nlohmann::json::parse(session.on("orders", {"--json"}).out);
  CHECK(listed.at("week") == 45);
  const auto& branches = listed.at("branches");
  REQUIRE(branches.size() == 5);
  CHECK(branches[3].at("orders").at(0).at("reason") == "hunger");
  CHECK(branches[3].at("orders").at(0).at("week") == 30);
  CHECK(branches[4].at("parent") == 3);
  CHECK(branches[4].at("title") == "Without more");

  const Output verified = session.on("replay", {"--verify", "--quiet"});
  INFO(verified.out << verified.err);
  CHECK(verified.status == 0);
  CHECK(verified.out.find("bit for bit") != std::string::npos);
}

TEST_CASE("a session that was never played is not called verified") {
  const NewSession session;
  const Output verified = session.on("replay", {"--verify", "--quiet"});
  CHECK(verified.status == 1);
  CHECK(verified.out.find("Nothing to verify") != std::string::npos);
}

TEST_CASE("a turn on another branch goes on from that branch's own last week") {
  const NewSession session;
  REQUIRE(session.on("turn", {"--weeks", "30", "--quiet"}).status == 0);
  const Output turn = session.on("turn", {"--branch", "1", "--weeks", "5", "--json", "--quiet"});
  INFO(turn.err);
  REQUIRE(turn.status == 0);
  CHECK(nlohmann::json::parse(turn.out).at("from_week") == 0);
  CHECK(nlohmann::json::parse(turn.out).at("week") == 5);
  const Output back = session.on("turn", {"--branch", "0", "--weeks", "5", "--json", "--quiet"});
  CHECK(nlohmann::json::parse(back.out).at("from_week") == 30);
}

TEST_CASE("session refuses what it cannot use with exit code 2 and changes nothing") {
  const NewSession session;
  CHECK(run_program({"session"}).status == 2);
  CHECK(run_program({"session", "new", smallest, session.file}).err.find("exists already") != std::string::npos);
  CHECK(session.on("turn", {"--branch", "9"}).err.find("there is no branch 9") != std::string::npos);
  CHECK(session.on("branch", {"--week", "9999"}).status == 2);
  const Output wrong = session.on(
      "orders", {"--add", session.write("wrong.json", R"({"relief": {"donor": "eu", "region": "XA-Q", "usd": 5}})")});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("wrong.json:1:") != std::string::npos);
  CHECK(wrong.err.find("XA-Q") != std::string::npos);
  CHECK(session.on("orders", {"--add", session.write("text.json", "[7]")}).status == 2);
  CHECK(orders_in(session.file) == 0);

  const std::string foreign = session.write("letter.mainstay", "Dear all");
  for (const char* command : {"orders", "turn", "replay"})
    CHECK(run_program({"session", command, foreign}).status == 2);
  CHECK(run_program({"session", "orders", (session.folder.path() / "nowhere.mainstay").string()}).status == 2);
}

TEST_CASE("a damaged session is refused with exit code 2 and left as it is") {
  const NewSession session;
  fs::resize_file(session.file, fs::file_size(session.file) / 2);
  const auto size = fs::file_size(session.file);
  for (const char* command : {"orders", "turn", "replay"}) {
    const Output output = session.on(command, {});
    INFO(command << "\n" << output.err);
    CHECK(output.status == 2);
    CHECK(output.err.find("game.mainstay: error: ") != std::string::npos);
  }
  CHECK(fs::file_size(session.file) == size);
}

TEST_CASE("whenever the program is killed, every order that it has said to be given is in the file") {
  std::string list = "[";
  for (int k = 0; k < 150; ++k) list += (k ? "," : "") + std::string(relief);
  list += "]";
  const auto begun = std::chrono::steady_clock::now();
  {
    const NewSession session;
    REQUIRE(session.on("orders", {"--add", session.write("orders.json", list)}).status == 0);
  }
  const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - begun;
  std::minstd_rand luck(20);
  std::size_t interrupted = 0;
  for (int round = 0; round < 12; ++round) {
    const NewSession session;
    const std::string orders = session.write("orders.json", list);
    Program program({"session", "orders", session.file, "--add", orders});
    std::this_thread::sleep_for(whole * (0.05 + 0.95 * static_cast<double>(luck() % 1000) / 1000));
    program.kill_now();
    const std::size_t said = count(program.finish().out, "Given for");
    const std::size_t kept = orders_in(session.file);
    INFO(said << " said, " << kept << " kept");
    CHECK(kept >= said);
    if (said > 0 && kept < 150) ++interrupted;
    // It goes on from there.
    CHECK(session.on("orders", {"--add", session.write("one.json", relief)}).status == 0);
    CHECK(orders_in(session.file) == kept + 1);
  }
  CHECK(interrupted > 0);
}

TEST_CASE("a disk that is full refuses the order in words and keeps all that were given before") {
  std::string list = "[";
  for (int k = 0; k < 150; ++k) list += (k ? "," : "") + std::string(relief);
  const NewSession session;
  const std::string orders = session.write("orders.json", list + "]");
  // No file may grow beyond 100 KiB, so that the log of the session soon is as on a full disk.
  const std::string command = "trap '' XFSZ; ulimit -f 200; exec '" + mainstay::tests::program_file() +
                              "' session orders '" + session.file + "' --add '" + orders + "'";
  const Output output = Program({"-c", command}, "/bin/sh").finish();
  INFO(output.err);
  CHECK(output.status == 2);
  CHECK(output.err.find("the disk") != std::string::npos);
  const std::size_t said = count(output.out, "Given for");
  CHECK(said < 150);
  CHECK(orders_in(session.file) == said);
}

TEST_CASE("orders are told apart and a branch is reviewed without a window") {
  const NewSession session;
  REQUIRE(session.on("orders", {"--add", session.write("relief.json", relief), "--week", "10"}).status == 0);
  REQUIRE(session.on("turn", {"--weeks", "40", "--quiet"}).status == 0);
  const Output attributed = session.on("attribute", {"--json", "--quiet"});
  INFO(attributed.err);
  REQUIRE(attributed.status == 0);
  const auto json = nlohmann::json::parse(attributed.out);
  // Two orders where the session stands and at the end; the scenario's own is due only then.
  REQUIRE(json.at("worths").size() == 3);
  CHECK(json.at("worths").at(0).at("title") == "Relief: Northern Hills");
  CHECK(json.at("worths").at(0).at("week") == 40);
  CHECK(json.at("worths").at(1).at("at_the_end") == true);
  CHECK(json.at("worths").at(2).at("orders").at(0).at("given_by") == "scenario");
  CHECK(session.on("attribute", {"--quiet", "--lucks", "3"}).out.find("3 other lucks") != std::string::npos);
  // The same question in the console and within the program.
  const Output asked =
      session.on("attribute", {"--week", "35", "--where", "xa-c", "--lucks", "2", "--json", "--quiet"});
  const auto worths = nlohmann::json::parse(asked.out).at("worths");
  REQUIRE(worths.size() == 1);
  const auto saved = mainstay::sessions::read_session(session.file);
  const auto restored = mainstay::sessions::restore(saved);
  const auto table = mainstay::sessions::worth_table(*restored, saved.position.branch, {{35}, 2, {1}},
                                                     [](std::size_t, std::size_t) {});
  const auto& worth = table.rows.at(0).at.front().value()[0];
  CHECK(worths.at(0).at("there").at("in_words") == mainstay::sessions::in_words(worth));
  CHECK(worths.at(0).at("there").at("own").get<double>() == worth.own * worth.of.factor);
  CHECK(worths.at(0).at("there").at("other_lucks").at(1).get<double>() == worth.others.at(1) * worth.of.factor);
  const Output unknown = session.on("attribute", {"--where", "Centrall Plains", "--quiet"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err.find("did you mean") != std::string::npos);
  CHECK(session.on("attribute", {"--week", "521", "--quiet"}).status == 2);
  const std::string page = (session.folder.path() / "review.html").string();
  CHECK(session.on("review", {"--out", page, "--quiet"}).status == 0);
  CHECK(fs::file_size(page) > 10000);
}
