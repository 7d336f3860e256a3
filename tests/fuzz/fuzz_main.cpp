// What libFuzzer calls. The parser is named by MAINSTAY_FUZZ_PARSER, as tools/fuzz.sh does.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "tests/fuzz/mutations.h"
#include "tests/fuzz/parsers.h"
#include "tests/processor_time.h"

using namespace mainstay::tests;

namespace {

const Parser& chosen() {
  static const Parser& one = [&]() -> const Parser& {
    const char* name = std::getenv("MAINSTAY_FUZZ_PARSER");
    try {
      return parser(name == nullptr ? "" : name);
    } catch (const std::invalid_argument&) {
      std::fputs("set MAINSTAY_FUZZ_PARSER to one of:", stderr);
      for (const Parser& each : parsers()) std::fprintf(stderr, " %s", std::string(each.name).c_str());
      std::fputs("\n", stderr);
      std::exit(2);
    }
  }();
  return one;
}

}  // namespace

extern "C" {

std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

int LLVMFuzzerInitialize(int*, char***) {
  chosen().read({});  // what is made once is made before anything is measured
  return 0;
}

// No input may take a second. That of the processor, since the machine itself pauses now and then.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const double begun = processor_seconds();
  chosen().read({data, size});
  if (processor_seconds() - begun > 1) broken_promise("an input that takes longer than a second");
  return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  Draws draws(seed);
  if (!chosen().json || draws.below(3) == 0) return LLVMFuzzerMutate(data, size, most);
  const std::string changed = changed_json({reinterpret_cast<const char*>(data), size}, draws);
  if (changed.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, changed.data(), changed.size());
  return changed.size();
}

}  // extern "C"
