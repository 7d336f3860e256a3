// Every reader of files, fed in process with any bytes at all: whatever they are, it answers or refuses, and what it
// lets through can be used. Run for long by tools/fuzz.sh, and shortly by short_test.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::tests {

using Input = std::span<const unsigned char>;

struct Parser {
  std::string_view name;
  void (*read)(Input);
  bool json = false;  // its inputs are JSON, and are best changed as such
};
const std::vector<Parser>& parsers();
const Parser& parser(std::string_view name);

// The parsers, by what they read.
void read_scenario(Input text);
void read_order(Input text);
void read_study(Input text);
void read_map(Input text);
void read_source(Input text);    // what maps are made from
void read_table(Input text);     // that is joined to it
void read_world(Input edits);    // of a saved world, before it is packed and sealed
void read_weeks(Input edits);    // of saved weeks, the same
void read_session(Input edits);  // of the tables of a session
void read_results(Input edits);  // of the tables of results

// Small files to begin with.
std::vector<std::string> seeds(std::string_view parser);

// Stops the program: what was read breaks a promise.
[[noreturn]] void broken_promise(const std::string& what);

}  // namespace mainstay::tests
