#include "tests/studies/program.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "tests/paths.h"
#include "tests/studies/temporary_folder.h"

namespace {

std::string contents_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Ends the child when its time is over; returns its status.
int wait_for(pid_t child, int kill_after_ms, int signal) {
  int status = 0;
  const auto started = std::chrono::steady_clock::now();
  bool killed = kill_after_ms < 0;
  while (waitpid(child, &status, killed ? 0 : WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() - started >= std::chrono::milliseconds(kill_after_ms)) {
      kill(child, signal);
      killed = true;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int append_row(void* text, int columns, char** values, char**) {
  auto& all = *static_cast<std::string*>(text);
  for (int i = 0; i < columns; ++i) all += std::string(values[i] != nullptr ? values[i] : "NULL") + "|";
  all += "\n";
  return 0;
}

}  // namespace

Ended run_program(const std::vector<std::string>& arguments, int kill_after_ms, int signal) {
  std::vector<std::string> words{mainstay::tests::program_file()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(std::move(words), kill_after_ms, signal);
}

Ended run_command(std::vector<std::string> words, int kill_after_ms, int signal) {
  const TemporaryFolder folder;
  const auto out = folder.path() / "out", err = folder.path() / "err";
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    if (std::freopen(out.c_str(), "w", stdout) != nullptr && std::freopen(err.c_str(), "w", stderr) != nullptr)
      execv(argv[0], argv.data());
    _exit(127);
  }
  Ended ended;
  ended.status = wait_for(child, kill_after_ms, signal);
  ended.out = contents_of(out);
  ended.err = contents_of(err);
  return ended;
}

std::string tables(const std::filesystem::path& folder) {
  sqlite3* database = nullptr;
  std::string text;
  if (sqlite3_open((folder / "results.sqlite").c_str(), &database) != SQLITE_OK) throw std::runtime_error("no results");
  for (const char* query :
       {"SELECT run_id, point_id, coa, seed, status, weeks, state_hash, error FROM runs ORDER BY run_id",
        "SELECT point_id, factor, value FROM points ORDER BY point_id, factor",
        "SELECT run_id, week, scope, measure, value FROM series ORDER BY run_id, scope, measure, week",
        "SELECT run_id, outcome, value FROM outcomes ORDER BY run_id, outcome",
        "SELECT run_id, week, kind, region, subject, detail, value FROM events ORDER BY run_id, rowid",
        "SELECT run_id, week, scope, stock, cause, amount FROM books ORDER BY run_id, scope, stock, cause, week"}) {
    text += std::string(query) + "\n";
    if (sqlite3_exec(database, query, append_row, &text, nullptr) != SQLITE_OK) text += sqlite3_errmsg(database);
  }
  sqlite3_close(database);
  return text;
}
