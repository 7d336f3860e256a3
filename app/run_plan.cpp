#include "app/run_plan.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include <chrono>
#include <csignal>
#include <cstdio>

#include "app/progress.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "studies/report.h"
#include "studies/report_text.h"
#include "studies/study_folder.h"
#include "studies/summary.h"

namespace mainstay::app {

namespace {

using studies::plural;

std::atomic<bool> interrupted{false};

void interrupt(int) {
  interrupted = true;
}

// How long this call took, in words. What is stored says it of all runs, also of those of earlier calls.
std::string pace_in_words(std::size_t runs, double seconds, const studies::Ranks* ranks) {
  const std::size_t processes = ranks == nullptr ? 1 : ranks->count();
  const std::size_t threads = processes > 1 ? ranks->threads() : threads_in_use();
  const double per_run = seconds / static_cast<double>(runs);
  return fmt::format("{} in {} on {}{}: {:.3f} s a run, {:.3f} core-seconds a run.\n", plural(runs, "run"),
                     time_text(seconds), plural(threads, "thread"),
                     processes > 1 ? fmt::format(" of {} processes", processes) : "", per_run,
                     per_run * static_cast<double>(threads));
}

std::string undecided_in_words(const studies::Plan& plan, const studies::RunCounts& counts) {
  const studies::StopWhen& rule = plan.study().stop_when;
  return fmt::format(
      "At {} of {} the mean of {} is not yet known to {:g} after {}; raise \"most_seeds\" or \"width\".\n",
      counts.undecided, plural(plan.points(), "point"), rule.outcome, rule.width, plural(rule.most_seeds, "seed"));
}

std::string counts_in_words(const studies::Plan& plan, const studies::RunCounts& counts) {
  std::string text;
  if (counts.undecided > 0) text += undecided_in_words(plan, counts);
  if (counts.before > 0) text += plural(counts.before, "run") + " had been stored before.\n";
  if (counts.failed > 0)
    text +=
        fmt::format("{} failed: {}{}\nThe errors are in the table \"runs\"; --retry-failed repeats nothing else.\n",
                    plural(counts.failed, "run"), counts.first_error, counts.failed > 1 ? " (the first of them)" : "");
  return text;
}

bool any_done(const studies::ResultsStore& store) {
  for (const auto& run : store.runs())
    if (run.status == "done") return true;
  return false;
}

}  // namespace

struct ThreadLimit::Limit {
  tbb::global_control control;
};
ThreadLimit::ThreadLimit(int threads) {
  if (threads > 0)
    limit_.reset(new Limit{{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)}});
}
ThreadLimit::~ThreadLimit() = default;

std::size_t threads_in_use() {
  return tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
}

const std::atomic<bool>& interruption() {
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  return interrupted;
}

studies::Origin origin(std::string command_line) {
  return {std::move(command_line), version, commit, compiler,
          fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::time(nullptr)))};
}

void tell_version(const studies::ResultsStore& store) {
  const std::string its_version = store.provenance("version"), its_commit = store.provenance("commit");
  if (its_version.empty() || (its_version == version && its_commit == commit)) return;
  scenarios::say(
      "{}: these results were made by Mainstay {} (commit {}); this is {} (commit {}). They are told of as they were "
      "stored; runs are not added to them.\n",
      store.folder().string(), its_version, its_commit, version, commit);
}

int run_plan(const studies::Plan& plan, const PlanOptions& options, const studies::Origin& origin) {
  const auto& stop = interruption();
  const studies::FolderLock lock(options.folder);
  std::string other;
  // A process that was killed at the very end has left all runs, but no report of them.
  const auto goes_on = [&](const studies::ResultsStore& kept) {
    other = studies::other_plan(plan, origin, kept);
    return other.empty() &&
           (studies::runs_missing(plan, kept) || !std::filesystem::exists(options.folder / "report.html"));
  };
  const std::size_t replaced = options.replace_run ? studies::clear_results_of_run(options.folder, goes_on) : 0;
  if (options.restart) studies::clear_results(options.folder);
  studies::ResultsStore store(options.folder);
  studies::prepare(plan, origin, options.shard, store);
  if (!options.quiet) scenarios::say("{}", options.announcement);
  if (replaced > 0 && !options.quiet)
    scenarios::say("They take the place of {} that {} there{}; --out keeps both.\n",
                   replaced == 1 ? "the run" : fmt::format("the {} runs", replaced), replaced == 1 ? "was" : "were",
                   other.empty() ? "" : fmt::format(" ({})", other));
  const auto started = std::chrono::steady_clock::now();
  studies::RunCounts counts;
  {
    const studies::Execute execute = options.ranks != nullptr ? options.ranks->execute(plan, options.keep, stop)
                                                              : studies::on_threads(plan, options.keep, stop);
    Progress progress("Simulating", options.quiet);
    counts = studies::run_missing(
        plan, {options.keep, options.shard, options.retry_failed}, store, execute,
        [&](const studies::RunProgress& now) { progress.update(now.done, now.all, now.share); }, stop);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  studies::store_pace(store);
  store.set_provenance("threads",
                       std::to_string(options.ranks != nullptr && options.ranks->count() > 1 ? options.ranks->threads()
                                                                                             : threads_in_use()));
  if (!plan.study().stop_when.outcome.empty() && counts.missing == 0)
    store.set_provenance("undecided_points", std::to_string(counts.undecided));
  const std::string pace = counts.stored > 0 ? pace_in_words(counts.stored, seconds, options.ranks) : "";
  if (!options.quiet) scenarios::say("{}{}", pace, counts_in_words(plan, counts));
  if (any_done(store)) {
    if (options.summary)
      scenarios::print("{}", options.json ? studies::summary_json(store) : studies::summary_table(store));
    std::fflush(stdout);
    const auto report = studies::write_report(options.folder);
    if (!options.quiet) scenarios::say("Report: {}\n", report.string());
  }
  if (stop) {
    const std::string missing = plural(counts.missing, "run") + (counts.missing == 1 ? " is" : " are") + " missing";
    const char* what_now =
        any_done(store) ? "what is finished is kept, and the same command goes on" : "none was finished";
    if (!options.quiet) scenarios::say("Interrupted; {}, {}.\n", missing, what_now);
    return 130;
  }
  return counts.failed > 0 ? 1 : 0;
}

int guarded(const std::function<int()>& work) {
  try {
    return work();
  } catch (const scenarios::InvalidInput& error) {
    scenarios::say("{}\n", error.what());
    return 2;
  } catch (const studies::OtherResults& error) {
    scenarios::say("mainstay: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    scenarios::say("mainstay: {}\n", error.what());
    return 1;
  }
}

}  // namespace mainstay::app
