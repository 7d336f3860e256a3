#include "studies/results.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <limits>

#include "studies/report_data.h"
#include "tests/catch.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

RunRecord example(std::int64_t id) {
  RunRecord run;
  run.run_id = id;
  run.coa = id % 2 == 0 ? "twin" : "surge_only";
  run.seed = 0xfedcba9876543210 + static_cast<std::uint64_t>(id);
  run.weeks = 520;
  run.wall_s = 0.25;
  run.state_hash = "0123456789abcdef";
  const NameIndex theatre = run.name("theatre"), capacity = run.name("capacity"), forgetting = run.name("forgetting");
  for (std::uint32_t week = 0; week <= 520; week += 4) run.series.push_back({week, theatre, capacity, 0.001 * week});
  run.series.push_back({3, theatre, capacity, std::numeric_limits<double>::quiet_NaN()});
  for (std::uint32_t week = 52; week <= 520; week += 52)
    run.books.push_back({week, theatre, capacity, forgetting, -0.125});
  run.outcomes = {{"peak_gain", 0.24}, {"retention", std::nan("")}};
  run.events = {{12, "attack", "ML-5", "front", "police", 3}};
  return run;
}

}  // namespace

TEST_CASE("what is written into a results store is what is read from it") {
  const TemporaryFolder folder;
  const auto place = folder.path() / "new" / "folder";
  {
    ResultsStore store(place);
    store.set_provenance("weeks", "520");
    store.set_provenance("weeks", "520");
    store.write(example(1));
    store.write(example(2));
    store.describe(std::vector<CourseMark>{{"surge_only", 104, 156, "surge"}});
    store.describe(std::vector<ScopeInfo>{{"ML-5", "region", "Mopti", "MLI", 3e6}});
  }
  const ResultsStore store(place, ResultsStore::Access::read);
  CHECK(store.provenance("weeks") == "520");
  CHECK(store.provenance("none", "otherwise") == "otherwise");
  const auto runs = store.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].seed == 0xfedcba9876543211);
  CHECK(runs[0].state_hash == "0123456789abcdef");
  const auto series = store.series("capacity", "theatre");
  REQUIRE(series.size() == 2 * 131);
  CHECK(series[130].week == 520);
  CHECK(series[130].value == Approx(0.52));
  CHECK(store.outcomes().size() == 2);
  CHECK(store.recorded_measures("theatre") == std::vector<std::string>{"capacity"});
  CHECK(store.recorded_weeks("capacity", "theatre").size() == 131);
  const auto books = store.books("capacity", "theatre", 104, 208);
  REQUIRE(books.size() == 2);
  CHECK(books[0].amount == Approx(-0.25));
  CHECK(store.event_counts().size() == 2);
  CHECK(store.marks().at(0).week_to == 156);
  CHECK(store.scopes().at(0).name == "Mopti");
  CHECK(store.courses().at(0).coa == "surge_only");
}

TEST_CASE("writing a run again replaces it") {
  const TemporaryFolder folder;
  ResultsStore store(folder.path());
  RunRecord run = example(1);
  run.status = "failed";
  run.error = "stopped";
  store.write(run);
  store.write(example(1));
  REQUIRE(store.runs().size() == 1);
  CHECK(store.runs()[0].status == "done");
  CHECK(store.series("capacity", "theatre").size() == 131);
}

TEST_CASE("the tables that scripts read have the documented columns") {
  const TemporaryFolder folder;
  ResultsStore(folder.path()).write(example(1));
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder.path() / "results.sqlite").c_str(), &database) == SQLITE_OK);
  for (const char* query :
       {"SELECT key, value FROM provenance",
        "SELECT run_id, point_id, coa, seed, status, weeks, wall_s, state_hash, error FROM runs",
        "SELECT point_id, factor, value FROM points", "SELECT run_id, week, scope, measure, value FROM series",
        "SELECT run_id, outcome, value FROM outcomes",
        "SELECT run_id, week, kind, region, subject, detail, value FROM events",
        "SELECT run_id, week, scope, stock, cause, amount FROM books",
        "SELECT measure, title, unit, aggregate, better, decimals FROM measures",
        "SELECT outcome, title, unit, better FROM outcome_names",
        "SELECT scope, kind, name, country, population FROM scopes",
        "SELECT coa, title, summary, ordinal FROM courses_of_action",
        "SELECT coa, week_from, week_to, label FROM coa_marks"}) {
    INFO(query);
    CHECK(sqlite3_exec(database, query, nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  sqlite3_close(database);
}

TEST_CASE("a program killed while it writes leaves whole runs only") {
  const TemporaryFolder folder;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    try {
      ResultsStore store(folder.path());
      for (std::int64_t id = 1;; ++id) {
        store.write(example(id));
        if (id == 5 && ::write(ready[1], "x", 1) != 1) _exit(3);
      }
    } catch (...) {
    }
    _exit(3);
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  usleep(3000);
  REQUIRE(kill(child, SIGKILL) == 0);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  close(ready[0]);
  close(ready[1]);

  ResultsStore store(folder.path());
  const auto runs = store.runs();
  REQUIRE(runs.size() >= 5);
  CHECK(store.series("capacity", "theatre").size() == 131 * runs.size());
  CHECK(store.books("capacity", "theatre", 0, 520).size() == runs.size());
  CHECK(store.outcomes().size() == runs.size());
  store.write(example(static_cast<std::int64_t>(runs.size()) + 1));
  CHECK(store.runs().size() == runs.size() + 1);
}

TEST_CASE("a folder without results, a foreign file and a newer format are named with a remedy") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(ResultsStore(folder.path(), ResultsStore::Access::read), ContainsSubstring("no results here"));
  const auto file = folder.path() / "results.sqlite";
  std::ofstream(file)
      << "some notes of mine, long enough to be looked at by the database as a header of a hundred bytes, "
         "which they are not";
  CHECK_THROWS_WITH(ResultsStore(folder.path()), ContainsSubstring("not a results file"));
  CHECK_THROWS_WITH(ResultsStore(folder.path(), ResultsStore::Access::read), ContainsSubstring("not a results file"));
  std::filesystem::remove(file);
  { ResultsStore store(folder.path()); }
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  CHECK_THROWS_WITH(ResultsStore(folder.path(), ResultsStore::Access::read), ContainsSubstring("newer Mainstay"));
}

TEST_CASE("altered results are refused with the table and what is possible there, whatever they say") {
  struct Altered {
    const char *change, *named;
  };
  const Altered altered[] = {
      {"UPDATE OR IGNORE series_rows SET week = 4294967295", "in the table series_rows, \"week\" is 4294967295"},
      {"UPDATE OR IGNORE series_rows SET week = -1", "\"week\" is -1; a whole number from 0"},
      {"UPDATE OR IGNORE series_rows SET week = 2.5", "\"week\" is 2.5"},
      {"UPDATE series_rows SET value = 9e999", "in the table series_rows, \"value\" is Inf"},
      {"UPDATE series_rows SET value = 'much'", "\"value\" is a text"},
      {"UPDATE series_rows SET value = NULL", "\"value\" is missing"},
      {"UPDATE runs SET weeks = -7", "in the table runs, \"weeks\" is -7"},
      {"UPDATE runs SET point_id = -1", "\"point_id\" is -1"},
      {"PRAGMA ignore_check_constraints = 1; UPDATE runs SET status = 'begun'", "\"done\" or \"failed\" is possible"},
      {"UPDATE runs SET coa = x'ff'", "\"coa\" is no text in UTF-8"},
      {"UPDATE outcomes SET value = -1e300", "in the table outcomes, \"value\" is -1.0e+300"},
      {"UPDATE coa_marks SET week_to = 4294967295", "in the table coa_marks, \"week_to\""},
      {"UPDATE courses_of_action SET ordinal = 2147483647", "in the table courses_of_action, \"ordinal\""},
      {"UPDATE scopes SET population = 'few'", "in the table scopes, \"population\""},
      {"UPDATE measures SET decimals = -2147483648", "in the table measures, \"decimals\""}};
  for (const Altered& one : altered) {
    INFO(one.change);
    const TemporaryFolder folder;
    {
      ResultsStore store(folder.path());
      store.write(example(1));
      store.describe(std::vector<CourseMark>{{"surge_only", 104, 156, "surge"}});
      store.describe(std::vector<CourseInfo>{{"surge_only", "Surge", "", 0}});
      store.describe(std::vector<ScopeInfo>{{"ML-5", "region", "Mopti", "MLI", 3e6}});
      store.describe(std::vector<MeasureInfo>{{"capacity", "Capacity", "index", "mean", "more", 2}});
    }
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((folder.path() / "results.sqlite").c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, one.change, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    const ResultsStore store(folder.path(), ResultsStore::Access::read);
    CHECK_THROWS_WITH(ReportData(store).curves(0, "capacity", "theatre"),
                      ContainsSubstring("results.sqlite: is damaged") && ContainsSubstring(one.named) &&
                          ContainsSubstring("Copy it from where it was made"));
  }
}

TEST_CASE("a full disk is named as such and leaves what was written") {
  const TemporaryFolder folder;
  ResultsStore store(folder.path());
  store.write(example(1));
  RunRecord large = example(2);
  large.error.assign(20'000'000, 'x');
  large.names.clear();
  large.series.clear();
  large.books.clear();
  const LargestFile limit(5'000'000);
  CHECK_THROWS_AS(store.write(large), ResultsError);
  CHECK(store.runs().size() == 1);
}

TEST_CASE("what is written together is there as a whole or not at all") {
  const TemporaryFolder folder;
  ResultsStore store(folder.path());
  store.set_provenance("seeds", "10");
  store.write_points({{0, "/a", 1.0}});
  const auto extend = [&](bool killed) {
    store.together([&] {
      store.set_provenance("seeds", "20");
      store.write_points({{0, "/a", 2.0}});
      if (killed) throw std::runtime_error("killed");
    });
  };
  CHECK_THROWS(extend(true));
  CHECK(store.provenance("seeds") == "10");
  CHECK(std::get<double>(store.points().at(0).value) == 1);
  extend(false);
  CHECK(store.provenance("seeds") == "20");
  CHECK(std::get<double>(store.points().at(0).value) == 2);
}
