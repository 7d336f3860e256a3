#!/usr/bin/env bash
# Names in other scripts, with the fonts that a machine has: of DejaVu alone, of none, and of this one. No letter is ever
# drawn as a question mark; names that cannot be drawn give way to their ids, and `check` says which. Runs under Xvfb.
#   other_scripts_test.sh MAINSTAY FOLDER_OF_PICTURES
set -euo pipefail
mainstay=$(realpath "$1") pictures=$2
here=$(cd "$(dirname "$0")/other_scripts" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$pictures" "$work/none"
export XDG_DATA_HOME=$work/data

# only_fonts FOLDER: fontconfig knows no others.
only_fonts() {
  cat >"$work/fonts.conf" <<END
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$1</dir><cachedir>$work/cache</cachedir></fontconfig>
END
  export FONTCONFIG_FILE=$work/fonts.conf
}

view() { "$mainstay" view "$here/nonlatin.json" --script "$here/$1" --width 1280 --height 720 --out "$pictures"; }
says() { "$mainstay" check "$here/nonlatin.json" | grep -qF "$1" || { echo "check does not say: $1"; exit 1; }; }

view machine.json
only_fonts /usr/share/fonts/truetype/dejavu
view steps.json
says 'the window cannot show Ethiopic script: 1 name ("ትግራይ", XA-C) instead of which it shows the id'
only_fonts "$work/none"
view none.json
says 'the window cannot show Cyrillic script: '
