#include "scenarios/assets.h"

#include <cstdlib>

#include "scenarios/error.h"

namespace mainstay::scenarios {

std::filesystem::path assets_folder() {
  namespace fs = std::filesystem;
  std::error_code error;
  if (const char* named = std::getenv("MAINSTAY_ASSETS"); named && *named) {
    if (fs::is_directory(fs::path(named) / "schemas", error)) return named;
    throw InvalidInput(
        {{named, 0, 0, "",
          "MAINSTAY_ASSETS names this folder, but it holds no schemas/; set it to the assets folder of Mainstay"}});
  }
  const auto program = fs::read_symlink("/proc/self/exe", error);
  for (auto folder = program.parent_path();; folder = folder.parent_path()) {
    if (fs::is_directory(folder / "assets/schemas", error)) return folder / "assets";
    if (folder == folder.parent_path()) break;
  }
  throw InvalidInput({{program.string(), 0, 0, "",
                       "no assets/schemas folder stands beside or above the program; set MAINSTAY_ASSETS to the assets "
                       "folder of Mainstay"}});
}

std::filesystem::path asset(const std::filesystem::path& relative) {
  return assets_folder() / relative;
}

}  // namespace mainstay::scenarios
