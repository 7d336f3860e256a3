#!/bin/sh
# The window on a results folder: runs a short experiment, then acts on it as a user would. Runs under Xvfb.
#   results_test.sh MAINSTAY SCENARIO
set -eu
mainstay=$1 scenario=$2 here=$(dirname "$0")/stored
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME="$folder/data"
"$mainstay" run "$scenario" --seeds 2 --weeks 13 --quiet --out "$folder/results" >/dev/null
for script in "$here"/*.json; do
  "$mainstay" view "$folder/results" --width 1280 --height 720 --script "$script"
done
