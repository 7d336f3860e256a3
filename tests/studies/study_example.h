// A study of the smallest scenario, short enough for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/paths.h"

// `factors` and `rest`: JSON; `rest` ends with a comma if it is not empty. Writes NAME.json into the folder.
inline std::filesystem::path write_study(const std::filesystem::path& folder, const std::string& factors,
                                         const std::string& rest, const std::string& name = "study") {
  const auto file = folder / (name + ".json");
  std::ofstream(file) << "{ \"format\": \"mainstay-study/1\", \"scenario\": \"" << mainstay::tests::project_folder()
                      << "/scenarios/smallest.json\",\n  \"courses_of_action\": [\"surge_only\", "
                         "\"steady_partnership\"],\n  "
                      << rest << "\n  \"factors\": " << factors << " }\n";
  return file;
}

inline const std::string two_factors =
    R"([{ "pointer": "/parameters/skill_half_life_weeks", "low": 28, "high": 57 },
        { "pointer": "/governments/XA/base_preference", "low": 0.2, "high": 0.8 }])";
inline const std::string few_points = R"("design": "sobol", "samples": 4, "seeds": 2, "weeks": 160,)";
