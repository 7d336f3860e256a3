#include "sessions/saved_states.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "sessions/compressed.h"
#include "sessions/session_database.h"
#include "sim/snapshot.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;
using agents::World;
using Record = std::shared_ptr<const WeekRecord>;

namespace {

constexpr std::uint32_t weeks_version = 2;

// A WeekRecord in fields that can be saved. Most values hardly change from one week to the next, so that the difference
// of their bits is mostly zeros, which compress well.
struct StoredWeek {
  std::vector<std::uint32_t> measures, assessed;
  std::vector<std::uint32_t> event_numbers;  // week, kind, detail, region, subject of each
  std::vector<double> event_values;
  std::uint64_t hash = 0;
  std::vector<std::uint64_t> parts, phases;
  MAINSTAY_FIELDS(measures, assessed, event_numbers, event_values, hash, parts, phases)
};

std::vector<std::uint32_t> bits_changed(const std::vector<float>& now, const std::vector<float>* before) {
  std::vector<std::uint32_t> bits(now.size());
  for (std::size_t k = 0; k < now.size(); ++k)
    bits[k] = std::bit_cast<std::uint32_t>(now[k]) ^ (before ? std::bit_cast<std::uint32_t>((*before)[k]) : 0);
  return bits;
}

std::vector<float> bits_restored(const std::vector<std::uint32_t>& bits, const std::vector<float>* before) {
  if (before && before->size() != bits.size()) throw sim::SnapshotError("weeks of different length");
  std::vector<float> now(bits.size());
  for (std::size_t k = 0; k < bits.size(); ++k)
    now[k] = std::bit_cast<float>(bits[k] ^ (before ? std::bit_cast<std::uint32_t>((*before)[k]) : 0));
  return now;
}

sim::Bytes pack(const std::vector<Record>& records) {
  std::vector<StoredWeek> weeks;
  const WeekRecord* before = nullptr;
  for (const Record& record : records) {
    StoredWeek week{bits_changed(record->measures, before ? &before->measures : nullptr),
                    bits_changed(record->assessed, before ? &before->assessed : nullptr),
                    {},
                    {},
                    record->hash,
                    record->parts,
                    record->phases};
    for (const sim::Event& event : record->events) {
      week.event_numbers.insert(week.event_numbers.end(),
                                {event.week, event.kind, event.detail, event.region, event.subject});
      week.event_values.push_back(event.value);
    }
    weeks.push_back(std::move(week));
    before = record.get();
  }
  return compressed(sim::save(weeks, weeks_version));
}

std::vector<Record> unpack(const sim::Bytes& bytes) {
  std::vector<StoredWeek> weeks;
  sim::load(weeks, weeks_version, uncompressed(bytes));
  std::vector<Record> records;
  for (StoredWeek& week : weeks) {
    const WeekRecord* before = records.empty() ? nullptr : records.back().get();
    auto record = std::make_shared<WeekRecord>();
    record->measures = bits_restored(week.measures, before ? &before->measures : nullptr);
    record->assessed = bits_restored(week.assessed, before ? &before->assessed : nullptr);
    if (week.event_numbers.size() != 5 * week.event_values.size()) throw sim::SnapshotError("events of odd length");
    for (std::size_t k = 0; k < week.event_values.size(); ++k) {
      const std::uint32_t* n = &week.event_numbers[5 * k];
      record->events.push_back(
          {n[0], static_cast<std::uint16_t>(n[1]), static_cast<std::uint16_t>(n[2]), n[3], n[4], week.event_values[k]});
    }
    record->hash = week.hash;
    record->parts = std::move(week.parts);
    record->phases = std::move(week.phases);
    records.push_back(std::move(record));
  }
  return records;
}

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

std::shared_ptr<const World> unpack_world(const sim::Bytes& bytes, const World& like) {
  auto world = std::make_shared<World>(like);
  sim::load(*world, agents::world_version, uncompressed(bytes));
  world->events.begin_week();
  return world;
}

}  // namespace

SavedStates::SavedStates(const fs::path& file, std::string program) : program_(std::move(program)) {
  guarded(file, [&] { database_ = open_to_read(file); });
}
SavedStates::~SavedStates() = default;

void SavedStates::take_over(std::size_t branch, History& history) const {
  try {
    const std::shared_ptr<const World> begin = history.keyframe(history.first());
    SQLite::Statement row(*database_,
                          "SELECT from_week, weeks, world FROM states WHERE branch = ? AND program = ? ORDER BY "
                          "until_week");
    SQLite::bind(row, number_of(branch), program_);
    while (row.executeStep()) {
      const sim::Week from = row.getColumn(0).getUInt();
      if (from > history.recorded()) return;
      auto records = unpack(bytes_of(row.getColumn(1)));
      std::shared_ptr<const World> world;
      if (!row.isColumnNull(2)) {
        world = unpack_world(bytes_of(row.getColumn(2)), *begin);
        if (records.empty() || sim::state_hash(*world) != records.back()->hash) return;
      }
      history.take_over(from, std::move(records), std::move(world));
    }
  } catch (const std::exception&) {
    // What could be read before is taken over; the rest is simulated again.
  }
}

std::shared_ptr<const World> SavedStates::world(std::size_t branch, sim::Week week, const World& like) const {
  try {
    SQLite::Statement row(*database_, "SELECT world FROM states WHERE branch = ? AND until_week = ?");
    SQLite::bind(row, number_of(branch), week);
    if (!row.executeStep() || row.isColumnNull(0)) return nullptr;
    return unpack_world(bytes_of(row.getColumn(0)), like);
  } catch (const std::exception&) {
    return nullptr;
  }
}

std::vector<std::uint64_t> SavedStates::hashes(const std::string& column, std::size_t branch, sim::Week week) const {
  if (!has_phases(*database_) && column == "phases") return {};
  SQLite::Statement row(*database_, "SELECT " + column + " FROM hashes WHERE branch = ? AND week = ?");
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
    database_ = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
    database_->setBusyTimeout(5000);
    database_->exec("PRAGMA synchronous = NORMAL");  // a cache may be lost, never the orders of the other connection
    execute(*database_, "DELETE FROM states WHERE program <> ?", program_);
    if (!has_phases(*database_)) database_->exec("ALTER TABLE hashes ADD COLUMN phases BLOB");
  });
}
StateWriter::~StateWriter() = default;

void StateWriter::write(const std::vector<KeptHistory>& histories, const Position& position) {
  guarded(path_, [&] {
    // A branch that these histories do not know yet has just moved the position.
    if (position != position_)
      execute(*database_, "UPDATE position SET branch = ?, week = ? WHERE (SELECT count(*) FROM branches) = ?",
              number_of(position.branch), position.week, number_of(branches_in(histories)));
    position_ = position;
    for (const KeptHistory& kept : histories) write(kept);
  });
}

void StateWriter::empty_log() {
  if (!has_log(path_)) return;
  guarded(path_, [&] {
    SQLite::Statement checkpoint(*database_, "PRAGMA wal_checkpoint(TRUNCATE)");
    while (checkpoint.executeStep()) {
    }
  });
}

void StateWriter::write(const KeptHistory& kept) {
  Done& done = done_[kept.branch];
  if (done.history != kept.history) {
    SQLite::Statement hashes(*database_, "SELECT max(week) + 1 FROM hashes WHERE branch = ?");
    SQLite::Statement states(*database_, "SELECT max(until_week) FROM states WHERE branch = ?");
    hashes.bind(1, number_of(kept.branch));
    states.bind(1, number_of(kept.branch));
    hashes.executeStep();
    states.executeStep();
    done = {kept.history, std::max(kept.own_from, hashes.getColumn(0).getUInt()),
            std::max(kept.own_from, states.getColumn(0).getUInt())};
  }
  const sim::Week known = kept.history->recorded();
  if (done.hashes < known) write_states(kept, known);
}

void StateWriter::write_states(const KeptHistory& kept, sim::Week known) {
  Done& done = done_[kept.branch];
  struct Chunk {
    sim::Week from, until;
    sim::Bytes weeks, world;
  };
  std::vector<Chunk> chunks;  // made before the file is locked
  for (sim::Week from = done.states;;) {
    const sim::Week until = (from / weeks_between_keyframes + 1) * weeks_between_keyframes;
    if (until > known) break;
    Chunk chunk{from, until, {}, {}};
    std::vector<Record> records;
    for (sim::Week week = from; week < until; ++week) records.push_back(kept.history->record(week));
    chunk.weeks = pack(records);
    if (const auto world = kept.history->keyframe(until);
        until % weeks_between_saved_worlds == 0 && world->week == until)
      chunk.world = compressed(sim::save(*world, agents::world_version));
    chunks.push_back(std::move(chunk));
    from = until;
  }
  SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
  SQLite::Statement orders(*database_, "SELECT count(*) FROM orders WHERE branch = ?");
  orders.bind(1, number_of(kept.branch));
  orders.executeStep();
  // An order that this history does not know yet has just been given: a newer one will come.
  if (kept.branch != no_branch && static_cast<std::size_t>(orders.getColumn(0).getInt64()) != kept.given) return;
  orders.reset();
  for (const Chunk& chunk : chunks) {
    SQLite::Statement insert(*database_, "INSERT OR REPLACE INTO states VALUES(?, ?, ?, ?, ?, ?)");
    SQLite::bind(insert, number_of(kept.branch), chunk.until, chunk.from, program_);
    bind_bytes(insert, 5, chunk.weeks);
    if (!chunk.world.empty()) bind_bytes(insert, 6, chunk.world);
    insert.exec();
  }
  SQLite::Statement insert(*database_, "INSERT OR REPLACE INTO hashes VALUES(?, ?, ?, ?, ?)");
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
      if (!histories.empty()) writer_.write(histories, position);
      writer_.empty_log();
    } catch (const std::exception& error) {
      problem = error.what();
    }
    lock.lock();
    problem_ = std::move(problem);
  }
}

}  // namespace mainstay::sessions
