// Finds the files that come with the program: schemas, catalogues, maps.
#pragma once

#include <filesystem>

namespace mainstay::scenarios {

// The folder that holds schemas/, catalogues/ and maps/: the environment variable MAINSTAY_ASSETS, or else the first
// assets/ found upward from the program's own file. Throws InvalidInput with the remedy if there is none.
std::filesystem::path assets_folder();

// A file of it, e.g. asset("schemas/scenario.json").
std::filesystem::path asset(const std::filesystem::path& relative);

}  // namespace mainstay::scenarios
