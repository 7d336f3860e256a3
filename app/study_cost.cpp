#include "app/study_cost.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/error.h"
#include "studies/designs.h"
#include "studies/report_text.h"

namespace mainstay::app {

namespace {

using studies::plural;

// More than this is asked for by mistake more often than on purpose.
constexpr std::uint64_t most_runs_unasked = 200'000;
// Points are kept in memory.
constexpr std::uint64_t most_values = 100'000'000;

std::string duration(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} minutes", seconds / 60);
  if (seconds < 200 * 3600) return fmt::format("{:.1f} hours", seconds / 3600);
  return fmt::format("{:.0f} days", seconds / 86400);
}

std::string size(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.0f} MB", bytes / 1e6);
  return bytes < 1e13 ? fmt::format("{:.1f} GB", bytes / 1e9) : fmt::format("{:.0f} TB", bytes / 1e12);
}

}  // namespace

std::string size_in_words(const studies::Plan& plan) {
  return fmt::format("{}, {} of action and the twin, {}", plural(plan.points(), "point"),
                     plural(plan.courses().size() - 1, "course"), plural(plan.study().seeds, "seed"));
}

std::string in_words(const studies::LoadedStudy& loaded, const studies::CostEstimate& cost, int threads) {
  const auto& study = loaded.study;
  std::string text = fmt::format(
      "Design {}: {}, {}, {}{}; {} in all{}.\n", studies::design_names[static_cast<std::size_t>(study.design)],
      plural(study.factors.size(), "factor"), plural(cost.points, "point"), plural(study.seeds, "seed"),
      study.stop_when.outcome.empty() ? "" : fmt::format(" at first, {} at most", study.stop_when.most_seeds),
      plural(cost.runs, "run"), study.stop_when.outcome.empty() ? "" : " at most");
  if (cost.timed == 0)
    return text +
           fmt::format("No estimate: all of {} tried at points of the design failed. `mainstay study` tells why.\n",
                       plural(cost.failed, "run"));
  text +=
      fmt::format("Estimated: {} on {} ({:.2f} s a run), {} of results ({:.0f} kB a run).\n", duration(cost.seconds),
                  plural(threads, "thread"), cost.seconds_a_run, size(cost.bytes), cost.bytes_a_run / 1000);
  const double slower = std::max(1.0, cost.slowest_run_seconds / cost.seconds_a_run);
  text += fmt::format(
      "From {} timed together on this machine as it is now, the slowest {:.1f} times as long as the mean: {} if all "
      "were "
      "so slow.\n",
      plural(cost.timed, "run"), slower, duration(cost.seconds * slower));
  if (cost.failed > 0)
    text += fmt::format("{} that {} tried failed: some points cannot be simulated, and are left out of the results.\n",
                        plural(cost.failed, "run"), cost.failed == 1 ? "was" : "were");
  return text;
}

void refuse_if_enormous(const studies::LoadedStudy& loaded, int threads, double share, bool yes) {
  const std::uint64_t points = studies::point_count(loaded.study);
  const std::size_t courses = loaded.source.document().root().value("courses_of_action", scenarios::Json()).size() + 1;
  if (!yes && points > most_runs_unasked / studies::most_seeds(loaded.study) / courses) {
    const auto cost = studies::estimate_cost(loaded, threads, share);
    throw scenarios::InvalidInput({{loaded.study.file, 0, 0, "",
                                    "this is a very large study. " + in_words(loaded, cost, threads) +
                                        "Reduce \"samples\", \"seeds\" or the factors' values, or start it with "
                                        "--yes if it is meant"}});
  }
  if (points > most_values / (loaded.study.factors.size() + 1))
    throw scenarios::InvalidInput(
        {{loaded.study.file, 0, 0, "/samples",
          fmt::format("{} of {} do not fit into memory; make several studies, each with "
                      "its own \"design_seed\"",
                      plural(points, "point"), plural(loaded.study.factors.size(), "factor"))}});
}

}  // namespace mainstay::app
