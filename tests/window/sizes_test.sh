#!/usr/bin/env bash
# The window in several sizes and scales: no two texts lie over one another, and all can be read. A first start takes
# the display's own scale. Starts a display of its own for each.
#   sizes_test.sh MAINSTAY SCENARIO [WIDTHxHEIGHT@SCALE...]
set -euo pipefail
mainstay=$1 scenario=$2 here=$(dirname "$0")/sizes
shift 2
[ $# -gt 0 ] || set -- 1280x720@1 1600x900@2.5 3840x2160@2.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
unset GDK_SCALE
fail() { echo "sizes_test: $1" >&2; exit 1; }

for size in "$@"; do
  pixels=${size%@*} scale=${size#*@}
  xvfb-run -a -s "-screen 0 ${pixels}x24" "$mainstay" view "$scenario" --width "${pixels%x*}" --height "${pixels#*x}" --scale "$scale" \
    --script "$here/legible.json" || fail "$size"
done

# begins_with SCALE DPI [VARIABLE=VALUE]: what a display of 3840 x 2160 is begun with
begins_with() {
  printf '{ "steps": [ { "wait": { "open": true } }, { "check": { "scale": %s } } ] }' "$1" >"$work/scale.json"
  env "${3:-NONE=}" xvfb-run -a -s "-screen 0 3840x2160x24 -dpi $2" "$mainstay" view "$scenario" --width 3840 --height 2160 \
    --script "$work/scale.json" || fail "a display of $2 dots an inch ${3:-}"
}
begins_with 2 96   # what a display invents that does not know its size
begins_with 1.75 163
begins_with 2 192
begins_with 2.5 280
begins_with 2 96 GDK_SCALE=2
echo "sizes_test: all as it should be"
