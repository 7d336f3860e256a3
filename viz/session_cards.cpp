#include "viz/session_cards.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <stop_token>

#include "scenarios/document.h"
#include "sessions/session_file.h"
#include "viz/format.h"
#include "viz/scenario_cards.h"

namespace mainstay::viz {

namespace fs = std::filesystem;

namespace {

using Told = FileCard::Told;

// "Played today", "Played 3 days ago".
std::string played_text(const std::string& file) {
  std::error_code unknown;
  const auto age = fs::file_time_type::clock::now() - fs::last_write_time(file, unknown);
  const auto minutes = unknown ? -1 : std::chrono::duration_cast<std::chrono::minutes>(age).count();
  if (minutes < 0) return "Played earlier";
  const auto ago = [](long long n, const char* unit) {
    return fmt::format("Played {} {}{} ago", n, unit, n == 1 ? "" : "s");
  };
  if (minutes < 2) return "Played just now";
  if (minutes < 120) return ago(minutes, "minute");
  if (minutes < 48 * 60) return ago(minutes / 60, "hour");
  return ago(minutes / 60 / 24, "day");
}

Told tell_session(const std::string& file) {
  const sessions::SessionSummary summary = sessions::summarise(file);
  const auto document = scenarios::Document::parse(summary.scenario_file, summary.scenario_text);
  const auto& scenario = document.root();
  Told told;
  told.title = scenario.value("title", "Session");
  const auto count = [](std::size_t n, const char* one, const char* many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
  };
  const sim::Week week = summary.position.week;
  if (!summary.branch_title.empty()) told.title += " · " + summary.branch_title;
  told.detail =
      fmt::format("{}, at {} · {} · {}", played_text(file), date_text(scenario.value("start", "2023-01-01"), week),
                  count(summary.branches, "branch", "branches"), count(summary.orders, "order", "orders"));
  if (summary.bookmarks > 0) told.detail += " · " + count(summary.bookmarks, "bookmark", "bookmarks");
  told.map = picture_of_map(summary.map_text);
  return told;
}

Told tell_scenario(const std::string& file) {
  const auto document = scenarios::Document::read(file);
  Told told{document.root().value("title", fs::path(file).stem().string()), "Scenario, from its first week", nullptr};
  const fs::path map = document.root().value("map", "");
  for (const fs::path& folder : {fs::path(file).parent_path(), fs::path(file).parent_path().parent_path()})
    if (!told.map && fs::exists(folder / map)) told.map = picture_of_map_file(folder / map);
  return told;
}

std::shared_ptr<const Told> tell(const std::string& file) {
  try {
    if (fs::is_directory(file))
      return std::make_shared<const Told>(
          Told{fs::path(file).filename().string(), "Results of a run or study", nullptr});
    return std::make_shared<const Told>(sessions::is_session(file) ? tell_session(file) : tell_scenario(file));
  } catch (const std::exception&) {
    return std::make_shared<const Told>(Told{fs::path(file).filename().string(), "Cannot be read as it is", nullptr});
  }
}

std::vector<std::string> newest_sessions() {
  constexpr std::size_t most = 8;
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(sessions::sessions_folder(), failed)) {
    std::error_code unknown;
    if (entry.path().extension() == ".mainstay")
      found.push_back({fs::last_write_time(entry.path(), unknown), entry.path().string()});
  }
  std::sort(found.rbegin(), found.rend());
  if (found.size() > most) found.resize(most);
  std::vector<std::string> files;
  for (auto& [time, file] : found) files.push_back(std::move(file));
  return files;
}

}  // namespace

void find_file_cards(State& state) {
  std::vector<FileCard> cards;
  const auto add = [&](const std::string& file, bool opened_last) {
    const auto known = [&](const FileCard& card) { return card.file == file; };
    std::error_code failed;
    if (!fs::exists(file, failed) || std::any_of(cards.begin(), cards.end(), known)) return;
    cards.push_back({file, opened_last, {}});
  };
  for (const std::string& file : state.settings.recent) add(file, true);
  for (const std::string& file : newest_sessions()) add(file, false);
  // One after the other: many at once would take the processor from the window.
  auto promises = std::make_shared<std::vector<std::promise<std::shared_ptr<const Told>>>>(cards.size());
  std::vector<std::string> files;
  for (std::size_t k = 0; k < cards.size(); ++k) {
    cards[k].told = (*promises)[k].get_future().share();
    files.push_back(cards[k].file);
  }
  state.file_reader = std::jthread([promises, files](std::stop_token stop) {
    for (std::size_t k = 0; k < files.size() && !stop.stop_requested(); ++k) (*promises)[k].set_value(tell(files[k]));
  });
  state.files = std::move(cards);
}

void draw_file_card(State& state, const Painter& paint, const FileCard& card, const Rect& box) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const fs::path path(card.file);
  const std::string name = path.filename().string();
  if (clickable(state, (card.opened_last ? "recent " : "session ") + name, box)) state.wanted_file = card.file;
  const bool hovered = ImGui::IsItemHovered();
  tooltip(state, card.file);
  paint.fill(box, hovered ? t.raised : t.panel, px(6));
  paint.frame(box, hovered ? t.state : t.line, px(6));
  const Rect picture{box.x + px(6), box.y + px(6), px(74), box.h - px(12)};
  const bool ready = card.told.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  const Told told = ready ? *card.told.get() : Told{name, "…", nullptr};
  draw_map_picture(told.map.get(), paint, picture);
  const float x = picture.right() + px(12), w = box.right() - px(12) - x;
  paint.text({x, box.y + px(6)}, Font::small_bold, t.text, paint.fit(Font::small_bold, told.title, w));
  paint.text({x, box.y + px(23)}, Font::tiny, t.text, paint.fit(Font::tiny, told.detail, w));
  paint.text({x, box.y + px(38)}, Font::tiny, t.faint, paint.fit(Font::tiny, name, w));
}

}  // namespace mainstay::viz
