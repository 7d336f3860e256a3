// The commands of the program, one file each: parse, call, print. Exit codes: 0 done, 1 a run or a check failed,
// 2 wrong usage or invalid input, 130 interrupted.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

// Registers every command; the chosen one sets `status`, the exit code.
void add_commands(CLI::App& program, int& status);

}  // namespace mainstay::app
