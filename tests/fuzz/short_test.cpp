// Every parser with its seeds and some thousand changes of them, the same each time.
#include <chrono>
#include <cstdlib>

#include "tests/catch.h"
#include "tests/fuzz/mutations.h"
#include "tests/fuzz/parsers.h"

using namespace mainstay::tests;

namespace {

Input bytes_of(const std::string& text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

// As many as take a second or two.
void run_shortly(std::string_view name, int inputs) {
  const Parser& parser = mainstay::tests::parser(name);
  auto texts = seeds(name);
  if (texts.empty()) {
    REQUIRE_FALSE(parser.json);  // changes of nothing say nothing
    texts.push_back("");
  }
  for (const std::string& text : texts) parser.read(bytes_of(text));
  Draws draws(1);
  for (int k = 0; k < inputs; ++k) {
    std::string text = texts[draws.below(texts.size())];
    if (parser.json) {
      text = changed_json(text, draws);
    } else if (name == "table") {
      text = changed_bytes(text, draws);
    } else {  // a list of edits: any bytes are one
      text.resize(8 + draws.below(60));
      for (char& byte : text) byte = static_cast<char>(draws.below(256));
    }
    INFO("input " << k);
    parser.read(bytes_of(text));
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("no scenario crashes the program, whatever it says", "[fuzz]") {
  run_shortly("scenario", 250);
}
TEST_CASE("no order crashes the program, whatever it says", "[fuzz]") {
  run_shortly("order", 5000);
}
TEST_CASE("no study crashes the program, whatever it says", "[fuzz]") {
  run_shortly("study", 200);
}
TEST_CASE("no map crashes the program, whatever it says", "[fuzz]") {
  run_shortly("map", 1000);
}
TEST_CASE("no source of a map crashes the program, whatever it says", "[fuzz]") {
  run_shortly("source", 500);
}
TEST_CASE("no table crashes the program, whatever it says", "[fuzz]") {
  run_shortly("table", 1000);
}
TEST_CASE("no saved world crashes the program, whatever was changed in it", "[fuzz]") {
  run_shortly("world", 2000);
}
TEST_CASE("no saved week crashes the program, whatever was changed in it", "[fuzz]") {
  run_shortly("weeks", 2000);
}
TEST_CASE("no session crashes the program, whatever its tables say", "[fuzz]") {
  run_shortly("session", 60);
}
TEST_CASE("no results crash the program, whatever their tables say", "[fuzz]") {
  run_shortly("results", 200);
}
