// What was built: printed by --version and stored with every result.
#pragma once

namespace mainstay::app {
extern const char* const version;   // e.g. "0.1.0"
extern const char* const commit;    // 40 hex digits, or "unknown" outside a repository
extern const char* const compiler;  // name, version, build type
}  // namespace mainstay::app
