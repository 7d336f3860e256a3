// `mainstay check FILE...`: says everything that is wrong with files before anything runs.
#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/error.h"

namespace CLI {
class App;
}

namespace mainstay::app {

void add_check(CLI::App& program, int& status);

// Every problem of one file, whatever its format, or the warnings of one without; none if it is good.
std::vector<scenarios::Problem> check_file(const std::filesystem::path& file);

}  // namespace mainstay::app
