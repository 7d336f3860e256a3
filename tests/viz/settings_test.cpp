#include "viz/settings.h"

#include <fstream>

#include "tests/catch.h"
#include "tests/temporary_folder.h"

using namespace mainstay;

TEST_CASE("settings come back as they were saved", "[viz]") {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / "mainstay" / "window.json";
  viz::Settings settings;
  settings.width = 1920;
  settings.scale = 1.5f;
  settings.light = settings.toured = true;
  settings.map_mode = "control";
  viz::remember_file(settings, "/a/first.json");
  viz::remember_file(settings, "/a/second.json");
  viz::remember_file(settings, "/a/first.json");
  REQUIRE(viz::save_settings(file, settings));
  std::string notice;
  const viz::Settings loaded = viz::load_settings(file, notice);
  CHECK(loaded == settings);
  CHECK(loaded.recent == std::vector<std::string>{"/a/first.json", "/a/second.json"});
  CHECK(notice.empty());
}

TEST_CASE("settings that cannot be read are set aside", "[viz]") {
  const tests::TemporaryFolder folder;
  for (const char* text : {"{ \"width\": ", "{ \"width\": \"wide\" }", "[1]", ""}) {
    const auto file = folder.path() / "window.json";
    std::ofstream(file) << text;
    std::string notice;
    CAPTURE(text);
    CHECK(viz::load_settings(file, notice) == viz::Settings{});
    CHECK(!std::filesystem::exists(file));
    CHECK(std::filesystem::exists(folder.path() / "window.json.broken"));
    CHECK(notice.find("window.json.broken") != std::string::npos);
  }
}

TEST_CASE("a window that could not be used is not remembered", "[viz]") {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / "window.json";
  std::ofstream(file) << R"({ "width": 3, "height": 99999, "scale": 40 })";
  std::string notice;
  const viz::Settings loaded = viz::load_settings(file, notice);
  CHECK(loaded.width == 640);
  CHECK(loaded.height == 4320);
  CHECK(loaded.scale == 2.5f);
}
