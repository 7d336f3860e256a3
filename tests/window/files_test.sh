#!/usr/bin/env bash
# What the window writes, and what it says when it cannot; scripts that are wrong end with a clear error. Under Xvfb.
#   files_test.sh MAINSTAY SCENARIO
set -euo pipefail
mainstay=$(realpath "$1") scenario=$(realpath "$2")
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config
fail() { echo "files_test: $1" >&2; exit 1; }
cd "$work"
play() { "$mainstay" view "$scenario" --script "$1" --width 1280 --height 720 --out "$work"; }

# A series has the units of the screen: points from 0 to 100, not shares of one.
cat >series.json <<'END'
{ "steps": [ { "wait": { "open": true } }, { "key": "Shift+Right" }, { "wait": { "week": 13 } }, { "key": "Tab" },
             { "key": "E" }, { "frames": 5 }, { "key": "F12" }, { "wait": { "notice": { "says": ".png" } } } ] }
END
play series.json || fail "the series was not written"
value=$(grep '"Twin: no orders",13,' ./*-week-13.csv | cut -d, -f8 | cut -d. -f1)
[ -n "$value" ] && [ "$value" -ge 1 ] && [ "$value" -le 100 ] || fail "capacity in the series is $value, not in points"
grep -q '"points, 0 to 100"' ./*-week-13.csv || fail "the series does not say its unit"
ls ./*.png >/dev/null || fail "F12 wrote no picture"

# What cannot be written is said, and stays on screen until it is sent away.
touch "$work/no-folder"
cat >warning.json <<'END'
{ "steps": [ { "wait": { "open": true } }, { "key": "B" },
             { "wait": { "warning": { "says": "No bookmark is set" }, "bookmarks": 0, "control": "dismiss warning" } },
             { "click": "dismiss warning" }, { "frames": 3 }, { "check": { "warning": "" } } ] }
END
XDG_DATA_HOME=$work/no-folder play warning.json || fail "a bookmark that cannot be written is not said"

# Wrong scripts: exit code 2 and what is wrong where, before anything is done.
wrong() {
  echo "$1" >wrong.json
  local code=0
  play wrong.json >out 2>&1 || code=$?
  [ "$code" = 2 ] || fail "exit code $code for the script $1: $(cat out)"
  grep -q "$2" out || fail "the script $1 is refused without saying \"$2\": $(cat out)"
}
wrong '{ "steps": [ { "drag": { "control": "play" } } ] }' drag
wrong '{ "steps": [ { "click_at": [1] } ] }' click_at
wrong '{ "steps": [ { "wait": 3 } ] }' 'an object'
wrong '{ "steps": [ { "check": { "control": 3 } } ] }' 'names a control'
wrong '{ "steps": [ { "check": { "week": { "at_most": 3 } } } ] }' at_least
wrong '{ "steps": [ { "frames": -1 } ] }' frames
wrong '{ "steps": [ { "klick": "play" } ] }' 'unknown step'
wrong '{ "steps": 3 }' 'list'
echo "files_test: all as it should be"
