#include "viz/session_keeping.h"

#include <chrono>
#include <filesystem>

#include "scenarios/error.h"
#include "sessions/session_file.h"

namespace mainstay::viz {

bool names_session(const std::string& file) {
  return std::filesystem::path(file).extension() == ".mainstay" || sessions::is_session(file);
}

std::unique_ptr<Game> reopen_session(const std::string& file, const std::string& program,
                                     sessions::Recorded otherwise) {
  sessions::Opened opened = sessions::open_to_go_on(file, program, otherwise);
  auto game = std::make_unique<Game>(std::move(*opened.session));
  game->opened_at = opened.position;
  game->keeper = std::make_unique<sessions::StateKeeper>(file, program);
  return game;
}

namespace {

PendingChange::Written write_change(const sessions::Session& session, const std::string& program,
                                    const std::function<sessions::Change()>& prepare) {
  PendingChange::Written written;
  try {
    written.change = prepare();
    if (!session.file()) {
      const auto path = sessions::new_session_path(session.scenario().file);
      written.file = sessions::SessionFile::create(path, session, program);
      written.keeper = std::make_unique<sessions::StateKeeper>(path, program);
    }
    written.change.write(written.file ? *written.file : *session.file());
  } catch (const std::exception& error) {
    written.problem = error.what();
  }
  return written;
}

void take_over_change(State& state) {
  Game& game = *state.game;
  if (!game.pending || game.pending->written.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  const auto pending = std::move(game.pending);
  PendingChange::Written written = pending->written.get();
  if (written.keeper) {
    game.session.write_to(std::move(written.file));
    game.keeper = std::move(written.keeper);
  }
  if (!written.problem.empty()) return warn(state, pending->failure + written.problem);
  written.change.apply(game.session);
  pending->then(state, *written.change.result);
}

}  // namespace

bool keeps_change(const State& state) {
  return state.game && state.game->pending;
}

bool keep_change(State& state, std::string failure, std::function<sessions::Change()> prepare,
                 std::function<void(State&, std::int64_t)> then) {
  Game& game = *state.game;
  if (game.pending) return false;
  game.pending = std::make_unique<PendingChange>();
  game.pending->failure = std::move(failure);
  game.pending->then = std::move(then);
  game.pending->written = std::async(std::launch::async, write_change, std::cref(game.session), state.program, prepare);
  return true;
}

bool require_session_file(State& state, std::function<void(State&)> then) {
  if (state.game->session.file()) {
    then(state);
    return true;
  }
  const auto nothing = [] {
    return sessions::Change{[](sessions::SessionFile&) {}, [](sessions::Session&) {},
                            std::make_shared<const std::int64_t>(0)};
  };
  return keep_change(state, "", nothing, [then](State& now, std::int64_t) { then(now); });
}

void follow_session(State& state) {
  take_over_change(state);
  Game& game = *state.game;
  if (!game.keeper || !game.moment) return;
  game.keeper->keep(sessions::kept_histories(game.session), {game.branch, game.moment->week});
  const std::string problem = game.keeper->problem();
  if (problem != game.keeper_problem && !problem.empty()) warn(state, "Not saved: " + problem);
  game.keeper_problem = problem;
}

}  // namespace mainstay::viz
