#include "viz/script_questions.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sessions/worth_text.h"
#include "viz/compare.h"
#include "viz/legibility.h"
#include "viz/panels.h"
#include "viz/stored_runs.h"
#include "viz/timeline_lines.h"

namespace mainstay::viz {

using scenarios::Json;

namespace {

Json selected(const State& state) {
  if (!state.game || !state.game->moment) return "";
  const auto& world = state.game->moment->world;
  const agents::Setting& setting = state.game->setting();
  const std::uint32_t index = state.selection.index;
  switch (state.selection.kind) {
    case Selection::Kind::region:
      return setting.map.regions[index].id;
    case Selection::Kind::country:
      return setting.map.countries[index].id;
    case Selection::Kind::institution:
      return index < world->institutions.size() ? world->institutions.id[index] : "";
    case Selection::Kind::programme:
      return state.selected_programme;
    case Selection::Kind::group:
      return index < world->groups.size() ? world->groups[index].id : "";
    default:
      return "";
  }
}

Json selected_kind(const State& state) {
  static constexpr const char* kinds[] = {"surges",      "theatre", "country",  "region",
                                          "institution", "group",   "programme"};
  return kinds[static_cast<int>(state.selection.kind)];
}

// Lines of the timeline that have bands.
Json banded_lines(const State& state) {
  const auto lines = timeline_lines(state, map_modes()[state.mode].measure, selected_area(state));
  return std::count_if(lines.begin(), lines.end(), [](const TimelineLine& line) { return !line.bands.weeks.empty(); });
}

Json runs_done(const sessions::Ensemble* runs) {
  return runs ? runs->runs_done() : 0;
}

Json week_hash(const State& state) {
  const sessions::Moment& moment = *state.game->moment;
  return fmt::format("{:016x}", moment.week ? moment.history->hash(moment.week - 1) : 0);
}

Json last_result(const State& state) {
  const SessionResult* result = state.session_work ? state.session_work->follow() : nullptr;
  if (!result) return "";
  return result->lines.empty() ? "done" : result->lines.back();
}

constexpr double least_contrast = 4.5;

Json results_kept(const State& state) {
  int kept = 0;
  for (const SessionTask task : {SessionTask::worth, SessionTask::review, SessionTask::verify})
    kept += state.session_work && state.session_work->result(task) != nullptr;
  return kept;
}

// Of the lines in the timeline's panel, in pixels.
Json line_area(const State& state) {
  const Rect area = timeline_area(state, make_layout(state).bottom);
  return fmt::format("{:.0f} {:.0f} {:.0f} {:.0f}", area.x, area.y, area.w, area.h);
}

// What was weighed last, of the first order in the week in view.
Json weighed(const State& state) {
  const SessionResult* result = state.session_work ? state.session_work->result(SessionTask::worth) : nullptr;
  if (!result || result->worth.rows.empty() || !result->worth.rows.front().at.front()) return "";
  return sessions::in_words(result->worth.rows.front().at.front()->front());
}

Json compared_known(const State& state) {
  for (std::size_t k = 0; k < state.game->compared.size(); ++k)
    if (!compared_world(state, k)) return false;
  return comparing(state);
}

enum class Needs { nothing, game, moment };  // otherwise the answer is null

struct Question {
  const char* key;
  Needs needs;
  Json (*answer)(const State& state);
};

constexpr Question questions[] = {
    // The window.
    {"open", Needs::nothing, [](const State& s) -> Json { return s.game && s.game->moment; }},
    {"problem", Needs::nothing, [](const State& s) -> Json { return s.problem; }},
    {"notice", Needs::nothing, [](const State& s) -> Json { return s.notice; }},
    {"warning", Needs::nothing, [](const State& s) -> Json { return s.warning; }},
    {"seconds", Needs::nothing, [](const State& s) -> Json { return s.time; }},
    {"longest_call", Needs::nothing, [](const State& s) -> Json { return s.calls.longest; }},
    {"longest_call_ms", Needs::nothing, [](const State& s) -> Json { return s.calls.longest_ms; }},
    {"mode", Needs::nothing, [](const State& s) -> Json { return map_modes()[s.mode].id; }},
    {"help", Needs::nothing, [](const State& s) -> Json { return s.help; }},
    {"search", Needs::nothing, [](const State& s) -> Json { return s.search; }},
    {"tour", Needs::nothing, [](const State& s) -> Json { return s.tour_step + 1; }},
    {"focus", Needs::nothing, [](const State& s) -> Json { return s.focus.control; }},
    {"note", Needs::nothing, [](const State& s) -> Json { return s.note; }},
    {"typing", Needs::nothing, [](const State& s) -> Json { return s.typing.field; }},
    {"doubt", Needs::nothing, [](const State& s) -> Json { return s.doubt ? s.doubt->text : ""; }},
    {"overlap", Needs::nothing, [](const State& s) -> Json { return s.ui.written ? s.ui.written->overlap() : ""; }},
    {"faint", Needs::nothing,
     [](const State& s) -> Json { return s.ui.written ? s.ui.written->faint(least_contrast) : ""; }},
    {"lacking", Needs::nothing, [](const State& s) -> Json { return s.ui.written ? s.ui.written->lacking() : ""; }},
    {"light", Needs::nothing, [](const State& s) -> Json { return s.light; }},
    {"scale", Needs::nothing,
     [](const State& s) -> Json { return std::round(static_cast<double>(s.ui.scale) * 100) / 100; }},
    {"zoomed", Needs::nothing, [](const State& s) -> Json { return s.camera.zoom > s.camera.fitted * 1.05f; }},
    {"selected", Needs::nothing, selected},
    {"selected_kind", Needs::game, selected_kind},
    {"area", Needs::game, [](const State& s) -> Json { return selected_area(s).name; }},
    {"signs", Needs::nothing, [](const State& s) -> Json { return s.signs; }},
    // The session.
    {"branches", Needs::game, [](const State& s) -> Json { return s.game->session.branches().size(); }},
    {"branch", Needs::game, [](const State& s) -> Json { return s.game->branch; }},
    {"branch_title", Needs::game, [](const State& s) -> Json { return branch_title(*s.game, s.game->branch); }},
    {"note_text", Needs::game, [](const State& s) -> Json { return s.bookmark_note; }},
    {"bookmarks", Needs::game, [](const State& s) -> Json { return s.game->session.bookmarks().size(); }},
    {"orders", Needs::game, [](const State& s) -> Json { return s.game->shown_branch().given.size(); }},
    {"saved", Needs::game,
     [](const State& s) -> Json { return s.game->session.file() != nullptr && s.game->keeper_problem.empty(); }},
    {"result", Needs::game, last_result},
    {"results", Needs::game, results_kept},
    {"line_area", Needs::game, line_area},
    {"stored_runs", Needs::game,
     [](const State& s) -> Json { return s.game->stored ? s.game->stored->runs().size() : 0; }},
    {"compared", Needs::game, [](const State& s) -> Json { return s.game->compared.size(); }},
    {"compared_known", Needs::game, compared_known},
    {"alerts", Needs::game, [](const State& s) -> Json { return s.alerts.alerts.size(); }},
    {"story_gain", Needs::game, [](const State& s) -> Json { return s.story.best; }},
    {"story_of", Needs::game,
     [](const State& s) -> Json { return s.story.runs ? s.story.runs->subjects().front().title : ""; }},
    {"surge_worth", Needs::game, [](const State& s) -> Json { return surge_worth_text(s); }},
    {"weighed", Needs::game, weighed},
    // The week in view and its runs.
    {"week", Needs::moment, [](const State& s) -> Json { return s.game->moment->week; }},
    {"playing", Needs::moment, [](const State& s) -> Json { return s.game->player.playing(); }},
    {"speed", Needs::moment, [](const State& s) -> Json { return s.game->player.speed(); }},
    {"hash", Needs::moment, week_hash},
    {"banded_lines", Needs::moment, banded_lines},
    {"outlook_pairs", Needs::moment,
     [](const State& s) -> Json { return runs_done(outlook_of(*s.game, s.game->branch).get()); }},
    {"baseline_runs", Needs::moment, [](const State& s) -> Json { return runs_done(s.game->baseline.runs.get()); }},
    {"preview_pairs", Needs::moment, [](const State& s) -> Json { return runs_done(s.game->preview.get()); }},
    {"preview_weeks", Needs::moment, [](const State& s) -> Json { return preview_weeks(*s.game); }},
    // The draft.
    {"drafts", Needs::game, [](const State& s) -> Json { return s.draft.has_value(); }},
    {"reason", Needs::game, [](const State& s) -> Json { return s.reason; }},
    {"draft_week", Needs::game, [](const State& s) -> Json { return s.draft ? Json(s.draft->weeks) : Json(); }},
    {"draft_body", Needs::game,
     [](const State& s) -> Json { return s.draft && !s.draft->opens_programme() ? s.draft->body : Json(); }},
    {"order_problem", Needs::game,
     [](const State& s) -> Json { return s.draft && s.game->moment ? draft_problem(s) : ""; }},
};

const Question* find_question(const std::string& key) {
  for (const Question& question : questions)
    if (key == question.key) return &question;
  return nullptr;
}

bool has_control(const State& state, const std::string& name) {
  return std::any_of(state.controls.begin(), state.controls.end(),
                     [&](const Control& control) { return control.name == name && control.seen; });
}

bool meets(const State& state, const Json& now, const Json& wanted) {
  if (!wanted.is_object()) return now == wanted;
  if (wanted.contains("same_as")) return now == answer(state, wanted["same_as"].get<std::string>());
  if (wanted.contains("says"))
    return now.is_string() && now.get<std::string>().find(wanted["says"].get<std::string>()) != std::string::npos;
  if (!now.is_number()) return false;
  return wanted.contains("below") ? now.get<double>() < wanted["below"].get<double>()
                                  : now.get<double>() >= wanted["at_least"].get<double>();
}

}  // namespace

bool names_what_is_seen(const std::string& key) {
  return key == "control" || key == "no_control" || key == "written" || key == "not_written";
}

bool is_question(const std::string& key) {
  return names_what_is_seen(key) || find_question(key) != nullptr;
}

Json answer(const State& state, const std::string& key) {
  const Question* question = find_question(key);
  if (!question || (question->needs != Needs::nothing && !state.game) ||
      (question->needs == Needs::moment && !state.game->moment))
    return nullptr;
  return question->answer(state);
}

bool is_condition(const Json& value) {
  if (!value.is_object()) return true;
  if (value.size() != 1) return false;
  return (value.contains("at_least") && value["at_least"].is_number()) ||
         (value.contains("below") && value["below"].is_number()) ||
         (value.contains("same_as") && value["same_as"].is_string() && is_question(value["same_as"])) ||
         (value.contains("says") && value["says"].is_string());
}

std::string find_mismatch(const State& state, const Json& conditions) {
  for (const auto& [key, value] : conditions.items()) {
    if (names_what_is_seen(key)) {
      const bool of_control = key.ends_with("control"), wanted = key == "control" || key == "written";
      const auto name = value.get<std::string>();
      if ((of_control ? has_control(state, name) : state.ui.written->says(name)) != wanted)
        return fmt::format("{} \"{}\" is {}there", of_control ? "control" : "text", name, wanted ? "not " : "");
      continue;
    }
    const Json now = answer(state, key);
    if (!meets(state, now, value)) return fmt::format("{} is {}, not {}", key, now.dump(), value.dump());
  }
  return "";
}

}  // namespace mainstay::viz
