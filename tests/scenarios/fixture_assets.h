// The program's schemas with small catalogues and a small map of the tests' own, so that these tests do not change when
// somebody adds a kind or redraws a map.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/paths.h"
#include "tests/temporary_folder.h"

namespace mainstay::tests {

inline const std::filesystem::path source_folder = mainstay::tests::project_folder();

class FixtureAssets {
 public:
  FixtureAssets() {
    std::filesystem::create_directory_symlink(source_folder / "assets/schemas", folder_.path() / "schemas");
    for (const char* part : {"catalogues", "maps"}) {
      std::filesystem::create_directory_symlink(source_folder / "tests/fixtures/assets" / part, folder_.path() / part);
    }
    if (const char* before = std::getenv("MAINSTAY_ASSETS")) before_ = before;
    setenv("MAINSTAY_ASSETS", folder_.path().c_str(), 1);
  }
  ~FixtureAssets() {
    if (before_.empty()) {
      unsetenv("MAINSTAY_ASSETS");
    } else {
      setenv("MAINSTAY_ASSETS", before_.c_str(), 1);
    }
  }

 private:
  TemporaryFolder folder_;
  std::string before_;
};

inline std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace mainstay::tests
