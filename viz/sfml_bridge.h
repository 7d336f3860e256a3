// Brings SFML's events, clipboard and clock to Dear ImGui, and draws ImGui with its own OpenGL renderer.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Window/Event.hpp>

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
  void fonts_changed();

 private:
  sf::RenderWindow& window_;
};

}  // namespace mainstay::viz
