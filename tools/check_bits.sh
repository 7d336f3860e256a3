#!/usr/bin/env bash
# The same bits everywhere, on all that can be tried on one machine; `./mainstay test` has the quick part. Compares the
# hashes of shipped scenarios and of random worlds of the build in build/ with those of
#   - each kind of lanes, and the C library's functions for older processors (tests/bits/machines_test.sh);
#   - an emulated processor without AVX (qemu-user-static), shorter;
#   - debug builds, without optimisation, of g++ and clang++, and clang++'s release build;
#   - ARM (tools/check_arm.sh; g++-aarch64-linux-gnu).
#   tools/check_bits.sh      about a quarter of an hour on two cores
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bits=$root/build/tests/bits/mainstay_bits
[ -x "$bits" ] || { echo "check_bits.sh: $bits is missing; build first (ninja -C build mainstay_bits)" >&2; exit 2; }
command -v qemu-x86_64-static >/dev/null || { echo "check_bits.sh: qemu is missing. Type: sudo apt-get install qemu-user-static" >&2; exit 2; }
scenarios=("$root"/scenarios/*.json)
smallest=$root/scenarios/smallest.json
export MAINSTAY_ASSETS=$root/assets

echo "== lanes, C library"
"$root/tests/bits/machines_test.sh" "$bits" "${scenarios[@]}"

echo "== a processor without AVX"
"$bits" --worlds 4 "$smallest" >"$root/build/bits-here"
qemu-x86_64-static -cpu Nehalem "$bits" --worlds 4 "$smallest" >"$root/build/bits-nehalem"
diff "$root/build/bits-here" "$root/build/bits-nehalem" || { echo "this processor (<) and a Nehalem (>) differ"; exit 1; }
echo "the same bits on a Nehalem"

for compiler in g++ clang++; do
  for type in Debug Release; do
    echo "== $compiler, $type"
    BUILD_TYPE=$type "$root/tests/bits/compilers_test.sh" $compiler "$bits" "$root/build/bits-$compiler-$type" "${scenarios[@]}"
  done
done

echo "== ARM"
"$root/tools/check_arm.sh"
