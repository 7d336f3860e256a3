#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/version.h"
#include "scenarios/nearest.h"

namespace {

constexpr int wrong_usage = 2;

// The first word names the command; what it might have meant says more than the parser's own message.
bool names_unknown_command(CLI::App& program, const char* word) {
  if (word[0] == '-') return false;
  std::vector<std::string> commands;
  for (const CLI::App* command : program.get_subcommands({})) commands.push_back(command->get_name());
  if (std::find(commands.begin(), commands.end(), word) != commands.end()) return false;
  fmt::print(stderr, "mainstay: there is no command \"{}\"; {}\nRun `mainstay --help` to see what each does.\n", word,
             mainstay::scenarios::suggest(word, commands));
  return true;
}

int run(int argc, char** argv) {
  CLI::App program{"Mainstay: what a surge of security assistance leaves behind. Illustrative model, not a forecast.",
                   "mainstay"};
  program.set_version_flag("-v,--version",
                           std::string(mainstay::app::version) + " (commit " + mainstay::app::commit + ")");
  program.require_subcommand(1);
  int status = 0;
  mainstay::app::add_commands(program, status);
  if (argc < 2) {
    fmt::print(stderr, "{}", program.help());
    return wrong_usage;
  }
  if (std::string_view(argv[1]) == "help") {
    fmt::print("{}", program.help());
    return 0;
  }
  if (names_unknown_command(program, argv[1])) return wrong_usage;
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : wrong_usage;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  int status = 1;
  try {
    status = run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "mainstay: {}\n", error.what());
  }
  // What was printed may still be on its way, and the disk that it goes to full.
  std::cout.flush();
  if (std::cout && std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "mainstay: the output could not be written: {}\n", std::strerror(errno));
  return status == 0 ? 1 : status;
}
