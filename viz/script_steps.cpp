#include "viz/script_steps.h"

#include <fmt/core.h>

#include <SFML/Graphics/Image.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>

#include "scenarios/terminal.h"
#include "viz/clear_difference.h"
#include "viz/map_view.h"

namespace mainstay::viz {

using scenarios::Json;

namespace {

// Keys that a user may press at any time; those that write files, close or resize the window are left out.
constexpr sf::Keyboard::Key random_keys[] = {
    sf::Keyboard::Space, sf::Keyboard::Tab,    sf::Keyboard::Left,  sf::Keyboard::Right, sf::Keyboard::Home,
    sf::Keyboard::End,   sf::Keyboard::Escape, sf::Keyboard::F,     sf::Keyboard::N,     sf::Keyboard::C,
    sf::Keyboard::L,     sf::Keyboard::T,      sf::Keyboard::Num1,  sf::Keyboard::Num5,  sf::Keyboard::Z,
    sf::Keyboard::Up,    sf::Keyboard::Down,   sf::Keyboard::Enter, sf::Keyboard::F6,    sf::Keyboard::B};

sf::Event random_event(std::mt19937& random, const State& state) {
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(std::max(1, end))); };
  sf::Event event{};
  switch (below(6)) {
    case 0:
      event.type = sf::Event::KeyPressed;
      event.key = {random_keys[random() % std::size(random_keys)], false, below(4) == 0, below(3) == 0, false};
      if (event.key.code == sf::Keyboard::Z) event.key.control = true;
      break;
    case 1:
      event.type = sf::Event::TextEntered;
      event.text.unicode = static_cast<sf::Uint32>("?+-abe"[below(6)]);
      break;
    case 2:
      event.type = sf::Event::MouseWheelScrolled;
      event.mouseWheelScroll = {sf::Mouse::VerticalWheel, static_cast<float>(below(5) - 2), 0, 0};
      break;
    case 3:
      event.type = sf::Event::MouseMoved;
      event.mouseMove = {below(static_cast<int>(state.width)), below(static_cast<int>(state.height))};
      if (!state.controls.empty() && below(2) == 0) {  // controls are small: half of the moves go to one
        const ImVec2 at = state.controls[random() % state.controls.size()].rect.centre();
        event.mouseMove = {static_cast<int>(at.x), static_cast<int>(at.y)};
      }
      break;
    default: {
      const ImVec2 at = ImGui::GetIO().MousePos;
      event.type = below(2) == 0 ? sf::Event::MouseButtonPressed : sf::Event::MouseButtonReleased;
      event.mouseButton = {sf::Mouse::Left, static_cast<int>(at.x), static_cast<int>(at.y)};
    }
  }
  return event;
}

// {"count": n, "seed": s}: that many random inputs, one a frame.
std::vector<StepAction> random_inputs(const Json& value, const StepPlaces& places) {
  auto random = std::make_shared<std::mt19937>(value.value("seed", 1u));
  const auto one = [random, send = places.send](State& state) {
    send(random_event(*random, state));
    return StepProgress::done;
  };
  const auto count = std::clamp<std::int64_t>(value.value("count", std::int64_t{100}), 0, 1'000'000);
  return {static_cast<std::size_t>(count), StepAction{one, 0}};
}

// The mean colours of 16 x 16 pixels: letters may be drawn a little differently elsewhere, areas not.
double largest_difference(const sf::Image& a, const sf::Image& b) {
  constexpr unsigned cell = 16;
  double largest = 0;
  for (unsigned y = 0; y + cell <= a.getSize().y; y += cell)
    for (unsigned x = 0; x + cell <= a.getSize().x; x += cell) {
      double difference[3] = {};
      for (unsigned k = 0; k < cell * cell; ++k) {
        const sf::Color p = a.getPixel(x + k % cell, y + k / cell), q = b.getPixel(x + k % cell, y + k / cell);
        difference[0] += p.r - q.r;
        difference[1] += p.g - q.g;
        difference[2] += p.b - q.b;
      }
      for (const double d : difference) largest = std::max(largest, std::abs(d) / (cell * cell));
    }
  return largest;
}

// {"file": name, "tolerance": t}: what is on screen beside a picture in the script's folder.
std::vector<StepAction> same_picture(const Json& value, const StepPlaces& places) {
  const std::string name = value.at("file");
  const double tolerance = value.value("tolerance", 12.0);
  const std::string now = (std::filesystem::path(places.out) / name).string();
  const std::string wanted = (std::filesystem::path(places.script_folder) / name).string();
  const auto take = [now](State& state) {
    state.notice_until = 0;
    state.picture_wanted = now;
    return StepProgress::done;
  };
  const auto compare = [now, wanted, tolerance](State& state) {
    state.notice_until = 0;
    if (!state.picture_wanted.empty()) return StepProgress::again;
    sf::Image a, b;
    if (!a.loadFromFile(wanted) || !b.loadFromFile(now)) {
      state.script_mismatch = "no picture " + wanted;
    } else if (a.getSize() != b.getSize()) {
      state.script_mismatch = "the picture has another size than " + wanted;
    } else if (const double d = largest_difference(a, b); d > tolerance) {
      state.script_mismatch = fmt::format("{} differs from {} by {:.0f} of 255 somewhere", now, wanted, d);
    } else {
      return StepProgress::done;
    }
    return StepProgress::failed;
  };
  return {{take, 0}, {compare, 10}};
}

double share_of_right_pixels(const State& state, std::size_t region, const sf::Image& picture) {
  const Game& game = *state.game;
  MapValues values =
      map_values(map_modes()[state.mode], *game.moment->history, *game.session.twin(), game.moment->week);
  if (const Clarity* clarity = clarity_of(state, game.branch)) values.unclear = clarity->unclear;
  const Colour wanted = region_colour(state, values, region);
  const auto near = [](unsigned a, unsigned b) { return std::max(a, b) - std::min(a, b) <= 6; };
  std::size_t seen = 0, right = 0;
  const auto& triangles = game.geometry.regions[region].triangles;
  for (std::size_t k = 0; k + 2 < triangles.size(); k += 3) {
    const ImVec2 at = state.camera.to_screen({(triangles[k].x + triangles[k + 1].x + triangles[k + 2].x) / 3,
                                              (triangles[k].y + triangles[k + 1].y + triangles[k + 2].y) / 3});
    if (!state.camera.view.contains(at) || at.x < 0 || at.y < 0 || at.x >= static_cast<float>(picture.getSize().x) ||
        at.y >= static_cast<float>(picture.getSize().y))
      continue;
    const sf::Color p = picture.getPixel(static_cast<unsigned>(at.x), static_cast<unsigned>(at.y));
    ++seen;
    right += near(p.r, wanted & 255u) && near(p.g, wanted >> 8 & 255u) && near(p.b, wanted >> 16 & 255u);
  }
  return seen == 0 ? 0 : static_cast<double>(right) / static_cast<double>(seen);
}

// "REGION": most of it is drawn in the colour of its value. Borders, labels and tokens may cover a part.
std::vector<StepAction> region_is_coloured(const Json& value, const StepPlaces& places) {
  const std::string id = value.get<std::string>();
  const std::string file = (std::filesystem::path(places.out) / ("region-" + id + ".png")).string();
  const auto take = [file](State& state) {
    state.picture_wanted = file;
    return StepProgress::done;
  };
  const auto compare = [file, id](State& state) {
    if (!state.picture_wanted.empty()) return StepProgress::again;
    sf::Image picture;
    const auto region = state.game ? state.game->setting().map.find_region(id) : sim::none;
    if (region == sim::none || !state.game->moment || !picture.loadFromFile(file)) {
      state.script_mismatch = "no region " + id + " on the map";
      return StepProgress::failed;
    }
    const double share = share_of_right_pixels(state, region, picture);
    state.script_mismatch = fmt::format("only {:.0f} % of {} has the colour of its value", 100 * share, id);
    return share > 0.3 ? StepProgress::done : StepProgress::failed;
  };
  return {{take, 0}, {compare, 10}};
}

// {"seconds": s}: prints how long frames take, as JSON.
std::vector<StepAction> frame_times(const Json& value) {
  const double seconds = value.value("seconds", 10.0);
  auto times = std::make_shared<std::vector<double>>();
  auto since = std::make_shared<double>(-1);
  const auto act = [=](State& state) {
    if (*since < 0) {
      *since = state.time;
      state.calls = {};
    } else {
      times->push_back(1000 * static_cast<double>(state.frame_seconds));
    }
    if (state.time - *since < seconds || times->empty()) return StepProgress::again;
    std::sort(times->begin(), times->end());
    const auto part = [&](double p) {
      return (*times)[static_cast<std::size_t>(p * static_cast<double>(times->size() - 1))];
    };
    scenarios::print("{}\n", Json{{"frames", times->size()},
                                  {"frames_per_second", static_cast<double>(times->size()) / (state.time - *since)},
                                  {"median_ms", part(0.5)},
                                  {"p99_ms", part(0.99)},
                                  {"longest_ms", times->back()},
                                  {"longest_call_ms", state.calls.longest_ms},
                                  {"longest_call", state.calls.longest}}
                                 .dump());
    std::fflush(stdout);
    return StepProgress::done;
  };
  return {{act, seconds + 30}};
}

// Longest calls are those from here on.
std::vector<StepAction> forget_calls() {
  const auto act = [](State& state) {
    state.calls = {};
    return StepProgress::done;
  };
  return {{act, 0}};
}

}  // namespace

std::vector<StepAction> further_step(const std::string& name, const Json& value, const StepPlaces& places) {
  if (name == "random") return random_inputs(value, places);
  if (name == "same_picture") return same_picture(value, places);
  if (name == "region_coloured") return region_is_coloured(value, places);
  if (name == "forget_calls") return forget_calls();
  if (name == "frame_times") return frame_times(value);
  return {};
}

}  // namespace mainstay::viz
