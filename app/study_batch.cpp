#include "app/study_batch.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/study_cost.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "scenarios/whole_file.h"
#include "studies/pattern_page.h"
#include "studies/study_file.h"

namespace mainstay::app {

namespace {

namespace fs = std::filesystem;
using scenarios::Document;
using scenarios::InvalidInput;

bool is_study(const Document& document) {
  return document.root().is_object() && document.root().value("format", scenarios::Json()) == "mainstay-study/1";
}

// All studies of the folder, by name; its other files, such as scenarios, are passed over.
std::vector<studies::LoadedStudy> load_all(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<studies::LoadedStudy> loaded;
  std::vector<scenarios::Problem> problems;
  for (const fs::path& file : files) try {
      if (is_study(Document::read(file))) loaded.push_back(studies::load_study(file));
    } catch (const InvalidInput& invalid) {
      problems.insert(problems.end(), invalid.problems().begin(), invalid.problems().end());
    }
  if (!problems.empty()) throw InvalidInput(problems);
  if (loaded.empty())
    throw InvalidInput(
        {{folder, 0, 0, "", "there is no study in this folder: no .json file with \"format\": \"mainstay-study/1\""}});
  return loaded;
}

std::string failures_in_words(const studies::ResultsStore& store) {
  std::size_t failed = 0;
  for (const auto& run : store.runs()) failed += run.status == "failed";
  return failed == 0 ? "" : fmt::format("{} of its runs failed.", failed);
}

studies::CheckedPattern checked(const studies::LoadedStudy& loaded, const studies::Pattern& pattern,
                                const fs::path& results) {
  const studies::ResultsStore store(results, studies::ResultsStore::Access::read);
  return {pattern, studies::check_pattern(pattern, studies::ReportData(store)), loaded.study.file,
          failures_in_words(store)};
}

// The patterns that were checked, as text and as a page; returns whether all of them hold.
bool report_patterns(const std::vector<studies::CheckedPattern>& patterns, const BatchOptions& options) {
  if (patterns.empty()) return true;
  scenarios::print("{}", options.each.json ? studies::pattern_json(patterns) : studies::pattern_table(patterns));
  std::fflush(stdout);
  const std::string page = studies::pattern_page(patterns, fmt::format("Mainstay {} (commit {})", version, commit));
  scenarios::write_whole_file(options.each.folder / "patterns.md", page);
  if (!options.page.empty()) scenarios::write_whole_file(options.page, page, scenarios::Links::followed);
  if (!options.each.quiet)
    scenarios::say("Page: {}\n", options.page.empty() ? (options.each.folder / "patterns.md").string() : options.page);
  return std::all_of(patterns.begin(), patterns.end(), [](const studies::CheckedPattern& one) {
    return std::all_of(one.results.begin(), one.results.end(), [](const auto& result) { return result.passed; });
  });
}

}  // namespace

bool is_folder(const std::string& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown);
}

int run_batch(BatchOptions options) {
  auto all = load_all(options.folder);
  const auto threads = static_cast<int>(threads_in_use());
  if (options.dry_run) {
    for (const auto& loaded : all)
      scenarios::print("{}\n{}", loaded.study.file, in_words(loaded, studies::estimate_cost(loaded, threads), threads));
    return 0;
  }
  for (const auto& loaded : all) refuse_if_enormous(loaded, threads, 1, options.yes);
  int status = 0;
  std::vector<studies::CheckedPattern> patterns;
  for (std::size_t i = 0; i < all.size() && status != 130; ++i) {
    const studies::LoadedStudy kept = all[i];
    const fs::path file = kept.study.file;
    const studies::Plan plan(std::move(all[i]));
    PlanOptions one = options.each;
    one.folder /= file.stem();
    one.summary = false;
    one.announcement = fmt::format("{} of {}: {}: {}.\n", i + 1, all.size(), file.string(), size_in_words(plan));
    status = std::max(status, run_plan(plan, one, origin("mainstay study " + file.string())));
    if (status == 130) break;
    if (const auto pattern = studies::pattern_of(kept.study.text))
      patterns.push_back(checked(kept, *pattern, one.folder));
  }
  const bool hold = report_patterns(patterns, options);
  return hold ? status : std::max(status, 1);
}

}  // namespace mainstay::app
