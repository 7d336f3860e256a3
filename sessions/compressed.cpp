#include "sessions/compressed.h"

#include <zlib.h>

#include <cstring>

namespace mainstay::sessions {

namespace {
constexpr std::uint64_t most_from_one_byte = 1032;  // as zlib's format allows
}

sim::Bytes compressed(const sim::Bytes& bytes) {
  const std::uint64_t size = bytes.size();
  uLongf room = compressBound(size);
  sim::Bytes packed(sizeof size + room);
  std::memcpy(packed.data(), &size, sizeof size);
  if (compress2(packed.data() + sizeof size, &room, bytes.data(), size, Z_BEST_SPEED) != Z_OK)
    throw std::runtime_error("no memory to compress with");
  packed.resize(sizeof size + room);
  return packed;
}

sim::Bytes uncompressed(const sim::Bytes& packed, std::size_t most) {
  std::uint64_t size = 0;
  if (packed.size() < sizeof size) throw sim::SnapshotError("a saved state is damaged: it is too short");
  std::memcpy(&size, packed.data(), sizeof size);
  // Nothing is asked of the memory that the bytes cannot fill, or that no honest file needs.
  if (size > most || size / most_from_one_byte > packed.size())
    throw sim::SnapshotError("a saved state is damaged: its length is impossible");
  sim::Bytes bytes(size);
  uLongf written = size;
  if (uncompress(bytes.data(), &written, packed.data() + sizeof size, packed.size() - sizeof size) != Z_OK ||
      written != size)
    throw sim::SnapshotError("a saved state is damaged: it cannot be unpacked");
  return bytes;
}

}  // namespace mainstay::sessions
