#!/usr/bin/env bash
# The same bits on the lanes of every processor, and whatever functions the C library chooses for a processor.
#   machines_test.sh MAINSTAY_BITS SCENARIO.json ...
set -euo pipefail
bits=$1
shift
old_processor=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
same() {  # same NAME FILE
  diff "$folder/here" "$2" || { echo "other bits: $1"; exit 1; }
  echo "the same bits: $1"
}

"$bits" "$@" >"$folder/here"
[ "$(wc -l <"$folder/here")" -gt 10 ]
"$bits" --lanes plain "$@" >"$folder/plain"
same "lanes that every processor has" "$folder/plain"
if "$bits" --lanes avx2 --worlds 0 --weeks 0 >/dev/null 2>&1; then
  "$bits" --lanes avx2 "$@" >"$folder/avx2"
  same "lanes of AVX2" "$folder/avx2"
fi

GLIBC_TUNABLES=$old_processor "$bits" "$@" >"$folder/old"
same "the C library's functions for older processors" "$folder/old"
# This would prove nothing if the C library took no notice of the setting.
if grep -qw fma /proc/cpuinfo && ldd --version 2>&1 | grep -qi -e glibc -e 'GNU libc'; then
  if [ "$("$bits" | head -1)" = "$(GLIBC_TUNABLES=$old_processor "$bits" | head -1)" ]; then
    echo "the C library's own functions should have differed"
    exit 1
  fi
fi
