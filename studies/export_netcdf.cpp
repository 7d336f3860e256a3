#include <fmt/format.h>
#include <netcdf.h>
#include <netcdf_mem.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "scenarios/whole_file.h"
#include "studies/export.h"
#include "studies/results.h"

namespace mainstay::studies {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Letters, digits and '_', as CF wants names to be.
std::string variable_name(std::string text) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  text.erase(0, text.find_first_not_of('_'));
  return text;
}

class File {
 public:
  // Made in memory: HDF5 never comes to an end with a file that it could not write to its end.
  explicit File(const std::filesystem::path& path) : path_(path) {
    constexpr std::size_t first_bytes = 1 << 20;
    check(nc_create_mem(path.c_str(), NC_NETCDF4 | NC_CLOBBER, first_bytes, &id_));
    open_ = true;
  }
  ~File() {
    if (open_) nc_abort(id_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int dimension(const char* name, std::size_t length) {
    int dimension = 0;
    check(nc_def_dim(id_, name, length, &dimension));
    return dimension;
  }
  int variable(const std::string& name, nc_type type, const std::vector<int>& dimensions) {
    int variable = 0;
    check(nc_def_var(id_, name.c_str(), type, static_cast<int>(dimensions.size()), dimensions.data(), &variable));
    if (type == NC_DOUBLE) check(nc_put_att_double(id_, variable, "_FillValue", NC_DOUBLE, 1, &missing));
    return variable;
  }
  void compress(int variable) { check(nc_def_var_deflate(id_, variable, 1, 1, 1)); }
  void attribute(int variable, const char* name, const std::string& text) {
    if (!text.empty()) check(nc_put_att_text(id_, variable, name, text.size(), text.c_str()));
  }
  void keep() {
    open_ = false;
    NC_memio made{};
    check(nc_close_memio(id_, &made));
    const std::unique_ptr<void, void (*)(void*)> memory(made.memory, std::free);
    scenarios::write_whole_file(path_, {static_cast<const char*>(made.memory), made.size}, scenarios::Links::followed);
  }
  void put(int variable, const std::vector<double>& values) { check(nc_put_var_double(id_, variable, values.data())); }
  void put(int variable, const std::vector<long long>& values) {
    check(nc_put_var_longlong(id_, variable, values.data()));
  }
  void put(int variable, const std::vector<std::string>& values) {
    std::vector<const char*> texts;
    for (const std::string& value : values) texts.push_back(value.c_str());
    check(nc_put_var_string(id_, variable, texts.data()));
  }

 private:
  void check(int status) {
    if (status != NC_NOERR)
      throw ResultsError(fmt::format(
          "{}: cannot be written as NetCDF ({}). Check that its folder exists, free space and permissions, and "
          "that no other program has the file open.",
          path_.string(), nc_strerror(status)));
  }

  std::filesystem::path path_;
  int id_ = 0;
  bool open_ = false;
};

// CF knows "1" for numbers without a unit.
std::string cf_unit(const std::string& unit) {
  return unit == "index" || unit == "share" || unit == "balance" || unit.empty() ? "1" : unit;
}

struct Axes {
  std::vector<RunInfo> runs;
  std::vector<std::uint32_t> weeks;
  std::vector<std::string> scopes;
  std::map<std::int64_t, std::size_t> run_at;
  std::map<std::uint32_t, std::size_t> week_at;
  int run = 0, week = 0, scope = 0;  // dimensions
};

Axes axes_of(const ResultsStore& store, const std::vector<MeasureInfo>& measures) {
  Axes axes;
  for (const RunInfo& run : store.runs())
    if (run.status == "done") axes.runs.push_back(run);
  std::set<std::uint32_t> weeks;
  for (const ScopeInfo& scope : store.scopes()) {
    bool any = false;
    for (const MeasureInfo& measure : measures) {
      const auto recorded = store.all_weeks(measure.measure, scope.scope);
      weeks.insert(recorded.begin(), recorded.end());
      any = any || !recorded.empty();
    }
    if (any) axes.scopes.push_back(scope.scope);
  }
  axes.weeks.assign(weeks.begin(), weeks.end());
  for (std::size_t i = 0; i < axes.runs.size(); ++i) axes.run_at[axes.runs[i].run_id] = i;
  for (std::size_t i = 0; i < axes.weeks.size(); ++i) axes.week_at[axes.weeks[i]] = i;
  return axes;
}

// Dates as CF wants them: days since the scenario's start, on which a week begins.
void write_time(File& file, const ResultsStore& store, const Axes& axes) {
  const std::string start = store.provenance("start_date");
  if (start.empty()) return;
  std::vector<double> days;
  for (const std::uint32_t week : axes.weeks) days.push_back(7.0 * week);
  const int time = file.variable("time", NC_DOUBLE, {axes.week});
  file.attribute(time, "standard_name", "time");
  file.attribute(time, "long_name", "first day of the week");
  file.attribute(time, "units", "days since " + start + " 00:00:00");
  file.attribute(time, "calendar", "standard");
  file.attribute(time, "axis", "T");
  file.put(time, days);
}

// Titles of runs' courses of action, names and populations of places.
void write_descriptions(File& file, const ResultsStore& store, const Axes& axes) {
  std::map<std::string, std::string> titles{{"twin", "The world without it"}};
  for (const CourseInfo& course : store.courses()) titles[course.coa] = course.title;
  std::map<std::string, ScopeInfo> places;
  for (const ScopeInfo& scope : store.scopes()) places[scope.scope] = scope;
  std::vector<std::string> courses, names;
  std::vector<double> populations;
  for (const RunInfo& run : axes.runs)
    courses.push_back(titles.contains(run.coa) && !titles[run.coa].empty() ? titles[run.coa] : run.coa);
  for (const std::string& scope : axes.scopes) {
    names.push_back(places[scope].name);
    populations.push_back(places[scope].population);
  }
  const auto texts = [&](const char* variable_of, int dimension, const std::vector<std::string>& values,
                         const char* title) {
    const int variable = file.variable(variable_of, NC_STRING, {dimension});
    file.attribute(variable, "long_name", title);
    file.put(variable, values);
  };
  texts("coa_title", axes.run, courses, "title of the course of action");
  texts("scope_name", axes.scope, names, "name of the place");
  const int people = file.variable("scope_population", NC_DOUBLE, {axes.scope});
  file.attribute(people, "long_name", "people who live there at the start");
  file.attribute(people, "units", "1");
  file.put(people, populations);
}

void write_axes(File& file, Axes& axes) {
  axes.run = file.dimension("run", axes.runs.size());
  axes.week = file.dimension("week", axes.weeks.size());
  axes.scope = file.dimension("scope", axes.scopes.size());
  std::vector<long long> ids, points, seeds;
  std::vector<std::string> courses;
  for (const RunInfo& run : axes.runs) {
    ids.push_back(run.run_id);
    points.push_back(run.point_id);
    seeds.push_back(static_cast<long long>(run.seed));
    courses.push_back(run.coa);
  }
  const auto whole = [&](const char* name, int dimension, const std::vector<long long>& values, const char* title) {
    const int variable = file.variable(name, NC_INT64, {dimension});
    file.attribute(variable, "long_name", title);
    file.put(variable, values);
    return variable;
  };
  whole("run", axes.run, ids, "run_id");
  whole("point_id", axes.run, points, "point of the design");
  whole("seed", axes.run, seeds, "seed");
  const int course = file.variable("coa", NC_STRING, {axes.run});
  file.attribute(course, "long_name", "course of action");
  file.put(course, courses);
  whole("week", axes.week, {axes.weeks.begin(), axes.weeks.end()}, "week of the run, from 0");
  const int scope = file.variable("scope", NC_STRING, {axes.scope});
  file.attribute(scope, "long_name", "theatre, focus, country or region");
  file.put(scope, axes.scopes);
}

void write_measure(File& file, const ResultsStore& store, const Axes& axes, const MeasureInfo& measure) {
  const bool dated = !store.provenance("start_date").empty();
  std::vector<double> values(axes.runs.size() * axes.weeks.size() * axes.scopes.size(), missing);
  bool any = false;
  for (std::size_t s = 0; s < axes.scopes.size(); ++s)
    for (const SeriesValue& value : store.series(measure.measure, axes.scopes[s])) {
      const auto run = axes.run_at.find(value.run_id);
      if (run == axes.run_at.end()) continue;
      values[(run->second * axes.weeks.size() + axes.week_at.at(value.week)) * axes.scopes.size() + s] = value.value;
      any = true;
    }
  if (!any) return;
  const int variable = file.variable(variable_name(measure.measure), NC_DOUBLE, {axes.run, axes.week, axes.scope});
  file.compress(variable);
  file.attribute(variable, "long_name", measure.title);
  file.attribute(variable, "units", cf_unit(measure.unit));
  file.attribute(variable, "coordinates",
                 dated ? "time coa coa_title point_id seed scope_name" : "coa coa_title point_id seed scope_name");
  file.put(variable, values);
}

void write_by_run(File& file, const Axes& axes, const std::string& name, const std::string& title,
                  const std::string& unit, const std::vector<double>& values) {
  const int variable = file.variable(name, NC_DOUBLE, {axes.run});
  file.attribute(variable, "long_name", title);
  file.attribute(variable, "units", cf_unit(unit));
  file.put(variable, values);
}

// Factors by run: numbers as numbers, texts as texts.
void write_factors(File& file, const ResultsStore& store, const Axes& axes) {
  std::map<std::int64_t, std::vector<std::size_t>> runs_at;
  for (std::size_t i = 0; i < axes.runs.size(); ++i) runs_at[axes.runs[i].point_id].push_back(i);
  std::map<std::string, std::vector<double>> numbers;
  std::map<std::string, std::vector<std::string>> texts;
  for (const PointRow& row : store.points())
    for (const std::size_t run : runs_at[row.point_id])
      if (const double* number = std::get_if<double>(&row.value))
        numbers.try_emplace(row.factor, axes.runs.size(), missing).first->second[run] = *number;
      else
        texts.try_emplace(row.factor, axes.runs.size()).first->second[run] = std::get<std::string>(row.value);
  for (const auto& [factor, values] : numbers)
    if (!texts.contains(factor)) write_by_run(file, axes, "factor_" + variable_name(factor), factor, "", values);
  for (auto& [factor, values] : texts) {
    if (const auto some = numbers.find(factor); some != numbers.end())  // a factor of numbers and texts
      for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(some->second[i])) values[i] = fmt::format("{}", some->second[i]);
    const int variable = file.variable("factor_" + variable_name(factor), NC_STRING, {axes.run});
    file.attribute(variable, "long_name", factor);
    file.put(variable, values);
  }
}

}  // namespace

void export_netcdf(const std::filesystem::path& results, const std::filesystem::path& path) {
  const ResultsStore store(results, ResultsStore::Access::read);
  const auto measures = store.measures();
  Axes axes = axes_of(store, measures);
  if (axes.runs.empty())
    throw ResultsError(fmt::format("{}: no run is done yet, so there is nothing to export.", results.string()));
  File file(path);
  file.attribute(NC_GLOBAL, "Conventions", "CF-1.8");
  file.attribute(NC_GLOBAL, "title", store.provenance("study_title", store.provenance("scenario_title")));
  file.attribute(NC_GLOBAL, "source",
                 fmt::format("Mainstay {} (commit {})", store.provenance("version"), store.provenance("commit")));
  file.attribute(NC_GLOBAL, "history", store.provenance("started") + ": " + store.provenance("command_line"));
  file.attribute(NC_GLOBAL, "comment", "Illustrative, not a forecast.");
  write_axes(file, axes);
  write_time(file, store, axes);
  write_descriptions(file, store, axes);
  for (const MeasureInfo& measure : measures) write_measure(file, store, axes, measure);
  for (const OutcomeInfo& outcome : store.outcome_infos()) {
    std::vector<double> values(axes.runs.size(), missing);
    for (const OutcomeValue& value : store.outcomes(outcome.outcome))
      if (const auto run = axes.run_at.find(value.run_id); run != axes.run_at.end()) values[run->second] = value.value;
    write_by_run(file, axes, "outcome_" + variable_name(outcome.outcome), outcome.title, outcome.unit, values);
  }
  write_factors(file, store, axes);
  file.keep();
}

}  // namespace mainstay::studies
