#include "viz/sfml_bridge.h"

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <SFML/Window/Clipboard.hpp>
#include <algorithm>
#include <limits>
#include <string>

namespace mainstay::viz {

namespace {

const char* clipboard_text(void*) {
  static std::string text;  // ImGui asks for a pointer that outlives the call
  const auto utf8 = sf::Clipboard::getString().toUtf8();
  text.assign(utf8.begin(), utf8.end());
  return text.c_str();
}

void set_clipboard_text(void*, const char* text) {
  const std::string value(text);
  sf::Clipboard::setString(sf::String::fromUtf8(value.begin(), value.end()));
}

struct Key {
  sf::Keyboard::Key sfml;
  ImGuiKey imgui;
};
constexpr Key keys[] = {
    {sf::Keyboard::Tab, ImGuiKey_Tab},
    {sf::Keyboard::Left, ImGuiKey_LeftArrow},
    {sf::Keyboard::Right, ImGuiKey_RightArrow},
    {sf::Keyboard::Up, ImGuiKey_UpArrow},
    {sf::Keyboard::Down, ImGuiKey_DownArrow},
    {sf::Keyboard::PageUp, ImGuiKey_PageUp},
    {sf::Keyboard::PageDown, ImGuiKey_PageDown},
    {sf::Keyboard::Home, ImGuiKey_Home},
    {sf::Keyboard::End, ImGuiKey_End},
    {sf::Keyboard::Insert, ImGuiKey_Insert},
    {sf::Keyboard::Delete, ImGuiKey_Delete},
    {sf::Keyboard::Backspace, ImGuiKey_Backspace},
    {sf::Keyboard::Space, ImGuiKey_Space},
    {sf::Keyboard::Enter, ImGuiKey_Enter},
    {sf::Keyboard::Escape, ImGuiKey_Escape},
    {sf::Keyboard::A, ImGuiKey_A},
    {sf::Keyboard::C, ImGuiKey_C},
    {sf::Keyboard::V, ImGuiKey_V},
    {sf::Keyboard::X, ImGuiKey_X},
    {sf::Keyboard::Y, ImGuiKey_Y},
    {sf::Keyboard::Z, ImGuiKey_Z},
};

#if IMGUI_VERSION_NUM < 18700
void prepare_keys(ImGuiIO& io) {
  for (const Key& key : keys) io.KeyMap[key.imgui] = key.sfml;
}
void set_modifiers(ImGuiIO& io, const sf::Event::KeyEvent& event) {
  io.KeyCtrl = event.control;
  io.KeyShift = event.shift;
  io.KeyAlt = event.alt;
  io.KeySuper = event.system;
}
void set_key(ImGuiIO& io, int key, bool down) {
  io.KeysDown[key] = down;
}
void set_mouse(ImGuiIO& io, float x, float y) {
  io.MousePos = {x, y};
}
void set_button(ImGuiIO& io, int button, bool down) {
  io.MouseDown[button] = down;
}
void add_wheel(ImGuiIO& io, float x, float y) {
  io.MouseWheelH += x;
  io.MouseWheel += y;
}
#else
void prepare_keys(ImGuiIO&) {}
void set_modifiers(ImGuiIO& io, const sf::Event::KeyEvent& event) {
  io.AddKeyEvent(ImGuiMod_Ctrl, event.control);
  io.AddKeyEvent(ImGuiMod_Shift, event.shift);
  io.AddKeyEvent(ImGuiMod_Alt, event.alt);
}
void set_key(ImGuiIO& io, int code, bool down) {
  for (const Key& key : keys)
    if (key.sfml == code) io.AddKeyEvent(key.imgui, down);
}
void set_mouse(ImGuiIO& io, float x, float y) {
  io.AddMousePosEvent(x, y);
}
void set_button(ImGuiIO& io, int button, bool down) {
  io.AddMouseButtonEvent(button, down);
}
void add_wheel(ImGuiIO& io, float x, float y) {
  io.AddMouseWheelEvent(x, y);
}
#endif

// A modifier that is let go is still named in the very event that says so.
sf::Event::KeyEvent without_released(const sf::Event& event) {
  sf::Event::KeyEvent key = event.key;
  if (event.type != sf::Event::KeyReleased) return key;
  using Code = sf::Keyboard::Key;
  if (key.code == Code::LControl || key.code == Code::RControl) key.control = false;
  if (key.code == Code::LShift || key.code == Code::RShift) key.shift = false;
  if (key.code == Code::LAlt || key.code == Code::RAlt) key.alt = false;
  return key;
}

}  // namespace

ImGuiBridge::ImGuiBridge(sf::RenderWindow& window) : window_(window) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // window positions are the program's own settings
  io.BackendPlatformName = "mainstay_sfml";
  io.GetClipboardTextFn = clipboard_text;
  io.SetClipboardTextFn = set_clipboard_text;
  io.MousePos = {-std::numeric_limits<float>::max(), -std::numeric_limits<float>::max()};
  prepare_keys(io);
  ImGui_ImplOpenGL3_Init(nullptr);
}

ImGuiBridge::~ImGuiBridge() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void ImGuiBridge::process(const sf::Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.type) {
    case sf::Event::MouseMoved:
      set_mouse(io, static_cast<float>(event.mouseMove.x), static_cast<float>(event.mouseMove.y));
      break;
    case sf::Event::MouseLeft:
      if (!io.MouseDown[0]) set_mouse(io, -std::numeric_limits<float>::max(), -std::numeric_limits<float>::max());
      break;
    case sf::Event::MouseButtonPressed:
    case sf::Event::MouseButtonReleased:
      set_mouse(io, static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y));
      if (event.mouseButton.button <= sf::Mouse::Middle)
        buttons_[event.mouseButton.button].set(event.type == sf::Event::MouseButtonPressed);
      break;
    case sf::Event::MouseWheelScrolled:
      if (event.mouseWheelScroll.wheel == sf::Mouse::HorizontalWheel)
        add_wheel(io, event.mouseWheelScroll.delta, 0);
      else
        add_wheel(io, 0, event.mouseWheelScroll.delta);
      break;
    case sf::Event::KeyPressed:
    case sf::Event::KeyReleased:
      set_modifiers(io, without_released(event));
      if (event.key.code >= 0 && event.key.code < sf::Keyboard::KeyCount)
        keys_[event.key.code].set(event.type == sf::Event::KeyPressed);
      break;
    case sf::Event::TextEntered:
      if (event.text.unicode >= 32 && event.text.unicode != 127) io.AddInputCharacter(event.text.unicode);
      break;
    case sf::Event::LostFocus:
      buttons_ = {};
      keys_ = {};
      io.AddFocusEvent(false);
      break;
    case sf::Event::GainedFocus:
      io.AddFocusEvent(true);
      break;
    default:
      break;
  }
}

void ImGuiBridge::begin_frame(float seconds) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(window_.getSize().x), static_cast<float>(window_.getSize().y)};
  io.DeltaTime = std::max(seconds, 1e-4f);
  for (std::size_t k = 0; k < buttons_.size(); ++k) set_button(io, static_cast<int>(k), buttons_[k].seen());
  for (std::size_t k = 0; k < keys_.size(); ++k) set_key(io, static_cast<int>(k), keys_[k].seen());
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

void ImGuiBridge::render() {
  ImGui::Render();
  window_.setActive(true);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  // SFML remembers the GL state that it last set; ImGui has changed it.
  window_.resetGLStates();
}

void ImGuiBridge::use(Fonts& fonts) {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  fonts.use();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

}  // namespace mainstay::viz
