// Bytes in less room (zlib), with their length before them.
#pragma once

#include "sim/snapshot.h"

namespace mainstay::sessions {

sim::Bytes compressed(const sim::Bytes& bytes);
// Throws sim::SnapshotError when they are damaged, or claim to be more than `most` bytes.
sim::Bytes uncompressed(const sim::Bytes& packed, std::size_t most);

}  // namespace mainstay::sessions
