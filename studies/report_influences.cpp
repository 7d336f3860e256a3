#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/claims.h"
#include "studies/report_axis.h"
#include "studies/report_sections.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

constexpr double width = 524, left = 214, right = 40, top = 4, row_height = 21, axis_height = 26;
constexpr std::size_t most_bars = 12, most_letters = 30;

// Sizes of elementary effects are in units of the outcome; the others are shares and correlations.
Format format_of(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome) {
  double largest = 0;
  for (const auto& influences : outcome.influences)
    for (const Influence& one : influences) largest = std::max({largest, one.size, one.interval.high});
  if (study.method == InfluenceMethod::elementary_effects) return Format(data.outcome(outcome.outcome).unit, largest);
  return Format(study.method == InfluenceMethod::sobol_indices ? "share" : "balance", 1);
}

std::string unit_of(InfluenceMethod method, const Format& format) {
  if (method == InfluenceMethod::elementary_effects) return format.unit() + ", over the factor's whole range";
  return method == InfluenceMethod::sobol_indices ? "% of variance" : "size of the rank correlation";
}

const char* way(const Influence& one) {
  return one.sign > 0 ? "+" : one.sign < 0 ? "−" : "";
}

std::string bars(const StudyAnalysis& study, const std::vector<Influence>& influences, const Axis& axis, double scale) {
  const auto x = [&](double value) {
    return left + (width - left - right) * std::clamp((value * scale - axis.low) / (axis.high - axis.low), 0.0, 1.0);
  };
  const std::size_t shown = std::min(influences.size(), most_bars);
  const double bottom = top + row_height * static_cast<double>(shown);
  std::string svg;
  for (const double tick : axis.ticks) {
    svg += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{}\" y2=\"{}\"/>",
                       tick == 0 ? "zero" : "grid", x(tick / scale), x(tick / scale), top, bottom);
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>", x(tick / scale),
                       bottom + 17, with_thousands(tick, axis.decimals));
  }
  for (std::size_t i = 0; i < shown; ++i) {
    const Influence& one = influences[i];
    const double y = top + row_height * static_cast<double>(i), middle = y + row_height / 2;
    svg += fmt::format("<text class=\"bar-label\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", left - 8,
                       middle + 4, escape(shortened(study.points.factors()[one.factor].title, most_letters)));
    svg += fmt::format("<rect{} x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
                       one.named ? "" : " class=\"faint\"", left, y + 4, std::max(0.8, x(one.size) - left),
                       row_height - 8);
    if (study.method == InfluenceMethod::sobol_indices)
      svg += fmt::format("<rect class=\"first\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", left,
                         y + 6.5, std::max(0.8, x(one.first) - left), row_height - 13);
    svg += fmt::format("<path class=\"whisker\" d=\"M{0:.1f} {2:.1f}H{1:.1f}M{0:.1f} {3:.1f}v6M{1:.1f} {3:.1f}v6\"/>",
                       x(one.interval.low), x(one.interval.high), middle, middle - 3);
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", x(one.interval.high) + 6, middle + 4,
                       way(one));
  }
  return svg;
}

std::string columns(InfluenceMethod method) {
  switch (method) {
    case InfluenceMethod::elementary_effects:
      return "<th scope=\"col\">mu*</th><th scope=\"col\">95 % interval</th><th scope=\"col\">mu</th><th "
             "scope=\"col\">sigma</th>";
    case InfluenceMethod::sobol_indices:
      return "<th scope=\"col\">Total</th><th scope=\"col\">95 % interval</th><th scope=\"col\">First order</th><th "
             "scope=\"col\">95 % interval</th>";
    case InfluenceMethod::rank_correlation:
      break;
  }
  return "<th scope=\"col\">Size</th><th scope=\"col\">95 % interval</th><th scope=\"col\">Correlation</th>";
}

std::string cells(InfluenceMethod method, const Influence& one, const Format& format) {
  std::string html = fmt::format("<td><b>{}</b></td><td>{}</td>", format.plain(one.size),
                                 format.range(one.interval.low, one.interval.high));
  if (method == InfluenceMethod::sobol_indices)
    return html + fmt::format("<td>{}</td><td>{}</td>", format.plain(one.first),
                              format.range(one.first_interval.low, one.first_interval.high));
  html += fmt::format("<td>{}</td>", format.plain(one.direction));
  if (method == InfluenceMethod::elementary_effects) html += fmt::format("<td>{}</td>", format.plain(one.sigma));
  return html;
}

std::string table(const StudyAnalysis& study, const std::vector<Influence>& influences, const Format& format,
                  const std::string& title) {
  std::string html = fmt::format(
      "<details class=\"data\"><summary>Figures behind this chart</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"{0}, figures\"><table><caption>{0}{1}{2}</caption><thead><tr><th "
      "scope=\"col\">Factor</th>{3}</tr></thead><tbody>",
      escape(title), format.unit().empty() ? "" : ", ", escape(format.unit()), columns(study.method));
  for (const Influence& one : influences)
    html += fmt::format("<tr><th scope=\"row\">{}<br><small><code>{}</code></small></th>{}</tr>",
                        escape(study.points.factors()[one.factor].title), escape(study.points.factors()[one.factor].id),
                        cells(study.method, one, format));
  return html + "</tbody></table></div></details>";
}

std::string chart(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome,
                  const Course& course, const Format& format) {
  const auto& influences = outcome.influences[course.index];
  double largest = 0;
  for (const auto& all : outcome.influences)
    for (const Influence& one : all) largest = std::max({largest, one.size, one.interval.high});
  const double scale = format.scaled(1);
  const Axis axis = axis_for(0, largest * scale, true);
  const std::string title = data.outcome(outcome.outcome).title + ": " + course.title;
  std::string described = "What drives " + title + ".";
  for (std::size_t i = 0; i < std::min<std::size_t>(influences.size(), 5); ++i)
    described += fmt::format(" {}: {}, {}.", study.points.factors()[influences[i].factor].title,
                             format.with_unit(influences[i].size),
                             format.range(influences[i].interval.low, influences[i].interval.high));
  const double height = top + row_height * static_cast<double>(std::min(influences.size(), most_bars)) + axis_height;
  return fmt::format(
      "<figure class=\"chart\"><h3>{} {}</h3><p class=\"unit\">{}</p><svg class=\"influence {}\" viewBox=\"0 0 {} {}\" "
      "role=\"img\" aria-label=\"{}\">{}</svg>{}</figure>\n",
      chip_html(course), escape(data.outcome(outcome.outcome).title), escape(unit_of(study.method, format)),
      course_style(course), width, height, escape(described), bars(study, influences, axis, scale),
      table(study, influences, format, title));
}

// What two factors do together, beyond what each does alone.
std::string pair_table(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome,
                       const Course& course) {
  const auto& pairs = outcome.pairs[course.index];
  if (pairs.empty()) return "";
  constexpr std::size_t most_pairs = 12;
  const Format format("share", 1);
  const std::string title = data.outcome(outcome.outcome).title + ": " + course.title;
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}, pairs of factors\"><table><caption>{0}: "
      "what pairs of factors explain together beyond each alone, {1} of variance</caption><thead><tr><th "
      "scope=\"col\">Pair of factors</th><th scope=\"col\">Second order</th><th scope=\"col\">95 % "
      "interval</th></tr></thead><tbody>",
      escape(title), escape(format.unit()));
  for (std::size_t i = 0; i < std::min(pairs.size(), most_pairs); ++i)
    html += fmt::format("<tr><th scope=\"row\">{} and {}</th><td>{}</td><td>{}</td></tr>",
                        escape(study.points.factors()[pairs[i].first].title),
                        escape(study.points.factors()[pairs[i].second].title), format.plain(pairs[i].index),
                        format.range(pairs[i].interval.low, pairs[i].interval.high));
  html += "</tbody></table></div>";
  if (pairs.size() > most_pairs)
    html += fmt::format("<p class=\"note\">The {} largest of {} pairs.</p>", most_pairs, pairs.size());
  return html;
}

const char* explanation(InfluenceMethod method) {
  switch (method) {
    case InfluenceMethod::elementary_effects:
      return "Morris screening. Bars: mu*, the mean size of the change in the outcome while the factor goes through "
             "its "
             "whole range; lines: 95 % bootstrap intervals over trajectories. A sigma as large as mu* means that the "
             "effect depends on the other factors or is not linear.";
    case InfluenceMethod::sobol_indices:
      return "Sobol indices. Bars: total index, the share of the outcome's variance that would be left if only this "
             "factor were unknown; framed: first-order index, what it explains alone; lines: 95 % bootstrap intervals "
             "of "
             "the total index.";
    case InfluenceMethod::rank_correlation:
      break;
  }
  return "Rank correlation (Spearman) of factor and outcome over the points; lines: 95 % intervals. It tells "
         "one-directional influence only; a morris or saltelli design tells more.";
}

}  // namespace

std::string influences_html(const ReportData& data, const StudyAnalysis& study) {
  std::string html, pairs;
  constexpr std::size_t outcomes_drawn = 2;
  for (std::size_t i = 0; i < std::min(study.outcomes.size(), outcomes_drawn); ++i) {
    const OutcomeAnalysis& outcome = study.outcomes[i];
    const Format format = format_of(data, study, outcome);
    for (const Course& course : data.courses())
      if (!outcome.influences[course.index].empty()) {
        html += chart(data, study, outcome, course, format);
        pairs += pair_table(data, study, outcome, course);
      }
  }
  if (html.empty()) return "";
  return fmt::format(
      "<section><h2>What drives it</h2><div class=\"grid\">{}</div><p class=\"note\">{} + and − say which way the "
      "outcome goes with more of the factor, where that is clear. Pale bars are no more than luck may deal to a factor "
      "that does nothing: in at most {:g} of 100 studies without any influence, one bar is not pale.</p>{}</section>\n",
      html, explanation(study.method), 100 * claim_level / 2, pairs);
}

}  // namespace mainstay::studies
