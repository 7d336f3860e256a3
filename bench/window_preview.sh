#!/usr/bin/env bash
# How soon the window shows what a drafted surge would do, on Sahel at 1600 x 900 and whatever OpenGL there is: when its
# first band is there, when one of two pairs spans five years, and when it is refined to 32 pairs. Once at the very start,
# once where the session has rested at its week. Prints JSON in seconds; wanted are 1 to the first band and 15 to 32 pairs
# on two idle cores.
#   bench/window_preview.sh
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data

# measure NAME WAIT
measure() {
  cat >"$work/steps.json" <<END
{ "steps": [
  { "wait": { "open": true, "seconds": 100 } }, { "click_region": "ML-7" }, { "key": "Shift+Right" }, { "wait": { "week": 13 } }, $2
  { "print": ["seconds"] }, { "key": "N" },
  { "wait": { "preview_weeks": { "at_least": 1 }, "seconds": 100 } }, { "print": ["seconds"] },
  { "wait": { "preview_pairs": { "at_least": 2 }, "seconds": 100 } }, { "print": ["seconds"] },
  { "wait": { "preview_pairs": { "at_least": 32 }, "seconds": 300 } }, { "print": ["seconds"] }
] }
END
  run=("$root/mainstay" view "$root/scenarios/sahel.json" --script "$work/steps.json" --width 1600 --height 900)
  [ -n "${DISPLAY:-}" ] || run=(xvfb-run -a -s "-screen 0 1600x900x24" "${run[@]}")
  "${run[@]}" 2>/dev/null | python3 -c '
import json, sys
times = [json.loads(line)["seconds"] for line in sys.stdin]
names = ["first_band", "first_five_years", "all_pairs"]
print(json.dumps({"draft": sys.argv[1]} | {name: round(t - times[0], 2) for name, t in zip(names, times[1:])}))' "$1"
}
measure "at the start" ''
measure "after a rest" '{ "wait": { "baseline_runs": { "at_least": 32 }, "seconds": 300 } },'
