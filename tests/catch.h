// Catch2 under one name, whether the machine has v2 (Debian 12) or v3.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(const std::string& text) {
  return Catch::Contains(text);
}
}  // namespace Catch::Matchers
using Catch::StartsWith;
using Catch::Matchers::ContainsSubstring;
#endif
