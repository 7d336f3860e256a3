#!/usr/bin/env bash
# Drives the real window from outside, as a user would: keys and clicks come from the X server. Run under xvfb-run.
#   outside_test.sh MAINSTAY SCENARIO
set -euo pipefail
mainstay=$1 scenario=$2
work=$(mktemp -d)
window_process=
finish() {
  [ -z "$window_process" ] || kill "$window_process" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
fail() { echo "outside_test: $1" >&2; exit 1; }

# Settings that cannot be read must not keep the window from opening.
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
mkdir -p "$XDG_CONFIG_HOME/mainstay"
echo '{ "width": ' >"$XDG_CONFIG_HOME/mainstay/window.json"

cd "$work"
"$mainstay" view "$scenario" --width 1280 --height 720 2>"$work/errors" &
window_process=$!
window=$(timeout 60 xdotool search --sync --onlyvisible --name '^Mainstay$' | head -1) || fail "no window: $(cat "$work/errors")"

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
  local until=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.3
  done
}
key() { xdotool windowfocus "$window" 2>/dev/null || true; xdotool key "$1"; }
has() { compgen -G "$1" >/dev/null; }

[ -f "$XDG_CONFIG_HOME/mainstay/window.json.broken" ] || fail "settings that cannot be read were not set aside"

# The first week is there when a series can be written.
try_series() { key e; sleep 0.5; has '*-week-*.csv'; }
wait_for 60 try_series || fail "E wrote no series"

# The tour is offered now, over the map; a click on Play must reach the button beside it, which in a window
# of this size and of this scenario is here.
click() { xdotool mousemove --window "$window" "$1" "$2" click 1; }
click 136 22
moved() { key e; sleep 0.5; [ "$(ls ./*-week-*.csv | sed 's/.*-week-//; s/[.-].*//' | sort -n | tail -1)" -gt 0 ]; }
wait_for 30 moved || fail "a click on Play did nothing while the tour was offered"
key Home
sleep 1
rm -f ./*-week-*.csv

# A quarter on, by the keyboard; the series then has at least 13 weeks of every line.
key shift+Right
quarter() { key e; sleep 0.5; has '*-week-13.csv'; }
wait_for 60 quarter || fail "Shift and the right arrow did not lead to week 13: $(ls)"
[ "$(grep -c '"Twin: no orders"' "$(ls ./*-week-13.csv | head -1)")" -ge 13 ] || fail "the series lacks weeks of the twin"

# Play, pause, and a picture.
key space
sleep 2
key space
key F12
wait_for 30 has '*.png' || fail "F12 wrote no picture"
# A PNG's width and height stand in its bytes 16 to 23: 1280 is 0 0 5 0, 720 is 0 0 2 208.
size=$(od -An -tu1 -j16 -N8 "$(ls ./*.png | head -1)" | xargs)
[ "$size" = "0 0 5 0 0 0 2 208" ] || fail "the picture has another size than the window: $size"

key ctrl+q
wait_for 20 bash -c "! kill -0 $window_process 2>/dev/null" || fail "Ctrl Q did not close the window"
wait "$window_process" || fail "the window ended with exit code $?"
window_process=
grep -q "$(basename "$scenario")" "$XDG_CONFIG_HOME/mainstay/window.json" || fail "the file is not remembered"
echo "outside_test: all as it should be"
