// Worlds of the shipped scenarios, and how to let them run with a given number of threads.
#pragma once

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "agents/step.h"
#include "scenarios/scenario.h"
#include "sim/snapshot.h"
#include "tests/paths.h"

namespace mainstay::tests {

inline std::filesystem::path shipped_file(const std::string& name) {
  return std::filesystem::path(mainstay::tests::project_folder()) / "scenarios" / (name + ".json");
}

// Names of all shipped scenarios, in order.
inline std::vector<std::string> shipped_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(shipped_file("").parent_path()))
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

// Loaded once for all tests of the program.
const scenarios::Scenario& shipped(const std::string& name);

// Orders of the course of action of that name; of the first one for "".
const std::vector<agents::Order>& orders_of(const scenarios::Scenario& scenario, const std::string& course = "");

inline void simulate(agents::World& world, const std::vector<agents::Order>& orders, std::uint32_t weeks) {
  agents::Workspace workspace;
  for (std::uint32_t week = 0; week < weeks; ++week) agents::step(world, orders, workspace);
}

// Calls `work` with exactly that many threads of TBB, whatever the number of cores.
template <class Work>
void with_threads(int threads, const Work& work) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena(threads).execute(work);
}

}  // namespace mainstay::tests
