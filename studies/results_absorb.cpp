#include <fmt/format.h>

#include "studies/results_database.h"

namespace mainstay::studies {

namespace {

std::int64_t first_number(SQLite::Database& open, const char* query) {
  return open.execAndGet(query).getInt64();
}

// Failed runs make room for those that were done elsewhere.
constexpr const char* replace_failed =
    "SELECT own.run_id FROM main.runs own JOIN other.runs o USING(run_id) WHERE own.status = 'failed' AND o.status = "
    "'done'";

constexpr const char* copy_all = R"sql(
INSERT OR IGNORE INTO main.names(name) SELECT name FROM other.names ORDER BY id;
CREATE TEMP TABLE new_runs AS SELECT run_id FROM other.runs WHERE run_id NOT IN (SELECT run_id FROM main.runs);
INSERT INTO main.runs SELECT * FROM other.runs WHERE run_id IN (SELECT run_id FROM new_runs);
INSERT INTO main.outcomes SELECT * FROM other.outcomes WHERE run_id IN (SELECT run_id FROM new_runs);
INSERT INTO main.events SELECT * FROM other.events WHERE run_id IN (SELECT run_id FROM new_runs) ORDER BY rowid;
INSERT INTO main.series_rows SELECT m.id, s.id, r.run_id, r.week, r.value FROM other.series_rows r
  JOIN other.names om ON om.id = r.measure JOIN main.names m ON m.name = om.name
  JOIN other.names os ON os.id = r.scope JOIN main.names s ON s.name = os.name
  WHERE r.run_id IN (SELECT run_id FROM new_runs);
INSERT INTO main.books_rows SELECT k.id, s.id, r.run_id, r.week, c.id, r.amount FROM other.books_rows r
  JOIN other.names ok ON ok.id = r.stock JOIN main.names k ON k.name = ok.name
  JOIN other.names os ON os.id = r.scope JOIN main.names s ON s.name = os.name
  JOIN other.names oc ON oc.id = r.cause JOIN main.names c ON c.name = oc.name
  WHERE r.run_id IN (SELECT run_id FROM new_runs);
DROP TABLE new_runs;
INSERT OR IGNORE INTO main.provenance SELECT * FROM other.provenance;
INSERT OR IGNORE INTO main.points SELECT * FROM other.points;
INSERT OR IGNORE INTO main.measures SELECT * FROM other.measures;
INSERT OR IGNORE INTO main.outcome_names SELECT * FROM other.outcome_names;
INSERT OR IGNORE INTO main.scopes SELECT * FROM other.scopes;
INSERT OR IGNORE INTO main.courses_of_action SELECT * FROM other.courses_of_action;
DELETE FROM main.coa_marks;
INSERT INTO main.coa_marks SELECT * FROM other.coa_marks ORDER BY rowid;
)sql";

}  // namespace

std::size_t ResultsStore::absorb(const std::filesystem::path& folder) {
  { const ResultsStore other(folder, Access::read); }  // its own messages if it cannot be read
  write_dictionary();
  return database_->guarded([&](SQLite::Database& open) {
    const AttachedDatabase attached(open, folder / "results.sqlite", busy_timeout_ms);
    SQLite::Transaction transaction(open, SQLite::TransactionBehavior::IMMEDIATE);
    std::vector<std::int64_t> stale;
    for (SQLite::Statement find(open, replace_failed); find.executeStep();)
      stale.push_back(find.getColumn(0).getInt64());
    for (const std::int64_t run : stale) erase(open, run);
    const std::int64_t differing =
        first_number(open,
                     "SELECT count(*) FROM main.runs own JOIN other.runs o USING(run_id) WHERE "
                     "own.status = 'done' AND o.status = 'done' AND own.state_hash <> o.state_hash");
    if (differing > 0)
      throw ResultsError(
          fmt::format("{}: {} of its runs are stored with another state hash in {}. They come from programs or "
                      "machines that do not compute the same; repeat one of the two.",
                      folder.string(), differing, folder_.string()));
    const std::int64_t repeated =
        first_number(open, "SELECT count(*) FROM other.runs WHERE run_id IN (SELECT run_id FROM main.runs)");
    open.exec(copy_all);
    transaction.commit();
    database_->name_ids.clear();
    return static_cast<std::size_t>(repeated);
  });
}

}  // namespace mainstay::studies
