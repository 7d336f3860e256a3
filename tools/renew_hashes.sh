#!/usr/bin/env bash
# Writes tests/expected_hashes.json anew, after a change of the model that was meant: builds the tests and lets them
# simulate each shipped scenario. Commit the file with the change, and say in the message what moved.
#   tools/renew_hashes.sh [BUILD_FOLDER]      (default: build)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$(cd "${1:-$root/build}" && pwd)
cmake --build "$build" --target mainstay_tests >&2
MAINSTAY_RENEW_HASHES=1 "$build/tests/mainstay_tests" "[renew_hashes]"
git -C "$root" --no-pager diff --stat -- tests/expected_hashes.json 2>/dev/null || true
