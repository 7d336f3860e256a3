#include "studies/report_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>

#include "scenarios/geojson.h"
#include "sim/longitude.h"
#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

using nlohmann::json;

constexpr double width = 320, margin = 6, tallest = 300;
constexpr double smallest_step = 0.35;  // points nearer than this look the same
constexpr int steps_each_side = 5;

using Shape = std::vector<sim::Polygon>;

template <class Visit>
void for_each_ring(const Shape& shape, Visit&& visit) {
  for (const sim::Polygon& polygon : shape) {
    visit(polygon.outer);
    for (const sim::Ring& hole : polygon.holes) visit(hole);
  }
}

std::string property(const json& feature, const char* name, const std::string& otherwise) {
  const json& properties = feature.at("properties");
  return properties.is_object() && properties.contains(name) && properties.at(name).is_string()
             ? properties.at(name).get<std::string>()
             : otherwise;
}

// Of all features, side by side also where they lie on both sides of the date line.
std::vector<Shape> shapes_of(const json& map) {
  scenarios::GeoJsonReader reader("map");
  std::vector<Shape> shapes;
  for (const json& feature : map.at("features")) shapes.push_back(reader.shape(feature.at("geometry"), ""));
  std::vector<Shape*> regions, context;
  for (std::size_t f = 0; f < shapes.size(); ++f)
    (property(map.at("features")[f], "role", "region") == "context" ? context : regions).push_back(&shapes[f]);
  sim::join_across_date_line(regions, context);
  return shapes;
}

struct Projection {
  double west = std::numeric_limits<double>::infinity(), east = -west, south = west, north = -west;
  double scale = 1, squeeze = 1, left = 0;

  void include(const sim::Ring& ring) {
    for (const sim::Point& point : ring) {
      west = std::min(west, point.longitude);
      east = std::max(east, point.longitude);
      south = std::min(south, point.latitude);
      north = std::max(north, point.latitude);
    }
  }
  // Fits the included points; returns the height of the picture.
  double fit() {
    squeeze = std::cos((south + north) / 2 * std::numbers::pi / 180);
    scale = std::min((width - 2 * margin) / ((east - west) * squeeze), (tallest - 2 * margin) / (north - south));
    left = (width - (east - west) * squeeze * scale) / 2;
    return (north - south) * scale + 2 * margin;
  }
  double x(const sim::Point& point) const { return left + (point.longitude - west) * squeeze * scale; }
  double y(const sim::Point& point) const { return margin + (north - point.latitude) * scale; }
};

std::string path_of(const Shape& shape, const Projection& projection) {
  std::string path;
  for_each_ring(shape, [&](const sim::Ring& ring) {
    std::string drawn;
    double last_x = -1e9, last_y = -1e9;
    std::size_t points = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const double x = projection.x(ring[i]), y = projection.y(ring[i]);
      if (std::hypot(x - last_x, y - last_y) < smallest_step) continue;
      drawn += fmt::format("{}{:.1f} {:.1f}", points == 0 ? "M" : "L", x, y);
      last_x = x;
      last_y = y;
      ++points;
    }
    if (points > 2) path += drawn + "z";
  });
  return path;
}

bool far_away(const Shape& shape, const Projection& projection, double height) {
  double left = 1e9, right = -1e9, up = 1e9, down = -1e9;
  for_each_ring(shape, [&](const sim::Ring& ring) {
    for (const sim::Point& point : ring) {
      left = std::min(left, projection.x(point));
      right = std::max(right, projection.x(point));
      up = std::min(up, projection.y(point));
      down = std::max(down, projection.y(point));
    }
  });
  return right < 0 || left > width || down < 0 || up > height;
}

// Line segments that land of two countries shares, point for point.
class CountryBorders {
 public:
  void add(const Shape& shape, const std::string& country, const Projection& projection) {
    for_each_ring(shape, [&](const sim::Ring& ring) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto a = point(ring[i], projection), b = point(ring[i + 1], projection);
        const auto [known, added] = owners_.try_emplace(std::minmax(a, b), country);
        if (!added && known->second != country) border_.emplace_back(a, b);
      }
    });
  }
  std::string path() const {
    std::string drawn;
    std::pair<double, double> pen{-1e9, -1e9};
    for (const auto& [a, b] : border_) {
      if (std::hypot(a.first - pen.first, a.second - pen.second) > smallest_step) {
        drawn += fmt::format("M{:.1f} {:.1f}", a.first, a.second);
        pen = a;
      }
      if (std::hypot(b.first - pen.first, b.second - pen.second) < smallest_step) continue;
      drawn += fmt::format("L{:.1f} {:.1f}", b.first, b.second);
      pen = b;
    }
    return drawn;
  }

 private:
  using Place = std::pair<double, double>;
  static Place point(const sim::Point& at, const Projection& projection) {
    return {projection.x(at), projection.y(at)};
  }
  std::map<std::pair<Place, Place>, std::string> owners_;
  std::vector<std::pair<Place, Place>> border_;
};

int step_of(double value, double largest) {
  const double part = value / largest * (steps_each_side + 0.5);
  return static_cast<int>(std::clamp(std::round(part), -1.0 * steps_each_side, 1.0 * steps_each_side)) +
         steps_each_side;
}

}  // namespace

ReportMap::ReportMap(const std::string& geojson) {
  const json map = json::parse(geojson, nullptr, false);
  if (map.is_discarded() || !map.is_object() || !map.contains("features")) return;
  try {
    if (map.contains("mainstay_map") && map["mainstay_map"].is_object())
      attribution_ = map["mainstay_map"].value("attribution", "");
    const std::vector<Shape> shapes = shapes_of(map);
    const auto is_context = [&](const json& feature) { return property(feature, "role", "region") == "context"; };
    Projection projection;
    for (std::size_t f = 0; f < shapes.size(); ++f)
      if (!is_context(map.at("features")[f]))
        for_each_ring(shapes[f], [&](const sim::Ring& ring) { projection.include(ring); });
    if (!(projection.west < projection.east) || !(projection.south < projection.north)) return;
    height_ = projection.fit();
    CountryBorders borders;
    for (std::size_t f = 0; f < shapes.size(); ++f) {
      const json& feature = map.at("features")[f];
      if (is_context(feature)) {
        if (!far_away(shapes[f], projection, height_)) context_ += path_of(shapes[f], projection);
        continue;
      }
      const std::string id = property(feature, "id", "");
      shapes_ += fmt::format("<path id=\"shape{}\" d=\"{}\"/>", regions_.size(), path_of(shapes[f], projection));
      borders.add(shapes[f], property(feature, "country", "sea"), projection);
      names_[id] = property(feature, "name", id);
      regions_.push_back(id);
    }
    borders_ = borders.path();
  } catch (const json::exception&) {  // the map was checked when it was loaded; a report without maps is still a report
    regions_.clear();
  }
}

std::string ReportMap::shapes_svg() const {
  return fmt::format(
      "<svg class=\"shapes\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{}<path id=\"context\" d=\"{}\"/>"
      "<path id=\"borders\" d=\"{}\"/></defs></svg>\n",
      shapes_, context_, borders_);
}

std::string ReportMap::map_svg(const std::string& description, const std::map<std::string, MapValue>& values,
                               double largest, const std::set<std::string>& outlined) const {
  std::string svg = fmt::format(
      "<svg class=\"map\" viewBox=\"0 0 {} {:.0f}\" role=\"img\" aria-label=\"{}\"><use class=\"context\" "
      "href=\"#context\"/>",
      width, height_, escape(description));
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    const auto found = values.find(regions_[i]);
    if (found == values.end() || !std::isfinite(found->second.value))
      svg += fmt::format("<use class=\"nodata\" href=\"#shape{}\"/>", i);
    else
      svg += fmt::format("<use class=\"m{}{}\" href=\"#shape{}\"><title>{}</title></use>",
                         step_of(found->second.value, largest), found->second.unclear ? " unclear" : "", i,
                         escape(found->second.text));
  }
  for (std::size_t i = 0; i < regions_.size(); ++i)
    if (outlined.contains(regions_[i])) svg += fmt::format("<use class=\"assisted\" href=\"#shape{}\"/>", i);
  return svg + "<use class=\"borders\" href=\"#borders\"/></svg>";
}

std::set<std::string> assisted_regions(const ReportData& data, const Course& course) {
  const json all = json::parse(data.provenance("assisted_regions", "{}"), nullptr, false);
  std::set<std::string> regions;
  if (all.is_object() && all.contains(course.id) && all.at(course.id).is_array())
    for (const json& region : all.at(course.id))
      if (region.is_string()) regions.insert(region.get<std::string>());
  return regions;
}

std::string legend_html(double largest, const std::string& unit, bool less_is_better) {
  const std::string size = fmt::format("{:g}", largest);
  const std::string worst = less_is_better ? "+" + size : "−" + size, best = less_is_better ? "−" + size : "+" + size;
  std::string steps;
  for (int step = 0; step <= 2 * steps_each_side; ++step) steps += fmt::format("<i class=\"m{}\"></i>", step);
  return fmt::format(
      "<div class=\"legend\"><span>worse</span><span class=\"steps\" role=\"img\" aria-label=\"Orange: worse, to {0}; "
      "blue: "
      "better, to {1} {2}\">{3}<span class=\"ends\"><span>{0}</span><span>0</span><span>{1}</span></span></span>"
      "<span>better</span><span>{2}</span><span class=\"key\"><i class=\"m2 unclear\"></i><i class=\"m8 unclear\"></i> "
      "pale: no clear difference</span><span class=\"key\"><i class=\"outline\"></i> assisted</span></div>\n",
      worst, best, escape(unit), steps);
}

}  // namespace mainstay::studies
