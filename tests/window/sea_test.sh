#!/usr/bin/env bash
# A sea zone in the window: it is chosen like a region and says what happens there; nobody can be assisted in it. The
# smallest scenario gets one for this. Runs under Xvfb.
#   sea_test.sh MAINSTAY SCENARIO
set -euo pipefail
mainstay=$(realpath "$1") scenario=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work/data
python3 - "$scenario" "$work" <<'END'
import json, re, sys
scenario, work = sys.argv[1:]
text = re.sub(r'(?m)(^|\s)//[^"\n]*$', '', open(scenario).read())
root = json.loads(text)
folder = scenario.rsplit('/', 2)[0]
world = json.load(open(folder + '/' + root['map']))
south = next(f for f in world['features'] if f['properties'].get('id') == 'XA-S')
points = [p for ring in south['geometry']['coordinates'] for p in (ring if isinstance(ring[0][0], (int, float)) else ring[0])]
west, east = min(p[0] for p in points), max(p[0] for p in points)
low = min(p[1] for p in points) - 0.3
ring = [[west, low - 1], [east, low - 1], [east, low], [west, low], [west, low - 1]]
world['features'].append({'type': 'Feature', 'properties': {'id': 'SEA', 'name': 'Southern Sea', 'role': 'sea', 'sea_links': ['XA-S']},
                          'geometry': {'type': 'Polygon', 'coordinates': [ring]}})
south['properties']['coast'] = True
json.dump(world, open(work + '/sea.geojson', 'w'))
root.pop('$schema', None)
root['map'] = 'sea.geojson'
json.dump(root, open(work + '/sea.json', 'w'))
END
cat >"$work/script.json" <<'END'
{ "steps": [
  { "wait": { "open": true } },
  { "key": "Shift+Right" },
  { "wait": { "week": 13 } },
  { "key": "F" }, { "frames": 3 }, { "text": "southern sea" }, { "frames": 3 }, { "key": "Enter" },
  { "frames": 90 },
  { "check": { "selected": "SEA", "control": "neighbour XA-S" } },
  { "key": "Tab" }, { "frames": 3 },
  { "key": "N" }, { "frames": 3 },
  { "click_region": "SEA" }, { "frames": 3 },
  { "check": { "notice": { "says": "Nobody can be assisted at sea" } } },
  { "key": "Escape" },
  { "click": "neighbour XA-S" }, { "frames": 3 },
  { "check": { "selected": "XA-S" } }
] }
END
"$mainstay" view "$work/sea.json" --script "$work/script.json" --width 1280 --height 720 --out "$work"
