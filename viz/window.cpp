#include "viz/window.h"

#include <fmt/core.h>

#include <SFML/Graphics/Image.hpp>
#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Graphics/Texture.hpp>
#include <SFML/System/Clock.hpp>
#include <SFML/Window/VideoMode.hpp>
#include <filesystem>

#include "scenarios/error.h"
#include "viz/display.h"
#include "viz/input.h"
#include "viz/map_view.h"
#include "viz/overlays.h"
#include "viz/panels.h"
#include "viz/script.h"
#include "viz/sfml_bridge.h"

namespace mainstay::viz {

namespace {

constexpr std::size_t outlook_pairs = 32;

std::unique_ptr<Game> open_game(const std::string& file, std::uint64_t seed) {
  return std::make_unique<Game>(std::make_shared<const scenarios::Scenario>(scenarios::load_scenario(file)), seed);
}

class Window {
 public:
  explicit Window(const ViewOptions& options)
      : options_(options),
        window_(sf::VideoMode(options.width, options.height), "Mainstay", sf::Style::Default,
                sf::ContextSettings(0, 0, 0, 3, 0)) {}

  bool has_gl() const { return window_.isOpen() && window_.getSettings().majorVersion >= 3; }
  int run();

 private:
  void handle(const sf::Event& event);
  void start_loading(const std::string& file);
  void finish_loading();
  void follow_settings();
  void draw_frame();
  void draw_map(const Layout& layout);
  void write_picture();

  ViewOptions options_;
  sf::RenderWindow window_;
  std::unique_ptr<ImGuiBridge> bridge_;
  State state_;
  ShapeLayer shapes_;
  std::unique_ptr<Script> script_;
  sf::Clock clock_;
};

int Window::run() {
  window_.setFramerateLimit(60);
  bridge_ = std::make_unique<ImGuiBridge>(window_);
  state_.wanted_scale = options_.scale > 0 ? options_.scale : (window_.getSize().y >= 1800 ? 2.0f : 1.0f);
  state_.ui.scale = 0;
  if (!options_.script.empty())
    script_ =
        std::make_unique<Script>(options_.script, options_.out, [this](const sf::Event& event) { handle(event); });
  if (!options_.file.empty()) start_loading(options_.file);
  while (window_.isOpen() && !state_.quit) {
    sf::Event event{};
    while (window_.pollEvent(event)) handle(event);
    if (script_ && !script_->step(state_)) break;
    state_.frame_seconds = clock_.restart().asSeconds();
    state_.time += static_cast<double>(state_.frame_seconds);
    finish_loading();
    follow_settings();
    draw_frame();
  }
  const int result = script_ ? script_->exit_code() : 0;
  state_.game.reset();
  bridge_.reset();
  window_.close();
  return result;
}

void Window::handle(const sf::Event& event) {
  bridge_->process(event);
  switch (event.type) {
    case sf::Event::Closed:
      state_.quit = true;
      break;
    case sf::Event::KeyPressed:
      handle_key(state_, event.key);
      break;
    case sf::Event::TextEntered:
      handle_sign(state_, event.text.unicode);
      break;
    default:
      break;
  }
}

void Window::start_loading(const std::string& file) {
  state_.problem.clear();
  state_.loading_title = std::filesystem::path(file).stem().string();
  state_.loading = std::async(std::launch::async, open_game, file, options_.seed);
}

void Window::finish_loading() {
  if (!state_.wanted_file.empty()) start_loading(std::exchange(state_.wanted_file, ""));
  if (!state_.loading.valid() || state_.loading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  try {
    state_.game = state_.loading.get();
  } catch (const std::exception& error) {
    state_.problem = error.what();
    return;
  }
  Game& game = *state_.game;
  std::vector<sessions::Ensemble::Variant> variants = {{"twin", {}}};
  for (const auto& branch : game.session.branches()) variants.push_back({branch.title, branch.history->orders()});
  const auto scenario = game.scenario;
  game.outlook =
      std::make_shared<sessions::Ensemble>([scenario](std::size_t pair) { return scenario->begin(1000 + pair); },
                                           std::move(variants), outlook_pairs, game.setting().weeks);
  show_branch(state_, 0, 0);
  game.player.set_ensembles({game.outlook});
  state_.width = 0;  // fits the camera anew
}

void Window::follow_settings() {
  if (state_.ui.scale != state_.wanted_scale) {
    state_.ui.scale = state_.wanted_scale;
    state_.ui.fonts.load(state_.ui.scale);
    bridge_->fonts_changed();
    state_.width = 0;
  }
  state_.ui.theme = state_.light ? light_theme() : dark_theme();
  const auto width = static_cast<float>(window_.getSize().x), height = static_cast<float>(window_.getSize().y);
  if (width == state_.width && height == state_.height) return;
  state_.width = width;
  state_.height = height;
  if (!state_.game) return;
  state_.camera.view = make_layout(state_).map;
  state_.camera.fit(focus_bounds(*state_.game), state_.ui.px(24));
}

void Window::draw_map(const Layout& layout) {
  const Painter paint{state_.ui, ImGui::GetBackgroundDrawList()};
  state_.camera.view = layout.map;
  state_.camera.glide(state_.frame_seconds);
  const Game& game = *state_.game;
  MapValues values;
  if (game.moment)
    values = map_values(map_modes()[state_.mode], *game.moment->history, *game.session.twin(), game.moment->week);
  else
    values.values.assign(game.setting().regions(), 0);
  state_.legend_range = values.range;
  shapes_.draw(window_, state_, state_.camera, values);
  paint.list->PushClipRect(layout.map.min(), layout.map.max());
  draw_selection(state_, state_.camera, paint);
  Occupied occupied;
  occupied.take(
      {layout.map.x + state_.ui.px(16), layout.map.bottom() - state_.ui.px(70), state_.ui.px(276), state_.ui.px(56)});
  if (game.moment) {
    draw_flashes(state_, state_.camera, paint, *game.moment);
    draw_arrows(state_, state_.camera, paint, *game.moment);
    draw_tokens(state_, state_.camera, paint, *game.moment->world, occupied);
  }
  draw_labels(state_, state_.camera, paint, occupied);
  paint.list->PopClipRect();
}

void Window::draw_frame() {
  bridge_->begin_frame(state_.frame_seconds);
  state_.controls.clear();
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(state_.game ? state_.ui.theme.sea : state_.ui.theme.background);
  window_.clear(sf::Color(static_cast<sf::Uint8>(ground.x * 255), static_cast<sf::Uint8>(ground.y * 255),
                          static_cast<sf::Uint8>(ground.z * 255)));
  if (state_.game) {
    state_.game->moment = state_.game->player.moment();
    const Layout layout = make_layout(state_);
    handle_map(state_);
    follow_draft(state_);
    draw_map(layout);
    draw_top_bar(state_, layout.top);
    draw_orders(state_, layout.left);
    draw_inspector(state_, layout.right);
    draw_timeline(state_, layout.bottom);
    draw_legend(state_, layout.map);
    draw_overlays(state_, layout.map);
  } else {
    draw_chooser(state_);
  }
  bridge_->render();
  write_picture();
  window_.display();
}

void Window::write_picture() {
  if (state_.picture_wanted.empty()) return;
  const std::string file = std::exchange(state_.picture_wanted, "");
  sf::Texture texture;
  texture.create(window_.getSize().x, window_.getSize().y);
  texture.update(window_);
  const bool written = texture.copyToImage().saveToFile(file);
  say(state_, written ? "Picture written: " + file : "The picture could not be written: " + file);
}

}  // namespace

int view(const ViewOptions& options) {
  const DisplayProbe probe;
  if (const std::string problem = probe.problem(); !problem.empty()) {
    fmt::print(stderr, "mainstay view: {}\n", problem);
    return 2;
  }
  Window window(options);
  if (!window.has_gl()) {
    fmt::print(stderr,
               "mainstay view: this display offers no OpenGL 3. Install a driver, or Mesa's software one "
               "(libgl1-mesa-dri); without a window, `mainstay run SCENARIO` simulates and writes report.html.\n");
    return 2;
  }
  return window.run();
}

}  // namespace mainstay::viz
