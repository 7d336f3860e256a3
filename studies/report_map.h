// Small maps as inline SVG: shapes once for the page, then one coloured copy a map.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "studies/report_data.h"

namespace mainstay::studies {

struct MapValue {
  double value = 0;
  std::string text;      // shown when the pointer rests on the region
  bool unclear = false;  // no clear difference: left pale
};

class ReportMap {
 public:
  // GeoJSON with feature properties id, name, role ("region", "sea" or "context"). A map that cannot be read is empty.
  explicit ReportMap(const std::string& geojson);

  bool empty() const { return regions_.empty(); }
  const std::vector<std::string>& regions() const { return regions_; }
  bool has(const std::string& region) const { return names_.contains(region); }
  const std::string& name(const std::string& region) const { return names_.at(region); }

  const std::string& attribution() const { return attribution_; }
  std::string shapes_svg() const;  // once, before the first map
  // Differences from -largest to largest in eleven steps; `outlined` regions get a line around them.
  std::string map_svg(const std::string& description, const std::map<std::string, MapValue>& values, double largest,
                      const std::set<std::string>& outlined = {}) const;

 private:
  std::vector<std::string> regions_;
  std::map<std::string, std::string> names_;
  std::string shapes_;   // <path id=...> elements of regions
  std::string context_;  // one path
  std::string borders_;  // between countries, one path
  double height_ = 0;
  std::string attribution_;
};

// Regions that a course of action assists, by id; empty where results do not say.
std::set<std::string> assisted_regions(const ReportData& data, const Course& course);

// Steps of the scale, most negative first, as CSS classes "m0" to "m10"; blue is better.
std::string legend_html(double largest, const std::string& unit, bool less_is_better);

}  // namespace mainstay::studies
