#!/usr/bin/env bash
# Everything that takes too long for every change: hundreds of kills, other builds, compilers and processors, fuzzing,
# all patterns. One line for each, with its minutes; what it printed is in build-long/. Goes on after a failure, and
# ends with 1 then. `./mainstay test --long` calls it after the tests that every change runs.
#   tools/long_tests.sh [NAME ...]      (default: all; see the list below)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
logs=build-long
mkdir -p "$logs"

# NAME, then the command.
steps=(
  "cases     build/tests/mainstay_tests [long]"
  "plain     tools/check_builds.sh plain"
  "debug     tools/check_builds.sh debug"
  "asan      tools/check_builds.sh asan"
  "tsan      tools/check_builds.sh tsan"
  "mpi       tools/check_builds.sh mpi"
  "bits      tools/check_bits.sh"
  "arm       tools/check_arm.sh"
  "fuzz      tools/fuzz.sh --runs 500000"
  "patterns  ./mainstay study studies/patterns/ --out $logs/patterns --restart --quiet"
)

# Packages that these need beside those of the tests.
packages="clang-14 libclang-rt-14-dev llvm-14 qemu-user-static g++-aarch64-linux-gnu libopenmpi-dev openmpi-bin
          libboost-mpi-dev libboost-serialization-dev"
missing=()
for package in $packages; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
    >"$logs/install.log" 2>&1 || { echo "apt could not install them: $logs/install.log"; exit 1; }
fi

failed=0 number=0 chosen=()
for step in "${steps[@]}"; do
  read -r name command <<<"$step"
  if [ $# -eq 0 ] || [[ " $* " == *" $name "* ]]; then chosen+=("$step"); fi
done
if [ ${#chosen[@]} -eq 0 ]; then
  echo "There is no part \"$*\"; there are:"
  printf '  %s\n' "${steps[@]}"
  exit 2
fi
for step in "${chosen[@]}"; do
  read -r name command <<<"$step"
  number=$((number + 1)) began=$SECONDS
  printf '[%d/%d] %-10s' "$number" "${#chosen[@]}" "$name"
  if $command >"$logs/$name.log" 2>&1; then result=passed; else result="FAILED ($logs/$name.log)"; failed=1; fi
  printf '%4d min %02d s  %s\n' $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)) "$result"
done
exit $failed
