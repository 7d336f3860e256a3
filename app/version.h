// What was built: printed by --version and stored with every result.
#pragma once

#include <string>

namespace mainstay::app {
extern const char* const version;   // e.g. "0.1.0"
extern const char* const commit;    // 40 hex digits, or "unknown" outside a repository
extern const char* const compiler;  // name, version, build type

// What session files are marked with: weeks that another program has simulated are not taken over.
inline std::string program_name() {
  return std::string(version) + " (commit " + commit + ")";
}
}  // namespace mainstay::app
