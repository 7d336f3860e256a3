#include "studies/study_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>

#include "scenarios/whole_file.h"
#include "studies/database_file.h"
#include "studies/report_text.h"
#include "studies/sameness.h"

namespace mainstay::studies {

namespace {

constexpr const char* lock_name = "results.lock";
constexpr const char* made_by_run = "mainstay run ";  // how their command lines begin

std::string this_process() {
  char host[256] = {};
  gethostname(host, sizeof host - 1);
  return fmt::format("process {} on {}", getpid(), host);
}

// What is damaged counts as none: it forces nothing.
std::uint32_t seeds_of(const std::string& number) {
  std::uint32_t seeds = 0;
  std::from_chars(number.data(), number.data() + number.size(), seeds);
  return seeds;
}

std::string shard_name(const Shard& shard) {
  return shard.count == 1 ? "" : fmt::format("{}/{}", shard.index + 1, shard.count);
}

std::vector<PointRow> points_of(const Plan& plan) {
  std::vector<PointRow> rows;
  for (std::size_t point = 0; point < plan.points(); ++point)
    for (std::size_t f = 0; f < plan.study().factors.size(); ++f) {
      const scenarios::Json& value = plan.values(point)[f];
      PointRow row{static_cast<std::int64_t>(point), plan.study().factors[f].name, 0.0};
      if (value.is_number())
        row.value = value.get<double>();
      else
        row.value = value.is_string() ? value.get<std::string>() : value.dump();
      rows.push_back(std::move(row));
    }
  return rows;
}

// Samples may be added where a design keeps the points that it has.
std::string points_change(const Plan& plan, const ResultsStore& store) {
  const std::size_t before = store.point_count();
  if (plan.study().factors.empty() || before == plan.points()) return "";
  if (before > plan.points())
    return fmt::format("it has {} already, more than {}", plural(before, "point"), plan.points());
  std::map<std::pair<std::int64_t, std::string>, std::variant<double, std::string>> now;
  for (const PointRow& row : points_of(plan)) now[{row.point_id, row.factor}] = row.value;
  for (const PointRow& row : store.points())
    if (const auto same = now.find({row.point_id, row.factor}); same == now.end() || same->second != row.value)
      return fmt::format(
          "with other \"samples\" the points of this design are all others (those of sobol, saltelli and morris stay, "
          "and new ones are added)");
  return "";
}

// Why results that are there are not of this plan; nothing if they are.
std::vector<std::string> differences(const Plan& plan, const Origin& origin, const Shard& shard,
                                     const ResultsStore& store) {
  const auto kept = store.all_provenance();
  const auto was = [&](const char* key) {
    const auto found = kept.find(key);
    return found == kept.end() ? std::string() : found->second;
  };
  std::vector<std::string> changed;
  const auto note = [&](const char* what, const std::string& where) {
    if (!where.empty()) changed.push_back(fmt::format("{} has changed ({})", what, where));
  };
  note("the study", study_change(was("study"), plan.study().text));
  if (seeds_of(was("seeds")) > plan.study().seeds)
    changed.push_back(
        fmt::format("it has {} already, more than {}", plural(seeds_of(was("seeds")), "seed"), plan.study().seeds));
  note("the scenario", scenario_change(was("scenario"), plan.source().document().text()));
  if (was("map_geojson") != plan.source().map_text()) changed.emplace_back("the map has changed");
  note("the catalogue", catalogues_change(was("catalogues"), plan.source().catalogues_text()));
  if (changed.empty())
    if (const std::string points = points_change(plan, store); !points.empty()) changed.push_back(points);
  if (was("version") != origin.version || was("commit") != origin.commit)
    changed.push_back(fmt::format("they are of Mainstay {} (commit {}), this is {} (commit {})", was("version"),
                                  was("commit"), origin.version, origin.commit));
  if (was("shard") != shard_name(shard))
    changed.push_back(fmt::format("they are of {}", was("shard").empty() ? "all shards" : "shard " + was("shard")));
  return changed;
}

void check_same(const Plan& plan, const Origin& origin, const Shard& shard, const ResultsStore& store) {
  const auto changed = differences(plan, origin, shard, store);
  if (changed.empty()) return;
  throw OtherResults(
      fmt::format("{}: the results here are of something else: {}. Name another folder with --out, or throw them away "
                  "and begin anew with --restart.",
                  store.folder().string(), fmt::join(changed, "; ")));
}

// Results take names that a user's own files may have, such as scenario.json.
void require_no_strangers(const std::filesystem::path& folder) {
  std::error_code unreadable;
  std::filesystem::directory_iterator files(folder, unreadable);
  if (unreadable || files == std::filesystem::directory_iterator()) return;
  const std::string stranger = files->path().filename().string();
  for (const char* own : {"results.sqlite", lock_name})
    if (std::filesystem::exists(folder / own, unreadable)) return;
  throw scenarios::InvalidInput(
      {{"--out", 0, 0, "",
        fmt::format("{} holds other files ({}{}), which results could overwrite; name a new folder, or an empty one",
                    folder.string(), stranger,
                    std::next(files) == std::filesystem::directory_iterator() ? "" : " and more")}});
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder) {
  require_no_strangers(folder);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const auto path = folder / lock_name;
  file_ = failed ? -1 : open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file_ < 0)
    throw scenarios::InvalidInput({{"--out", 0, 0, "",
                                    fmt::format("results cannot be written into {}: {}", folder.string(),
                                                failed ? failed.message() : std::strerror(errno))}});
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    char holder[300] = {};
    const auto read_bytes = read(file_, holder, sizeof holder - 1);
    close(file_);
    throw ResultsError(
        fmt::format("{}: another Mainstay is at work in this folder{}. Wait for it, or name another "
                    "folder with --out.",
                    folder.string(), read_bytes > 0 ? fmt::format(" ({})", holder) : ""));
  }
  const std::string name = this_process();
  if (ftruncate(file_, 0) != 0 || pwrite(file_, name.data(), name.size(), 0) < 0) {
    const std::string why = std::strerror(errno);
    close(file_);
    throw ResultsError(
        fmt::format("{}: results cannot be written here ({}). Free some space, or name another folder "
                    "with --out.",
                    folder.string(), why));
  }
}

FolderLock::~FolderLock() {
  // The file stays: removing it could take the lock from a process that has just opened it.
  close(file_);
}

void clear_results(const std::filesystem::path& folder) {
  for (const char* name : {"results.sqlite", "results.sqlite-wal", "results.sqlite-shm", "report.html"})
    std::filesystem::remove(folder / name);
}

std::size_t clear_results_of_run(const std::filesystem::path& folder) {
  return clear_results_of_run(folder, [](const ResultsStore&) { return false; });
}

std::size_t clear_results_of_run(const std::filesystem::path& folder,
                                 const std::function<bool(const ResultsStore&)>& keeps) {
  // Or a process was killed before it had made the tables.
  if (!std::filesystem::exists(folder / "results.sqlite") || is_empty_database(folder / "results.sqlite")) {
    clear_results(folder);
    return 0;
  }
  std::string made_by;
  std::size_t runs = 0;
  try {
    const ResultsStore store(folder, ResultsStore::Access::read);
    made_by = store.provenance("command_line", "an unknown command");
    runs = store.runs().size();
    if (made_by.starts_with(made_by_run) && keeps(store)) return 0;
  } catch (const ResultsError& unreadable) {
    throw OtherResults(fmt::format(
        "{} They are not thrown away, as nobody can tell what they are of: name another folder with --out, or take "
        "this one away.",
        unreadable.what()));
  }
  if (runs > 0 && !made_by.starts_with(made_by_run))
    throw OtherResults(
        fmt::format("{}: the results here were made by `{}` and are not thrown away for a run. Name another folder "
                    "with --out.",
                    folder.string(), made_by));
  clear_results(folder);
  return runs;
}

std::string other_plan(const Plan& plan, const Origin& origin, const ResultsStore& store) {
  if (store.provenance("prepared").empty()) return "its first run had not begun";
  return fmt::format("{}", fmt::join(differences(plan, origin, {}, store), "; "));
}

bool runs_missing(const Plan& plan, const ResultsStore& store) {
  return store.runs().size() < plan.points() * plan.courses().size() * plan.study().seeds;
}

void prepare(const Plan& plan, const Origin& origin, const Shard& shard, ResultsStore& store) {
  // Without "prepared", a process was killed before the first run.
  const bool known = !store.provenance("prepared").empty();
  if (known) check_same(plan, origin, shard, store);
  if (known && store.provenance("study") == plan.study().text && store.provenance("scenario") == plan.base().text)
    return;
  Origin first = origin;
  if (known) first.started = store.provenance("started");
  scenarios::write_whole_file(store.folder() / "scenario.json", plan.source().document().text());
  scenarios::write_whole_file(store.folder() / "study.json", plan.study().text);
  store.together([&] {
    if (known) store.renumber_runs(store.point_count(), plan.points(), plan.courses().size());
    describe(plan, first, store);
    store.set_provenance("shard", shard_name(shard));
    store.write_points(points_of(plan));
    store.set_provenance("prepared", "yes");
  });
}

void store_pace(ResultsStore& store) {
  double seconds = 0;
  const auto runs = store.runs();
  for (const RunInfo& run : runs) seconds += run.wall_s;
  store.together([&] {
    store.set_provenance("runs", std::to_string(runs.size()));
    store.set_provenance("core_seconds", fmt::format("{:.1f}", seconds));
    store.set_provenance("core_seconds_per_run",
                         runs.empty() ? "" : fmt::format("{:.3f}", seconds / static_cast<double>(runs.size())));
  });
}

}  // namespace mainstay::studies
