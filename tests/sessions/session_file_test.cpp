#include "sessions/session_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "scenarios/error.h"
#include "sessions/saved_states.h"
#include "sessions/session_database.h"
#include "sessions/verify.h"
#include "sim/snapshot.h"
#include "tests/catch.h"
#include "tests/paths.h"

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
  return std::make_unique<Session>(std::make_shared<const scenarios::Scenario>(scenarios::load_scenario(
                                       mainstay::tests::project_folder() + "/scenarios/smallest.json")),
                                   7);
}

constexpr const char* relief = R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})";

// Plays 30 weeks, gives an order in week 20, plays on, and saves on the way.
std::vector<std::uint64_t> play_and_save(const fs::path& file, sim::Week until = 40) {
  auto session = new_session();
  agents::Workspace workspace;
  session->write_to(SessionFile::create(file, *session, "test"));
  StateWriter writer(file, "test");
  while (session->branches()[0].history->recorded() < 30) session->branches()[0].history->advance(workspace);
  writer.write(kept_histories(*session), {0, 30}, false);
  const std::size_t branch = session->give(0, session->read_order(relief, "2026-01-01T00:00:00Z"));
  History& history = *session->branches()[branch].history;
  while (history.recorded() < until) history.advance(workspace);
  writer.write(kept_histories(*session), {branch, until}, false);
  std::vector<std::uint64_t> hashes;
  for (sim::Week week = 0; week < until; ++week) hashes.push_back(history.hash(week));
  return hashes;
}

}  // namespace

TEST_CASE("a list of sessions tells where each stands and how much it holds", "[sessions]") {
  TemporaryFile temporary;
  play_and_save(temporary.file);
  const SessionSummary summary = summarise(temporary.file);
  CHECK(summary.branches == read_session(temporary.file).branches.size());
  CHECK(summary.orders == 1);
  CHECK(summary.bookmarks == 0);
  CHECK(summary.position == read_session(temporary.file).position);
  CHECK(fs::path(summary.scenario_file).filename() == "smallest.json");
  CHECK_THROWS_AS(summarise(temporary.folder + "/none.mainstay"), scenarios::InvalidInput);
}

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
  const Verified verified = verify(saved, temporary.file, [](std::size_t, std::size_t) {});
  CHECK(verified.mismatches.empty());
  CHECK(verified.weeks == 30 + 20);  // weeks before the branch are its parent's
}

TEST_CASE("a session reopened with its saved weeks is the one that was closed, and goes on the same") {
  const TemporaryFile temporary;
  const auto hashes = play_and_save(temporary.file, 120);
  const SavedSession saved = read_session(temporary.file);
  CHECK(saved.position == Position{saved.branches.size() - 1, 120});
  const auto session = reopen(saved, temporary.file, "test");
  History& history = *session->branches().back().history;
  REQUIRE(history.recorded() == 120);
  const auto fresh = restore(saved);
  History& computed = *fresh->branches().back().history;
  agents::Workspace workspace;
  while (history.recorded() < 120) history.advance(workspace);
  while (computed.recorded() < 120) computed.advance(workspace);
  for (sim::Week week = 0; week < 120; ++week) {
    CHECK(history.hash(week) == hashes[week]);
    CHECK(history.record(week)->measures == computed.record(week)->measures);
    CHECK(history.record(week)->assessed == computed.record(week)->assessed);
    CHECK(history.record(week)->events == computed.record(week)->events);
  }
  for (const sim::Week week : {0u, 19u, 51u, 52u, 60u, 104u, 119u})
    CHECK(sim::state_hash(history.at(week, workspace)) == sim::state_hash(computed.at(week, workspace)));
}

TEST_CASE("weeks that another program has simulated, or that are damaged, are simulated again") {
  const TemporaryFile temporary;
  const auto hashes = play_and_save(temporary.file, 60);
  const SavedSession saved = read_session(temporary.file);
  const auto known_weeks = [&](const char* program) {
    const SavedStates states(temporary.file, program);
    std::size_t known = 0;
    restore(saved, [&](std::size_t branch, History& history) {
      states.take_over(branch, history);
      known = history.recorded();  // in the end, of the last branch
    });
    return known;
  };
  CHECK(known_weeks("test") == 52);  // whole quarters
  CHECK(known_weeks("another") == 0);
  {
    SQLite::Database database(temporary.file.string(), SQLite::OPEN_READWRITE);
    database.exec("UPDATE states SET weeks = substr(weeks, 1, length(weeks) - 9) WHERE until_week = 39");
  }
  CHECK(known_weeks("test") == 26);
  for (const char* program : {"test", "another"}) {
    const auto session = reopen(saved, temporary.file, program);
    REQUIRE(session->branches().back().history->recorded() == 60);
    CHECK(session->branches().back().history->hash(59) == hashes[59]);
  }
}

TEST_CASE("bookmarks are in the file with their notes") {
  const TemporaryFile temporary;
  {
    auto session = new_session();
    session->write_to(SessionFile::create(temporary.file, *session, "test"));
    session->add_bookmark({0, 0, 30, "2026-01-01T00:00:00Z", "the surge ends"});
    const auto second = session->add_bookmark({0, 1, 10, "2026-01-01T00:00:01Z", ""});
    const auto third = session->add_bookmark({0, 1, 20, "2026-01-01T00:00:02Z", "by mistake"});
    session->change_note(second, "the pipeline is empty");
    session->remove_bookmark(third);
  }
  const auto session = restore(read_session(temporary.file));
  REQUIRE(session->bookmarks().size() == 2);
  CHECK(session->bookmarks()[0].note == "the pipeline is empty");
  CHECK(session->bookmarks()[0].branch == 1);
  CHECK(session->bookmarks()[1].week == 30);
}

TEST_CASE("an existing file is never overwritten, and one program at a time writes to a session") {
  const TemporaryFile temporary;
  auto session = new_session();
  std::ofstream(temporary.file) << "a letter";
  CHECK_THROWS_WITH(SessionFile::create(temporary.file, *session, "test"), ContainsSubstring("exists already"));
  std::string kept;
  std::getline(std::ifstream(temporary.file), kept);
  CHECK(kept == "a letter");
  fs::remove(temporary.file);
  const auto file = SessionFile::create(temporary.file, *session, "test");
  CHECK_THROWS_WITH(SessionFile(temporary.file), ContainsSubstring("has this session open"));
}

TEST_CASE("verifying names the branch and the first week that differs") {
  const TemporaryFile temporary;
  play_and_save(temporary.file);
  SavedSession saved = read_session(temporary.file);
  saved.branches.back().hashes[33] ^= 1;
  const auto mismatches = verify(saved, temporary.file, [](std::size_t, std::size_t) {}).mismatches;
  REQUIRE(mismatches.size() == 1);
  CHECK(mismatches[0].week == 33);
  CHECK(mismatches[0].branch == saved.branches.back().title);
}

TEST_CASE("verifying a session of another world names the week, the part and the agent's field that differ") {
  const TemporaryFile temporary;
  {
    auto session = new_session();
    session->write_to(SessionFile::create(temporary.file, *session, "test"));
    // A world in which one unit is more skilled from week 20 on, as another version of the model might have it.
    agents::Workspace workspace;
    agents::World world = session->twin()->at(0, workspace);
    const auto twin = std::make_shared<History>(world, std::vector<agents::Order>{});
    while (twin->recorded() < 20) twin->advance(workspace);
    world = twin->at(20, workspace);
    world.institutions.skill[3] += 0.01;
    std::vector<std::shared_ptr<const WeekRecord>> changed;
    while (world.week < 52) {
      agents::step(world, {}, workspace);
      changed.push_back(std::make_shared<const WeekRecord>(record_week(world)));
    }
    twin->take_over(20, changed, std::make_shared<const agents::World>(world));
    StateWriter(temporary.file, "another").write({{no_branch, 0, 0, twin}}, {0, 0}, false);
  }
  const auto verified = verify(read_session(temporary.file), temporary.file, [](std::size_t, std::size_t) {});
  REQUIRE(verified.mismatches.size() == 1);
  const Mismatch& mismatch = verified.mismatches[0];
  CHECK(mismatch.branch == "twin");
  CHECK(mismatch.week == 20);
  CHECK(std::find(mismatch.parts.begin(), mismatch.parts.end(), "institutions.skill") != mismatch.parts.end());
  CHECK(std::find(mismatch.parts.begin(), mismatch.parts.end(), "seed") == mismatch.parts.end());
  CHECK(mismatch.field_week == 52);
  CHECK(mismatch.field.find('[') != std::string::npos);
}

TEST_CASE("verifying names the first phase of the week after which the world differs") {
  const TemporaryFile temporary;
  {
    auto session = new_session();
    session->write_to(SessionFile::create(temporary.file, *session, "test"));
    // A world that goes another way in week 7 from the encounters on, as another version of the model might.
    agents::Workspace workspace;
    const auto twin = std::make_shared<History>(session->twin()->at(0, workspace), std::vector<agents::Order>{});
    while (twin->recorded() < 7) twin->advance(workspace);
    agents::World world = twin->at(7, workspace);
    std::array<std::uint64_t, agents::Profile::count> phases{};
    workspace.after_phase = [&](agents::Profile::Phase phase, const agents::World& then) {
      phases[phase] = sim::state_hash(then);
    };
    agents::step(world, {}, workspace);
    world.institutions.morale[0] += 0.01;
    auto record = record_week(world);
    record.phases.assign(phases.begin(), phases.end());
    for (std::size_t k = agents::Profile::encounters; k < agents::Profile::count; ++k) ++record.phases[k];
    twin->take_over(7, {std::make_shared<const WeekRecord>(record)}, nullptr);
    StateWriter(temporary.file, "another").write({{no_branch, 0, 0, twin}}, {0, 0}, false);
  }
  const SavedSession saved = read_session(temporary.file);
  const auto verified = verify(saved, temporary.file, [](std::size_t, std::size_t) {});
  REQUIRE(verified.mismatches.size() == 1);
  CHECK(verified.mismatches[0].week == 7);
  CHECK(verified.mismatches[0].phase == "encounters");
  const auto lines = verified_text(verified, saved, "this").lines;
  CHECK(std::find(lines.begin(), lines.end(), "  first phase of it after which the world differs: encounters") !=
        lines.end());
}

TEST_CASE("a file of a version that knew no phases is still written to and verified") {
  const TemporaryFile temporary;
  play_and_save(temporary.file);
  SQLite::Database(temporary.file.string(), SQLite::OPEN_READWRITE).exec("ALTER TABLE hashes DROP COLUMN phases");
  const auto verified = [&] { return verify(read_session(temporary.file), temporary.file, [](auto, auto) {}); };
  CHECK(verified().mismatches.empty());
  { const StateWriter writer(temporary.file, "test"); }
  CHECK(verified().mismatches.empty());
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

TEST_CASE("soon after an order the file alone, copied without its log, holds it") {
  const TemporaryFile temporary;
  auto session = new_session();
  session->write_to(SessionFile::create(temporary.file, *session, "test"));
  StateKeeper keeper(temporary.file, "test");
  session->give(0, session->read_order(relief, "2026-01-01T00:00:00Z"));
  const fs::path log = temporary.file.string() + "-wal";
  for (int k = 0; k < 600 && fs::file_size(log) > 0; ++k) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const fs::path copy = fs::path(temporary.folder) / "copy.mainstay";
  fs::copy_file(temporary.file, copy);
  CHECK(read_session(copy).branches.back().given.size() == 1);
}

// What is no week, branch or text of this session would otherwise be simulated for ever, or read from beyond a list.
TEST_CASE("a session whose rows are out of range is refused with the row and what to do") {
  const TemporaryFile temporary;
  play_and_save(temporary.file);
  const fs::path damaged = fs::path(temporary.folder) / "damaged.mainstay";
  const std::pair<const char*, std::string> cases[] = {
      {"UPDATE hashes SET week = 4294967295 WHERE branch = 0 AND week = 5", "table hashes"},
      {"INSERT INTO hashes SELECT -1, 4000000000000, hash, parts, phases FROM hashes WHERE branch = 0 AND week = 5",
       "table hashes"},
      {"INSERT INTO hashes SELECT -1, -1, hash, parts, phases FROM hashes WHERE branch = 0 AND week = 5", "week is -1"},
      {"INSERT INTO hashes SELECT -1, 5000, hash, parts, phases FROM hashes WHERE branch = 0 AND week = 5",
       "a hash of the twin is week 5000"},
      {"UPDATE hashes SET week = 5000 WHERE branch = 0 AND week = 5", "is week 5000"},
      {"UPDATE hashes SET branch = -2 WHERE branch = 0", "table hashes"},
      {"UPDATE hashes SET branch = 99 WHERE branch = 0", "table hashes"},
      {"UPDATE hashes SET hash = 'none' WHERE branch = 0 AND week = 7", "not a hash"},
      {"UPDATE hashes SET hash = x'00ff' WHERE branch = 0 AND week = 7", "is no text"},
      {"UPDATE position SET week = 5000", "where it stands is week 5000"},
      {"UPDATE position SET week = -3", "table position"},
      {"UPDATE position SET branch = 7", "table position"},
      {"UPDATE position SET branch = 4294967296", "table position"},
      {"UPDATE branches SET forked = 5000 WHERE parent IS NOT NULL", "is week 5000"},
      {"UPDATE branches SET forked = -1 WHERE branch = 0", "table branches, row 1: forked is -1"},
      {"UPDATE branches SET parent = branch WHERE parent IS NOT NULL", "table branches"},
      {"UPDATE branches SET parent = 1.5 WHERE parent IS NOT NULL", "table branches"},
      {"UPDATE branches SET branch = branch + 1000000", "table branches"},
      {"UPDATE branches SET title = x'ff' WHERE branch = 0", "is no text"},
      {"UPDATE branches SET course = 'nobody' WHERE branch = 0", "course of action \"nobody\""},
      {"UPDATE orders SET branch = 99", "table orders"},
      {"UPDATE orders SET week = 5000", "says week 20"},
      {"UPDATE orders SET json = '{'", "an order of branch"},
      {"UPDATE orders SET json = '[]'", "an order of branch"},
      {"UPDATE orders SET json = '{\"week\": 20, \"relief\": 7}'", "an order of branch"},
      {"INSERT INTO bookmarks VALUES(1, 99, 3, '', '')", "table bookmarks"},
      {"INSERT INTO bookmarks VALUES(1, 0, -3, '', '')", "table bookmarks"},
      {"INSERT INTO bookmarks VALUES(1, 0, 5000, '', '')", "a bookmark is week 5000"},
      {"UPDATE session SET value = '-1' WHERE key = 'seed'", "seed"},
  };
  for (const auto& [change, said] : cases) {
    INFO(change);
    fs::copy_file(temporary.file, damaged, fs::copy_options::overwrite_existing);
    {
      SQLite::Database database(damaged.string(), SQLite::OPEN_READWRITE);
      database.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
      REQUIRE(database.exec(change) > 0);
    }
    CHECK_THROWS_WITH(restore(read_session(damaged)), ContainsSubstring(said) && ContainsSubstring("damaged"));
  }
}

TEST_CASE("a file that is opened after a crash stands where the last order was given") {
  const TemporaryFile temporary;
  auto session = new_session();
  session->write_to(SessionFile::create(temporary.file, *session, "test"));
  agents::Workspace workspace;
  while (session->branches()[0].history->recorded() < 30) session->branches()[0].history->advance(workspace);
  StateWriter(temporary.file, "test").write(kept_histories(*session), {0, 30}, false);
  const std::size_t branch = session->give(0, session->read_order(relief, ""));
  CHECK(read_session(temporary.file).position == Position{branch, 20});
  // Histories that do not know the branch yet do not move it back.
  StateWriter(temporary.file, "test").write({{0, 0, 0, session->branches()[0].history}}, {0, 29}, false);
  CHECK(read_session(temporary.file).position == Position{branch, 20});
  // Announced for later: the week stays.
  session->give(branch,
                session->read_order(R"({"week": 60, "relief": {"donor": "eu", "region": "XA-N", "usd": 1}})", ""));
  CHECK(read_session(temporary.file).position == Position{branch, 20});
}

TEST_CASE("verifying says which weeks are not there, and whether the scenario is the one it began with") {
  const TemporaryFile temporary;
  play_and_save(temporary.file);
  SavedSession saved = read_session(temporary.file);
  const auto check = [&] { return verify(saved, temporary.file, [](std::size_t, std::size_t) {}); };
  CHECK(check().gaps.empty());
  CHECK_FALSE(check().scenario_changed);
  for (const sim::Week week : {25u, 26u}) saved.branches.back().hashes.erase(week);
  saved.branches[0].hashes.erase(0);
  const auto gaps = check().gaps;
  REQUIRE(gaps.size() == 2);
  CHECK((gaps[0].from == 0 && gaps[0].until == 1));
  CHECK((gaps[1].from == 25 && gaps[1].until == 27));
  saved.scenario_text += " ";
  CHECK(check().scenario_changed);
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
