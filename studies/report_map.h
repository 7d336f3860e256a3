// Small maps as inline SVG: shapes once for the page, then one coloured copy a map.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace mainstay::studies {

struct MapValue {
  double value = 0;
  std::string text;  // shown when the pointer rests on the region
};

class ReportMap {
 public:
  // GeoJSON with feature properties id, name, role ("region", "sea" or "context"). A map that cannot be read is empty.
  explicit ReportMap(const std::string& geojson);

  bool empty() const { return regions_.empty(); }
  const std::vector<std::string>& regions() const { return regions_; }
  const std::string& name(const std::string& region) const { return names_.at(region); }

  std::string shapes_svg() const;  // once, before the first map
  // Differences from -largest to largest in eleven steps.
  std::string map_svg(const std::string& description, const std::map<std::string, MapValue>& values,
                      double largest) const;

 private:
  std::vector<std::string> regions_;
  std::map<std::string, std::string> names_;
  std::string shapes_;   // <path id=...> elements of regions
  std::string context_;  // one path
  double height_ = 0;
};

// Steps of the scale, most negative first, as CSS classes "m0" to "m10", with their bounds.
std::string legend_html(double largest, const std::string& unit, int decimals, const std::string& less,
                        const std::string& more);

}  // namespace mainstay::studies
