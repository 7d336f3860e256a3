#include "viz/session_keeping.h"

#include <filesystem>

#include "sessions/session_file.h"

namespace mainstay::viz {

bool names_session(const std::string& file) {
  return std::filesystem::path(file).extension() == ".mainstay" || sessions::is_session(file);
}

std::unique_ptr<Game> reopen_session(const std::string& file, const std::string& program) {
  sessions::read_session(file);  // refuses what is none before anything is written to it
  auto writer = std::make_unique<sessions::SessionFile>(file);
  const sessions::SavedSession saved = sessions::read_session(file);
  auto session = sessions::reopen(saved, file, program);
  session->write_to(std::move(writer));
  auto game = std::make_unique<Game>(std::move(*session));
  game->opened_at = saved.position;
  game->keeper = std::make_unique<sessions::StateKeeper>(file, program);
  return game;
}

void require_session_file(State& state) {
  Game& game = *state.game;
  if (game.session.file()) return;
  const auto path = sessions::new_session_path(game.scenario->file);
  game.session.write_to(sessions::SessionFile::create(path, game.session, state.program));
  game.keeper = std::make_unique<sessions::StateKeeper>(path, state.program);
}

void follow_session(State& state) {
  Game& game = *state.game;
  if (!game.keeper || !game.moment) return;
  game.keeper->keep(sessions::kept_histories(game.session), {game.branch, game.moment->week});
  const std::string problem = game.keeper->problem();
  if (problem != game.keeper_problem && !problem.empty()) warn(state, "Not saved: " + problem);
  game.keeper_problem = problem;
}

}  // namespace mainstay::viz
