// Results of a run or study: one folder with results.sqlite, which Python, R and DuckDB read in one line each. A run is
// written in one transaction, so that a killed program leaves whole runs only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mainstay::studies {

// Why results cannot be read or written, and what to do about it.
class ResultsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using NameIndex = std::uint16_t;  // index into RunRecord::names

struct SeriesRow {
  std::uint32_t week = 0;
  NameIndex scope = 0;
  NameIndex measure = 0;
  double value = 0;  // rows whose value is not a number are left out
};

struct EventRow {
  std::uint32_t week = 0;
  std::string kind;
  std::string region;
  std::string subject;
  std::string detail;
  double value = 0;
};

// What was booked since the row before of the same run, scope, stock and cause: amounts of consecutive rows add up.
struct BookRow {
  std::uint32_t week = 0;
  NameIndex scope = 0;
  NameIndex stock = 0;
  NameIndex cause = 0;
  double amount = 0;  // rows of zero are left out
};

struct RunRecord {
  std::int64_t run_id = 0;
  std::int64_t point_id = 0;  // 0 where nothing is varied
  std::string coa;            // id of the course of action; "twin" for the world without one
  std::uint64_t seed = 0;
  std::string status = "done";  // or "failed"
  std::uint32_t weeks = 0;
  double wall_s = 0;
  std::string state_hash;  // 16 hex digits
  std::string error;       // of a failed run

  std::vector<std::string> names;  // scopes, measures, stocks and causes that the rows refer to
  std::vector<SeriesRow> series;
  std::map<std::string, double> outcomes;  // values that are not a number are left out
  std::vector<EventRow> events;
  std::vector<BookRow> books;

  NameIndex name(std::string_view text);  // its index in names; added if it is new
};

// Tables that describe the others. Units "index" (0 to 1, shown as points of 100), "share" (0 to 1, shown in per cent)
// and "usd" are known to reports; any other text is shown as it stands.
struct MeasureInfo {
  std::string measure, title, unit;
  std::string aggregate;  // how values add up over places: "sum", "mean", ...
  std::string better;     // "more", "less" or "" where neither is
  int decimals = 0;
};
struct OutcomeInfo {
  std::string outcome, title, unit, better;
};
struct ScopeInfo {
  std::string scope;
  std::string kind;  // "region", "country", "theatre" or "focus"
  std::string name, country;
  double population = 0;  // persons
};
struct CourseInfo {
  std::string coa, title, summary;
  int ordinal = 0;
};
struct CourseMark {  // a span of weeks that charts shade, such as the surge
  std::string coa;
  std::uint32_t week_from = 0, week_to = 0;
  std::string label;
};

// The value of a factor at a point: a number, or a text.
struct PointRow {
  std::int64_t point_id = 0;
  std::string factor;
  std::variant<double, std::string> value;
};

struct RunInfo {
  std::int64_t run_id = 0, point_id = 0;
  std::string coa;
  std::uint64_t seed = 0;
  std::string status;
  std::uint32_t weeks = 0;
  double wall_s = 0;
  std::string state_hash, error;
};

struct SeriesValue {
  std::int64_t run_id = 0;
  std::uint32_t week = 0;
  double value = 0;
};
struct ScopeValue {
  std::int64_t run_id = 0;
  std::string scope;
  double value = 0;
};
struct OutcomeValue {
  std::int64_t run_id = 0;
  std::string outcome;
  double value = 0;
};
struct BookValue {
  std::int64_t run_id = 0;
  std::string cause;
  double amount = 0;
};
struct EventCount {
  std::int64_t run_id = 0;
  std::string kind;
  double count = 0;
};

// Thread-safe: calls from several threads take turns. Several programs may read while one writes.
class ResultsStore {
 public:
  enum class Access { read, write };
  static constexpr int format_version = 1;

  // `folder` holds results.sqlite. For writing, both are created where they are missing.
  explicit ResultsStore(const std::filesystem::path& folder, Access access = Access::write);
  ~ResultsStore();
  ResultsStore(const ResultsStore&) = delete;
  ResultsStore& operator=(const ResultsStore&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

  // All that `work` writes is in one transaction: after a kill, or if it throws, nothing of it is there.
  void together(const std::function<void()>& work);

  // Replaces what was stored for the same run_id.
  void write(const RunRecord& run);
  void remove_run(std::int64_t run_id);
  // Runs are numbered by seed, point and course of action (Plan::run_id); with more points they get other numbers.
  void renumber_runs(std::size_t points_before, std::size_t points_now, std::size_t courses);
  // Adds all that another folder holds, in one transaction; what is there stays. Returns how many of its runs were here
  // already. Throws ResultsError if one of them has another result.
  std::size_t absorb(const std::filesystem::path& folder);

  // Each replaces the row of the same key.
  void set_provenance(std::string_view key, std::string_view value);
  void describe(const std::vector<MeasureInfo>& measures);
  void describe(const std::vector<OutcomeInfo>& outcomes);
  void describe(const std::vector<ScopeInfo>& scopes);
  void describe(const std::vector<CourseInfo>& courses);
  void describe(const std::vector<CourseMark>& marks);  // replaces all marks
  void write_points(const std::vector<PointRow>& rows);
  void write_dictionary();  // what tables, columns and kinds of events mean (results_dictionary.h)

  std::string provenance(std::string_view key, std::string_view otherwise = "") const;
  std::map<std::string, std::string> all_provenance() const;
  std::vector<RunInfo> runs() const;  // in order of run_id
  std::vector<MeasureInfo> measures() const;
  std::vector<OutcomeInfo> outcome_infos() const;
  std::vector<ScopeInfo> scopes() const;
  std::vector<CourseInfo> courses() const;  // in order; those without a description follow by name; no twin
  std::vector<CourseMark> marks() const;
  std::size_t point_count() const;
  std::vector<PointRow> points() const;  // in order of point_id and factor

  std::vector<std::string> recorded_measures(std::string_view scope) const;
  // One measure of one scope, of all runs, in order of run and week.
  std::vector<SeriesValue> series(std::string_view measure, std::string_view scope) const;
  // One measure of one week, of all regions that have it.
  std::vector<ScopeValue> region_values(std::string_view measure, std::uint32_t week) const;
  // Weeks that every run recorded (runs may record at different steps), in order.
  std::vector<std::uint32_t> recorded_weeks(std::string_view measure, std::string_view scope) const;
  // Weeks that any run recorded, in order.
  std::vector<std::uint32_t> all_weeks(std::string_view measure, std::string_view scope) const;
  std::vector<OutcomeValue> outcomes() const;
  std::vector<OutcomeValue> outcomes(std::string_view outcome) const;  // one of them, in order of run
  // Sum of what was booked after week `after` up to and including week `until`.
  std::vector<BookValue> books(std::string_view stock, std::string_view scope, std::uint32_t after,
                               std::uint32_t until) const;
  // Weeks at which anything was booked, in order.
  std::vector<std::uint32_t> book_weeks(std::string_view stock, std::string_view scope) const;
  std::vector<EventCount> event_counts() const;

 private:
  struct Database;
  std::filesystem::path folder_;
  std::unique_ptr<Database> database_;
};

}  // namespace mainstay::studies
