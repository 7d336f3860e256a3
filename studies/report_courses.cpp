#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/rare_outcomes.h"
#include "studies/report_headline.h"
#include "studies/report_names.h"
#include "studies/report_sections.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t courses_a_table = 4;

struct Card {
  std::string figure, meaning;
};

// The unit is left out where the title says it.
std::string heading(const OutcomeInfo& info, const Format& format) {
  const bool said = lower_first(info.title).find(format.unit()) != std::string::npos;
  return escape(info.title) + (said ? "" : ", " + escape(format.unit()));
}

std::string range_text(const ReportData& data, const Format& format, const Estimate& estimate) {
  if (estimate.count == 1) return "one " + data.pair_noun() + " only";
  const std::string unit = format.unit() == "%" ? "\u00a0%" : "";
  return "90\u00a0% of " + data.pairs_noun() + ": " + format.range(estimate.low, estimate.high) + unit;
}

// The figure that says most about a course: what it retains, or, where that has no meaning, what it leaves.
Card card_of(const ReportData& data, const Course& course) {
  const Estimate retention = data.estimate(course.index, "retention"),
                 end = data.estimate(course.index, "sustained_gain");
  const Estimate peak = data.estimate(course.index, "peak_gain");
  const Format peak_points("index", peak.median);
  const Direction way = data.direction(course.index, "sustained_gain");
  const Format points("index", std::max(std::fabs(end.low), std::fabs(end.high)));
  if (way == Direction::unknown) return {"–", "no figures of capacity"};
  if (way == Direction::identical)
    return {"0 points", "no difference from the world without it, in any " + data.pair_noun()};
  if (way == Direction::down)
    return {points.with_unit(end.median),
            "less capacity at the end than without it (" + range_text(data, points, end) + ")"};
  if (retention.count * 2 > data.pairs() && data.has_clear_peak(course.index, least_peak_retained) &&
      retention.median >= 0) {
    const Format share("share", 1);
    std::string meaning =
        fmt::format("of the peak gain of {} retained, {} at the end ({})", peak_points.with_unit(peak.median),
                    peak_points.with_unit(end.median), range_text(data, share, retention));
    if (way == Direction::unclear) meaning += ", not clearly more than nothing";
    return {share.with_unit(retention.median), meaning};
  }
  const std::string figure = (end.median > 0 ? "+" : "") + points.with_unit(end.median);
  if (way == Direction::unclear)
    return {figure, "at the end: no clear difference (" + range_text(data, points, end) + ")"};
  return {figure, "more capacity at the end than without it (" + range_text(data, points, end) + ")"};
}

std::string cost_line(const ReportData& data, const Course& course) {
  const Estimate donors = data.estimate(course.index, "donor_cost_usd"),
                 partners = data.estimate(course.index, "partner_cost_usd");
  if (donors.count == 0) return "";
  const Format donors_format("usd", std::fabs(donors.median)), partners_format("usd", std::fabs(partners.median));
  std::string line = "Donors pay " + donors_format.with_unit(donors.median);
  switch (data.direction(course.index, "partner_cost_usd")) {
    case Direction::up:
      line += "; partners pay " + partners_format.with_unit(partners.median);
      break;
    case Direction::down:
      line += "; partners save " + partners_format.with_unit(-partners.median);
      break;
    case Direction::unclear:
      line += "; no clear difference for partners";
      break;
    default:
      break;
  }
  return fmt::format("<p class=\"cost\">{}</p>", line);
}

std::string cell(const ReportData& data, std::size_t course, const std::string& outcome, const Format& format,
                 const std::vector<RareOutcome>& rare) {
  const Estimate estimate = data.estimate(course, outcome);
  if (estimate.count == 0) return "<td>–</td>";
  if (outcome == "retention" && !data.has_clear_peak(course, least_peak_retained))
    return "<td>–<small>no clear peak of a point or more</small></td>";
  const Direction way = data.direction(course, outcome);
  const std::string low = format.plain(estimate.low), high = format.plain(estimate.high);
  const std::string spread = low == high ? "all " + data.pairs_noun() + " alike"
                                         : format.range(estimate.certainty.low, estimate.certainty.high) +
                                               "</small><small>[" + format.range(estimate.low, estimate.high) + "]";
  std::string few;
  if (estimate.count * 2 < data.pairs())
    return fmt::format("<td>–<small>in {} of {} {}s only</small></td>", estimate.count, data.pairs(), data.pair_noun());
  if (estimate.count * 10 < data.pairs() * 9)
    few = fmt::format("<small>{} of {} {}s</small>", estimate.count, data.pairs(), data.pair_noun());
  for (const RareOutcome& one : rare)
    if (one.course == course && one.outcome == outcome) {
      const Format far(data.outcome(outcome).unit, one.beyond);
      few += fmt::format("<small>{} of {}: {} {}</small>", one.pairs, one.all, one.more ? "above" : "below",
                         far.with_unit(one.more ? one.beyond : -one.beyond));
    }
  return fmt::format("<td><b>{}</b>{}<small>{}</small>{}</td>", format.plain(estimate.median),
                     way == Direction::unclear
                         ? "<abbr title=\"no clear difference: the interval of the median includes zero\">≈</abbr>"
                         : "",
                     spread, few);
}

Format format_of(const ReportData& data, const std::string& outcome) {
  double largest = 0;
  for (const Course& course : data.courses()) {
    const Estimate estimate = data.estimate(course.index, outcome);
    if (estimate.count > 0)
      largest = std::max(
          {largest, std::fabs(estimate.median), std::min(std::fabs(estimate.high), 3 * std::fabs(estimate.median))});
  }
  return Format(data.outcome(outcome).unit, largest);
}

std::string figures_table(const ReportData& data, std::size_t from, std::size_t until,
                          const std::vector<RareOutcome>& rare) {
  std::string html =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All figures\"><table "
      "class=\"figures\"><thead><tr><th scope=\"col\">Difference from the world without it</th>";
  for (std::size_t i = from; i < until; ++i)
    html += fmt::format("<th scope=\"col\">{} {}</th>", chip_html(data.courses()[i]), escape(data.courses()[i].title));
  html += "</tr></thead><tbody>";
  for (const std::string& name : data.outcome_names()) {
    const OutcomeInfo info = data.outcome(name);
    const Format format = format_of(data, name);
    const auto known = known_outcome(name);
    html += fmt::format("<tr><th scope=\"row\">{}<small>{}</small></th>", heading(info, format),
                        known ? escape(known->meaning) : std::string());
    for (std::size_t i = from; i < until; ++i) html += cell(data, i, name, format, rare);
    html += "</tr>";
  }
  return html + "</tbody></table></div>";
}

std::string certainty_table(const ReportData& data) {
  std::string html =
      "<details><summary>Every figure with the certainty of its median</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"Certainty\"><table><thead><tr><th scope=\"col\">Figure</th>"
      "<th scope=\"col\">Course of action</th><th scope=\"col\">Median</th><th scope=\"col\">95 % interval of the "
      "median</th>"
      "<th scope=\"col\">5 % to 95 % of " +
      data.pairs_noun() +
      "</th><th scope=\"col\">Least</th><th scope=\"col\">Most</th><th scope=\"col\">Mean</th><th scope=\"col\">" +
      capitalised(data.pair_noun()) + "s</th></tr></thead><tbody>";
  for (const std::string& name : data.outcome_names()) {
    const Format format = format_of(data, name);
    const std::string title = heading(data.outcome(name), format);
    for (const Course& course : data.courses()) {
      const Estimate e = data.estimate(course.index, name);
      if (e.count == 0) continue;
      const auto values = data.values(course.index, name);
      html += fmt::format(
          "<tr><th scope=\"row\">{}</th><td class=\"text\">{} {}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
          "<td>{}</td><td>{}</td><td>{}</td></tr>",
          title, chip_html(course), escape(course.title), format.plain(e.median),
          format.range(e.certainty.low, e.certainty.high), format.range(e.low, e.high),
          format.plain(quantile(values, 0)), format.plain(quantile(values, 1)), format.plain(mean(values)), e.count);
    }
  }
  return html + "</tbody></table></div></details>";
}

}  // namespace

std::string course_style(const Course& course) {
  return fmt::format("c{}", course.index % 8 + 1);
}

std::string chip_html(const Course& course) {
  return fmt::format("<span class=\"chip {}\">{}</span>", course_style(course), course.letter);
}

std::string cards_html(const ReportData& data) {
  if (data.courses().empty()) return "";
  std::string html = fmt::format("<section class=\"cards n{}\" aria-label=\"Courses of action\">",
                                 std::min<std::size_t>(data.courses().size(), 5));
  for (const Course& course : data.courses()) {
    const Card card = card_of(data, course);
    html += fmt::format("<article><h2>{} {}</h2><p class=\"big\">{}</p><p>{}</p>{}{}</article>", chip_html(course),
                        escape(course.title), card.figure, card.meaning,
                        course.summary.empty() ? "" : "<p class=\"summary\">" + escape(course.summary) + "</p>",
                        cost_line(data, course));
  }
  return html + "</section>\n";
}

std::string figures_html(const ReportData& data) {
  if (data.outcome_names().empty()) return "";
  const auto rare = rare_outcomes(data);
  std::string html = "<section><h2>All figures, against the world without them</h2>";
  for (std::size_t from = 0; from < data.courses().size(); from += courses_a_table)
    html += figures_table(data, from, std::min(data.courses().size(), from + courses_a_table), rare);
  html += fmt::format(
      "<p class=\"note\">Large: median over {0}. Small: the 95 % interval of the median (bootstrap{2}), and in "
      "brackets "
      "where 90 % of the {1} lie. ≈ no clear difference: the interval includes zero. "
      "Every run is compared with the run of the same seed without the course of action.</p>",
      plural(data.pairs(), data.pair_noun()), data.pairs_noun(), data.points() > 1 ? ", which draws whole points" : "");
  return html + certainty_table(data) + "</section>\n";
}

}  // namespace mainstay::studies
