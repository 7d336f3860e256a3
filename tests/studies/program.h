// Runs the program as a user does.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

struct Ended {
  int status = -1;  // exit code; 128 and the signal's number if it was killed
  std::string out, err;
};

// Any command; words[0] is a file.
Ended run_command(std::vector<std::string> words, int kill_after_ms = -1, int signal = 9);

// Waits for the program's end; with `kill_after_ms`, kills it (SIGKILL, or `signal`) when it has run so long.
Ended run_program(const std::vector<std::string>& arguments, int kill_after_ms = -1, int signal = 9);

// All that the tables of a folder say, but for times, in an order of its own.
std::string tables(const std::filesystem::path& folder);
