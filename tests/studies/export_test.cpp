// What other programs make of results: each reads them with its own tools.
#include "studies/export.h"

#include <array>
#include <cstdio>
#include <fstream>

#include "studies/results.h"
#include "tests/catch.h"
#include "tests/studies/program.h"
#include "tests/studies/study_example.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> block{};
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) text.append(block.data(), size);
  pclose(pipe);
  return text;
}

bool there_is(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

// A small study's results.
std::filesystem::path make_results(const TemporaryFolder& folder) {
  const auto out = folder.path() / "out";
  const auto file =
      write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 2, "seeds": 1, "weeks": 30,)");
  REQUIRE(run_program({"study", file.string(), "--out", out.string(), "--quiet"}).status == 0);
  return out;
}

}  // namespace

TEST_CASE("CSV files hold every row of the tables in full precision") {
  const TemporaryFolder folder;
  const auto out = make_results(folder);
  ResultsStore(out).set_provenance("note", "a, \"b\"\nc");
  const Ended ended = run_program({"export", out.string(), "--format", "csv"});
  REQUIRE(ended.status == 0);
  CHECK_THAT(ended.out, ContainsSubstring("series.csv"));
  if (!there_is("python3")) return;
  const auto script = folder.path() / "check.py";
  std::ofstream(script) << R"(
import csv, sqlite3, sys
database = sqlite3.connect(sys.argv[1] + "/results.sqlite")
rows = 0
def read(text, like):
    return None if like is None and text == "" else float(text) if isinstance(like, float) else int(text) if isinstance(like, int) else text
for table in ("runs", "points", "outcomes", "series", "events", "books", "measures", "scopes"):
    with open(f"{sys.argv[1]}/csv/{table}.csv", newline="") as file:
        reader = csv.DictReader(file)
        found = [tuple(row.values()) for row in reader]
        names = ", ".join(reader.fieldnames)
    order = {"series": " ORDER BY run_id, measure, scope, week", "books": " ORDER BY run_id, stock, scope, cause, week",
             "events": " ORDER BY run_id, rowid"}.get(table, " ORDER BY 1, 2")
    wanted = database.execute(f"SELECT {names} FROM {table}{order}").fetchall()
    assert len(found) == len(wanted), (table, len(found), len(wanted))
    for texts, values in zip(found, wanted):
        assert tuple(read(t, v) for t, v in zip(texts, values)) == values, (table, texts, values)
    rows += len(found)
with open(sys.argv[1] + "/csv/provenance.csv", newline="") as file:
    assert dict(csv.reader(file))["note"] == 'a, "b"\nc'
print("rows", rows > 1000)
)";
  CHECK_THAT(output_of("python3 " + script.string() + " " + out.string()), ContainsSubstring("rows True"));
}

TEST_CASE("NetCDF has the dimensions run, week and scope, units, and the values of the tables") {
  const TemporaryFolder folder;
  const auto out = make_results(folder);
  const Ended ended = run_program({"export", out.string(), "--format", "netcdf"});
  REQUIRE(ended.status == 0);
  if (!there_is("ncdump")) return;
  const auto file = (out / "results.nc").string();
  const std::string header = output_of("ncdump -h " + file);
  CHECK_THAT(header, ContainsSubstring("run = 6 ;") && ContainsSubstring("week = 9 ;") &&
                         ContainsSubstring("double capacity(run, week, scope) ;") &&
                         ContainsSubstring("capacity:units = \"1\" ;") &&
                         ContainsSubstring(":Conventions = \"CF-1.8\" ;") &&
                         ContainsSubstring("double outcome_peak_gain(run) ;") &&
                         ContainsSubstring("double factor_parameters_skill_half_life_weeks(run) ;"));
  const std::string courses = output_of("ncdump -v coa " + file);
  CHECK_THAT(courses, ContainsSubstring("coa = \"twin\", \"surge_only\", \"steady_partnership\", \"twin\""));
  const ResultsStore store(out);
  const double first = store.outcomes("peak_gain").at(1).value;
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.6g", first);
  CHECK_THAT(output_of("ncdump -p 6,6 -v outcome_peak_gain " + file), ContainsSubstring(text.data()));
}

TEST_CASE("exporting what is not there, or to where nothing can be written, is said") {
  const TemporaryFolder folder;
  const Ended none = run_program({"export", folder.path().string()});
  CHECK(none.status == 1);
  CHECK_THAT(none.err, ContainsSubstring("no results here"));
  const auto out = make_results(folder);
  CHECK_THAT(run_program({"export", out.string(), "--format", "netcdf", "--out", "/proc/none.nc"}).err,
             ContainsSubstring("/proc/none.nc: cannot be written"));
}

TEST_CASE("NetCDF keeps factors whose values are texts") {
  const TemporaryFolder folder;
  {
    ResultsStore store(folder.path());
    store.describe(std::vector<ScopeInfo>{{"theatre", "theatre", "Theatre", "", 1}});
    store.describe(std::vector<MeasureInfo>{{"capacity", "Capacity", "index", "mean", "more", 0}});
    store.write_points(
        {{0, "/donors/D/stance", std::string("generous")}, {1, "/donors/D/stance", std::string("strict")}});
    for (std::int64_t id = 0; id < 2; ++id) {
      RunRecord run;
      run.run_id = run.point_id = id;
      run.coa = "twin";
      run.weeks = 1;
      run.series.push_back({0, run.name("theatre"), run.name("capacity"), 0.5});
      store.write(run);
    }
  }
  const auto file = folder.path() / "results.nc";
  export_netcdf(folder.path(), file);
  if (!there_is("ncdump")) return;
  CHECK_THAT(output_of("ncdump -v factor_donors_D_stance " + file.string()),
             ContainsSubstring("factor_donors_D_stance = \"generous\", \"strict\""));
}
