#include "studies/sha256.h"

#include "tests/catch.h"

using mainstay::studies::sha256_hex;

TEST_CASE("a text's fingerprint is the one that sha256sum prints") {
  // FIPS 180-4 example, and the empty text.
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
