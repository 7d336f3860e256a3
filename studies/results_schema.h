// The tables of results.sqlite. `series` and `books`, the large ones, are views over rows of small numbers: a thousand
// runs take about half the space they would take with names in every row.
#pragma once

namespace mainstay::studies {

inline constexpr int results_application_id = 0x4d4e5354;  // "MNST"

inline constexpr const char* results_schema = R"sql(
CREATE TABLE provenance(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs(run_id INTEGER PRIMARY KEY, point_id INTEGER NOT NULL, coa TEXT NOT NULL, seed INTEGER NOT NULL,
  status TEXT NOT NULL CHECK(status IN ('done', 'failed')), weeks INTEGER NOT NULL, wall_s REAL NOT NULL,
  state_hash TEXT NOT NULL, error TEXT NOT NULL);
CREATE TABLE points(point_id INTEGER NOT NULL, factor TEXT NOT NULL, value REAL, PRIMARY KEY(point_id, factor))
  WITHOUT ROWID;
CREATE TABLE outcomes(run_id INTEGER NOT NULL, outcome TEXT NOT NULL, value REAL, PRIMARY KEY(run_id, outcome))
  WITHOUT ROWID;
CREATE TABLE events(run_id INTEGER NOT NULL, week INTEGER NOT NULL, kind TEXT NOT NULL, region TEXT, subject TEXT,
  detail TEXT, value REAL);
CREATE INDEX events_by_run ON events(run_id, kind);
CREATE TABLE measures(measure TEXT PRIMARY KEY, title TEXT, unit TEXT, aggregate TEXT, better TEXT, decimals INTEGER)
  WITHOUT ROWID;
CREATE TABLE outcome_names(outcome TEXT PRIMARY KEY, title TEXT, unit TEXT, better TEXT) WITHOUT ROWID;
CREATE TABLE scopes(scope TEXT PRIMARY KEY, kind TEXT, name TEXT, country TEXT, population REAL) WITHOUT ROWID;
CREATE TABLE courses_of_action(coa TEXT PRIMARY KEY, title TEXT, summary TEXT, ordinal INTEGER) WITHOUT ROWID;
CREATE TABLE coa_marks(coa TEXT NOT NULL, week_from INTEGER NOT NULL, week_to INTEGER NOT NULL, label TEXT);

CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE series_rows(measure INTEGER NOT NULL, scope INTEGER NOT NULL, run_id INTEGER NOT NULL,
  week INTEGER NOT NULL, value REAL, PRIMARY KEY(measure, scope, run_id, week)) WITHOUT ROWID;
CREATE TABLE books_rows(stock INTEGER NOT NULL, scope INTEGER NOT NULL, run_id INTEGER NOT NULL, week INTEGER NOT NULL,
  cause INTEGER NOT NULL, amount REAL, PRIMARY KEY(stock, scope, run_id, week, cause)) WITHOUT ROWID;
CREATE VIEW series AS SELECT r.run_id AS run_id, r.week AS week, s.name AS scope, m.name AS measure, r.value AS value
  FROM series_rows r JOIN names m ON m.id = r.measure JOIN names s ON s.id = r.scope;
CREATE VIEW books AS SELECT r.run_id AS run_id, r.week AS week, s.name AS scope, k.name AS stock, c.name AS cause,
  r.amount AS amount
  FROM books_rows r JOIN names k ON k.id = r.stock JOIN names s ON s.id = r.scope JOIN names c ON c.id = r.cause;
)sql";

}  // namespace mainstay::studies
