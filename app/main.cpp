#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/version.h"
#include "scenarios/nearest.h"
#include "scenarios/terminal.h"

namespace {

constexpr int wrong_usage = 2;

// The first word names the command; what it might have meant says more than the parser's own message.
bool names_unknown_command(CLI::App& program, const char* word) {
  if (word[0] == '-') return false;
  std::vector<std::string> commands;
  for (const CLI::App* command : program.get_subcommands({})) commands.push_back(command->get_name());
  if (std::find(commands.begin(), commands.end(), word) != commands.end()) return false;
  mainstay::scenarios::say("mainstay: there is no command \"{}\"; {}\nRun `mainstay --help` to see what each does.\n",
                           word, mainstay::scenarios::suggest(word, commands));
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
    mainstay::scenarios::say("{}", program.help());
    return wrong_usage;
  }
  if (std::string_view(argv[1]) == "help") {
    mainstay::scenarios::print("{}", program.help());
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

// Files that are opened later would take the numbers of standard streams that are closed, and what is said would go
// into them. Writing to a closed standard output stays an error.
void open_standard_streams() {
  for (const auto& [stream, how] :
       {std::pair(STDIN_FILENO, O_RDONLY), {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_WRONLY}})
    if (fcntl(stream, F_GETFD) < 0 && errno == EBADF) open("/dev/null", how);
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may grow no further is an error like a full disk, not a death
  std::signal(SIGPIPE, SIG_IGN);  // nor does work end since nobody listens to its messages any more
  int status = 1;
  try {
    status = run(argc, argv);
  } catch (const std::exception& error) {
    mainstay::scenarios::say("mainstay: {}\n", error.what());
  }
  // What was printed may still be on its way, and the disk that it goes to full.
  const int failed = mainstay::scenarios::print_error();
  if (failed == 0) return status;
  if (failed == EPIPE) {  // `| head` has seen enough: no error to speak of, but the death that shells expect
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }
  mainstay::scenarios::say("mainstay: the output could not be written: {}\n", std::strerror(failed));
  return status == 0 ? 1 : status;
}
