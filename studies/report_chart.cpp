#include "studies/report_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "studies/report_axis.h"

namespace mainstay::studies {

namespace {

constexpr double width = 524, height = 272, left = 44, right = 144, top = 20, bottom = 26;
constexpr double plot_right = width - right, plot_bottom = height - bottom;
constexpr double label_step = 14;

// Quantiles of one line, week by week.
struct Fan {
  const ChartLine* line;
  std::vector<std::uint32_t> weeks;
  std::vector<std::array<double, 5>> quantiles;  // 5, 25, 50, 75, 95 %
};

Curves averaged(const Curves& curves, unsigned span) {
  if (span == 0 || curves.weeks.size() < 2) return curves;
  Curves mean = curves;
  for (std::size_t pair = 0; pair < curves.values.front().size(); ++pair) {
    std::size_t first = 0;
    double sum = 0;
    for (std::size_t i = 0; i < curves.weeks.size(); ++i) {
      sum += curves.values[i][pair];
      while (curves.weeks[first] + span <= curves.weeks[i]) sum -= curves.values[first++][pair];
      mean.values[i][pair] = sum / static_cast<double>(i - first + 1);
    }
  }
  return mean;
}

Fan fan_of(const ChartLine& line, unsigned average_weeks) {
  const Curves curves = averaged(line.curves, average_weeks);
  Fan fan{&line, curves.weeks, {}};
  constexpr std::array p{0.05, 0.25, 0.5, 0.75, 0.95};
  for (const auto& row : curves.values) {
    const auto found = quantiles(row, p);
    fan.quantiles.push_back({found[0], found[1], found[2], found[3], found[4]});
  }
  return fan;
}

std::vector<Fan> fans_of(const Chart& chart) {
  std::vector<Fan> fans;
  for (const ChartLine& line : chart.lines)
    if (line.curves.weeks.size() > 1) fans.push_back(fan_of(line, chart.average_weeks));
  return fans;
}

Interval extent_of(const std::vector<Fan>& fans) {
  Interval extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const Fan& fan : fans)
    for (const auto& q : fan.quantiles)
      for (const double value : {fan.line->bands ? q[0] : q[2], fan.line->bands ? q[4] : q[2]})
        if (std::isfinite(value)) extent = {std::min(extent.low, value), std::max(extent.high, value)};
  return extent;
}

struct Frame {
  Axis axis;
  double scale = 1;
  std::uint32_t first = 0, last = 1;
  double x(std::uint32_t week) const { return left + (plot_right - left) * (week - first) / (last - first); }
  double y(double value) const {
    return plot_bottom - (plot_bottom - top) * (value * scale - axis.low) / (axis.high - axis.low);
  }
};

Frame frame_of(const std::vector<Fan>& fans, const Chart& chart, const Format& format) {
  Frame frame;
  frame.scale = format.scaled(1);
  frame.first = fans.front().weeks.front();
  for (const Fan& fan : fans) {
    frame.first = std::min(frame.first, fan.weeks.front());
    frame.last = std::max(frame.last, fan.weeks.back());
  }
  Interval extent = extent_of(fans);
  if (chart.shown.low <= chart.shown.high)
    extent = {std::min(extent.low, chart.shown.low), std::max(extent.high, chart.shown.high)};
  if (!(extent.low <= extent.high)) extent = {0, 0};
  frame.axis = axis_for(extent.low * frame.scale, extent.high * frame.scale, chart.zero_line);
  return frame;
}

std::string grid(const Frame& frame, const Calendar& calendar) {
  std::string svg;
  for (const double tick : frame.axis.ticks) {
    const double y = plot_bottom - (plot_bottom - top) * (tick - frame.axis.low) / (frame.axis.high - frame.axis.low);
    svg += fmt::format("<line class=\"{}\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>",
                       tick == 0 ? "zero" : "grid", left, plot_right, y, y);
    svg += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", left - 6, y + 4,
                       with_thousands(tick, frame.axis.decimals));
  }
  const double first = calendar.year(frame.first), last = calendar.year(frame.last);
  const int step = std::max(1, static_cast<int>(std::ceil((last - first) / 5.5)));
  // A run of ten years that ends a few days before the year does gets its closing tick.
  for (int year = static_cast<int>(std::ceil(first - 0.1)); year <= last + 0.1; year += step) {
    const double x = left + (plot_right - left) * std::clamp((year - first) / (last - first), 0.0, 1.0);
    svg += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/>", x, plot_bottom,
                       plot_bottom + 4);
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>", x,
                       plot_bottom + 18, calendar.known() ? fmt::format("{}", year) : fmt::format("year {}", year));
  }
  return svg;
}

std::string spans(const std::vector<ChartSpan>& all, const Frame& frame) {
  std::string svg;
  for (const ChartSpan& span : all) {
    const double from = frame.x(std::clamp(span.from, frame.first, frame.last)),
                 to = frame.x(std::clamp(span.to, frame.first, frame.last));
    svg += fmt::format("<rect class=\"span\" x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\"/>", from, top,
                       std::max(1.0, to - from), plot_bottom - top);
    svg += fmt::format("<text class=\"span-label\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                       std::clamp((from + to) / 2, left + 20, plot_right - 20), top - 6, escape(span.label));
  }
  return svg;
}

std::string band(const Fan& fan, const Frame& frame, std::size_t low, std::size_t high, const char* name) {
  std::string upper, lower;
  for (std::size_t i = 0; i < fan.weeks.size(); ++i) {
    const auto& q = fan.quantiles[i];
    if (!std::isfinite(q[2])) continue;
    upper += fmt::format("{:.1f},{:.1f} ", frame.x(fan.weeks[i]), frame.y(q[high]));
    lower = fmt::format("{:.1f},{:.1f} ", frame.x(fan.weeks[i]), frame.y(q[low])) + lower;
  }
  return fmt::format("<polygon class=\"{} {}\" points=\"{}{}\"/>", name, fan.line->style, upper, lower);
}

std::string median_line(const Fan& fan, const Frame& frame) {
  std::string points;
  for (std::size_t i = 0; i < fan.weeks.size(); ++i)
    if (std::isfinite(fan.quantiles[i][2]))
      points += fmt::format("{:.1f},{:.1f} ", frame.x(fan.weeks[i]), frame.y(fan.quantiles[i][2]));
  const char* dash = fan.line->dash == LineStyle::dashed   ? " dashed"
                     : fan.line->dash == LineStyle::dotted ? " dotted"
                                                           : "";
  return fmt::format("<polyline class=\"line {}{}\" points=\"{}\"/>", fan.line->style, dash, points);
}

std::string labels(const std::vector<Fan>& fans, const Frame& frame) {
  std::vector<double> wanted;
  for (const Fan& fan : fans) wanted.push_back(frame.y(fan.quantiles.back()[2]));
  const auto placed = spread_labels(wanted, label_step, top + 4, plot_bottom);
  std::string svg;
  for (std::size_t i = 0; i < fans.size(); ++i) {
    const double x = plot_right + 5;
    if (std::fabs(placed[i] - wanted[i]) > 3)
      svg += fmt::format("<path class=\"leader {}\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"/>", fans[i].line->style,
                         plot_right + 1, wanted[i], x + 1, placed[i]);
    svg += fmt::format("<text class=\"end {}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", fans[i].line->style, x + 3,
                       placed[i] + 4, escape(fans[i].line->label));
  }
  return svg;
}

std::string table(const std::vector<Fan>& fans, const Chart& chart, const Format& format, const Calendar& calendar) {
  std::string html = fmt::format(
      "<details class=\"data\"><summary>Figures behind this chart</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" "
      "aria-label=\"{0}, figures\"><table><caption>{0}{1}: median (5 % to 95 % of {2})</caption><thead><tr><th "
      "scope=\"col\">Date</th>",
      escape(chart.title), format.unit().empty() ? "" : ", " + escape(format.unit()), chart.over);
  for (const Fan& fan : fans) html += fmt::format("<th scope=\"col\">{}</th>", escape(fan.line->label));
  html += "</tr></thead><tbody>";
  const auto& weeks = fans.front().weeks;
  for (std::size_t i = 0, next = 0; i < weeks.size(); ++i) {
    if (weeks[i] < next && i + 1 < weeks.size()) continue;
    next = weeks[i] + 26;
    html += fmt::format("<tr><th scope=\"row\">{}</th>", calendar.date(weeks[i]));
    for (const Fan& fan : fans) {
      if (i >= fan.quantiles.size()) {
        html += "<td>–</td>";
        continue;
      }
      const auto& q = fan.quantiles[i];
      html += fmt::format("<td>{} <small>{}</small></td>", format.plain(q[2]), format.range(q[0], q[4]));
    }
    html += "</tr>";
  }
  return html + "</tbody></table></div></details>";
}

std::string described(const std::vector<Fan>& fans, const Chart& chart, const Format& format,
                      const Calendar& calendar) {
  std::string text = chart.title + ".";
  for (const Fan& fan : fans)
    text += fmt::format(" {}: {} in {}, {} in {}.", fan.line->label, format.with_unit(fan.quantiles.front()[2]),
                        calendar.date(fan.weeks.front()), format.with_unit(fan.quantiles.back()[2]),
                        calendar.date(fan.weeks.back()));
  return text;
}

}  // namespace

Interval extent_of(const Chart& chart) {
  return extent_of(fans_of(chart));
}

std::string chart_html(const Chart& chart, const Calendar& calendar) {
  const std::vector<Fan> fans = fans_of(chart);
  if (fans.empty()) return "";
  const Interval extent = extent_of(fans);
  const Format format(chart.unit, std::max(std::fabs(extent.low), std::fabs(extent.high)));
  const Frame frame = frame_of(fans, chart, format);
  std::string svg = spans(chart.spans, frame) + grid(frame, calendar);
  for (const Fan& fan : fans)
    if (fan.line->bands) svg += band(fan, frame, 0, 4, "band90");
  for (const Fan& fan : fans)
    if (fan.line->bands) svg += band(fan, frame, 1, 3, "band50");
  for (const Fan& fan : fans) svg += median_line(fan, frame);
  svg += labels(fans, frame);
  const std::string heading = "<h3>" + (chart.heading.empty() ? escape(chart.title) : chart.heading) + "</h3>";
  std::string note = format.unit();
  if (!chart.note.empty()) note += (note.empty() ? "" : "; ") + chart.note;
  return fmt::format(
      "<figure class=\"chart\">{}<p class=\"unit\">{}</p><svg viewBox=\"0 0 {} {}\" role=\"img\" "
      "aria-label=\"{}\">{}</svg>{}</figure>\n",
      heading, escape(note), width, height, escape(described(fans, chart, format, calendar)), svg,
      table(fans, chart, format, calendar));
}

}  // namespace mainstay::studies
