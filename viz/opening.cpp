#include "viz/opening.h"

#include <filesystem>
#include <utility>

#include "scenarios/scenario.h"
#include "scenarios/whole_file.h"
#include "sessions/review.h"
#include "viz/scenario_cards.h"
#include "viz/session_cards.h"
#include "viz/session_keeping.h"
#include "viz/state.h"
#include "viz/stored_runs.h"

namespace mainstay::viz {

namespace {

std::unique_ptr<Game> open_game(const std::string& file, std::uint64_t seed, const std::string& program,
                                std::int64_t stored_run, sessions::Recorded otherwise) {
  if (std::filesystem::is_directory(file)) return open_stored_run(file, stored_run);
  if (names_session(file)) return reopen_session(file, program, otherwise);
  return std::make_unique<Game>(
      sessions::Session(std::make_shared<const scenarios::Scenario>(scenarios::load_scenario(file)), seed));
}

// The review of the branch that was looked at last, with nothing in it but what another version has recorded.
std::string write_recorded_review(const std::string& file, const std::string& versions) {
  try {
    const auto saved = sessions::read_session(file);
    const auto session = sessions::as_recorded(saved, file);
    const std::size_t branch = saved.position.branch;
    if (sessions::played_weeks(saved, branch) == 0) return "Nothing has been played in the branch looked at last.";
    const auto page = sessions::review_path(file);
    scenarios::write_whole_file(page, sessions::review_of_recorded(*session, saved, branch, versions + "."));
    return "Written, to open in any browser: " + page.string();
  } catch (const std::exception& error) {
    return error.what();
  }
}

// What can be done with a session whose weeks this version computes otherwise.
void offer_other_weeks(State& state, const std::string& file, const std::string& versions) {
  Doubt doubt{
      std::filesystem::path(file).filename().string() + ": " + versions +
          ". Its review shows it as it was recorded. If all weeks are computed anew, the recorded ones are kept "
          "beside them.",
      "Compute anew",
      "Leave it",
      [file](State& now) {
        now.wanted_file = file;
        now.computed_anew = true;
      },
      "Write its review",
      [file, versions](State& now) {
        now.recorded_review = std::async(std::launch::async, write_recorded_review, file, versions);
      }};
  ask(state, std::move(doubt));
}

// By which it can be opened again.
std::string file_of(const Game& game) {
  if (game.session.file()) return game.session.file()->path().string();
  return game.stored ? game.stored->folder() : game.scenario->file;
}

}  // namespace

void Opening::open(State& state, const std::string& file) {
  state.problem.clear();
  state.loading_title = std::filesystem::path(file).stem().string();
  const auto otherwise =
      std::exchange(state.computed_anew, false) ? sessions::Recorded::compute_anew : sessions::Recorded::refuse;
  state.loading =
      std::async(std::launch::async, [file, seed = seed_, program = program_, run = std::exchange(state.wanted_run, -1),
                                      otherwise, before = closing_] {
        if (before.valid()) before.wait();  // it may hold the very file
        return open_game(file, seed, program, run, otherwise);
      });
}

bool Opening::follow(State& state) {
  if (state.recorded_review.valid() &&
      state.recorded_review.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    ask(state, {state.recorded_review.get(), "", "Close", {}});
  const bool opened = take_opened(state);
  return follow_chooser(state) || opened;
}

// One at a time: what is chosen meanwhile is opened after it.
bool Opening::take_opened(State& state) {
  if (!state.loading.valid()) {
    if (!state.wanted_file.empty()) open(state, std::exchange(state.wanted_file, ""));
    return false;
  }
  if (state.loading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
  std::unique_ptr<Game> opened;
  try {
    opened = state.loading.get();
  } catch (const sessions::OtherWeeks& refused) {
    offer_other_weeks(state, refused.problems().front().file, refused.versions());
    return false;
  } catch (const std::exception& error) {
    state.problem = error.what();
    if (state.game) warn(state, std::string("Not opened: ") + error.what());
    return false;
  }
  const bool same_map =
      state.game && state.game->stored && opened->stored && state.game->stored->folder() == opened->stored->folder();
  reset_for_game(state, same_map);
  close(state);
  state.game = std::move(opened);
  remember_file(state.settings, file_of(*state.game));
  show_branch(state, state.game->opened_at.branch, state.game->opened_at.week);
  if (!same_map) state.width = 0;  // fits the camera anew
  return true;
}

// Back to what can be opened. Everything that was done is in the session's file.
bool Opening::follow_chooser(State& state) {
  if (!std::exchange(state.chooser_wanted, false) || state.loading.valid()) return false;
  reset_for_game(state, false);
  state.tour_step = -1;
  state.help = false;
  close(state);
  state.cards = find_scenario_cards();
  find_file_cards(state);
  return true;
}

// Its threads end with the piece of work that they are at.
void Opening::close(State& state) {
  if (!state.game) return;
  if (state.session_work) state.session_work->give_up();
  auto let_go = [game = std::shared_ptr<Game>(std::move(state.game)),
                 work = std::shared_ptr<SessionWork>(std::move(state.session_work)), before = closing_]() mutable {
    if (before.valid()) before.wait();
    work.reset();
    game.reset();
  };
  closing_ = std::async(std::launch::async, std::move(let_go)).share();
}

}  // namespace mainstay::viz
