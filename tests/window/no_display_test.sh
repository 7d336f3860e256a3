#!/usr/bin/env bash
# Without a display, `view` says what is missing and how to do without, and ends with 2.
#   no_display_test.sh MAINSTAY
set -uo pipefail
message=$(env -u DISPLAY -u WAYLAND_DISPLAY "$1" view 2>&1)
code=$?
[ $code = 2 ] || { echo "no_display_test: exit code $code, not 2: $message" >&2; exit 1; }
# What is wrong with the file is said first.
broken=$(mktemp)
echo '{ "format": ' >"$broken"
message_of_file=$(env -u DISPLAY -u WAYLAND_DISPLAY "$1" view "$broken" 2>&1)
code=$?
rm -f "$broken"
[ $code = 2 ] || { echo "no_display_test: a broken file ends with $code, not 2" >&2; exit 1; }
grep -q "$broken" <<<"$message_of_file" || { echo "no_display_test: nothing of the file in: $message_of_file" >&2; exit 1; }
for wanted in DISPLAY xvfb-run "mainstay run"; do
  grep -q "$wanted" <<<"$message" || { echo "no_display_test: nothing of \"$wanted\" in: $message" >&2; exit 1; }
done
