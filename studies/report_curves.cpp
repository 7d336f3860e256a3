#include <fmt/format.h>

#include <algorithm>

#include "studies/report_chart.h"
#include "studies/report_sections.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t courses_with_bands = 3;
constexpr unsigned averaged_weeks = 13;
constexpr std::size_t most_assessments = 4;

enum class Where { focus, theatre };
struct Wanted {
  const char* measure;
  Where where;  // what moves to neighbours is shown for the whole theatre
};
constexpr Wanted main_measures[] = {{"capacity", Where::focus},          {"incidents", Where::theatre},
                                    {"deaths_civilian", Where::theatre}, {"harm_by_state", Where::theatre},
                                    {"control", Where::focus},           {"own_funding_share", Where::focus}};

std::string scope_for(const ReportData& data, const Wanted& wanted) {
  const std::string first = wanted.where == Where::focus ? data.focus() : "theatre";
  if (data.has(wanted.measure, first)) return first;
  const std::string second = first == "theatre" ? "focus" : "theatre";
  return data.has(wanted.measure, second) ? second : "";
}

// Of what the courses do, the surges: short, and what the curves are about. Those that several share are drawn once.
std::vector<ChartSpan> spans_of(const ReportData& data) {
  std::vector<ChartSpan> spans;
  for (const Course& course : data.courses())
    for (const CourseMark& mark : course.marks) {
      if (mark.label != "surge") continue;
      const bool known = std::any_of(spans.begin(), spans.end(), [&](const ChartSpan& s) {
        return mark.week_from < s.to && s.from < mark.week_to;
      });
      if (!known) spans.push_back({mark.week_from, mark.week_to, mark.label});
    }
  return spans;
}

Chart chart_of(const ReportData& data, const std::string& measure, const std::string& scope) {
  const MeasureInfo info = data.measure(measure);
  Chart chart;
  chart.title = info.title;
  chart.unit = info.unit;
  chart.over = data.pairs_noun();
  chart.note = data.scope_title(scope);
  if (info.unit == "balance") chart.note = "1: all with the state, −1: all with threats; " + chart.note;
  if (info.unit.ends_with("a week")) {
    chart.average_weeks = averaged_weeks;
    chart.note += fmt::format(", mean of {} weeks", averaged_weeks);
  }
  chart.spans = spans_of(data);
  return chart;
}

// Levels drift and differ between seeds more than between courses; so bands tell what luck alone does without any
// course of action, and what the courses add stands in the chart of differences.
Chart levels(const ReportData& data, const std::string& measure, const std::string& scope) {
  Chart chart = chart_of(data, measure, scope);
  chart.lines.push_back({"no action", "twin", LineStyle::dashed, data.curves(twin, measure, scope), true});
  for (const Course& course : data.courses())
    chart.lines.push_back(
        {course.label, course_style(course), LineStyle::solid, data.curves(course.index, measure, scope), false});
  return chart;
}

Chart differences(const ReportData& data, const std::string& measure, const std::string& scope) {
  Chart chart = chart_of(data, measure, scope);
  chart.title += ": difference";
  chart.note = std::string(chart.unit == "share" ? "of the whole, " : "") + "against the world without it" +
               (chart.average_weeks > 0 ? fmt::format(", mean of {} weeks", chart.average_weeks) : "");
  chart.zero_line = true;
  for (const Course& course : data.courses())
    chart.lines.push_back({course.label, course_style(course), LineStyle::solid,
                           data.gains(course.index, measure, scope), data.courses().size() <= courses_with_bands});
  return chart;
}

std::string chart_note(const ReportData& data) {
  const std::string seeds = data.pairs_noun();
  std::string text = fmt::format(
      "<p class=\"note\">Lines are medians over {0}. Left: the level; dashed, the world without any course of action, "
      "and in grey where 50 % and 90 % of its {0} lie. Right: what each course of action changes, run by run of the "
      "same {1}, so that the difference is the decision and not chance; ",
      seeds, data.pair_noun());
  text += data.courses().size() <= courses_with_bands
              ? fmt::format("the bands hold 50 % and 90 % of the {}. Scales differ from chart to chart.</p>", seeds)
              : "with so many courses of action the bands are left to the tables below each chart.</p>";
  return text;
}

}  // namespace

std::string charts_html(const ReportData& data) {
  std::string charts;
  for (const Wanted& wanted : main_measures) {
    const std::string scope = scope_for(data, wanted);
    if (scope.empty()) continue;
    charts += chart_html(levels(data, wanted.measure, scope), data.calendar());
    charts += chart_html(differences(data, wanted.measure, scope), data.calendar());
  }
  if (charts.empty()) return "";
  return "<section><h2>How it unfolds</h2><div class=\"grid\">" + charts + "</div>" + chart_note(data) + "</section>\n";
}

std::string assessment_html(const ReportData& data) {
  const std::string scope = data.has("assessed_capacity", data.focus()) ? data.focus() : "theatre";
  if (!data.has("assessed_capacity", scope) || !data.has("capacity", scope)) return "";
  std::vector<Chart> charts;
  Interval shown{1, -1};
  for (const Course& course : data.courses()) {
    if (course.index >= most_assessments) break;
    Chart chart = chart_of(data, "capacity", scope);
    chart.title = course.letter + " " + course.title;
    chart.heading = chip_html(course) + " " + escape(course.title);
    chart.lines.push_back(
        {"as assessed", "assessed", LineStyle::dotted, data.curves(course.index, "assessed_capacity", scope), true});
    chart.lines.push_back(
        {"in truth", course_style(course), LineStyle::solid, data.curves(course.index, "capacity", scope), false});
    const Interval extent = extent_of(chart);
    shown = charts.empty() ? extent : Interval{std::min(shown.low, extent.low), std::max(shown.high, extent.high)};
    charts.push_back(std::move(chart));
  }
  std::string html;
  for (Chart& chart : charts) {
    chart.shown = shown;
    html += chart_html(chart, data.calendar());
  }
  return "<section><h2>What assessors would have seen</h2><p>Donors and governments decide on assessments, not on the "
         "truth. Capacity as assessed (dotted, with bands over " +
         data.pairs_noun() +
         ") and in truth (solid):</p>"
         "<div class=\"grid\">" +
         html + "</div></section>\n";
}

std::string more_charts_html(const ReportData& data) {
  std::string charts;
  for (const std::string& measure : data.store().recorded_measures("theatre")) {
    const bool shown = std::any_of(std::begin(main_measures), std::end(main_measures),
                                   [&](const Wanted& w) { return w.measure == measure; });
    if (shown || measure.starts_with("assessed_")) continue;
    Chart chart = levels(data, measure, "theatre");
    charts += chart_html(chart, data.calendar());
  }
  if (charts.empty()) return "";
  return "<section class=\"screen\"><details><summary><h2>All other measures, whole theatre</h2></summary><div "
         "class=\"grid\">" +
         charts + "</div></details></section>\n";
}

}  // namespace mainstay::studies
