#include "tests/fuzz/mutations.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace mainstay::tests {

using Json = nlohmann::ordered_json;

namespace {

const Json& odd_values() {
  static const Json odd = Json::parse(
      R"([null, true, false, 0, -1, 0.5, 1, 2, 52, 5200, 65536, 2147483648, 4294967295, 1e12, 1e300, -1e300, 1e-300,
          9007199254740993, 18446744073709551615, "", "*", "theatre", "XA", "XA-N", "eu", "us", [], {}, [[]], [null],
          {"": 0}, [0, 1], [180, 90], [-181, 91], "\u0000", "\u001b[2J", "a/b~c", "../../etc/passwd"])");
  return odd;
}

// Every value inside, with its parent.
struct Spot {
  Json* parent;
  std::string key;
  std::size_t index;
};
void collect(Json& value, std::vector<Spot>& spots) {
  if (value.is_object())
    for (auto& [key, inner] : value.items()) {
      spots.push_back({&value, key, 0});
      collect(inner, spots);
    }
  if (value.is_array())
    for (std::size_t k = 0; k < value.size(); ++k) {
      spots.push_back({&value, "", k});
      collect(value[k], spots);
    }
}

Json& at(const Spot& spot) {
  return spot.parent->is_object() ? (*spot.parent)[spot.key] : (*spot.parent)[spot.index];
}

void change(Json& root, Draws& draws) {
  std::vector<Spot> spots;
  collect(root, spots);
  if (spots.empty()) return;
  const Spot& spot = spots[draws.below(spots.size())];
  switch (draws.below(6)) {
    case 0:
      if (spot.parent->is_object())
        spot.parent->erase(spot.key);
      else
        spot.parent->erase(spot.index);
      break;
    case 1: {
      const Json other = at(spots[draws.below(spots.size())]);
      at(spot) = other;
      break;
    }
    case 2:
      if (Json& value = at(spot); value.is_number()) {
        const double factors[] = {-1, 0.5, 2, 10, 1000, 1e9};
        value = value.get<double>() * factors[draws.below(std::size(factors))];
        break;
      }
      [[fallthrough]];
    case 3:
      at(spot) = odd_values()[draws.below(odd_values().size())];
      break;
    case 4:  // once more
      if (spot.parent->is_array())
        spot.parent->push_back(at(spot));
      else
        (*spot.parent)[spots[draws.below(spots.size())].key] = Json(at(spot));
      break;
    default:
      if (Json& value = at(spot); value.is_string()) {
        auto text = value.get<std::string>();
        if (!text.empty()) text[draws.below(text.size())] = static_cast<char>('!' + draws.below(90));
        value = text;
      } else {
        at(spot) = odd_values()[draws.below(odd_values().size())];
      }
  }
}

}  // namespace

std::string changed_bytes(std::string bytes, Draws& draws) {
  for (std::size_t changes = 1 + draws.below(6); changes > 0; --changes) {
    const std::size_t where = draws.below(bytes.size() + 1), size = 1 + draws.below(16);
    switch (draws.below(bytes.empty() ? 1 : 5)) {
      case 0:
        for (std::size_t k = 0; k < size; ++k)
          bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(where), static_cast<char>(draws.below(256)));
        break;
      case 1:
        bytes.erase(std::min(where, bytes.size() - 1), size);
        break;
      case 2:
        bytes.insert(where, bytes.substr(draws.below(bytes.size()), size));
        break;
      case 3:
        bytes[std::min(where, bytes.size() - 1)] = "{}[]\":,.-0179eE/*\\ntru\xff\x01"[draws.below(24)];
        break;
      default:
        bytes[std::min(where, bytes.size() - 1)] = static_cast<char>(draws.below(256));
    }
  }
  return bytes;
}

std::string changed_json(const std::string& text, Draws& draws) {
  Json root = Json::parse(text, nullptr, false, true);
  if (root.is_discarded() || draws.below(8) == 0) return changed_bytes(text, draws);
  for (std::size_t changes = 1 + draws.below(4); changes > 0; --changes) change(root, draws);
  return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mainstay::tests
