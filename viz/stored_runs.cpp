#include "viz/stored_runs.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "sim/snapshot.h"
#include "studies/repeat.h"
#include "studies/report_text.h"
#include "studies/results.h"
#include "studies/study_points.h"

namespace mainstay::viz {

using studies::ResultsStore;
using studies::RunInfo;

namespace {

constexpr double look_seconds = 3;

sessions::Bands bands_of(std::map<sim::Week, std::vector<float>> by_week) {
  // Some runs are stored week by week, others in larger steps: a band is of the weeks that all of them have.
  std::size_t most = 0;
  for (const auto& [week, values] : by_week) most = std::max(most, values.size());
  sessions::Bands bands;
  for (auto& [week, values] : by_week)
    if (values.size() == most) bands.add(week, std::move(values));
  return bands;
}

std::vector<RunInfo> read_runs(const std::string& folder) {
  return ResultsStore(folder, ResultsStore::Access::read).runs();
}

// As the report names factors and their values.
StoredPoints read_points(const std::string& folder, std::size_t count) {
  const studies::StudyPoints points(ResultsStore(folder, ResultsStore::Access::read));
  StoredPoints stored;
  for (const auto& factor : points.factors()) stored.factors.push_back(factor.title);
  stored.values.resize(count);
  for (std::size_t point = 0; point < count; ++point) {
    const auto id = static_cast<std::int64_t>(point);
    for (std::size_t f = 0; f < stored.factors.size() && points.has(id); ++f)
      stored.values[point].push_back(points.text(f, points.values()[points.row_of(id)][f]));
  }
  return stored;
}

// What another program is writing, or a folder that is gone, is tried again; what was read before stays.
template <class Result>
std::optional<Result> take_ready(std::future<Result>& reading) {
  if (!reading.valid() || reading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
  try {
    return reading.get();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

StoredRuns::StoredRuns(const std::string& folder)
    : folder_(folder), plan_(studies::plan_of(ResultsStore(folder, ResultsStore::Access::read))) {
  const ResultsStore store(folder, ResultsStore::Access::read);
  made_by_ = fmt::format("{} (commit {})", store.provenance("version"), store.provenance("commit"));
  take_runs(read_runs(folder));
  points_ = read_points(folder, plan_.points());
}
StoredRuns::~StoredRuns() = default;

void StoredRuns::take_runs(std::vector<RunInfo> runs) {
  runs_ = std::move(runs);
  failed_ = static_cast<std::size_t>(
      std::count_if(runs_.begin(), runs_.end(), [](const RunInfo& run) { return run.status == "failed"; }));
}

void StoredRuns::choose(std::int64_t run_id) {
  compared = false;
  const RunInfo* chosen = nullptr;
  for (const RunInfo& run : runs_)
    if (run.run_id == run_id) chosen = &run;
  for (const RunInfo& run : runs_)
    if (!chosen && run.status == "done" && run.coa != "twin") chosen = &run;
  shown_ = chosen ? plan_.key(chosen->run_id) : studies::RunKey{0, plan_.courses().size() > 1 ? 1u : 0u, 0};
}

std::string StoredRuns::point_text(std::size_t point) const {
  std::string text;
  const auto& values = points_.values.at(point);
  for (std::size_t f = 0; f < values.size(); ++f)
    text += fmt::format("{}{} {}", f == 0 ? "" : ", ", points_.factors[f], values[f]);
  return text;
}

const RunInfo* StoredRuns::shown_run() const {
  const std::int64_t id = plan_.run_id(shown_);
  for (const RunInfo& run : runs_)
    if (run.run_id == id) return &run;
  return nullptr;
}

StoredRuns::Fan StoredRuns::read_fan(const std::string& folder, Fan wanted, std::vector<RunInfo> runs) {
  std::map<std::int64_t, const RunInfo*> of_point;
  for (const RunInfo& run : runs)
    if (run.point_id == static_cast<std::int64_t>(wanted.point) && run.status == "done") of_point[run.run_id] = &run;
  // By run and week, a value for each scope of the place.
  std::map<std::pair<const RunInfo*, sim::Week>, std::map<std::size_t, double>> parts;
  const ResultsStore store(folder, ResultsStore::Access::read);
  const auto& id = agents::measure_descriptions[agents::measure(wanted.measure)].id;
  for (std::size_t k = 0; k < wanted.scopes.size(); ++k)
    for (const auto& row : store.series(id, wanted.scopes[k]))
      if (const auto run = of_point.find(row.run_id); run != of_point.end())
        parts[{run->second, row.week}][wanted.place.scopes[k]] = row.value;
  std::map<std::string, std::map<sim::Week, std::vector<float>>> values;
  for (const auto& [of, by_scope] : parts)
    if (by_scope.size() == wanted.scopes.size())
      values[of.first->coa][of.second].push_back(
          static_cast<float>(wanted.place.over([&](std::size_t scope) { return by_scope.at(scope); })));
  for (auto& [course, by_week] : values) wanted.by_course[course] = bands_of(std::move(by_week));
  return wanted;
}

sessions::Bands StoredRuns::bands(const std::string& course, agents::Measure measure,
                                  const std::vector<std::string>& scopes, const sessions::Place& place) {
  asked_ = {measure, scopes, place, shown_.point, runs_.size(), {}};
  const bool same = fan_.measure == measure && fan_.scopes == scopes && fan_.point == shown_.point;
  if (!same || !fan_.by_course.contains(course)) return {};
  return fan_.by_course.at(course);
}

void StoredRuns::follow(double time) {
  if (auto fan = take_ready(reading_)) fan_ = std::move(*fan);
  if (auto runs = take_ready(looking_)) take_runs(std::move(*runs));
  if (time - looked_ > look_seconds && !looking_.valid()) {
    looked_ = time;
    looking_ = std::async(std::launch::async, read_runs, folder_);
  }
  const bool stale = fan_.measure != asked_.measure || fan_.scopes != asked_.scopes || fan_.point != asked_.point ||
                     fan_.runs != asked_.runs;
  if (stale && !reading_.valid() && !asked_.scopes.empty())
    reading_ = std::async(std::launch::async, read_fan, folder_, asked_, runs_);
}

std::unique_ptr<Game> open_stored_run(const std::string& folder, std::int64_t run_id) {
  auto stored = std::make_shared<StoredRuns>(folder);
  stored->choose(run_id);
  const studies::RunKey key = stored->shown();
  auto game = std::make_unique<Game>(sessions::Session(
      std::make_shared<const scenarios::Scenario>(stored->plan().scenario(key.point)), stored->plan().seed(key)));
  const auto& branches = game->session.branches();
  for (std::size_t k = 0; k < branches.size(); ++k)
    if (branches[k].course == stored->plan().courses()[key.course]) game->opened_at.branch = k;
  game->stored = std::move(stored);
  return game;
}

void follow_stored_runs(State& state) {
  Game& game = *state.game;
  StoredRuns& stored = *game.stored;
  stored.follow(state.time);
  if (!std::exchange(stored.version_told, true) && stored.made_by() != state.program)
    warn(state, fmt::format("These results were stored by Mainstay {}. Bands are as stored; the run is played by this "
                            "version, which is {}.",
                            stored.made_by(), state.program));
  const RunInfo* run = stored.shown_run();
  if (stored.compared || !run || !game.moment) return;
  if (run->status == "failed") {
    stored.compared = true;
    return say(state, "This run failed: " + run->error);
  }
  const auto& branch = game.session.branches()[game.opened_at.branch];
  const auto& history = run->coa == "twin" ? game.session.twin() : branch.history;
  if (!branch.given.empty() || run->weeks == 0 || history->recorded() < run->weeks) return;
  stored.compared = true;
  const bool same = sim::hash_text(history->hash(run->weeks - 1)) == run->state_hash;
  say(state, same ? "This is the stored run, bit for bit."
                  : "This is not the stored run: another version of Mainstay has computed it.");
}

}  // namespace mainstay::viz
