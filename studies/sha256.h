// Fingerprint of a text, as sha256sum prints it.
#pragma once

#include <string>
#include <string_view>

namespace mainstay::studies {

// 64 lower-case hex digits (FIPS 180-4). Throws std::runtime_error if the system's OpenSSL forbids SHA-256.
std::string sha256_hex(std::string_view text);

}  // namespace mainstay::studies
