#include "studies/merge.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "scenarios/error.h"
#include "scenarios/whole_file.h"
#include "studies/results.h"
#include "studies/sameness.h"
#include "studies/study_folder.h"

namespace mainstay::studies {

namespace {

// What may differ between the shards of one study.
bool is_own(const std::string& key) {
  for (const char* own : {"shard", "command_line", "started", "threads", "runs", "core_seconds", "core_seconds_per_run",
                          "undecided_points", "compiler", "scenario_sha256", "scenario_title", "scenario_summary",
                          "study_title", "study_summary", "catalogues_sha256", "factors"})
    if (key == own) return true;
  return false;
}

// Titles and the like may have been mended between two shards.
bool is_same(const std::string& key, const std::string& one, const std::string& other) {
  if (key == "scenario") return scenario_change(one, other).empty();
  if (key == "study") return study_change(one, other).empty();
  if (key == "catalogues") return catalogues_change(one, other).empty();
  return one == other;
}

using Provenance = std::map<std::string, std::string>;

void require_same(const Provenance& first, const std::filesystem::path& first_folder, const Provenance& other,
                  const std::filesystem::path& folder) {
  for (const auto& [key, value] : first) {
    const auto found = other.find(key);
    if (is_own(key) || (found != other.end() && is_same(key, found->second, value))) continue;
    throw ResultsError(fmt::format(
        "{} and {} are not of the same study: \"{}\" differs. Merge only shards of one study, scenario and program.",
        first_folder.string(), folder.string(), key));
  }
}

}  // namespace

MergeCounts merge(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& out) {
  Provenance first;
  std::uint64_t undecided = 0;  // each point belongs to one shard
  for (const auto& folder : folders) {
    const auto kept = ResultsStore(folder, ResultsStore::Access::read).all_provenance();
    if (kept.find("prepared") == kept.end())
      throw ResultsError(
          fmt::format("{}: holds no study. Name folders that `mainstay study` has written.", folder.string()));
    if (first.empty()) first = kept;
    if (const auto found = kept.find("undecided_points"); found != kept.end())
      undecided += std::strtoull(found->second.c_str(), nullptr, 10);
    require_same(first, folders.front(), kept, folder);
  }
  for (const auto& folder : folders)
    if (std::error_code not_there; std::filesystem::equivalent(folder, out, not_there))
      throw scenarios::InvalidInput(
          {{"--out", 0, 0, "",
            fmt::format("{} is one of the folders to be merged; name another one for the whole", out.string())}});
  const FolderLock lock(out);
  ResultsStore store(out);
  const auto before = store.all_provenance();
  if (!before.empty()) require_same(first, folders.front(), before, out);
  MergeCounts counts;
  for (const auto& folder : folders) counts.repeated += store.absorb(folder);
  for (const char* of_one_shard : {"shard", "threads"}) store.set_provenance(of_one_shard, "");
  store_pace(store);
  if (!store.provenance("undecided_points").empty())
    store.set_provenance("undecided_points", std::to_string(undecided));
  counts.runs = store.runs().size();
  for (const char* name : {"scenario", "study"})
    scenarios::write_whole_file(out / (std::string(name) + ".json"), store.provenance(name));
  return counts;
}

}  // namespace mainstay::studies
