#!/usr/bin/env bash
# The same bits on ARM: what enters a world is compiled for aarch64 and runs under emulation, and its hashes are compared
# with those of the build in build/. Needs g++-aarch64-linux-gnu and qemu-user-static (Debian). Of the libraries only
# headers are needed; threads are left out, since results do not depend on their number.
#   tools/check_arm.sh [SCENARIO.json ...]      (default: the smallest shipped one, and random worlds of it)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
compiler=aarch64-linux-gnu-g++ emulator=qemu-aarch64-static
for tool in $compiler $emulator; do
  command -v $tool >/dev/null || { echo "check_arm.sh: $tool is missing. Type: sudo apt-get install g++-aarch64-linux-gnu qemu-user-static" >&2; exit 2; }
done
[ $# -gt 0 ] || set -- "$root/scenarios/smallest.json"
bits=$root/build/tests/bits/mainstay_bits
[ -x "$bits" ] || { echo "check_arm.sh: $bits is missing; build first (ninja -C build mainstay_bits)" >&2; exit 2; }

work=$root/build/arm
mkdir -p "$work/include"
# This machine's own headers must not come along, only those of libraries that are nothing but headers here.
for header in boost fmt nlohmann Random123 xxhash.h xxh3.h; do ln -sfn "/usr/include/$header" "$work/include/$header"; done
# The project's own flags, which say how arithmetic is compiled.
flags=$(sed -n 's/^add_compile_options(\(-Wall.*\))$/\1/p' "$root/CMakeLists.txt")
[[ $flags == *-ffp-contract=off* ]] || { echo "check_arm.sh: CMakeLists.txt names its flags otherwise now" >&2; exit 2; }
cat >"$work/Makefile" <<MAKE
sources := $(cd "$root" && ls sim/*.cpp agents/*.cpp scenarios/*.cpp tests/agents/random_worlds.cpp tests/bits/hashes.cpp | tr '\n' ' ')
$work/mainstay_bits: \$(sources:%.cpp=$work/%.o)
	$compiler -static \$^ -o \$@
$work/%.o: $root/%.cpp
	@mkdir -p \$(dir \$@)
	$compiler -std=c++20 -O2 $flags -Werror -Wno-maybe-uninitialized -Wno-restrict -MMD \\
	  -DMAINSTAY_WITHOUT_TBB -DFMT_HEADER_ONLY -DXXH_INLINE_ALL -DBOOST_ALL_NO_LIB \\
	  -I$root -I$root/build/generated -isystem $work/include -c \$< -o \$@
-include \$(sources:%.cpp=$work/%.d)
MAKE
make -s -f "$work/Makefile" -j "$(nproc)"

export MAINSTAY_ASSETS=$root/assets
"$bits" "$@" >"$work/here"
"$emulator" "$work/mainstay_bits" "$@" >"$work/there"
diff "$work/here" "$work/there" || { echo "this processor (<) and ARM (>) differ"; exit 1; }
echo "the same bits on ARM: $(wc -l <"$work/there") hashes"
