// What the window remembers from one start to the next, in $XDG_CONFIG_HOME/mainstay/window.json.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mainstay::viz {

struct Settings {
  unsigned width = 1600, height = 900;  // of the window, pixels
  float scale = 0;                      // of the display; 0: by the size of the screen
  bool light = false, full_screen = false;
  bool toured = false;  // the tour was taken or declined
  std::string map_mode;
  std::vector<std::string> recent;  // files, latest first
  bool operator==(const Settings&) const = default;
};

// $XDG_CONFIG_HOME/mainstay/window.json, or that in ~/.config; empty if neither is known.
std::filesystem::path settings_file();
// A file that cannot be read is renamed to *.broken, and `notice` says so; then, as without a file, all is as new.
Settings load_settings(const std::filesystem::path& file, std::string& notice);
// Writes beside the file and renames, so that a crash leaves the old one. False if that is not possible.
bool save_settings(const std::filesystem::path& file, const Settings& settings);
void remember_file(Settings& settings, const std::string& file);

}  // namespace mainstay::viz
