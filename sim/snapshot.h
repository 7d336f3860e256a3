// Saving, loading, hashing and comparing whole worlds. A snapshot is the magic word, a version, the length of the
// content, its 64-bit hash (XXH3), and the content; a damaged or foreign one is refused with SnapshotError.
#pragma once

#include <xxhash.h>

#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/fields.h"

namespace mainstay::sim {

struct SnapshotError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Turns a value into a sequence of bytes handed to `sink(pointer, size)`: numbers as they lie in memory, containers
// with their length first, structs field by field.
template <class T, class Sink>
void for_each_byte_run(const T& value, Sink& sink) {
  if constexpr (Plain<T>) {
    sink(&value, sizeof value);
  } else if constexpr (HasFields<const T>) {
    T::fields(value, [&](const char*, const auto& field) { for_each_byte_run(field, sink); });
  } else {
    const std::uint64_t count = value.size();
    sink(&count, sizeof count);
    if constexpr (Plain<typename T::value_type>) {
      sink(value.data(), count * sizeof(typename T::value_type));
    } else {
      for (const auto& element : value) for_each_byte_run(element, sink);
    }
  }
}

// The 64-bit hash over everything that `value` tells through its fields.
template <class T>
std::uint64_t state_hash(const T& value) {
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
  XXH3_64bits_reset(state.get());
  auto sink = [&](const void* data, std::size_t size) { XXH3_64bits_update(state.get(), data, size); };
  for_each_byte_run(value, sink);
  return XXH3_64bits_digest(state.get());
}

// 16 hexadecimal digits.
std::string hash_text(std::uint64_t hash);

using Bytes = std::vector<unsigned char>;

namespace detail {

// The fewest bytes that a value of this kind takes in a snapshot.
template <class T>
std::size_t least_bytes() {
  if constexpr (Plain<T>) {
    return sizeof(T);
  } else if constexpr (HasFields<T>) {
    static const std::size_t least = [] {
      const T value{};
      std::size_t sum = 0;
      T::fields(value,
                [&](const char*, const auto& field) { sum += least_bytes<std::remove_cvref_t<decltype(field)>>(); });
      return sum;
    }();
    return least;
  } else if constexpr (requires(T & list) { list.resize(0); }) {
    return sizeof(std::uint64_t);
  } else {
    return sizeof(std::uint64_t) + std::tuple_size_v<T> * least_bytes<typename T::value_type>();
  }
}

Bytes seal(std::uint32_t version, const Bytes& content);
std::span<const unsigned char> unseal(std::uint32_t version, std::span<const unsigned char> snapshot);

class Reader {
 public:
  explicit Reader(std::span<const unsigned char> bytes) : left_(bytes) {}

  template <class T>
  void read(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      unsigned char byte = 0;
      take(&byte, sizeof byte);
      if (byte > 1) throw SnapshotError("snapshot is damaged: a yes or no is neither");
      value = byte == 1;
    } else if constexpr (Plain<T>) {
      take(&value, sizeof value);
    } else if constexpr (HasFields<T>) {
      T::fields(value, [&](const char*, auto& field) { read(field); });
    } else {
      std::uint64_t count = 0;
      take(&count, sizeof count);
      if constexpr (requires { value.resize(count); }) {
        if (count > left_.size() / least_bytes<typename T::value_type>())
          throw SnapshotError("snapshot is damaged: a list is longer than the file");
        value.resize(count);
      } else if (count != value.size()) {
        throw SnapshotError("snapshot is of another version: a fixed list has another length");
      }
      if constexpr (Plain<typename T::value_type>) {
        take(value.data(), count * sizeof(typename T::value_type));
      } else {
        for (auto& element : value) read(element);
      }
    }
  }

  bool at_end() const { return left_.empty(); }

 private:
  void take(void* to, std::size_t size) {
    if (size > left_.size()) throw SnapshotError("snapshot is damaged: it ends too early");
    if (size > 0) std::memcpy(to, left_.data(), size);
    left_ = left_.subspan(size);
  }

  std::span<const unsigned char> left_;
};

}  // namespace detail

// `version` names the layout of T; raise it whenever a field is added, removed or reordered.
template <class T>
Bytes save(const T& value, std::uint32_t version) {
  Bytes content;
  auto sink = [&](const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    content.insert(content.end(), bytes, bytes + size);
  };
  for_each_byte_run(value, sink);
  return detail::seal(version, content);
}

// Throws SnapshotError when the bytes are damaged, cut off, or of another version; `value` is then unchanged.
template <class T>
void load(T& value, std::uint32_t version, std::span<const unsigned char> snapshot) {
  T loaded = value;
  detail::Reader reader(detail::unseal(version, snapshot));
  reader.read(loaded);
  if (!reader.at_end()) throw SnapshotError("snapshot is of another version: it holds more than expected");
  value = std::move(loaded);
}

// The path of the first field in which two values differ ("institutions.skill[12]"), or empty when they are equal.
template <class T>
std::string first_difference(const T& a, const T& b) {
  if constexpr (Plain<T>) {
    return std::memcmp(&a, &b, sizeof a) == 0 ? "" : ".";
  } else if constexpr (HasFields<const T>) {
    std::string path;
    std::vector<const void*> others;
    T::fields(b, [&](const char*, const auto& field) { others.push_back(&field); });
    std::size_t index = 0;
    T::fields(a, [&](const char* name, const auto& field) {
      const auto& other = *static_cast<const std::remove_cvref_t<decltype(field)>*>(others[index++]);
      if (!path.empty()) return;
      if (auto inner = first_difference(field, other); !inner.empty())
        path = std::string(name) + (inner == "." ? "" : (inner[0] == '[' ? inner : "." + inner));
    });
    return path;
  } else {
    if (a.size() != b.size()) return "[size]";
    for (std::size_t i = 0; i < a.size(); ++i)
      if (auto inner = first_difference(a[i], b[i]); !inner.empty())
        return "[" + std::to_string(i) + "]" + (inner == "." ? "" : (inner[0] == '[' ? inner : "." + inner));
    return "";
  }
}

}  // namespace mainstay::sim
