#include "studies/merge.h"

#include <fmt/format.h>

#include <map>

#include "studies/results.h"
#include "studies/study_folder.h"

namespace mainstay::studies {

namespace {

// What may differ between the shards of one study.
bool is_own(const std::string& key) {
  for (const char* own : {"shard", "command_line", "started", "wall_s", "threads", "processes", "runs",
                          "seconds_per_run", "core_seconds_per_run", "compiler"})
    if (key == own) return true;
  return false;
}

using Provenance = std::map<std::string, std::string>;

void require_same(const Provenance& first, const std::filesystem::path& first_folder, const Provenance& other,
                  const std::filesystem::path& folder) {
  for (const auto& [key, value] : first) {
    const auto found = other.find(key);
    if (is_own(key) || (found != other.end() && found->second == value)) continue;
    throw ResultsError(fmt::format(
        "{} and {} are not of the same study: \"{}\" differs. Merge only shards of one study, scenario and program.",
        first_folder.string(), folder.string(), key));
  }
}

}  // namespace

MergeCounts merge(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& out) {
  Provenance first;
  for (const auto& folder : folders) {
    const auto kept = ResultsStore(folder, ResultsStore::Access::read).all_provenance();
    if (kept.find("prepared") == kept.end())
      throw ResultsError(
          fmt::format("{}: holds no study. Name folders that `mainstay study` has written.", folder.string()));
    if (first.empty()) first = kept;
    require_same(first, folders.front(), kept, folder);
  }
  const FolderLock lock(out);
  ResultsStore store(out);
  const auto before = store.all_provenance();
  if (!before.empty()) require_same(first, folders.front(), before, out);
  MergeCounts counts;
  for (const auto& folder : folders) counts.repeated += store.absorb(folder);
  store.set_provenance("shard", "");
  counts.runs = store.runs().size();
  for (const char* name : {"scenario.json", "study.json"})
    std::filesystem::copy_file(folders.front() / name, out / name, std::filesystem::copy_options::overwrite_existing);
  return counts;
}

}  // namespace mainstay::studies
