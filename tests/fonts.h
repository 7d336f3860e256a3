// A machine with other fonts than it has: what fontconfig says of it is another, as long as this lives.
#pragma once

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include "tests/temporary_folder.h"

namespace mainstay::tests {

class OnlyFonts {
 public:
  // `fonts`: a folder; empty: there are none.
  explicit OnlyFonts(std::string fonts = "") {
    if (fonts.empty()) fonts = (folder_.path() / "none").string();
    const std::string file = (folder_.path() / "fonts.conf").string();
    std::ofstream(file) << "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" << fonts
                        << "</dir><cachedir>" << (folder_.path() / "cache").string() << "</cachedir></fontconfig>";
    if (const char* before = std::getenv(variable)) before_ = before;
    setenv(variable, file.c_str(), 1);
  }
  ~OnlyFonts() {
    if (before_)
      setenv(variable, before_->c_str(), 1);
    else
      unsetenv(variable);
  }
  OnlyFonts(const OnlyFonts&) = delete;
  OnlyFonts& operator=(const OnlyFonts&) = delete;

 private:
  static constexpr const char* variable = "FONTCONFIG_FILE";
  TemporaryFolder folder_;
  std::optional<std::string> before_;
};

inline constexpr const char* dejavu_folder = "/usr/share/fonts/truetype/dejavu";

}  // namespace mainstay::tests
