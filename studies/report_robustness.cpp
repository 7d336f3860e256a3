#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/bootstrap.h"
#include "studies/report_sections.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

// Some measures have no unit.
std::string after_comma(const std::string& unit) {
  return unit.empty() ? "" : ", " + escape(unit);
}

std::string share(double value) {
  return std::isnan(value) ? "–" : Format("share", 1).with_unit(value);
}

// Marks the best entry of a column.
std::string cell(const std::string& text, bool best) {
  return best ? "<td class=\"best\"><b>" + text + "</b></td>" : "<td>" + text + "</td>";
}

template <class Key>
double least(const std::vector<Robustness>& all, Key key) {
  double found = key(all.front());
  for (const Robustness& one : all) found = std::min(found, key(one));
  return found;
}

std::string regret_table(const ReportData& data, const OutcomeAnalysis& outcome) {
  const auto& all = outcome.robustness;
  if (all.size() < 2 || all.front().points == 0) return "";
  const OutcomeInfo info = data.outcome(outcome.outcome);
  // The typical regret decides on decimals: that of the best course would else be rounded away.
  double typical = 0;
  for (const Robustness& one : all) typical += one.mean_regret / static_cast<double>(all.size());
  const Format format(info.unit, typical);
  const double least_max = least(all, [](const Robustness&r) { return r.largest_regret; }),
               least_mean = least(all, [](const Robustness&r) { return r.mean_regret; }),
               least_90 = least(all, [](const Robustness&r) { return r.regret_90; }),
               most_best = -least(all, [](const Robustness&r) { return -r.share_best; });
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Regret: {0}\"><table><caption>{0}{1}; {2} "
      "points</caption><thead><tr><th scope=\"col\">Course of action</th><th scope=\"col\">Largest regret</th><th "
      "scope=\"col\">90 % of points below</th><th scope=\"col\">Mean regret</th><th scope=\"col\">Best at</th><th "
      "scope=\"col\">No worse than no action at</th></tr></thead><tbody>",
      escape(info.title), after_comma(format.unit()), all.front().points);
  for (std::size_t c = 0; c < all.size(); ++c) {
    const Robustness& one = all[c];
    const bool no_action = c >= data.courses().size();
    const std::string name =
        no_action ? std::string("No action") : chip_html(data.courses()[c]) + " " + escape(data.courses()[c].title);
    html += fmt::format("<tr><th scope=\"row\">{}</th>{}{}{}{}<td>{}</td></tr>", name,
                        cell(format.plain(one.largest_regret), one.largest_regret == least_max),
                        cell(format.plain(one.regret_90), one.regret_90 == least_90),
                        cell(format.plain(one.mean_regret), one.mean_regret == least_mean),
                        cell(share(one.share_best), one.share_best == most_best),
                        no_action ? "–" : share(one.share_satisfying));
  }
  return html + "</tbody></table></div>";
}

struct CourseDifference {
  const Course *a, *b;
  std::vector<double> by_point;  // b minus a
  Estimate estimate;
};

std::vector<CourseDifference> differences_of(const ReportData& data, const OutcomeAnalysis& outcome) {
  std::vector<CourseDifference> all;
  for (const Course& a : data.courses())
    for (const Course& b : data.courses()) {
      if (b.index <= a.index) continue;
      auto by_point = paired_differences(outcome.means[b.index], outcome.means[a.index]);
      const Estimate estimate = estimate_of(by_point);
      if (estimate.count > 0) all.push_back({&a, &b, std::move(by_point), estimate});
    }
  return all;
}

// Differences between courses at the same point, where they shared their luck.
std::string difference_table(const ReportData& data, const OutcomeAnalysis& outcome) {
  const auto all = differences_of(data, outcome);
  if (all.empty()) return "";
  const OutcomeInfo info = data.outcome(outcome.outcome);
  double largest = 0;
  for (const auto& one : all) largest = std::max({largest, std::fabs(one.estimate.low), std::fabs(one.estimate.high)});
  const Format format(info.unit, largest);
  std::string rows;
  for (const CourseDifference& one : all) {
    const Interval interval =
        bca_interval(one.by_point, [](std::span<const double> sample) { return mean(sample); }, {0.95, 1000, 1});
    const auto more = std::count_if(one.by_point.begin(), one.by_point.end(), [](double d) { return d > 0; });
    rows += fmt::format(
        "<tr><th scope=\"row\">{} {} minus {} {}</th><td><b>{}</b></td><td>{}</td><td>{}</td><td>{}</td></tr>",
        chip_html(*one.b), escape(one.b->title), chip_html(*one.a), escape(one.a->title),
        format.with_sign(mean(one.by_point)), format.range(interval.low, interval.high),
        format.range(one.estimate.low, one.estimate.high),
        share(static_cast<double>(more) / static_cast<double>(one.estimate.count)));
  }
  return fmt::format(
      "<details><summary>Course against course, point by point</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"Differences between courses\"><table><caption>{}, difference at the same "
      "point{}</caption><thead><tr><th scope=\"col\">Difference</th><th scope=\"col\">Mean</th><th scope=\"col\">95 % "
      "interval "
      "(bootstrap, BCa)</th><th scope=\"col\">5 % to 95 % of points</th><th scope=\"col\">Above zero "
      "at</th></tr></thead>"
      "<tbody>{}</tbody></table></div></details>",
      escape(info.title), after_comma(format.unit()), rows);
}

}  // namespace

std::string robustness_html(const ReportData& data, const StudyAnalysis& study) {
  std::string tables;
  for (const OutcomeAnalysis& outcome : study.outcomes) tables += regret_table(data, outcome);
  if (tables.empty()) return "";
  return "<section><h2>Which choice is safe when nobody knows the point: regret</h2>" + tables +
         "<p class=\"note\">Regret at a point is what the best course of action reaches there minus what this one "
         "does. "
         "Bold: the least of a column, or the most often best. Every point counts alike; that is a choice of the "
         "design, not a probability.</p>" +
         difference_table(data, study.outcomes.front()) + "</section>\n";
}

}  // namespace mainstay::studies
