// Brings SFML's events, clipboard and clock to Dear ImGui, and draws ImGui with its own OpenGL renderer.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Window/Event.hpp>
#include <array>
#include <utility>

#include "viz/theme.h"

namespace mainstay::viz {

class ImGuiBridge {
 public:
  explicit ImGuiBridge(sf::RenderWindow& window);
  ~ImGuiBridge();
  ImGuiBridge(const ImGuiBridge&) = delete;
  ImGuiBridge& operator=(const ImGuiBridge&) = delete;

  void process(const sf::Event& event);
  void begin_frame(float seconds);
  void render();
  void use(Fonts& fonts);  // from the next frame on

 private:
  // What goes down and up again within a frame must still be seen: a click on a touchpad is short, a frame may be long.
  struct Held {
    bool now = false, since_last_frame = false;
    void set(bool down) {
      now = down;
      since_last_frame |= down;
    }
    bool seen() { return std::exchange(since_last_frame, false) || now; }
  };

  sf::RenderWindow& window_;
  std::array<Held, 3> buttons_{};
  std::array<Held, sf::Keyboard::KeyCount> keys_{};
};

}  // namespace mainstay::viz
