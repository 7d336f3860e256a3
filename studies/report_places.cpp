#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "studies/recorder.h"
#include "studies/report_axis.h"
#include "studies/report_map.h"
#include "studies/report_sections.h"

namespace mainstay::studies {

namespace {

std::vector<std::uint32_t> weeks_with_regions(const ReportData& data, const ReportMap& map,
                                              const std::string& measure) {
  for (const std::string& region : map.regions()) {
    auto weeks = data.store().recorded_weeks(measure, region);
    if (!weeks.empty()) return weeks;
  }
  return {};
}

std::uint32_t nearest(const std::vector<std::uint32_t>& weeks, std::uint32_t wanted) {
  return *std::min_element(weeks.begin(), weeks.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::abs(static_cast<int>(a) - static_cast<int>(wanted)) <
           std::abs(static_cast<int>(b) - static_cast<int>(wanted));
  });
}

// An interval from fewer says too little to colour a region by.
constexpr std::size_t fewest_pairs = 5;

// One map for each course and week.
struct Plate {
  const Course* course;
  std::string caption;
  std::map<std::string, MapValue> values;
};

// Weeks that are worth a row of maps: the end of the last surge, and the end of the run.
std::vector<std::pair<std::uint32_t, std::string>> stages_of(const ReportData& data,
                                                             const std::vector<std::uint32_t>& weeks) {
  std::uint32_t end = 0;
  for (const Course& course : data.courses())
    for (const CourseMark& mark : course.marks)
      if (mark.label == "surge") end = std::max(end, mark.week_to);
  std::vector<std::pair<std::uint32_t, std::string>> stages;
  if (end > 0 && end < data.weeks()) stages.emplace_back(nearest(weeks, end), "end of the surge");
  if (stages.empty() || stages.front().first != weeks.back()) stages.emplace_back(weeks.back(), "at the end");
  return stages;
}

std::vector<Plate> plates_of(const ReportData& data, const ReportMap& map, const std::string& measure) {
  const auto weeks = weeks_with_regions(data, map, measure);
  std::vector<Plate> plates;
  if (weeks.empty()) return plates;
  // A row of maps a stage, with every course in its place, so that courses stand side by side.
  for (const auto& [week, label] : stages_of(data, weeks)) {
    const RegionValues& regional = data.regions(measure, week);
    for (const Course& course : data.courses()) {
      plates.push_back({&course, label + ", " + data.calendar().date(week), {}});
      for (const auto& [region, values] : regional.differences(course.index))
        if (map.has(region)) {
          const Estimate estimate = data.estimate_of_pairs(values);
          MapValue& shown = plates.back().values[region];
          shown.value = estimate.median;
          shown.unclear = estimate.count < fewest_pairs ||
                          (estimate.certainty.low <= 0 && estimate.certainty.high >= 0 && estimate.median != 0);
        }
    }
  }
  return plates;
}

// A scale that ends below these would paint in strong colours what does not matter.
double least_scale(const std::string& unit) {
  return unit == "index" ? 1 : 0;  // points
}

double largest_of(const std::vector<Plate>& plates, double scale, double least) {
  std::vector<double> sizes;
  for (const Plate& plate : plates)
    for (const auto& [region, value] : plate.values)
      if (std::isfinite(value.value)) sizes.push_back(std::fabs(value.value) * scale);
  // One region far from all others must not take the colour from the rest.
  const double size = sizes.empty() ? 0 : std::max(quantile(sizes, 0.98), quantile(sizes, 1) / 2);
  return size > 1e-9 ? std::max(least, rounded_up(size)) : std::max(least, 1.0);
}

std::string table_of(const ReportData& data, const ReportMap& map, const std::vector<Plate>& plates,
                     const Format& format, const std::string& title) {
  std::string html = fmt::format(
      "<details class=\"data\"><summary>Figures behind these maps</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"{0} by region\"><table><caption>{0}, {1}: median difference over {2}</caption>"
      "<thead><tr><th scope=\"col\">Region</th>",
      escape(title), escape(format.unit()), data.pairs_noun());
  for (const Plate& plate : plates)
    html += fmt::format("<th scope=\"col\">{} {}</th>", chip_html(*plate.course), escape(plate.caption));
  html += "</tr></thead><tbody>";
  for (const std::string& region : map.regions()) {
    html += fmt::format("<tr><th scope=\"row\">{}</th>", escape(map.name(region)));
    for (const Plate& plate : plates) {
      const auto found = plate.values.find(region);
      html += fmt::format("<td>{}{}</td>", found == plate.values.end() ? "–" : format.with_sign(found->second.value),
                          found != plate.values.end() && found->second.unclear ? "≈" : "");
    }
    html += "</tr>";
  }
  return html + "</tbody></table></div></details>";
}

std::string measure_maps(const ReportData& data, const ReportMap& map, const std::string& measure) {
  auto plates = plates_of(data, map, measure);
  if (plates.empty()) return "";
  const MeasureInfo info = data.measure(measure);
  double largest_value = 0;
  for (const Plate& plate : plates)
    for (const auto& [region, value] : plate.values)
      if (std::isfinite(value.value)) largest_value = std::max(largest_value, std::fabs(value.value));
  const Format format(info.unit, largest_value);
  const double scale = format.scaled(1), largest = largest_of(plates, scale, least_scale(info.unit));
  const bool less_is_better = info.better == "less";
  std::string html = fmt::format("<h3>{}</h3><div class=\"maps n{}\">", escape(info.title),
                                 std::min<std::size_t>(data.courses().size(), 4));
  for (Plate& plate : plates) {
    if (plate.course->index == 0 && &plate != &plates.front())
      html += fmt::format("</div><div class=\"maps n{}\">", std::min<std::size_t>(data.courses().size(), 4));
    for (auto& [region, value] : plate.values) {
      value.text = fmt::format("{}: {} {}{}", map.name(region), format.with_sign(value.value), format.unit(),
                               value.unclear ? ", no clear difference" : "");
      value.value *= less_is_better ? -scale : scale;
    }
    const std::string caption = plate.course->letter + " " + plate.course->title + ", " + plate.caption;
    html += fmt::format("<figure>{}<figcaption>{} {}<br>{}</figcaption></figure>",
                        map.map_svg(info.title + ", difference by region: " + caption, plate.values, largest,
                                    assisted_regions(data, *plate.course)),
                        chip_html(*plate.course), escape(plate.course->title), escape(plate.caption));
    for (auto& [region, value] : plate.values) value.value /= less_is_better ? -scale : scale;
  }
  html += "</div>" + legend_html(largest, format.unit(), less_is_better);
  return html + table_of(data, map, plates, format, info.title);
}

}  // namespace

std::string maps_html(const ReportData& data) {
  const ReportMap map(data.provenance("map_geojson"));
  if (map.empty()) return "";
  std::string maps;
  for (const std::string_view measure : map_measures) maps += measure_maps(data, map, std::string(measure));
  if (maps.empty()) return "";
  return "<section><h2>Where: difference from the world without it</h2>" + map.shapes_svg() + maps +
         "<p class=\"note\">Medians over " + data.pairs_noun() +
         ". Blue is better, orange worse; pale: no clear difference, the 95 % interval of the region's median includes "
         "zero, or there are fewer than five pairs; grey: less than a "
         "tenth of the scale either way. Outlined: regions that the course of action assists. Dashed: nothing "
         "recorded. Pale land "
         "around is not simulated. " +
         escape(map.attribution()) + "</p></section>\n";
}

}  // namespace mainstay::studies
