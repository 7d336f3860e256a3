#include "sim/snapshot.h"

#include <fmt/format.h>

namespace mainstay::sim {

namespace {
constexpr std::string_view magic = "MAINSTAY";
struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t size;
  std::uint64_t hash;
};
static_assert(sizeof(Header) == 32 && std::endian::native == std::endian::little);
}  // namespace

std::string hash_text(std::uint64_t hash) {
  return fmt::format("{:016x}", hash);
}

namespace detail {

Bytes seal(std::uint32_t version, const Bytes& content) {
  Header header{{}, version, 0, content.size(), XXH3_64bits(content.data(), content.size())};
  std::memcpy(header.magic, magic.data(), magic.size());
  Bytes snapshot(sizeof header + content.size());
  std::memcpy(snapshot.data(), &header, sizeof header);
  if (!content.empty()) std::memcpy(snapshot.data() + sizeof header, content.data(), content.size());
  return snapshot;
}

std::span<const unsigned char> unseal(std::uint32_t version, std::span<const unsigned char> snapshot) {
  Header header{};
  if (snapshot.size() < sizeof header) throw SnapshotError("not a snapshot: it is too short");
  std::memcpy(&header, snapshot.data(), sizeof header);
  if (std::string_view(header.magic, magic.size()) != magic)
    throw SnapshotError("not a snapshot: it does not begin with MAINSTAY");
  if (header.version != version)
    throw SnapshotError(
        fmt::format("snapshot is of version {}, this program reads version {}", header.version, version));
  const auto content = snapshot.subspan(sizeof header);
  if (content.size() != header.size)
    throw SnapshotError(fmt::format("snapshot is damaged: {} bytes of {} are there", content.size(), header.size));
  if (XXH3_64bits(content.data(), content.size()) != header.hash)
    throw SnapshotError("snapshot is damaged: its checksum does not match");
  return content;
}

}  // namespace detail

}  // namespace mainstay::sim
