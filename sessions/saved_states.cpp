#include "sessions/saved_states.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "sessions/packed_states.h"
#include "sessions/session_database.h"
#include "sim/snapshot.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;
using agents::World;

namespace {

sim::Bytes bytes_of(const SQLite::Column& column) {
  const auto* data = static_cast<const unsigned char*>(column.getBlob());
  return {data, data + column.getBytes()};
}

void bind_bytes(SQLite::Statement& statement, int index, const sim::Bytes& bytes) {
  statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

// Files of earlier versions do not have them.
bool has_phases(SQLite::Database& database) {
  SQLite::Statement column(database, "SELECT 1 FROM pragma_table_info('hashes') WHERE name = 'phases'");
  return column.executeStep();
}

void bind_hashes(SQLite::Statement& statement, int index, const std::vector<std::uint64_t>& hashes) {
  statement.bind(index, hashes.data(), static_cast<int>(hashes.size() * sizeof(std::uint64_t)));
}

std::size_t branches_in(const std::vector<KeptHistory>& histories) {
  return static_cast<std::size_t>(std::count_if(histories.begin(), histories.end(),
                                                [](const KeptHistory& kept) { return kept.branch != no_branch; }));
}

}  // namespace

SavedStates::SavedStates(const fs::path& file, std::string program) : program_(std::move(program)) {
  guarded(file, [&] {
    database_ = std::make_unique<studies::DatabaseFile>(file, studies::DatabaseFile::Use::read, session_busy_ms);
  });
}
SavedStates::~SavedStates() = default;

void SavedStates::take_over(std::size_t branch, History& history) const {
  try {
    const std::shared_ptr<const World> begin = history.keyframe(history.first());
    SQLite::Statement row(
        **database_,
        "SELECT from_week, until_week, weeks, world FROM states WHERE branch = ? AND program = ? ORDER BY "
        "until_week");
    SQLite::bind(row, number_of(branch), program_);
    while (row.executeStep()) {
      const sim::Week from = row.getColumn(0).getUInt();
      if (from > history.recorded()) return;
      const sim::Week until = row.getColumn(1).getUInt();
      auto records = unpacked(bytes_of(row.getColumn(2)), from, until, *history.setting());
      std::shared_ptr<const World> world;
      if (!row.isColumnNull(3)) {
        world = unpacked(bytes_of(row.getColumn(3)), until, *begin);
        if (sim::state_hash(*world) != records.back()->hash) return;
      }
      history.take_over(from, std::move(records), std::move(world));
    }
  } catch (const std::exception&) {
    // What could be read before is taken over; the rest is simulated again.
  }
}

void SavedStates::take_over_records(std::size_t branch, History& history) const {
  try {
    SQLite::Statement row(**database_,
                          "SELECT from_week, until_week, weeks FROM states WHERE branch = ? ORDER BY until_week");
    row.bind(1, number_of(branch));
    while (row.executeStep()) {
      const sim::Week from = row.getColumn(0).getUInt();
      history.take_over(
          from, unpacked(bytes_of(row.getColumn(2)), from, row.getColumn(1).getUInt(), *history.setting()), nullptr);
    }
  } catch (const std::exception&) {
    // What could be read before is there to be looked at.
  }
}

std::shared_ptr<const World> SavedStates::world(std::size_t branch, sim::Week week, const World& like) const {
  try {
    SQLite::Statement row(**database_, "SELECT world FROM states WHERE branch = ? AND until_week = ?");
    SQLite::bind(row, number_of(branch), week);
    if (!row.executeStep() || row.isColumnNull(0)) return nullptr;
    return unpacked(bytes_of(row.getColumn(0)), week, like);
  } catch (const std::exception&) {
    return nullptr;
  }
}

std::vector<std::uint64_t> SavedStates::hashes(const std::string& column, std::size_t branch, sim::Week week) const {
  if (!has_phases(**database_) && column == "phases") return {};
  SQLite::Statement row(**database_, "SELECT " + column + " FROM hashes WHERE branch = ? AND week = ?");
  SQLite::bind(row, number_of(branch), week);
  if (!row.executeStep()) return {};
  const sim::Bytes bytes = bytes_of(row.getColumn(0));
  std::vector<std::uint64_t> hashes(bytes.size() / sizeof(std::uint64_t));
  if (!hashes.empty()) std::memcpy(hashes.data(), bytes.data(), hashes.size() * sizeof(std::uint64_t));
  return hashes;
}

std::vector<KeptHistory> kept_histories(const Session& session) {
  std::vector<KeptHistory> kept{{no_branch, 0, 0, session.twin()}};
  for (std::size_t k = 0; k < session.branches().size(); ++k) {
    const Branch& branch = session.branches()[k];
    sim::Week own_from = 0;
    if (branch.parent != no_branch)
      own_from = std::min(branch.forked, session.branches()[branch.parent].history->recorded());
    kept.push_back({k, branch.given.size(), own_from, branch.history});
  }
  return kept;
}

StateWriter::StateWriter(const fs::path& file, std::string program) : path_(file), program_(std::move(program)) {
  guarded(file, [&] {
    database_ = std::make_unique<studies::DatabaseFile>(file, studies::DatabaseFile::Use::write, session_busy_ms);
    (*database_)->exec("PRAGMA synchronous = NORMAL");  // a cache may be lost, never the orders of the other connection
    execute(**database_, "DELETE FROM states WHERE program <> ?", program_);
    if (!has_phases(**database_)) (*database_)->exec("ALTER TABLE hashes ADD COLUMN phases BLOB");
  });
}
StateWriter::~StateWriter() = default;

void StateWriter::write(const std::vector<KeptHistory>& histories, const Position& position, bool at_end) {
  guarded(path_, [&] {
    // A branch that these histories do not know yet has just moved the position.
    if (position != position_)
      execute(**database_, "UPDATE position SET branch = ?, week = ? WHERE (SELECT count(*) FROM branches) = ?",
              number_of(position.branch), position.week, number_of(branches_in(histories)));
    position_ = position;
    for (const KeptHistory& kept : histories) write(kept, at_end);
  });
}

void StateWriter::empty_log() {
  if (!studies::has_log(path_)) return;
  guarded(path_, [&] {
    SQLite::Statement checkpoint(**database_, "PRAGMA wal_checkpoint(TRUNCATE)");
    while (checkpoint.executeStep()) {
    }
  });
}

void StateWriter::write(const KeptHistory& kept, bool at_end) {
  Done& done = done_[kept.branch];
  if (done.history != kept.history) {
    SQLite::Statement hashes(**database_, "SELECT max(week) + 1 FROM hashes WHERE branch = ?");
    SQLite::Statement states(**database_, "SELECT max(until_week) FROM states WHERE branch = ?");
    hashes.bind(1, number_of(kept.branch));
    states.bind(1, number_of(kept.branch));
    hashes.executeStep();
    states.executeStep();
    done = {kept.history, std::max(kept.own_from, hashes.getColumn(0).getUInt()),
            std::max(kept.own_from, states.getColumn(0).getUInt())};
  }
  const sim::Week known = kept.history->recorded();
  if (done.hashes < known || (at_end && done.states < known)) write_states(kept, known, at_end);
}

void StateWriter::write_states(const KeptHistory& kept, sim::Week known, bool at_end) {
  Done& done = done_[kept.branch];
  struct Chunk {
    sim::Week from, until;
    sim::Bytes weeks, world;
  };
  std::vector<Chunk> chunks;  // made before the file is locked
  for (sim::Week from = done.states;;) {
    sim::Week until = (from / weeks_between_keyframes + 1) * weeks_between_keyframes;
    if (at_end) until = std::min(until, known);
    if (until > known || until == from) break;
    Chunk chunk{from, until, {}, {}};
    std::vector<Record> records;
    for (sim::Week week = from; week < until; ++week) records.push_back(kept.history->record(week));
    chunk.weeks = packed(records);
    if (const auto world = kept.history->keyframe(until);
        until % weeks_between_saved_worlds == 0 && world->week == until)
      chunk.world = packed(*world);
    chunks.push_back(std::move(chunk));
    from = until;
  }
  SQLite::Transaction transaction(**database_, SQLite::TransactionBehavior::IMMEDIATE);
  SQLite::Statement orders(**database_, "SELECT count(*) FROM orders WHERE branch = ?");
  orders.bind(1, number_of(kept.branch));
  orders.executeStep();
  // An order that this history does not know yet has just been given: a newer one will come.
  if (kept.branch != no_branch && static_cast<std::size_t>(orders.getColumn(0).getInt64()) != kept.given) return;
  orders.reset();
  for (const Chunk& chunk : chunks) {
    SQLite::Statement insert(**database_, "INSERT OR REPLACE INTO states VALUES(?, ?, ?, ?, ?, ?)");
    SQLite::bind(insert, number_of(kept.branch), chunk.until, chunk.from, program_);
    bind_bytes(insert, 5, chunk.weeks);
    if (!chunk.world.empty()) bind_bytes(insert, 6, chunk.world);
    insert.exec();
  }
  SQLite::Statement insert(**database_, "INSERT OR REPLACE INTO hashes VALUES(?, ?, ?, ?, ?)");
  for (sim::Week week = done.hashes; week < known; ++week) {
    const Record record = kept.history->record(week);
    SQLite::bind(insert, number_of(kept.branch), week, sim::hash_text(record->hash));
    bind_hashes(insert, 4, record->parts);
    bind_hashes(insert, 5, record->phases);
    insert.exec();
    insert.reset();
  }
  transaction.commit();
  done.hashes = known;
  if (!chunks.empty()) done.states = chunks.back().until;
}

StateKeeper::StateKeeper(const fs::path& file, std::string program)
    : writer_(file, std::move(program)), thread_([this](std::stop_token stop) { run(stop); }) {}

StateKeeper::~StateKeeper() {
  thread_.request_stop();
  wake_.notify_all();
}

void StateKeeper::keep(std::vector<KeptHistory> histories, Position position) {
  const std::lock_guard lock(mutex_);
  histories_ = std::move(histories);
  position_ = position;
}

std::string StateKeeper::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

void StateKeeper::run(std::stop_token stop) {
  for (bool last = false; !last;) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, std::chrono::milliseconds(500), [] { return false; });
    last = stop.stop_requested();
    const auto histories = histories_;
    const Position position = position_;
    lock.unlock();
    std::string problem;
    try {
      if (!histories.empty()) writer_.write(histories, position, last);
      writer_.empty_log();
    } catch (const std::exception& error) {
      problem = error.what();
    }
    lock.lock();
    problem_ = std::move(problem);
  }
}

}  // namespace mainstay::sessions
