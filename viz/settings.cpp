#include "viz/settings.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "scenarios/whole_file.h"

namespace mainstay::viz {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_recent = 5;

template <class T>
void read(const nlohmann::json& root, const char* key, T& value) {
  if (root.contains(key)) value = root.at(key).get<T>();
}

Settings parse(const fs::path& file) {
  const nlohmann::json root = nlohmann::json::parse(scenarios::read_whole_file(file, "a JSON file"));
  root.get_ref<const nlohmann::json::object_t&>();  // throws if it is something else
  Settings s;
  read(root, "width", s.width);
  read(root, "height", s.height);
  read(root, "scale", s.scale);
  read(root, "light", s.light);
  read(root, "full_screen", s.full_screen);
  read(root, "toured", s.toured);
  read(root, "map_mode", s.map_mode);
  read(root, "recent", s.recent);
  // A window that nobody could see or use helps nobody, whatever the file says.
  s.width = std::clamp(s.width, 640u, 7680u);
  s.height = std::clamp(s.height, 400u, 4320u);
  if (s.scale != 0) s.scale = std::clamp(s.scale, 0.75f, 2.5f);
  if (s.recent.size() > most_recent) s.recent.resize(most_recent);
  return s;
}

}  // namespace

fs::path settings_file() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config && *config) return fs::path(config) / "mainstay" / "window.json";
  const char* home = std::getenv("HOME");
  return home && *home ? fs::path(home) / ".config" / "mainstay" / "window.json" : fs::path();
}

Settings load_settings(const fs::path& file, std::string& notice) {
  std::error_code failed;
  if (file.empty() || !fs::exists(file, failed)) return {};
  try {
    return parse(file);
  } catch (const std::exception&) {
    fs::path aside = file;
    aside += ".broken";
    fs::rename(file, aside, failed);
    notice = failed ? "The window's settings cannot be read: " + file.string()
                    : "The window's settings could not be read and were set aside: " + aside.string();
    return {};
  }
}

bool save_settings(const fs::path& file, const Settings& s) {
  if (file.empty()) return false;
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  const nlohmann::json root = {{"width", s.width},       {"height", s.height},          {"scale", s.scale},
                               {"light", s.light},       {"toured", s.toured},          {"recent", s.recent},
                               {"map_mode", s.map_mode}, {"full_screen", s.full_screen}};
  try {
    scenarios::write_whole_file(file, root.dump(2) + '\n', scenarios::Links::followed);
    return true;
  } catch (const scenarios::CannotWrite&) {
    return false;
  }
}

void remember_file(Settings& settings, const std::string& file) {
  std::error_code failed;
  const fs::path absolute = fs::absolute(file, failed);
  const std::string name = failed ? file : absolute.lexically_normal().string();
  std::erase(settings.recent, name);
  settings.recent.insert(settings.recent.begin(), name);
  if (settings.recent.size() > most_recent) settings.recent.resize(most_recent);
}

}  // namespace mainstay::viz
