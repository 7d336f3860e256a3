#include "studies/repeat.h"

#include <fmt/format.h>

#include <algorithm>

#include "studies/simulate.h"
#include "studies/study_folder.h"

namespace mainstay::studies {

namespace {

RunInfo find_run(const ResultsStore& store, std::int64_t run_id) {
  const auto runs = store.runs();
  const auto found = std::find_if(runs.begin(), runs.end(), [&](const RunInfo& run) { return run.run_id == run_id; });
  if (found == runs.end())
    throw ResultsError(fmt::format("{}: there is no run {}; {}", store.folder().string(), run_id,
                                   runs.empty() ? "there are none"
                                                : fmt::format("ids of those there are go from {} to {}",
                                                              runs.front().run_id, runs.back().run_id)));
  return *found;
}

}  // namespace

Plan plan_of(const ResultsStore& store) {
  const std::string name = store.folder().string();
  if (store.provenance("study").empty() || store.provenance("map_geojson").empty())
    throw ResultsError(
        fmt::format("{}: these results do not say what they were made from. Only runs of `mainstay run` "
                    "and `mainstay study` can be repeated.",
                    name));
  const auto study = scenarios::Document::parse(name + " (study)", store.provenance("study"));
  if (const auto problems = check_study_alone(study); !problems.empty()) throw scenarios::InvalidInput(problems);
  return Plan({read_study(study),
               scenarios::ScenarioSource::stored(name + " (scenario)", store.provenance("scenario"),
                                                 store.provenance("map_geojson"), store.provenance("catalogues"))});
}

Repeated repeat_run(const ResultsStore& store, std::int64_t run_id, const std::filesystem::path& out,
                    const Origin& origin, const std::atomic<bool>& stop) {
  const RunInfo then = find_run(store, run_id);
  const Plan plan = plan_of(store);
  const RunKey key = plan.key(run_id);
  Repeated repeated{key, then.coa,
                    "",  then.state_hash,
                    "",  fmt::format("{} (commit {})", store.provenance("version"), store.provenance("commit"))};
  std::error_code not_there;
  if (std::filesystem::equivalent(out, store.folder(), not_there))
    throw scenarios::InvalidInput(
        {{"--out", 0, 0, "",
          fmt::format("{} holds the results that the run is repeated from; name another folder, or leave --out away",
                      out.string())}});
  const FolderLock lock(out);
  clear_results_of_run(out);
  ResultsStore kept(out);
  prepare(plan, origin, {}, kept);
  kept.set_provenance("repeats", fmt::format("run {} of {}", run_id, store.folder().string()));
  Block block{key.point, key.seed, std::vector<bool>(plan.courses().size())};
  block.wanted[0] = block.wanted[key.course] = true;
  simulate(plan, block, Keep::everything, stop, {[&](RunRecord&& run) {
             kept.write(run);
             if (run.run_id != run_id) return;
             repeated.hash_now = run.state_hash;
             repeated.error = run.error;
           }});
  return repeated;
}

}  // namespace mainstay::studies
