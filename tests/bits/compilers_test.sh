#!/usr/bin/env bash
# What enters a world is compiled once more, with another compiler, and must give the same bits.
#   [BUILD_TYPE=Debug] compilers_test.sh COMPILER MAINSTAY_BITS FOLDER SCENARIO.json ...      (FOLDER: where to build)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
compiler=$1 bits=$2 build=$3
shift 3
command -v "$compiler" >/dev/null || { echo "$compiler is not installed"; exit 77; }
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root} CCACHE_NOHASHDIR=1 MAINSTAY_ASSETS=$root/assets
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE="${BUILD_TYPE:-Release}" -DCMAKE_CXX_COMPILER="$compiler" \
  -DMAINSTAY_BITS_ONLY=ON -DMAINSTAY_WERROR=ON -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=10 >/dev/null
ninja -C "$build" mainstay_bits
"$bits" "$@" >"$build/here"
"$build/tests/bits/mainstay_bits" "$@" >"$build/there"
diff "$build/here" "$build/there" || { echo "this build (<) and $compiler's (>) differ"; exit 1; }
echo "the same bits with $compiler"
