// How plain structs tell their fields, once, for hashing, saving, loading and comparing. A struct takes part by
//   template <class Self, class Visit> static void fields(Self& self, Visit&& visit) { visit("staff", self.staff); ... }
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace mainstay::sim {

struct IgnoreField {
  template <class T>
  void operator()(const char*, T&&) const {}
};

template <class T>
concept HasFields = requires(T& value) { std::remove_const_t<T>::fields(value, IgnoreField{}); };

// A number or enumeration: its bytes are its value.
template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

}  // namespace mainstay::sim
