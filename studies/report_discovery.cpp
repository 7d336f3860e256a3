#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/report_axis.h"
#include "studies/report_sections.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

constexpr double width = 524, height = 300, left = 62, right = 12, top = 10, bottom = 44;
constexpr double plot_right = width - right, plot_bottom = height - bottom;

struct Plane {
  Axis horizontal, vertical;
  double x(double value) const {
    return left +
           (plot_right - left) * std::clamp((value - horizontal.low) / (horizontal.high - horizontal.low), 0., 1.);
  }
  double y(double value) const {
    return plot_bottom -
           (plot_bottom - top) * std::clamp((value - vertical.low) / (vertical.high - vertical.low), 0., 1.);
  }
};

// Factors with names have a tick a name; the others round numbers.
Axis axis_of(const StudyFactor& factor) {
  if (factor.names.empty()) return axis_for(factor.low, factor.high, false);
  Axis axis;
  axis.low = -0.5;
  axis.high = static_cast<double>(factor.names.size()) - 0.5;
  for (std::size_t i = 0; i < factor.names.size(); ++i) axis.ticks.push_back(static_cast<double>(i));
  return axis;
}

std::string tick_text(const StudyFactor* factor, const Axis& axis, double tick) {
  if (factor == nullptr || factor->names.empty()) return with_thousands(tick, axis.decimals);
  return escape(shortened(factor->names[static_cast<std::size_t>(tick)], 9));
}

std::string frame(const Plane& plane, const std::string& across, const std::string& upwards,
                  const StudyFactor* horizontal, const StudyFactor* vertical) {
  std::string svg;
  for (const double tick : plane.horizontal.ticks) {
    svg += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/>", plane.x(tick), top,
                       plot_bottom);
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>", plane.x(tick),
                       plot_bottom + 16, tick_text(horizontal, plane.horizontal, tick));
  }
  for (const double tick : plane.vertical.ticks) {
    svg += fmt::format("<line class=\"grid\" x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"/>", left, plot_right,
                       plane.y(tick));
    svg += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", left - 6,
                       plane.y(tick) + 4, tick_text(vertical, plane.vertical, tick));
  }
  svg += fmt::format("<text class=\"axis-title\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                     (left + plot_right) / 2, height - 8, escape(shortened(across, 60)));
  return svg + fmt::format(
                   "<text class=\"axis-title\" transform=\"translate(13 {}) rotate(-90)\" "
                   "text-anchor=\"middle\">{}</text>",
                   (top + plot_bottom) / 2, escape(shortened(upwards, 38)));
}

// The two factors that the box restricts most clearly; the strongest other factor beside a single one.
std::pair<std::size_t, std::size_t> shown_factors(const Discovery& found) {
  std::vector<std::size_t> order(found.quasi_p.size());
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return found.quasi_p[a] < found.quasi_p[b]; });
  return {order[0], order.size() > 1 ? order[1] : order[0]};
}

std::string scatter(const StudyAnalysis& study, const std::vector<double>& gains, const Discovery& found,
                    const std::string& title) {
  const auto [across, upwards] = shown_factors(found);
  const auto& factors = study.points.factors();
  const Plane plane{axis_of(factors[across]), axis_of(factors[upwards])};
  std::string svg = frame(plane, factors[across].title, factors[upwards].title, &factors[across], &factors[upwards]);
  const auto edge = [](double limit, double otherwise) { return std::isfinite(limit) ? limit : otherwise; };
  const Interval x = found.chosen.limits[across], y = found.chosen.limits[upwards];
  const double x_low = plane.x(edge(x.low, plane.horizontal.low)),
               x_high = plane.x(edge(x.high, plane.horizontal.high));
  const double y_low = plane.y(edge(y.low, plane.vertical.low)), y_high = plane.y(edge(y.high, plane.vertical.high));
  svg += fmt::format("<rect class=\"box\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", x_low,
                     y_high, x_high - x_low, y_low - y_high);
  for (std::size_t row = 0; row < gains.size(); ++row) {
    if (std::isnan(gains[row])) continue;
    const auto& values = study.points.values()[row];
    svg += fmt::format("<circle class=\"dot{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.6\"/>", gains[row] < 0 ? " case" : "",
                       plane.x(values[across]), plane.y(values[upwards]));
  }
  return fmt::format(
      "<figure class=\"chart\"><h3>{0}</h3><p class=\"unit\">filled: less than nothing is left; ring: more; shaded: "
      "the "
      "box</p><svg viewBox=\"0 0 {1} {2}\" role=\"img\" aria-label=\"{0}: points by {3} and {4}; the box lies "
      "{5}.\">{6}</svg></figure>",
      escape(title), width, height, escape(factors[across].title), escape(factors[upwards].title),
      box_words(study.points, found.chosen), svg);
}

std::string trajectory(const Discovery& found) {
  const Plane plane{axis_for(0, 1, true), axis_for(0, 1, true)};
  std::string svg = frame(plane, "Coverage: share of all such points that are inside", "Density: share that backfires",
                          nullptr, nullptr);
  std::string points, dots, table;
  for (std::size_t i = 0; i < found.trajectory.size(); ++i) {
    const Box& box = found.trajectory[i];
    points += fmt::format("{:.1f},{:.1f} ", plane.x(box.coverage), plane.y(box.density));
    dots += fmt::format("<circle class=\"trace-dot{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>",
                        i >= found.peeled ? " pasted" : "", plane.x(box.coverage), plane.y(box.density));
    table += fmt::format("<tr><th scope=\"row\">{}</th><td>{:.2f}</td><td>{:.2f}</td><td>{:.2f}</td><td>{}</td></tr>",
                         i >= found.peeled ? "paste"
                         : i == 0          ? "all"
                                           : "peel",
                         box.coverage, box.density, box.mass, box.restricted);
  }
  svg += "<polyline class=\"trace\" points=\"" + points + "\"/>" + dots +
         fmt::format("<circle class=\"trace-dot chosen\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>",
                     plane.x(found.chosen.coverage), plane.y(found.chosen.density));
  return fmt::format(
      "<figure class=\"chart\"><h3>How the box was found</h3><p class=\"unit\">peeling from all points (right) to a "
      "small box (left); filled: the box that is shown</p><svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Peeling "
      "trajectory: {} boxes, from density {:.2f} at coverage 1 to density {:.2f} at coverage {:.2f}; chosen: density "
      "{:.2f} at coverage {:.2f}.\">{}</svg><details class=\"data\"><summary>Figures behind this chart</summary><div "
      "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Peeling trajectory, "
      "figures\"><table><thead><tr><th "
      "scope=\"col\">Step</th><th scope=\"col\">Coverage</th><th scope=\"col\">Density</th><th "
      "scope=\"col\">Mass</th><th "
      "scope=\"col\">Restricted factors</th></tr></thead><tbody>{}</tbody></table></div></details></figure>",
      width, height, found.trajectory.size(), found.trajectory.front().density, found.trajectory.back().density,
      found.trajectory.back().coverage, found.chosen.density, found.chosen.coverage, svg, table);
}

std::string p_text(double p) {
  return p < 0.001 ? "below 0.001" : fmt::format("{:.3f}", p);
}

// The command that tells why inside the box.
std::string question(const StudyAnalysis& study, const Discovery& found, const Course& course) {
  std::string command = "mainstay explain DIR --coa " + course.id;
  for (std::size_t f = 0; f < found.chosen.limits.size(); ++f) {
    const auto [low, high] = found.chosen.limits[f];
    const StudyFactor& factor = study.points.factors()[f];
    if ((!std::isfinite(low) && !std::isfinite(high)) || !factor.names.empty()) continue;
    command += fmt::format(" --where {}={}..{}", factor.id, std::isfinite(low) ? fmt::format("{:.7g}", low) : "",
                           std::isfinite(high) ? fmt::format("{:.7g}", high) : "");
  }
  return "<p class=\"note\">Why, inside this box: <code>" + escape(command) + "</code></p>";
}

std::string limits_table(const StudyAnalysis& study, const Discovery& found) {
  std::string rows;
  for (std::size_t f = 0; f < found.chosen.limits.size(); ++f) {
    const auto [low, high] = found.chosen.limits[f];
    if (!std::isfinite(low) && !std::isfinite(high)) continue;
    const StudyFactor& factor = study.points.factors()[f];
    rows += fmt::format(
        "<tr><th scope=\"row\">{}<br><small><code>{}</code></small></th><td>{}</td><td>{}</td><td>{} to "
        "{}</td><td>{}</td></tr>",
        escape(factor.title), escape(factor.id), std::isfinite(low) ? escape(study.points.text(f, low)) : "–",
        std::isfinite(high) ? escape(study.points.text(f, high)) : "–", escape(study.points.text(f, factor.low)),
        escape(study.points.text(f, factor.high)), p_text(found.quasi_p[f]));
  }
  return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Limits of the box\"><table><thead><tr><th "
         "scope=\"col\">Limits of the box</th><th scope=\"col\">Above</th><th scope=\"col\">Below</th><th "
         "scope=\"col\">Range studied</th><th scope=\"col\">Quasi-p</th></tr></thead><tbody>" +
         rows + "</tbody></table></div>";
}

std::string course_html(const ReportData& data, const StudyAnalysis& study, const CourseDiscovery& discovery) {
  const Course& course = data.courses()[discovery.course];
  const auto percent = [](double share) { return Format("share", 1).with_unit(share); };
  std::string html = fmt::format(
      "<h3 class=\"figure-gap\">{} {}: {}</h3>", chip_html(course), escape(course.title),
      discovery.share > 0 ? "at " + percent(discovery.share) + " of the points" : std::string("at no point"));
  if (discovery.boxes.empty())
    return discovery.share > 0 && discovery.share < 1
               ? html + "<p>No part of the ranges holds clearly more of these points than the rest.</p>"
               : html;
  if (!discovery.asserted)
    html += fmt::format(
        "<p>Luck alone may have drawn what follows: it rests on {} of {} points, and nothing of it is a finding.</p>",
        discovery.cases, study.outcomes.front().robustness.front().points);
  for (std::size_t i = 0; i < discovery.boxes.size(); ++i) {
    const Discovery& found = discovery.boxes[i];
    html +=
        fmt::format("<p>{} <b>{}</b>: it happens at {} of the points inside, and they are {} of all such points.</p>",
                    i == 0 ? "Most of all" : "Besides,", box_words(study.points, found.chosen),
                    percent(found.chosen.density), percent(found.chosen.coverage));
    if (i == 0)
      html += "<div class=\"grid\">" +
              scatter(study, study.outcomes.front().means[discovery.course], found,
                      course.letter + " " + course.title + ": where it backfires") +
              trajectory(found) + "</div>";
    html += limits_table(study, found) + question(study, found, course);
  }
  return html;
}

}  // namespace

std::string discovery_html(const ReportData& data, const StudyAnalysis& study) {
  if (study.discoveries.empty()) return "";
  std::string html;
  for (const CourseDiscovery& discovery : study.discoveries) html += course_html(data, study, discovery);
  return "<section><h2>Where it leaves less than nothing</h2>" + html +
         "<p class=\"note\">Points where capacity at the end is below that of the world without the course of action "
         "(mean over seeds), and boxes of the ranges that hold most of them, found by PRIM (patient rule induction). "
         "Quasi-p: how likely as many such points would lie in the box if that limit did nothing (binomial test); "
         "limits "
         "above 0.05 are dropped.</p></section>\n";
}

}  // namespace mainstay::studies
