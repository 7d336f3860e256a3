#!/usr/bin/env bash
# Makes the pictures of the documents from a real run, so that they show what the program does today.
#   tools/pictures.sh            runs the default scenario with 20 seeds first
#   tools/pictures.sh FOLDER     takes the results that are there
# Writes docs/pictures/report-light.png, report-dark.png, window-results.png (the window on those results) and
# window-study.png (on those of studies/quick.json). Needs the Debian packages chromium, pngquant, xvfb and xauth.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
pictures=$root/docs/pictures
width=1280 height=1500 most_bytes=300000

for tool in chromium pngquant xvfb-run; do
  command -v $tool >/dev/null || { echo "pictures.sh: $tool is missing. Type: sudo apt-get install chromium pngquant xvfb xauth" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
results=${1:-$work/results}
if [ $# = 0 ]; then
  (cd "$root" && ./mainstay run scenarios/sahel.json --seeds 20 --out "$results")
else
  "$root/mainstay" report "$results" >/dev/null
fi
page=$(readlink -f "$results")/report.html

# Chromium's own sandbox does not work for root, as in a container.
sandbox=(); [ "$(id -u)" != 0 ] || sandbox=(--no-sandbox)

# picture NAME SCHEME, where the scheme is Chromium's number for dark (0) or light (1)
picture() {
  chromium --headless --disable-gpu --hide-scrollbars --no-first-run "${sandbox[@]}" --user-data-dir="$work/profile" \
    --blink-settings=preferredColorScheme="$2" --window-size=$width,$height --screenshot="$work/$1" "file://$page" \
    >"$work/chromium.log" 2>&1 || { tail -3 "$work/chromium.log" >&2; exit 1; }
  keep "$1"
}

# keep NAME: the picture goes from the work folder to the documents
keep() {
  pngquant --force --strip --speed 1 --quality 80-100 --output "$pictures/$1" "$work/$1"
  local size
  size=$(stat -c %s "$pictures/$1")
  if [ "$size" -gt $most_bytes ]; then
    echo "pictures.sh: $1 has $size bytes, more than $most_bytes" >&2
    exit 1
  fi
  echo "docs/pictures/$1, $size bytes"
}

mkdir -p "$pictures"
picture report-light.png 1
picture report-dark.png 0

# window NAME FOLDER: the window on results, with their list open
window() {
  cat >"$work/window.json" <<END
{ "steps": [
  { "wait": { "open": true, "seconds": 300 } },
  { "drag": { "control": "timeline", "from": [0.02, 0.5], "to": [0.4, 0.5] } },
  { "wait": { "week": { "at_least": 150 }, "seconds": 300 } },
  { "wait": { "banded_lines": { "at_least": 2 }, "seconds": 60 } },
  { "click": "run list" }, { "frames": 30 }, { "picture": "$1" } ] }
END
  XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data xvfb-run -a -s "-screen 0 1600x900x24" \
    "$root/mainstay" view "$2" --script "$work/window.json" --out "$work" --width 1600 --height 900
  keep "$1"
}
window window-results.png "$results"
"$root/mainstay" study "$root/studies/quick.json" --out "$work/study" --quiet >/dev/null
window window-study.png "$work/study"
