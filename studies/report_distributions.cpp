#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/report_axis.h"
#include "studies/report_sections.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

constexpr double width = 524, left = 132, right = 12, top = 6, row_height = 46, bar_height = 26, axis_height = 26;
constexpr double least_height = 2.5;  // of a bar of one point among many
constexpr double zero_left = left, zero_width = 18, beside_zero = 44;
constexpr int bins = 40;

// Where most points are exactly zero, they stand in a bar of their own beside the scale, which the others then fill.
struct Frame {
  Axis axis;
  double scale = 1;
  bool zero_beside = false;
  double from() const { return zero_beside ? left + beside_zero : left; }
  double x(double value) const {
    const double share = (value * scale - axis.low) / (axis.high - axis.low);
    return from() + (width - from() - right) * std::clamp(share, 0.0, 1.0);
  }
};

std::size_t zeros(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::count(values.begin(), values.end(), 0.0));
}
std::size_t known(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); }));
}

Frame frame_of(const OutcomeAnalysis& outcome, const Format& format) {
  double low = 0, high = 0;
  for (const auto& means : outcome.means)
    for (const double value : means)
      if (!std::isnan(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
  Frame frame;
  frame.scale = format.scaled(1);
  frame.axis = axis_for(low * frame.scale, high * frame.scale, true);
  frame.zero_beside = std::any_of(outcome.means.begin(), outcome.means.end(), [](const auto& means) {
    return zeros(means) * 2 > known(means) && zeros(means) < known(means);
  });
  return frame;
}

std::string ticks(const Frame& frame, double bottom) {
  std::string svg;
  for (const double tick : frame.axis.ticks) {
    const double x = frame.x(tick / frame.scale);
    svg += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{}\" y2=\"{}\"/>",
                       tick == 0 ? "zero" : "grid", x, x, top, bottom);
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>", x, bottom + 17,
                       with_thousands(tick, frame.axis.decimals));
  }
  if (frame.zero_beside)
    svg += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">zero</text>",
                       zero_left + zero_width / 2, bottom + 17);
  return svg;
}

// A histogram over the points with median and the range of 90 %; all rows share one scale of heights.
std::string row(const Course& course, const std::vector<double>& means, const std::vector<int>& counts, int most,
                const Estimate& estimate, const Frame& frame, double base) {
  const double step = (width - frame.from() - right) / bins;
  std::string svg = fmt::format("<g class=\"bars {}\"><text class=\"end\" x=\"0\" y=\"{:.1f}\">{}</text>",
                                course_style(course), base - 6, escape(course.label));
  for (int b = 0; b < bins; ++b) {
    if (counts[b] == 0) continue;
    const double height = std::max(least_height, bar_height * counts[b] / most);
    svg += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", frame.from() + b * step,
                       base - height, step - 0.6, height);
  }
  if (frame.zero_beside) {
    const double height = bar_height * static_cast<double>(zeros(means)) / static_cast<double>(known(means));
    svg += fmt::format(
        "<rect class=\"zero-bar\" x=\"{}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\"><title>zero at {} of "
        "{}</title></rect>",
        zero_left, base - height, zero_width, height, zeros(means), plural(known(means), "point"));
  }
  svg += fmt::format("<line class=\"whisker\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>",
                     frame.x(estimate.low), frame.x(estimate.high), base + 5, base + 5);
  svg += fmt::format("<line class=\"mid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/></g>",
                     frame.x(estimate.median), base - bar_height, base + 9);
  return svg;
}

std::vector<int> histogram(const std::vector<double>& values, const Frame& frame) {
  std::vector<int> counts(bins);
  for (const double value : values) {
    if (std::isnan(value) || (frame.zero_beside && value == 0)) continue;
    const double share = (frame.x(value) - frame.from()) / (width - frame.from() - right);
    ++counts[std::clamp(static_cast<int>(share * bins), 0, bins - 1)];
  }
  return counts;
}

std::string table(const ReportData& data, const OutcomeAnalysis& outcome, const std::vector<Estimate>& estimates,
                  const Format& format, const std::string& title) {
  std::string html = fmt::format(
      "<details class=\"data\"><summary>Figures behind this chart</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"{0}, figures\"><table><caption>{0}{1}, over points</caption><thead><tr>"
      "<th scope=\"col\">Course of action</th><th scope=\"col\">Median</th><th scope=\"col\">95 % interval of the "
      "median</th><th scope=\"col\">5 % to 95 % of points</th><th scope=\"col\">Least</th><th "
      "scope=\"col\">Most</th><th "
      "scope=\"col\">Exactly zero at</th><th scope=\"col\">Points</th></tr></thead><tbody>",
      escape(title), format.unit().empty() ? "" : ", " + escape(format.unit()));
  for (const Course& course : data.courses()) {
    const Estimate& e = estimates[course.index];
    if (e.count == 0) continue;
    const auto& means = outcome.means[course.index];
    html += fmt::format(
        "<tr><th scope=\"row\">{} "
        "{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        chip_html(course), escape(course.title), format.plain(e.median),
        format.range(e.certainty.low, e.certainty.high), format.range(e.low, e.high), format.plain(quantile(means, 0)),
        format.plain(quantile(means, 1)), zeros(means), e.count);
  }
  return html + "</tbody></table></div></details>";
}

std::string chart(const ReportData& data, const OutcomeAnalysis& outcome) {
  const OutcomeInfo info = data.outcome(outcome.outcome);
  std::vector<Estimate> estimates;
  double largest = 0;
  for (const auto& means : outcome.means) {
    estimates.push_back(estimate_of(means));
    if (estimates.back().count > 0)
      largest = std::max({largest, std::fabs(estimates.back().low), std::fabs(estimates.back().high)});
  }
  const Format format(info.unit, largest);
  const Frame frame = frame_of(outcome, format);
  std::vector<std::vector<int>> counts;
  int most = 1;
  for (const auto& means : outcome.means) {
    counts.push_back(histogram(means, frame));
    most = std::max(most, *std::max_element(counts.back().begin(), counts.back().end()));
  }
  const double bottom = top + row_height * static_cast<double>(data.courses().size());
  std::string svg = ticks(frame, bottom), described = info.title + " over the points.";
  for (const Course& course : data.courses()) {
    const Estimate& e = estimates[course.index];
    if (e.count == 0) continue;
    svg += row(course, outcome.means[course.index], counts[course.index], most, e, frame,
               top + row_height * static_cast<double>(course.index + 1) - 12);
    described += fmt::format(" {}: median {}, 90 % between {}.", course.title, format.with_unit(e.median),
                             format.range(e.low, e.high));
  }
  return fmt::format(
      "<figure class=\"chart\"><h3>{}</h3><p class=\"unit\">{}</p><svg viewBox=\"0 0 {} {}\" role=\"img\" "
      "aria-label=\"{}\">{}</svg>{}</figure>\n",
      escape(info.title), escape(format.unit()), width, bottom + axis_height, escape(described), svg,
      table(data, outcome, estimates, format, info.title));
}

}  // namespace

std::string distributions_html(const ReportData& data, const StudyAnalysis& study) {
  if (study.outcomes.empty()) return "";
  std::string charts;
  for (const OutcomeAnalysis& outcome : study.outcomes) charts += chart(data, outcome);
  return "<section><h2>How the courses of action do over the points</h2><div class=\"grid\">" + charts +
         "</div><p class=\"note\">Differences from the world without them, mean over the seeds of each point. Bars: "
         "how "
         "many points (one point is drawn at least so high that it is seen; no point is left out); upright line: "
         "median over "
         "points; line below: where 90 % of the points lie. Where most points are exactly zero, a bar of their own "
         "stands "
         "beside the scale.</p></section>\n";
}

}  // namespace mainstay::studies
