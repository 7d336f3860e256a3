#!/usr/bin/env bash
# The README's first command in a copy that holds nothing but the project's files, as somebody meets it who has just
# cloned: from another folder, through a symbolic link, with nothing built. Only the program is built there, never the
# tests, so that the test cannot start itself; ccache, where there is one, makes it a matter of seconds.
#   MAINSTAY_SKIP_CLEAN_COPY=1 skips it (exit code 77).
set -euo pipefail
if [ -n "${MAINSTAY_SKIP_CLEAN_COPY:-}" ]; then
  echo "skipped: MAINSTAY_SKIP_CLEAN_COPY is set"
  exit 77
fi
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
copy=$work/copy
mkdir "$copy" "$work/elsewhere"

fail() {
  echo "clean copy: $*"
  for file in "$work"/*.out "$work"/*.err "$copy/build/build.log"; do
    [ ! -s "$file" ] || { echo "--- $file"; tail -20 "$file"; }
  done
  exit 1
}

cd "$source"
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || printf '%s\0' "$file"
  done | tar --null -T - -cf - | tar -C "$copy" -xf -
else
  tar --exclude='./build*' --exclude=./results --exclude='*.mainstay' -cf - . | tar -C "$copy" -xf -
fi
ln -s "$copy/mainstay" "$work/mainstay"
cd "$work/elsewhere"
export CCACHE_BASEDIR=$copy CCACHE_NOHASHDIR=1
run=(run "$copy/scenarios/smallest.json" --seeds 2 --weeks 60 --out)

"$work/mainstay" --no-install "${run[@]}" first >"$work/first.out" 2>"$work/first.err" || fail "the first call fails"
[ -x "$copy/build/mainstay" ] || fail "the program was not built inside of the copy"
[ ! -e "$copy/build/tests/mainstay_tests" ] || fail "the first call builds the tests, too"
for file in results.sqlite report.html scenario.json; do [ -s "first/$file" ] || fail "first/$file is not there"; done
grep -qi 'surge.only' "$work/first.out" || fail "the table does not come to stdout"
grep -qiE 'building|ninja|cmake' "$work/first.out" && fail "stdout holds noise of the build"

"$work/mainstay" --no-install "${run[@]}" second >"$work/second.out" 2>"$work/second.err" || fail "a second call fails"
cmp -s "$work/first.out" "$work/second.out" || fail "a second call prints something else"
grep -qiE 'building|ninja|cmake|install' "$work/second.err" && fail "a second call speaks of building"

seconds() {
  local started
  started=$(date +%s%N)
  "$@" >"$work/version.out" 2>"$work/version.err" || fail "$* fails"
  echo "$started $(date +%s%N)" | awk '{ printf "%.3f", ($2 - $1) / 1e9 }'
}
launched=$(seconds "$copy/mainstay" --no-install --version)
direct=$(seconds "$copy/build/mainstay" --version)
[ ! -s "$work/version.err" ] || fail "a call that builds nothing writes to stderr"
echo "an unchanged call takes $launched s through the launcher, $direct s without"
awk -v a="$launched" 'BEGIN { exit !(a < 3) }' || fail "an unchanged call takes $launched s"
echo "clean copy: all is well"
