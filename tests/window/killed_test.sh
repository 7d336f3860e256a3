#!/bin/sh
# The window is killed without warning after an order was given; opened again, it is where it was. Runs under Xvfb.
# Usage: killed_test.sh PROGRAM SCENARIO
set -u
program=$1 scenario=$2 here=$(dirname "$0")/killed
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME="$folder"

fail() {
  echo "killed_test: $1" >&2
  cat "$folder/before" "$folder/after" "$folder/errors" 2>/dev/null >&2
  exit 1
}

"$program" view "$scenario" --width 1280 --height 720 --script "$here/before.json" >"$folder/before" 2>"$folder/errors" &
window=$!
tries=0
while [ ! -s "$folder/before" ]; do
  kill -0 $window 2>/dev/null || fail "the window has ended before it was killed"
  tries=$((tries + 1))
  [ $tries -lt 1500 ] || { kill -9 $window; fail "the window has not come so far"; }
  sleep 0.2
done
kill -9 $window
wait $window 2>/dev/null

session=$(find "$folder/mainstay/sessions" -name '*.mainstay')
[ -f "$session" ] || fail "there is no session file, or more than one"
"$program" view "$session" --width 1280 --height 720 --script "$here/after.json" >"$folder/after" 2>>"$folder/errors" ||
  fail "the session cannot be opened again"
# Reopened, and after a jump to the start and back to the bookmark: the same both times.
[ "$(sort -u "$folder/after")" = "$(cat "$folder/before")" ] || fail "the reopened session is not the one that was killed"
"$program" session replay "$session" --verify --quiet >>"$folder/after" || fail "the session does not replay"
