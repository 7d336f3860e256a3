#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "studies/report_axis.h"
#include "studies/report_map.h"
#include "studies/report_sections.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

// A value a pair.
using Regional = RegionValues::ByRegion;

// Differences from the twin at the end, by course.
std::vector<Regional> last_differences(const ReportData& data, const ReportMap& map, const std::string& measure) {
  const auto weeks = data.store().recorded_weeks(measure, map.regions().front());
  std::vector<Regional> levels(data.courses().size());
  if (weeks.empty()) return levels;
  for (const Course& course : data.courses()) {
    levels[course.index] = data.regions(measure, weeks.back()).differences(course.index);
    std::erase_if(levels[course.index], [&](const auto& one) { return !map.has(one.first); });
  }
  return levels;
}

// How far apart the middle 90 % of the pairs are.
std::map<std::string, MapValue> spreads(const Regional& regions, const ReportMap& map, const Format& format) {
  std::map<std::string, MapValue> found;
  for (const auto& [region, values] : regions) {
    const double p[] = {0.05, 0.5, 0.95};
    const auto q = quantiles(values, p);
    found[region] = {format.scaled(q[2] - q[0]), fmt::format("{}: 90 % of runs {}, median {}", map.name(region),
                                                             format.range(q[0], q[2]), format.with_sign(q[1]))};
  }
  return found;
}

std::string legend(double largest, const std::string& unit) {
  std::string steps;
  for (int step = 5; step <= 10; ++step) steps += fmt::format("<i class=\"m{}\"></i>", step);
  return fmt::format(
      "<div class=\"legend spread\"><span>runs agree</span><span class=\"steps\" role=\"img\" aria-label=\"Pale: no "
      "spread; dark: {0:g} {1}\">{2}<span class=\"ends\"><span>0</span><span>{0:g}</span></span></span><span>runs "
      "differ, {1}</span></div>\n",
      largest, escape(unit), steps);
}

std::string table(const ReportData& data, const ReportMap& map, const std::vector<Regional>& levels,
                  const Format& format, const std::string& title) {
  std::string html = fmt::format(
      "<details class=\"data\"><summary>Figures behind these maps</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"Spread of {0} by region\"><table><caption>{0}, {1}: median and middle 90 % of "
      "runs, "
      "difference at the end</caption><thead><tr><th scope=\"col\">Region</th>",
      escape(title), escape(format.unit()));
  for (const Course& course : data.courses())
    html += fmt::format("<th scope=\"col\">{} {}</th>", chip_html(course), escape(course.title));
  html += "</tr></thead><tbody>";
  for (const std::string& region : map.regions()) {
    html += fmt::format("<tr><th scope=\"row\">{}</th>", escape(map.name(region)));
    for (const Regional& regions : levels) {
      if (!regions.contains(region)) {
        html += "<td>–</td>";
        continue;
      }
      const double p[] = {0.05, 0.5, 0.95};
      const auto q = quantiles(regions.at(region), p);
      html += fmt::format("<td>{} <small>{}</small></td>", format.with_sign(q[1]), format.range(q[0], q[2]));
    }
    html += "</tr>";
  }
  return html + "</tbody></table></div></details>";
}

}  // namespace

std::string spread_maps_html(const ReportData& data) {
  const ReportMap map(data.provenance("map_geojson"));
  if (map.empty() || data.courses().empty()) return "";
  const auto levels = last_differences(data, map, "capacity");
  double largest_value = 0;
  for (const Regional& regions : levels)
    for (const auto& [region, values] : regions) {
      const double spread = quantile(values, 0.95) - quantile(values, 0.05);
      if (std::isfinite(spread)) largest_value = std::max(largest_value, spread);
    }
  if (std::all_of(levels.begin(), levels.end(), [](const Regional& regions) { return regions.empty(); })) return "";
  const MeasureInfo info = data.measure("capacity");
  const Format format(info.unit, largest_value);
  const double largest = rounded_up(format.scaled(largest_value));
  std::string maps;
  for (const Course& course : data.courses())
    maps +=
        fmt::format("<figure>{}<figcaption>{} {}, at the end</figcaption></figure>",
                    map.map_svg(info.title + ", spread over runs by region: " + course.title,
                                spreads(levels[course.index], map, format), largest, assisted_regions(data, course)),
                    chip_html(course), escape(course.title));
  return fmt::format(
      "<section><h2>Where runs agree: spread of the difference by region</h2><div class=\"maps spread-maps "
      "n{}\">{}</div>{}{}<p "
      "class=\"note\">Width of the range that holds 90 % of all pairs of runs, over points and seeds: {}, difference "
      "from the world without the course of action at the end.</p></section>\n",
      std::min<std::size_t>(data.courses().size(), 4), maps, legend(largest, format.unit()),
      table(data, map, levels, format, info.title), escape(lower_first(info.title)));
}

}  // namespace mainstay::studies
