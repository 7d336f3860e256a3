#include "viz/script.h"

#include <fmt/core.h>

#include <SFML/System/String.hpp>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

#include "scenarios/document.h"
#include "scenarios/terminal.h"
#include "viz/script_questions.h"
#include "viz/script_steps.h"

namespace mainstay::viz {

using scenarios::Json;

namespace {

struct NamedKey {
  const char* name;
  sf::Keyboard::Key key;
};
constexpr NamedKey named_keys[] = {
    {"Space", sf::Keyboard::Space},   {"Tab", sf::Keyboard::Tab},
    {"Left", sf::Keyboard::Left},     {"Right", sf::Keyboard::Right},
    {"Up", sf::Keyboard::Up},         {"Down", sf::Keyboard::Down},
    {"Home", sf::Keyboard::Home},     {"End", sf::Keyboard::End},
    {"Escape", sf::Keyboard::Escape}, {"Enter", sf::Keyboard::Enter},
    {"F11", sf::Keyboard::F11},       {"F12", sf::Keyboard::F12},
    {"F6", sf::Keyboard::F6},         {"Backspace", sf::Keyboard::Backspace},
    {"PageUp", sf::Keyboard::PageUp}, {"PageDown", sf::Keyboard::PageDown},
    {"F2", sf::Keyboard::F2},
};

// "Ctrl+Z", "Shift+Right", "5", "F"; nothing if there is no such key.
std::optional<sf::Event::KeyEvent> parse_key(std::string text) {
  sf::Event::KeyEvent key{};
  const auto take = [&](const std::string& prefix) {
    if (text.rfind(prefix, 0) != 0) return false;
    text.erase(0, prefix.size());
    return true;
  };
  key.control = take("Ctrl+");
  key.shift = take("Shift+");
  key.code = sf::Keyboard::Unknown;
  for (const NamedKey& named : named_keys)
    if (text == named.name) key.code = named.key;
  if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z')
    key.code = static_cast<sf::Keyboard::Key>(sf::Keyboard::A + (text[0] - 'A'));
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9')
    key.code = static_cast<sf::Keyboard::Key>(sf::Keyboard::Num0 + (text[0] - '0'));
  if (key.code == sf::Keyboard::Unknown) return std::nullopt;
  return key;
}

sf::Event mouse_move(ImVec2 at) {
  sf::Event event{};
  event.type = sf::Event::MouseMoved;
  event.mouseMove = {static_cast<int>(at.x), static_cast<int>(at.y)};
  return event;
}

sf::Event mouse_button(ImVec2 at, bool down) {
  sf::Event event{};
  event.type = down ? sf::Event::MouseButtonPressed : sf::Event::MouseButtonReleased;
  event.mouseButton = {sf::Mouse::Left, static_cast<int>(at.x), static_cast<int>(at.y)};
  return event;
}

}  // namespace

// Turns the steps of a file into actions.
class ScriptReader {
 public:
  ScriptReader(Script& script, std::string out, std::function<void(const sf::Event&)> send)
      : script_(script), out_(std::move(out)), send_(std::move(send)) {}

  void read(const scenarios::Document& document) {
    const Json& root = document.root();
    folder_ = std::filesystem::path(document.file()).parent_path().string();
    if (!root.is_object() || !root.contains("steps") || !root["steps"].is_array())
      throw scenarios::InvalidInput({document.problem("", "a script is an object with a list \"steps\"")});
    for (std::size_t k = 0; k < root["steps"].size(); ++k) {
      name_ = fmt::format("step {}: {}", k + 1, root["steps"][k].dump());
      const std::string why = read_step(root["steps"][k]);
      if (!why.empty()) problems_.push_back(document.problem(fmt::format("/steps/{}", k), why));
    }
    if (!problems_.empty()) throw scenarios::InvalidInput(problems_);
  }

 private:
  using Progress = Script::Progress;
  using Act = std::function<Progress(State&)>;

  void add(Act act, double patience = 0) { script_.actions_.push_back({name_, std::move(act), patience}); }
  void add_event(const sf::Event& event) {
    add([send = send_, event](State&) {
      send(event);
      return Progress::done;
    });
  }

  std::string read_step(const Json& step) {
    if (!step.is_object() || step.size() != 1) return "a step is an object with one key, such as {\"click\": \"play\"}";
    const std::string what = step.begin().key();
    const Json& value = step.begin().value();
    try {
      if (what == "key") return add_key(value.get<std::string>());
      if (what == "text") return add_text(value.get<std::string>());
      if (what == "click")
        return add_click([name = value.get<std::string>()](const State& s) { return place_of(s, name); });
      if (what == "type") return add_typing(value);
      if (what == "tap") return add_tap(value.get<std::string>());
      if (what == "move")
        return add_move([name = value.get<std::string>()](const State& s) { return place_of(s, name); });
      if (what == "click_at") return add_click(fixed_place(value));
      if (what == "move_to") return add_move(fixed_place(value));
      if (what == "click_region")
        return add_click([id = value.get<std::string>()](const State& s) { return place_of_region(s, id); });
      if (what == "scroll") return add_scroll(value);
      if (what == "drag") return add_drag(value);
      if (what == "wait") return add_condition(value, value.is_object() ? value.value("seconds", 60.0) : 0);
      if (what == "check") return add_condition(value, 0);
      if (what == "frames") return add_frames(value.get<int>());
      if (what == "picture") return add_picture(value.get<std::string>());
      if (what == "print") return add_print(value.get<std::vector<std::string>>());
      if (const auto further = further_step(what, value, {folder_, out_, send_}); !further.empty())
        return add_further(further);
    } catch (const nlohmann::json::exception& error) {
      return fmt::format("\"{}\": {}", what, error.what());
    }
    return fmt::format(
        "unknown step \"{}\"; there are key, text, type, click, tap, move, click_at, move_to, click_region, scroll, "
        "drag, "
        "wait, "
        "check, frames, picture, print, "
        "same_picture, region_coloured, random, frame_times, forget_calls",
        what);
  }

  using Place = std::function<std::optional<ImVec2>(const State&)>;

  static std::optional<ImVec2> place_of(const State& state, const std::string& name) {
    for (const Control& control : state.controls)
      if (control.name == name && control.seen) return control.rect.centre();
    return std::nullopt;
  }
  static std::optional<ImVec2> place_of_region(const State& state, const std::string& id) {
    if (!state.game) return std::nullopt;
    const auto region = state.game->setting().map.find_region(id);
    if (region == sim::none) return std::nullopt;
    return state.camera.to_screen(state.game->geometry.regions[region].anchor);
  }
  static Place fixed_place(const Json& value) {
    const ImVec2 at{value.at(0).get<float>(), value.at(1).get<float>()};
    return [at](const State&) { return at; };
  }

  std::string add_key(const std::string& text) {
    const auto key = parse_key(text);
    if (!key)
      return "no key \"" + text +
             "\"; keys are letters, digits, Space, Tab, Left, ..., with Ctrl+ and Shift+ before them";
    sf::Event event{};
    event.key = *key;
    event.type = sf::Event::KeyPressed;
    add_event(event);
    event.type = sf::Event::KeyReleased;
    add_event(event);
    event.key.code = sf::Keyboard::LControl;  // as a user lets go of it, too
    if (key->control) add_event(event);
    event.key.code = sf::Keyboard::LShift;
    if (key->shift) add_event(event);
    return "";
  }

  std::string add_text(const std::string& text) {
    const sf::String characters = sf::String::fromUtf8(text.begin(), text.end());
    for (const sf::Uint32 character : characters) {
      sf::Event event{};
      event.type = sf::Event::TextEntered;
      event.text.unicode = character;
      add_event(event);
    }
    return "";
  }

  std::string add_move(const Place& place) {
    add(
        [send = send_, mouse = mouse_, place](State& state) {
          const auto at = place(state);
          if (!at) return Progress::again;
          send(mouse_move(*at));
          *mouse = *at;
          return Progress::done;
        },
        5);
    return "";
  }

  std::string add_click(const Place& place) {
    add_move(place);
    for (const bool down : {true, false})
      add([send = send_, mouse = mouse_, down](State&) {
        send(mouse_button(*mouse, down));
        return Progress::done;
      });
    return "";
  }

  // A click so short that no frame is drawn while the button is down.
  std::string add_tap(const std::string& name) {
    add_move([name](const State& s) { return place_of(s, name); });
    add([send = send_, mouse = mouse_](State&) {
      for (const bool down : {true, false}) send(mouse_button(*mouse, down));
      return Progress::done;
    });
    return "";
  }

  // {"into": control, "text": text} or {"after": key, "text": text}: a click or a key, and what a keyboard sends for
  // the letters, all before the next frame.
  std::string add_typing(const Json& value) {
    const std::string into = value.value("into", ""), after = value.value("after", ""), text = value.at("text");
    if (into.empty() == after.empty()) return "\"type\" has \"into\", a control, or \"after\", a key";
    std::vector<sf::Event> events;
    const auto press = [&](const sf::Event::KeyEvent& key, const sf::Uint32 character) {
      sf::Event event{};
      event.key = key;
      event.type = sf::Event::KeyPressed;
      events.push_back(event);
      if (character != 0) {
        sf::Event entered{};
        entered.type = sf::Event::TextEntered;
        entered.text.unicode = character;
        events.push_back(entered);
      }
      event.type = sf::Event::KeyReleased;
      events.push_back(event);
    };
    if (!after.empty()) {
      const auto key = parse_key(after);
      if (!key) return "no key \"" + after + "\"";
      press(*key, after.size() == 1 ? static_cast<sf::Uint32>(std::tolower(after[0])) : 0);
    }
    for (const char letter : text) {
      const std::string name(1, static_cast<char>(std::toupper(letter)));
      const auto key = letter == ' ' ? parse_key("Space") : parse_key(name);
      press(key.value_or(sf::Event::KeyEvent{sf::Keyboard::Unknown, false, false, false, false}),
            static_cast<sf::Uint32>(letter));
    }
    if (!into.empty()) add_move([into](const State& s) { return place_of(s, into); });
    add([send = send_, mouse = mouse_, events, clicks = !into.empty()](State&) {
      if (clicks)
        for (const bool down : {true, false}) send(mouse_button(*mouse, down));
      for (const sf::Event& event : events) send(event);
      return Progress::done;
    });
    return "";
  }

  std::string add_scroll(const Json& value) {
    sf::Event event{};
    event.type = sf::Event::MouseWheelScrolled;
    event.mouseWheelScroll.wheel = sf::Mouse::VerticalWheel;
    event.mouseWheelScroll.delta = value.get<float>();
    add_event(event);
    return "";
  }

  // {"control": name, "from": [x, y], "to": [x, y]}: parts of the control's width and height.
  std::string add_drag(const Json& value) {
    const std::string name = value.at("control");
    const auto place = [name](float x, float y) -> Place {
      return [name, x, y](const State& state) -> std::optional<ImVec2> {
        for (const Control& control : state.controls)
          if (control.name == name)
            return ImVec2{control.rect.x + x * control.rect.w, control.rect.y + y * control.rect.h};
        return std::nullopt;
      };
    };
    const float x0 = value.at("from").at(0), y0 = value.at("from").at(1), x1 = value.at("to").at(0),
                y1 = value.at("to").at(1);
    add_move(place(x0, y0));
    const auto add_button = [&](bool down) {
      add([send = send_, mouse = mouse_, down](State&) {
        send(mouse_button(*mouse, down));
        return Progress::done;
      });
    };
    add_button(true);
    for (const float t : {0.25f, 0.5f, 0.75f, 1.0f}) add_move(place(x0 + t * (x1 - x0), y0 + t * (y1 - y0)));
    add_button(false);
    return "";
  }

  std::string add_condition(const Json& value, double patience) {
    if (!value.is_object()) return "conditions are an object, such as {\"week\": 13}";
    Json wanted = value;
    wanted.erase("seconds");
    for (const char* question : {"overlap", "faint", "lacking", "written", "not_written"})
      script_.asks_what_is_written_ |= wanted.contains(question);
    for (const auto& [key, condition] : wanted.items())
      if (names_what_is_seen(key) && !condition.is_string())
        return "\"" + key + "\" names a control or gives a text";
      else if (!is_condition(condition))
        return "\"" + key +
               "\": a number may be given as {\"at_least\": n} or {\"below\": n}, a text as {\"says\": part}";
      else if (!is_question(key))
        return "nothing \"" + key + "\" to check";
    add(
        [wanted, name = name_, patience](State& state) {
          const std::string why = find_mismatch(state, wanted);
          if (why.empty()) return Progress::done;
          state.script_mismatch = why;
          return patience > 0 ? Progress::again : Progress::failed;
        },
        patience);
    return "";
  }

  std::string add_further(const std::vector<StepAction>& actions) {
    for (const StepAction& action : actions)
      add(
          [act = action.act](State& state) {
            const StepProgress progress = act(state);
            return progress == StepProgress::done    ? Progress::done
                   : progress == StepProgress::again ? Progress::again
                                                     : Progress::failed;
          },
          action.patience);
    return "";
  }

  std::string add_frames(int count) {
    if (count < 0) return "\"frames\" is a number from 0";
    for (int k = 0; k < count; ++k) add([](State&) { return Progress::done; });
    return "";
  }

  // Writes what is so now to standard output, as one line of JSON.
  std::string add_print(const std::vector<std::string>& keys) {
    for (const std::string& key : keys)
      if (!is_question(key)) return "nothing \"" + key + "\" to print";
    add([keys](State& state) {
      Json line = Json::object();
      for (const std::string& key : keys) line[key] = answer(state, key);
      scenarios::print("{}\n", line.dump());
      std::fflush(stdout);
      return Progress::done;
    });
    return "";
  }

  std::string add_picture(const std::string& file) {
    const std::string path = out_.empty() ? file : (std::filesystem::path(out_) / file).string();
    add([path](State& state) {
      state.notice_until = 0;
      state.picture_wanted = path;
      return Progress::done;
    });
    add(
        [](State& state) {
          state.notice_until = 0;
          return state.picture_wanted.empty() ? Progress::done : Progress::again;
        },
        10);
    return "";
  }

  Script& script_;
  std::string out_, name_, folder_;
  std::function<void(const sf::Event&)> send_;
  // Where it was sent last: what was sent may still wait for a frame.
  std::shared_ptr<ImVec2> mouse_ = std::make_shared<ImVec2>();
  std::vector<scenarios::Problem> problems_;
};

Script::Script(const std::string& file, std::string out_folder, std::function<void(const sf::Event&)> send) {
  if (!out_folder.empty()) std::filesystem::create_directories(out_folder);
  ScriptReader(*this, std::move(out_folder), std::move(send)).read(scenarios::Document::read(file));
}

bool Script::step(State& state) {
  if (actions_.empty()) return false;
  Action& action = actions_.front();
  if (since_ < 0) since_ = state.time;
  Progress progress = Progress::failed;
  try {
    progress = action.act(state);
  } catch (const std::exception& error) {
    state.script_mismatch = error.what();
  }
  if (progress == Progress::done) {
    since_ = -1;
    state.script_mismatch.clear();
    actions_.pop_front();
    return true;
  }
  if (progress == Progress::again && state.time - since_ < action.patience) return true;
  scenarios::say("mainstay view: {}: {}\n", action.name,
                 state.script_mismatch.empty() ? "no such control or place" : state.script_mismatch);
  failed_ = true;
  return false;
}

}  // namespace mainstay::viz
