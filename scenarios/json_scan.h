// Reads JSON text once to learn where every value and key stands, and says in plain words what is wrong with text that
// is not JSON. The values themselves are parsed by nlohmann/json; what it would refuse, or silently change (a key given
// twice, a number too large to hold), is refused here first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::scenarios {

inline constexpr int deepest_nesting = 64;                  // objects and arrays within each other
inline constexpr std::size_t most_keys_per_object = 20000;  // ordered objects are searched key by key

// One value, in the order of the text; the values inside it follow it directly.
struct JsonNode {
  std::uint32_t value = 0;  // byte where it begins
  std::uint32_t key = 0;    // byte where its key begins; that of the value itself in an array or at the top
  std::uint32_t end = 0;    // index of the first node that is not inside this one
};

struct JsonFault {
  std::size_t offset = 0;  // byte in the text
  std::string pointer;     // JSON pointer of the value that is being read
  std::string message;
};

struct JsonScan {
  std::vector<JsonNode> nodes;
  std::vector<JsonFault> faults;  // empty if the text is good; a syntax fault is the last one
};

JsonScan scan_json(std::string_view text);

// Byte of the first sequence that is not UTF-8, or npos.
std::size_t find_not_utf8(std::string_view text);

// One token of a JSON pointer: '~' and '/' escaped.
std::string pointer_token(std::string_view key);

}  // namespace mainstay::scenarios
