#include "viz/window.h"

#include <fmt/core.h>

#include <SFML/Graphics/Image.hpp>
#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/OpenGL.hpp>
#include <SFML/System/Clock.hpp>
#include <SFML/Window/VideoMode.hpp>
#include <filesystem>

#include "scenarios/document.h"
#include "scenarios/terminal.h"
#include "scenarios/whole_file.h"
#include "viz/alerts.h"
#include "viz/bookmarks.h"
#include "viz/clear_difference.h"
#include "viz/compare.h"
#include "viz/display.h"
#include "viz/event_queue.h"
#include "viz/export.h"
#include "viz/foreign_texts.h"
#include "viz/input.h"
#include "viz/key_focus.h"
#include "viz/legibility.h"
#include "viz/map_layers.h"
#include "viz/opening.h"
#include "viz/outlook.h"
#include "viz/overlays.h"
#include "viz/panels.h"
#include "viz/preview.h"
#include "viz/script.h"
#include "viz/session_keeping.h"
#include "viz/sfml_bridge.h"
#include "viz/signs.h"
#include "viz/stored_runs.h"

namespace mainstay::viz {

namespace {

// Frames a second while something moves, and while nothing does. Runs in the background need the processor too: drawn
// in software, 60 frames a second would take all of it.
struct FrameRate {
  unsigned alone, beside_runs;
};
constexpr FrameRate busy_rate{60, 30}, idle_rate{15, 8};
constexpr double busy_seconds = 1, settings_seconds = 2;

// At the first start: as large as it would be on a display of usual density, but not larger than the display.
void size_first_window(Settings& settings) {
  const sf::VideoMode display = sf::VideoMode::getDesktopMode();
  const auto fitted = [scale = display_scale()](unsigned usual, unsigned most) {
    return std::min(static_cast<unsigned>(static_cast<float>(usual) * scale), most);
  };
  settings.width = fitted(settings.width, display.width);
  settings.height = fitted(settings.height, display.height);
}

class Window {
 public:
  explicit Window(const ViewOptions& options) : options_(options), opening_(options.seed, options.program) {
    // A script always finds the same window.
    if (options.script.empty()) {
      state_.settings = load_settings(settings_file(), settings_notice_);
      state_.tour_offered = !state_.settings.toured;
    }
    saved_ = state_.settings;
    if (options.script.empty() && state_.settings.scale == 0) size_first_window(state_.settings);
    if (options.width > 0) state_.settings.width = options.width;
    if (options.height > 0) state_.settings.height = options.height;
    state_.light = state_.settings.light;
    state_.full_screen = state_.settings.full_screen;
    if (const std::size_t mode = find_map_mode(state_.settings.map_mode); mode < map_modes().size()) state_.mode = mode;
    create();
  }

  bool has_gl() const { return window_.isOpen() && window_.getSettings().majorVersion >= 3; }
  int run();

 private:
  void create();
  void handle(const sf::Event& event);
  void follow_settings();
  void follow_letters();
  void follow_full_screen();
  void remember_settings();
  void choose_frame_rate();
  void draw_frame();
  void draw_game();
  void settle_texts();
  void draw_panels(const Layout& layout);
  void draw_map(const Layout& layout);
  void write_files();
  void take_picture();
  void forget_maps();

  ViewOptions options_;
  sf::RenderWindow window_;
  std::unique_ptr<ImGuiBridge> bridge_;
  State state_;
  Opening opening_;
  ShapeLayer shapes_;
  CompareMaps compare_maps_;
  EventQueue events_;
  WrittenTexts written_;  // where the script asks for it
  std::string settings_notice_;
  Settings saved_;
  double saved_at_ = 0, last_input_ = 0;
  bool is_full_screen_ = false;
  std::unique_ptr<Script> script_;
  sf::Clock clock_;
  std::future<Fonts> fonts_;  // being drawn
  float fonts_scale_ = 1;
  std::future<bool> picture_;  // being packed
  std::string picture_file_;
};

void Window::create() {
  is_full_screen_ = state_.full_screen;
  const sf::ContextSettings context(0, 0, 0, 3, 0);
  if (is_full_screen_)
    window_.create(sf::VideoMode::getDesktopMode(), "Mainstay", sf::Style::Fullscreen, context);
  else
    window_.create(sf::VideoMode(state_.settings.width, state_.settings.height), "Mainstay", sf::Style::Default,
                   context);
  window_.setFramerateLimit(busy_rate.alone);
  state_.ui.scale = 0;  // fonts are loaded anew
}

int Window::run() {
  bridge_ = std::make_unique<ImGuiBridge>(window_);
  const float remembered = options_.scale > 0 ? options_.scale : state_.settings.scale;
  state_.wanted_scale = remembered > 0 ? remembered : display_scale();
  state_.program = options_.program;
  if (!options_.script.empty())
    script_ =
        std::make_unique<Script>(options_.script, options_.out, [this](const sf::Event& event) { events_.add(event); });
  if (script_ && script_->asks_what_is_written()) state_.ui.written = &written_;
  if (!options_.file.empty())
    opening_.open(state_, options_.file);
  else
    state_.chooser_wanted = true;
  if (!settings_notice_.empty()) say(state_, settings_notice_);
  while (window_.isOpen() && !state_.quit) {
    sf::Event event{};
    {
      const TimedCall timed(state_.calls, "input");
      while (window_.pollEvent(event)) events_.add(event);
      if (script_ && !script_->step(state_)) break;
      events_.hand_on(state_, [this](const sf::Event& next) { handle(next); });
    }
    state_.frame_seconds = clock_.restart().asSeconds();
    state_.time += static_cast<double>(state_.frame_seconds);
    {
      const TimedCall timed(state_.calls, "opening");
      if (opening_.follow(state_)) {
        forget_maps();
        state_.ui.typesetter->begin(state_.game ? state_.game->foreign_texts : std::vector<ForeignText>());
      }
    }
    follow_full_screen();
    {
      const TimedCall timed(state_.calls, "settings");
      follow_settings();
      if (state_.time - saved_at_ > settings_seconds) remember_settings();
    }
    choose_frame_rate();
    draw_frame();
  }
  remember_settings();
  const int result = script_ ? script_->exit_code() : 0;
  state_.game.reset();
  bridge_.reset();
  window_.close();
  return result;
}

void Window::follow_full_screen() {
  if (state_.full_screen == is_full_screen_) return;
  bridge_.reset();
  forget_maps();
  create();
  bridge_ = std::make_unique<ImGuiBridge>(window_);
}

void Window::remember_settings() {
  saved_at_ = state_.time;
  Settings& now = state_.settings;
  if (!is_full_screen_) {
    now.width = window_.getSize().x;
    now.height = window_.getSize().y;
  }
  now.scale = state_.wanted_scale;
  now.light = state_.light;
  now.full_screen = state_.full_screen;
  now.map_mode = map_modes()[state_.mode].id;
  if (script_ || now == saved_) return;
  saved_ = now;  // also when it fails: a full disk is not tried every other second
  save_settings(settings_file(), now);
}

void Window::choose_frame_rate() {
  const Game* game = state_.game.get();
  const bool on_its_way = game && (!game->moment || game->player.target() != game->moment->week);
  const bool moves = (script_ && !script_->waits()) || !game || game->player.playing() || on_its_way ||
                     fonts_.valid() || state_.time - last_input_ < busy_seconds;
  const FrameRate& rate = moves ? busy_rate : idle_rate;
  window_.setFramerateLimit(game && runs_under_way(*game) ? rate.beside_runs : rate.alone);
}

void Window::handle(const sf::Event& event) {
  bridge_->process(event);
  last_input_ = state_.time;
  switch (event.type) {
    case sf::Event::Closed:
      want_quit(state_);
      break;
    case sf::Event::MouseMoved:
      state_.notes_hidden = false;
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

// What was drawn of another map, or in another window.
void Window::forget_maps() {
  shapes_ = {};
  compare_maps_ = {};
}

// Letters of another size or of other scripts are drawn by a thread, so that the window does not stand still meanwhile.
// Only a new window has to wait for them.
void Window::follow_letters() {
  Typesetter& typesetter = *state_.ui.typesetter;
  typesetter.begin_frame();
  const float scale =
      scale_for(static_cast<float>(window_.getSize().x), static_cast<float>(window_.getSize().y), state_.wanted_scale);
  if (state_.ui.scale == scale && !typesetter.wants_more() && !fonts_.valid()) return;
  if (!fonts_.valid()) {
    fonts_scale_ = scale;
    fonts_ = std::async(std::launch::async, Fonts::made, fonts_scale_, typesetter.wanted());
  }
  if (state_.ui.scale != 0 && fonts_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  state_.ui.fonts = fonts_.get();
  bridge_->use(state_.ui.fonts);
  typesetter.use(state_.ui.fonts.others());
  state_.marks.width = 0;  // other words fit beside its signs
  if (std::exchange(state_.ui.scale, fonts_scale_) != fonts_scale_) state_.width = 0;
}

void Window::follow_settings() {
  follow_letters();
  state_.ui.theme = state_.light ? light_theme() : dark_theme();
  const auto width = static_cast<float>(window_.getSize().x), height = static_cast<float>(window_.getSize().y);
  if (width == state_.width && height == state_.height) return;
  state_.width = width;
  state_.height = height;
  if (!state_.game) return;
  state_.camera.view = make_layout(state_).map;
  if (comparing(state_)) state_.camera.view = compared_view(state_, state_.camera.view, {0, 0});
  state_.camera.fit(focus_bounds(*state_.game, comparing(state_)), state_.ui.px(comparing(state_) ? 8.f : 24.f));
}

void Window::draw_map(const Layout& layout) {
  const Game& game = *state_.game;
  if (comparing(state_)) return compare_maps_.draw(window_, state_, layout.map);
  MapValues values;
  if (game.moment)
    values = map_values(map_modes()[state_.mode], *game.moment->history, *game.session.twin(), game.moment->week);
  else
    values.values.assign(game.setting().regions(), 0);
  if (game.moment) find_unclear(state_, game.branch, values);
  Occupied occupied;
  occupied.take(legend_box(state_, layout.map));
  if (game.moment) take_alerts(state_, layout.map, occupied);
  draw_map_layers(window_, state_, state_.camera, shapes_, values, game.moment.get(), occupied);
  if (catches_up(game)) {
    const Painter paint{state_.ui, ImGui::GetBackgroundDrawList()};
    paint.text_with_halo({layout.map.x + state_.ui.px(16), layout.map.y + state_.ui.px(14)}, Font::body,
                         state_.ui.theme.text, "Catching up with " + branch_title(game, game.branch) + " …");
  }
}

void Window::draw_game() {
  Layout layout;
  {
    const TimedCall timed(state_.calls, "work in the background");
    take_moment(state_);
    if (const std::string problem = state_.game->player.take_problem(); !problem.empty())
      warn(state_, "Not simulated: " + problem);
    follow_baseline(state_);
    follow_draft(state_);
    follow_surge_worth(state_);
    follow_outlooks(state_);
    follow_session(state_);
    if (state_.game->stored) follow_stored_runs(state_);
  }
  {
    const TimedCall timed(state_.calls, "map");
    layout = make_layout(state_);
    state_.camera.view = comparing(state_) ? compared_view(state_, layout.map, ImGui::GetIO().MousePos) : layout.map;
    handle_map(state_);
    state_.tokens.clear();  // those of the last frame were clicked
    state_.names.clear();
    state_.camera.glide(state_.frame_seconds);
    draw_map(layout);
  }
  const TimedCall timed(state_.calls, "panels");
  draw_panels(layout);
}

void Window::draw_panels(const Layout& layout) {
  const bool compares = comparing(state_);
  draw_top_bar(state_, layout.top);
  if (!compares) draw_orders(state_, layout.left);
  if (compares) {
    draw_comparison(state_, layout.right);
    draw_compare_headers(state_, layout.map);
  } else {
    draw_inspector(state_, layout.right);
    draw_alerts(state_, layout.map);
  }
  draw_timeline(state_, layout.bottom);
  draw_legend(state_, layout.map);
  draw_sign_key(state_, layout.map);
  if (state_.game->stored) draw_stored_runs(state_, compares ? compared_view(state_, layout.map, {0, 0}) : layout.map);
  if (state_.bookmark) draw_bookmark_note(state_, layout.map);
  draw_overlays(state_, layout.map);
  draw_tour(state_, layout);
}

void Window::draw_frame() {
  bridge_->begin_frame(state_.frame_seconds);
  state_.controls.clear();
  state_.note.clear();
  state_.typing.field.clear();
  if (state_.typing.frames-- <= 0) state_.typing.awaited.clear();
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(state_.game ? state_.ui.theme.sea : state_.ui.theme.background);
  window_.clear(sf::Color(static_cast<sf::Uint8>(ground.x * 255), static_cast<sf::Uint8>(ground.y * 255),
                          static_cast<sf::Uint8>(ground.z * 255)));
  if (state_.game) {
    draw_game();
  } else {
    const TimedCall timed(state_.calls, "chooser");
    draw_chooser(state_);
    if (state_.doubt) draw_doubt(state_);
  }
  settle_focus(state_);
  bridge_->render();
  settle_texts();
  {
    const TimedCall timed(state_.calls, "files");
    write_files();
  }
  window_.display();
}

void Window::settle_texts() {
  if (!state_.ui.written) return;
  const ImDrawData* drawn = ImGui::GetDrawData();
  std::vector<const ImDrawList*> lists;
  for (int k = 0; k < drawn->CmdListsCount; ++k) lists.push_back(drawn->CmdLists[k]);
  written_.settle(lists);
}

void Window::write_files() {
  if (std::exchange(state_.series_wanted, false)) {
    const std::string file = free_file_name(state_, ".csv");
    const bool written = write_series(state_, file);
    if (written)
      say(state_, "Series written: " + file);
    else
      warn(state_, "The series could not be written: " + file);
  }
  if (state_.picture_wanted.empty()) return;
  take_picture();
}

// Turning and packing a large picture takes longer than a frame may: it is left to a thread, one picture at a time.
void Window::take_picture() {
  if (!picture_.valid()) {
    picture_file_ = state_.picture_wanted;
    const unsigned width = window_.getSize().x, height = window_.getSize().y;
    std::vector<sf::Uint8> pixels(std::size_t{4} * width * height);
    glReadPixels(0, 0, static_cast<GLsizei>(width), static_cast<GLsizei>(height), GL_RGBA, GL_UNSIGNED_BYTE,
                 pixels.data());
    picture_ = std::async(std::launch::async, [width, height, pixels = std::move(pixels), file = picture_file_] {
      sf::Image image;
      image.create(width, height, pixels.data());
      image.flipVertically();  // OpenGL begins at the lower left
      try {
        scenarios::WholeFile whole(file, scenarios::Links::followed);
        if (!image.saveToFile(whole.draft().string())) return false;
        whole.keep();
        return true;
      } catch (const scenarios::CannotWrite&) {
        return false;
      }
    });
    return;
  }
  if (picture_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  if (picture_.get())
    say(state_, "Picture written: " + picture_file_);
  else
    warn(state_, "The picture could not be written: " + picture_file_);
  if (state_.picture_wanted == picture_file_) state_.picture_wanted.clear();
}

}  // namespace

int view(const ViewOptions& options) {
  // A file that is none is said first, with or without a display. A scenario is looked at more closely when it is
  // loaded.
  if (std::filesystem::is_directory(options.file))
    StoredRuns{options.file};
  else if (names_session(options.file))
    sessions::read_session(options.file);
  else if (!options.file.empty())
    scenarios::Document::read(options.file);
  const DisplayProbe probe;
  if (const std::string problem = probe.problem(); !problem.empty()) {
    scenarios::say("mainstay view: {}\n", problem);
    return 2;
  }
  Window window(options);
  if (!window.has_gl()) {
    scenarios::say(
        "mainstay view: this display offers no OpenGL 3. Install a driver, or Mesa's software one "
        "(libgl1-mesa-dri); without a window, `mainstay run SCENARIO` simulates and writes report.html.\n");
    return 2;
  }
  return window.run();
}

}  // namespace mainstay::viz
