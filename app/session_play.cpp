#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "agents/measures.h"
#include "app/progress.h"
#include "app/session_commands.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "sessions/saved_states.h"
#include "viz/format.h"

namespace mainstay::app {

using agents::Measure;
using scenarios::InvalidInput;
using sessions::Session;

namespace {

std::function<void(std::size_t, std::size_t)> shown_by(Progress& progress) {
  return [&progress](std::size_t done, std::size_t all) {
    progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
  };
}

void tell(const std::optional<sessions::OtherVersion>& other, const std::string& file) {
  if (other) scenarios::say("{}: {}\n", file, sessions::in_words(*other, program_name(), file));
}

}  // namespace

std::optional<sessions::OtherVersion> tell_version(const sessions::SavedSession& saved, const std::string& file,
                                                   bool quiet) {
  std::optional<sessions::OtherVersion> other;
  {
    Progress progress("Comparing versions", quiet);
    other = sessions::other_version(saved, file, program_name(), shown_by(progress));
  }
  tell(other, file);
  return other;
}

OpenSession::OpenSession(const std::string& file, sessions::Recorded otherwise) {
  sessions::Opened opened;
  {
    Progress progress("Comparing versions", false);
    opened = sessions::open_to_go_on(file, program_name(), otherwise, shown_by(progress));
  }
  tell(opened.other, file);
  session = std::move(opened.session);
  position = opened.position;
}

void OpenSession::go_to(std::size_t branch, sim::Week week, bool quiet) {
  Progress progress("Simulating", quiet);
  agents::Workspace workspace;
  sessions::History& own = *session->branches()[branch].history;
  sessions::History& twin = *session->twin();
  const std::size_t all = 2 * week;
  for (sessions::History* history : {&own, &twin})
    while (history->recorded() < week) {
      history->advance(workspace);
      const std::size_t done = std::min(own.recorded(), week) + std::min(twin.recorded(), week);
      progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
    }
  position = {branch, week};
}

void OpenSession::keep() {
  sessions::StateWriter(session->file()->path(), program_name())
      .write(sessions::kept_histories(*session), position, true);
}

std::size_t branch_of(const SessionOptions& options, const Session& session, std::size_t otherwise) {
  if (options.branch < 0) return otherwise;
  const auto chosen = static_cast<std::size_t>(options.branch);
  if (chosen < session.branches().size()) return chosen;
  std::string known;
  for (std::size_t k = 0; k < session.branches().size(); ++k)
    known += fmt::format("{}{} ({})", known.empty() ? "" : ", ", k, session.branches()[k].title);
  throw InvalidInput({{"--branch", 0, 0, "", fmt::format("there is no branch {}; there are: {}", chosen, known)}});
}

std::string date_of(const Session& session, sim::Week week) {
  return fmt::format("{} (week {})", viz::date_text(session.setting().start_date, week), week);
}

int new_session(const SessionOptions& options) {
  const auto scenario = std::make_shared<const scenarios::Scenario>(scenarios::load_scenario(options.scenario));
  const Session session(scenario, options.seed);
  const auto path =
      options.file.empty() ? sessions::new_session_path(options.scenario) : std::filesystem::path(options.file);
  sessions::SessionFile::create(path, session, program_name());
  scenarios::print("{}\n", path.string());
  return 0;
}

namespace {

struct Change {
  Measure measure;
  double before, after, twin;
};

std::vector<Change> changes_of(const OpenSession& open, sim::Week before) {
  const sessions::History& own = *open.session->branches()[open.position.branch].history;
  const auto theatre = sessions::Place::scope(open.session->setting().theatre_scope());
  std::vector<Change> changes;
  for (std::size_t m = 0; m < agents::measure_count; ++m) {
    const auto measure = static_cast<Measure>(m);
    const auto series = own.series(measure, theatre), twin = open.session->twin()->series(measure, theatre);
    const sim::Week now = open.position.week;
    changes.push_back({measure, before > 0 ? static_cast<double>(series[before - 1]) : std::nan(""),
                       static_cast<double>(series[now - 1]), static_cast<double>(twin[now - 1])});
  }
  return changes;
}

void print_changes(const OpenSession& open, sim::Week before) {
  scenarios::print("{}: {}\n\n", open.session->branches()[open.position.branch].title,
                   date_of(*open.session, open.position.week));
  scenarios::print("{:<38} {:>10} {:>10} {:>14}  {}\n", "All regions", "before", "now", "no orders", "unit");
  for (const Change& change : changes_of(open, before)) {
    const std::string was = std::isnan(change.before) ? "" : viz::value_text(change.measure, change.before);
    const std::string now = viz::value_text(change.measure, change.after);
    const std::string twin = viz::value_text(change.measure, change.twin);
    if (was == now && now == twin) continue;
    const auto& description = agents::measure_descriptions[agents::measure(change.measure)];
    scenarios::print("{:<38} {:>10} {:>10} {:>14}  {}\n", description.title, was, now, twin,
                     viz::unit_text(change.measure));
  }
}

void print_json(const OpenSession& open, sim::Week before) {
  nlohmann::ordered_json out{{"format", "mainstay-turn/1"},
                             {"branch", open.position.branch},
                             {"from_week", before},
                             {"week", open.position.week}};
  const auto number = [](double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
  };
  for (const Change& change : changes_of(open, before))
    out["measures"][std::string(agents::measure_descriptions[agents::measure(change.measure)].id)] = {
        {"before", number(change.before)}, {"now", number(change.after)}, {"twin", number(change.twin)}};
  scenarios::print("{}\n", out.dump(2));
}

}  // namespace

int take_turn(const SessionOptions& options) {
  OpenSession open(options.file);
  const sim::Week last = open.session->setting().weeks;
  const std::size_t branch = branch_of(options, *open.session, open.position.branch);
  // Another branch goes on from its own last week.
  const sim::Week before =
      branch == open.position.branch ? open.position.week : open.session->branches()[branch].history->recorded();
  if (before >= last)
    throw InvalidInput({{options.file, 0, 0, "", fmt::format("the scenario ends after {} weeks", last)}});
  open.go_to(branch, std::min(last, before + options.weeks), options.quiet);
  open.keep();
  if (options.json)
    print_json(open, before);
  else
    print_changes(open, before);
  return 0;
}

int open_branch(const SessionOptions& options) {
  OpenSession open(options.file, sessions::Recorded::compute_anew);
  const std::size_t from = branch_of(options, *open.session, open.position.branch);
  const sim::Week last = open.session->setting().weeks;
  const sim::Week week = options.week < 0 ? open.position.week : static_cast<sim::Week>(options.week);
  if (week > last) throw InvalidInput({{"--week", 0, 0, "", fmt::format("the scenario ends after {} weeks", last)}});
  open.go_to(from, week, true);
  const std::string title = options.title.empty()
                                ? fmt::format("{}, from week {}", open.session->branches()[from].title, week)
                                : options.title;
  const std::size_t branch = open.session->branch_off(from, week, title);
  open.position = {branch, week};
  open.keep();
  scenarios::print("Branch {} ({}) from {} on\n", branch, title, date_of(*open.session, week));
  return 0;
}

}  // namespace mainstay::app
