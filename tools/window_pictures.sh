#!/usr/bin/env bash
# Makes the pictures of the window in docs/pictures by playing it under a virtual display, so that they show what it
# looks like today. Needs the Debian packages xvfb, xauth and pngquant, and some minutes.
#   tools/window_pictures.sh
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
for tool in xvfb-run pngquant; do
  command -v $tool >/dev/null || { echo "window_pictures.sh: $tool is missing" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data

# take SCRIPT [SCENARIO]
take() {
  xvfb-run -a -s "-screen 0 1600x900x24" "$root/mainstay" view "${@:2}" --script "$1" --out "$work" --width 1600 --height 900
}
take "$root/tools/window_pictures.json" "$root/scenarios/sahel.json"
echo '{ "steps": [ { "wait": { "control": "open sahel" } }, { "frames": 60 }, { "picture": "window-chooser.png" } ] }' >"$work/chooser.json"
take "$work/chooser.json"

for picture in "$work"/*.png; do
  pngquant --force --strip --speed 1 --quality 80-100 --output "$root/docs/pictures/$(basename "$picture")" "$picture"
  echo "docs/pictures/$(basename "$picture"), $(stat -c %s "$root/docs/pictures/$(basename "$picture")") bytes"
done
