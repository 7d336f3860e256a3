// How plain structs tell their fields, once, for hashing, saving, loading and comparing.
#pragma once

#include <boost/preprocessor/seq/for_each.hpp>
#include <boost/preprocessor/stringize.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>
#include <type_traits>

// Inside a struct: tells all of its fields (at most 64), in the order in which they are saved and hashed.
#define MAINSTAY_FIELDS(...)                                                              \
  template <class Self, class Visit>                                                      \
  static void fields(Self& self, Visit&& visit) {                                         \
    BOOST_PP_SEQ_FOR_EACH(MAINSTAY_VISIT_FIELD, _, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__)) \
  }
#define MAINSTAY_VISIT_FIELD(r, unused, name) visit(BOOST_PP_STRINGIZE(name), self.name);

namespace mainstay::sim {

struct IgnoreField {
  template <class T>
  void operator()(const char*, T&&) const {}
};

template <class T>
concept HasFields = requires(T& value) {
  std::remove_const_t<T>::fields(value, IgnoreField{});
};

// A number or enumeration: its bytes are its value.
template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

}  // namespace mainstay::sim
