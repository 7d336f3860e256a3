#!/bin/sh
# On a disk that takes its time the window goes on: nothing that is kept holds up its thread, and nothing is shown
# before it is kept. Runs under Xvfb.
#   slow_disk_test.sh MAINSTAY SCENARIO SLOW_DISK_LIBRARY
set -eu
mainstay=$1 scenario=$2 library=$3 here=$(dirname "$0")/slow
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME="$folder/data"
LD_PRELOAD="$library" "$mainstay" view "$scenario" --width 1280 --height 720 --script "$here/orders.json" --out "$folder"
