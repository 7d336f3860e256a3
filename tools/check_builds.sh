#!/usr/bin/env bash
# Runs the tests in the builds that find what the release build hides: assertions, addresses, undefined behaviour,
# races. Debug must also give the release build's state hashes. The build with MPI runs studies on 2 and 4 processes.
# `plain` only compiles, without precompiled headers and with every file alone: none may rely on others for its includes.
# `clang` compiles the whole tree with clang++; tools/check_bits.sh compares what it computes.
#   tools/check_builds.sh [PRESET | plain | clang ...]      (default: plain clang debug asan tsan mpi)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -gt 0 ] || set -- plain clang debug asan tsan mpi
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD} CCACHE_NOHASHDIR=1
# TBB is not built with the thread sanitizer: what is known of it is told in sim/parallel.h and in this file.
export TSAN_OPTIONS="suppressions=$PWD/tools/tsan.supp ignore_noninstrumented_modules=1 ${TSAN_OPTIONS:-}"
for preset in "$@"; do
  echo "== $preset"
  if [ "$preset" = plain ]; then
    cmake --preset release -B build-plain -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
      -DCMAKE_UNITY_BUILD=OFF -DMAINSTAY_WERROR=ON >/dev/null
    cmake --build build-plain
    continue
  fi
  if [ "$preset" = clang ]; then
    cmake --preset release -B build-clang -DCMAKE_CXX_COMPILER=clang++ -DMAINSTAY_WERROR=ON >/dev/null
    cmake --build build-clang
    continue
  fi
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
  ctest --preset "$preset" -j "$(nproc)"
done
