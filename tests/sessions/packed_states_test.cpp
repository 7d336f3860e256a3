// What a session file holds of weeks and worlds may be anything, even with its checksums made right.
#include "sessions/packed_states.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "agents/world_check.h"
#include "sessions/compressed.h"
#include "sessions/saved_states.h"
#include "sessions/session_database.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

using namespace mainstay;
using namespace mainstay::sessions;

namespace {

constexpr std::size_t plenty = 1u << 30;

std::unique_ptr<Session> new_session() {
  return std::make_unique<Session>(std::make_shared<const scenarios::Scenario>(tests::shipped("smallest")), 7);
}

// A session of 60 weeks in a file, with the world before week 52.
void save_session(const std::filesystem::path& file) {
  auto session = new_session();
  session->write_to(SessionFile::create(file, *session, "test"));
  agents::Workspace workspace;
  while (session->branches()[0].history->recorded() < 60) session->branches()[0].history->advance(workspace);
  StateWriter(file, "test").write(kept_histories(*session), {0, 60}, false);
}

// Changes the world before week 52, and makes its hash right wherever it is kept.
void damage_world(const std::filesystem::path& file, const std::function<void(agents::World&)>& damage) {
  const auto session = new_session();
  const auto begin = session->twin()->keyframe(0);
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  const auto bytes_of = [](const SQLite::Column& column) {
    const auto* data = static_cast<const unsigned char*>(column.getBlob());
    return sim::Bytes(data, data + column.getBytes());
  };
  agents::World world = *begin;
  std::vector<Record> records;
  {
    SQLite::Statement row(database, "SELECT weeks, world FROM states WHERE branch = 0 AND until_week = 52");
    REQUIRE(row.executeStep());
    records = unpacked(bytes_of(row.getColumn(0)), 39, 52, *begin->setting);
    sim::load(world, agents::world_version, uncompressed(bytes_of(row.getColumn(1)), plenty));
  }
  damage(world);
  auto last = std::make_shared<WeekRecord>(*records.back());
  last->hash = sim::state_hash(world);
  records.back() = last;
  SQLite::Statement update(database, "UPDATE states SET weeks = ?, world = ? WHERE branch = 0 AND until_week = 52");
  const sim::Bytes weeks = packed(records), whole = packed(world);
  update.bind(1, weeks.data(), static_cast<int>(weeks.size()));
  update.bind(2, whole.data(), static_cast<int>(whole.size()));
  update.exec();
}

}  // namespace

TEST_CASE("a saved world that was changed, with its checksums made right, is simulated again", "[sessions]") {
  const std::vector<std::function<void(agents::World&)>> damages = {
      [](agents::World& w) { w.cells.region.at(0) = 400; },
      [](agents::World& w) { w.institutions.kind.at(0) = 400'000; },
      [](agents::World& w) { w.cohorts.end.at(0) = 4'000'000'000; },
      [](agents::World& w) { w.regions.cohort_begin.back() += 1000; },
      [](agents::World& w) { w.institutions.staff.pop_back(); },
      [](agents::World& w) { w.governments.clear(); },
      [](agents::World& w) { w.week = 3; },
      [](agents::World& w) { w.week = 4'000'000'000; },
      [](agents::World& w) { w.measures = {}; },
      [](agents::World& w) { w.ledger = {}; },
      [](agents::World& w) { w.regions.control.at(0) = std::nan(""); },
  };
  const auto session = new_session();
  agents::Workspace workspace;
  History& history = *session->branches()[0].history;
  while (history.recorded() < 70) history.advance(workspace);
  for (std::size_t k = 0; k < damages.size(); ++k) {
    INFO("damage " << k);
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "test.mainstay";
    save_session(file);
    damage_world(file, damages[k]);
    const auto reopened = reopen(read_session(file), file, "test");
    History& again = *reopened->branches()[0].history;
    while (again.recorded() < 70) again.advance(workspace);
    CHECK(again.hash(69) == history.hash(69));
    CHECK(sim::state_hash(again.at(55, workspace)) == sim::state_hash(history.at(55, workspace)));
  }
}

TEST_CASE("an order in a session file that names nobody, or is beyond all limits, is refused", "[sessions]") {
  const auto session = new_session();
  for (const char* order :
       {R"({"week": 5, "relief": {"donor": "nobody", "region": "XA-N", "usd": 5}})",
        R"({"week": 5, "relief": {"donor": "eu", "region": "nowhere", "usd": 5}})",
        R"({"week": 5, "relief": {"donor": "eu", "region": "XA-N", "usd": 1e300}})",
        R"({"week": 5, "engage": {"donor": "eu", "government": "XX", "topic": "reform", "usd": 5}})",
        R"({"week": 5, "joint_patrols": {"organisation": "none", "regions": ["XA-N"], "weeks": 5}})",
        R"({"week": 5, "inject": "scandal"})", R"({"week": "five", "inject": "drought"})", R"({"week": 5})", "[]"})
    CHECK_THROWS_AS(session->read_order(order, ""), scenarios::InvalidInput);
  CHECK_NOTHROW(session->read_order(R"({"week": 5, "relief": {"donor": "eu", "region": "XA-N", "usd": 5}})", ""));
}

TEST_CASE("weeks in a file are taken only as the scenario has them", "[sessions]") {
  const auto session = new_session();
  History& history = *session->branches()[0].history;
  agents::Workspace workspace;
  while (history.recorded() < 13) history.advance(workspace);
  const agents::Setting& setting = *history.setting();
  std::vector<Record> records;
  for (sim::Week week = 0; week < 13; ++week) records.push_back(history.record(week));
  CHECK(unpacked(packed(records), 0, 13, setting).size() == 13);
  CHECK_THROWS_AS(unpacked(packed(records), 0, 12, setting), sim::SnapshotError);
  CHECK_THROWS_AS(unpacked(packed(records), 1, 14, setting), sim::SnapshotError);  // events stand in other weeks
  CHECK_THROWS_AS(unpacked(packed(records), 0, 4'000'000'000, setting), sim::SnapshotError);
  const auto refused = [&](const std::function<void(WeekRecord&)>& damage) {
    auto damaged = records;
    auto last = std::make_shared<WeekRecord>(*records.back());
    damage(*last);
    damaged.back() = last;
    try {
      unpacked(packed(damaged), 0, 13, setting);
      return false;
    } catch (const sim::SnapshotError&) {
      return true;
    }
  };
  CHECK_FALSE(refused([](WeekRecord&) {}));
  CHECK(refused([](WeekRecord& record) { record.measures.pop_back(); }));
  CHECK(refused([](WeekRecord& record) { record.measures[0] = std::nanf(""); }));
  CHECK(refused([](WeekRecord& record) { record.assessed.push_back(0); }));
  CHECK(refused([](WeekRecord& record) { record.parts.pop_back(); }));
  CHECK(refused([](WeekRecord& record) { record.phases.assign(3, 0); }));
  CHECK(refused([](WeekRecord& record) { record.events.push_back({12, 200, 0, 0, 0, 0}); }));
  CHECK(refused([](WeekRecord& record) { record.events.push_back({12, 0, 0, 4000, 0, 0}); }));
}

TEST_CASE("a few bytes that claim to be a world of gigabytes are refused before memory is asked for", "[sessions]") {
  sim::Bytes bomb = compressed(sim::Bytes(64u << 20, 0));
  CHECK(bomb.size() < 512u << 10);
  CHECK_THROWS_AS(uncompressed(bomb, 1u << 20), sim::SnapshotError);
  bomb.resize(1000);
  CHECK_THROWS_AS(uncompressed(bomb, plenty), sim::SnapshotError);
}
