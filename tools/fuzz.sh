#!/usr/bin/env bash
# Feeds the readers of files with random inputs, guided by the lines that they reach (libFuzzer), under the address and
# undefined-behaviour sanitizers. Checksums are made right by what feeds them (tests/fuzz). Stops at the first input
# that crashes a reader or takes it longer than a second of the processor.
#   tools/fuzz.sh [PARSER ...] [--runs N]      (default: all parsers, 500000 inputs each)
# What has been found to reach new lines is kept in build-fuzz/corpus and is where the next call goes on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=500000
parsers=()
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=${2:?--runs needs a number}; shift 2 ;;
    --runs=*) runs=${1#*=}; shift ;;
    -*) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) parsers+=("$1"); shift ;;
  esac
done
[ ${#parsers[@]} -gt 0 ] || parsers=(scenario order study map source table world weeks session results)

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz >/dev/null
program=$PWD/build-fuzz/tests/fuzz/mainstay_fuzz
export MAINSTAY_ASSETS=$PWD/assets UBSAN_OPTIONS=print_stacktrace=1
# Half of the time of small inputs went into keeping what was freed, its stacks and its pages.
ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:quarantine_size_mb=16:thread_local_quarantine_size_kb=128
export ASAN_OPTIONS=$ASAN_OPTIONS:malloc_context_size=4:max_malloc_fill_size=64:allocator_release_to_os_interval_ms=-1
# Sessions, results and sources of maps are files; in memory they cost little.
TMPDIR=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/mainstay-fuzz-XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

seeds_of() {  # the folders that a parser begins with
  local seeds=("tests/fuzz/corpus/$1")
  case $1 in
    scenario) seeds+=(tests/broken scenarios) ;;
    map | source) seeds+=(assets/maps) ;;
    study) seeds+=(studies) ;;
  esac
  for folder in "${seeds[@]}"; do [ -d "$folder" ] && echo "$folder"; done
}

status=0
for parser in "${parsers[@]}"; do
  export MAINSTAY_FUZZ_PARSER=$parser
  corpus=build-fuzz/corpus/$parser found=build-fuzz/found/$parser log=build-fuzz/$parser.log
  mkdir -p "$corpus" "$found"
  case $parser in  # as long as what they read usually is, a few times
    world | weeks | session | results) length=512 ;;
    order | study) length=4096 ;;
    scenario | map | source | table) length=16384 ;;
  esac
  begun=$SECONDS outcome=ok
  LLVM_PROFILE_FILE=/dev/null "$program" "$corpus" $(seeds_of "$parser") -runs="$runs" -max_len=$length -timeout=60 \
    -rss_limit_mb=4096 -print_final_stats=1 -entropic=0 \
    -artifact_prefix="$found/" >"$log" 2>&1 || outcome=FOUND
  [ $outcome = ok ] || status=1
  # Lines reached, by what is in the corpus now.
  LLVM_PROFILE_FILE=build-fuzz/$parser.profraw "$program" "$corpus" $(seeds_of "$parser") -runs=0 -timeout=10 \
    >/dev/null 2>&1 || true
  lines=unknown
  if llvm-profdata-14 merge -sparse "build-fuzz/$parser.profraw" -o "build-fuzz/$parser.profdata" 2>/dev/null; then
    # Of the files that this reader touches at all.
    lines=$(llvm-cov-14 export -summary-only -instr-profile="build-fuzz/$parser.profdata" "$program" 2>/dev/null |
      python3 -c '
import json, sys
files = [f for f in json.load(sys.stdin)["data"][0]["files"] if "/tests/" not in f["filename"]]
touched = [f["summary"]["lines"] for f in files if f["summary"]["lines"]["covered"]]
covered, all = sum(l["covered"] for l in touched), sum(l["count"] for l in touched)
print(f"{covered} of {all} lines in {len(touched)} files ({100 * covered / max(1, all):.0f} %)")')
  fi
  stat() { sed -n "s/^stat::$1: *//p" "$log"; }
  echo "$parser: $outcome, $(stat number_of_executed_units) inputs in $((SECONDS - begun)) s," \
    "$lines$([ $outcome = ok ] || echo "; see $log and $found")"
done
exit $status
