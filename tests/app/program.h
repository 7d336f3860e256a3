// The built program as users start it: arguments in, exit code and what it wrote out.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/paths.h"
#include "tests/temporary_folder.h"

namespace mainstay::tests {

struct Output {
  int status = -1;  // exit code; 128 + signal when a signal ended the program
  std::string out, err;
};

// One start of the program. It runs in the folder of the test's own process; paths in arguments are absolute.
class Program {
 public:
  explicit Program(std::vector<std::string> arguments, const std::string& file = mainstay::tests::program_file()) {
    arguments.insert(arguments.begin(), file);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out_file().c_str(), flags, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err_file().c_str(), flags, 0600);
    const int failed = posix_spawn(&pid_, file.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("cannot start " + file);
  }
  ~Program() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void interrupt() const { kill(pid_, SIGINT); }
  void kill_now() const { kill(pid_, SIGKILL); }
  std::string out_so_far() const { return read(out_file()); }

  // Waits for the end.
  Output finish() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read(out_file()), read(err_file())};
  }

 private:
  static std::string read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::string out_file() const { return (folder_.path() / "stdout").string(); }
  std::string err_file() const { return (folder_.path() / "stderr").string(); }

  TemporaryFolder folder_;
  pid_t pid_ = 0;
};

inline Output run_program(std::vector<std::string> arguments) {
  return Program(std::move(arguments)).finish();
}

}  // namespace mainstay::tests
