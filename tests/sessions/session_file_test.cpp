#include "sessions/session_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <fstream>

#include "scenarios/error.h"
#include "tests/catch.h"

using namespace mainstay;
using namespace mainstay::sessions;
namespace fs = std::filesystem;

namespace {

// A file name in a folder that goes away with the test.
struct TemporaryFile {
  std::string folder = (fs::temp_directory_path() / "session-XXXXXX").string();
  fs::path file;
  TemporaryFile() {
    REQUIRE(mkdtemp(folder.data()));
    file = fs::path(folder) / "test.mainstay";
  }
  ~TemporaryFile() { fs::remove_all(folder); }
};

std::unique_ptr<Session> new_session() {
  return std::make_unique<Session>(std::make_shared<const scenarios::Scenario>(
                                       scenarios::load_scenario(MAINSTAY_SOURCE_DIR "/scenarios/smallest.json")),
                                   7);
}

constexpr const char* relief = R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})";

// Plays 30 weeks, gives an order in week 20, plays on to week 40, and saves on the way.
std::vector<std::uint64_t> play_and_save(const fs::path& file) {
  auto session = new_session();
  agents::Workspace workspace;
  session->write_to(SessionFile::create(file, *session, "test"));
  while (session->branches()[0].history->recorded() < 30) session->branches()[0].history->advance(workspace);
  session->file()->add_hashes(0, *session->branches()[0].history);
  const std::size_t branch = session->give(0, session->read_order(relief, "2026-01-01T00:00:00Z"));
  History& history = *session->branches()[branch].history;
  while (history.recorded() < 40) history.advance(workspace);
  session->file()->add_hashes(branch, history);
  std::vector<std::uint64_t> hashes;
  for (sim::Week week = 0; week < 40; ++week) hashes.push_back(history.hash(week));
  return hashes;
}

}  // namespace

TEST_CASE("a session file brings back branches, orders and the same weeks") {
  const TemporaryFile temporary;
  const auto hashes = play_and_save(temporary.file);
  const SavedSession saved = read_session(temporary.file);
  CHECK(saved.seed == 7);
  REQUIRE(saved.branches.size() == new_session()->branches().size() + 1);
  CHECK(saved.branches.back().given.at(0).json == relief);
  const auto session = restore(saved);
  History& history = *session->branches().back().history;
  agents::Workspace workspace;
  while (history.recorded() < 40) history.advance(workspace);
  for (sim::Week week = 0; week < 40; ++week) CHECK(history.hash(week) == hashes[week]);
  CHECK(verify(saved, [](std::size_t, std::size_t) {}).empty());
}

TEST_CASE("verifying names the branch and the first week that differs") {
  const TemporaryFile temporary;
  play_and_save(temporary.file);
  SavedSession saved = read_session(temporary.file);
  saved.branches.back().hashes[33] ^= 1;
  const auto mismatches = verify(saved, [](std::size_t, std::size_t) {});
  REQUIRE(mismatches.size() == 1);
  CHECK(mismatches[0].week == 33);
  CHECK(mismatches[0].branch == saved.branches.back().title);
}

TEST_CASE("an order is in the file before it takes effect") {
  const TemporaryFile temporary;
  auto session = new_session();
  session->write_to(SessionFile::create(temporary.file, *session, "test"));
  session->give(0, session->read_order(relief, "2026-01-01T00:00:00Z"));
  // A second connection sees it while the first is still open, as after a crash.
  CHECK(read_session(temporary.file).branches.back().given.size() == 1);
  // A file that can no longer be written refuses the order; nothing is given.
  { SQLite::Database(temporary.file.string(), SQLite::OPEN_READWRITE).exec("DROP TABLE orders"); }
  const std::size_t branch = session->branches().size() - 1;
  const auto later = session->read_order(R"({"week": 25, "relief": {"donor": "eu", "region": "XA-N", "usd": 1}})", "");
  CHECK_THROWS_AS(session->give(branch, later), scenarios::InvalidInput);
  CHECK(session->branches()[branch].given.size() == 1);
}

TEST_CASE("what is no session is refused in words") {
  const TemporaryFile temporary;
  CHECK_THROWS_WITH(read_session(temporary.file), ContainsSubstring("no such file"));
  std::ofstream(temporary.file) << "hello";
  CHECK_THROWS_WITH(read_session(temporary.file), ContainsSubstring("no session"));
  fs::remove(temporary.file);
  { SQLite::Database(temporary.file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE a(b)"); }
  CHECK_THROWS_WITH(read_session(temporary.file), ContainsSubstring("no session"));
}
