#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/report_sections.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

using Field = double EvaluationReports::*;

std::vector<double> values_of(const CourseEvaluation& evaluation, Field field) {
  std::vector<double> values;
  for (const EvaluationReports& report : evaluation.reports) values.push_back(report.*field);
  return values;
}

// Median over runs, its interval, and by how much the method misses the truth of the same run.
std::string cell(const ReportData& data, const CourseEvaluation& evaluation, Field field, const Format& format) {
  const auto values = values_of(evaluation, field);
  const Estimate estimate = data.estimate_of_pairs(values);
  if (estimate.count == 0) return "<td>–</td>";
  std::string html = fmt::format("<td><b>{}</b>", format.with_sign(estimate.median));
  if (estimate.count > 1) html += "<small>" + format.range(estimate.low, estimate.high) + "</small>";
  if (field != &EvaluationReports::truth) {
    const Estimate miss =
        data.estimate_of_pairs(paired_differences(values, values_of(evaluation, &EvaluationReports::truth)));
    const bool clear = miss.count == 1 || miss.certainty.low > 0 || miss.certainty.high < 0;
    html += clear ? fmt::format("<small>off by {}</small>", format.with_sign(miss.median))
                  : std::string("<small>not clearly off</small>");
  }
  return html + "</td>";
}

std::string row(const ReportData& data, const CourseEvaluation& evaluation) {
  const MeasureInfo info = data.measure(evaluation.measure);
  double largest = 0;
  for (const Field field : {&EvaluationReports::truth, &EvaluationReports::before_after,
                            &EvaluationReports::difference_in_differences, &EvaluationReports::matched}) {
    const double size = std::fabs(median(values_of(evaluation, field)));
    if (std::isfinite(size)) largest = std::max(largest, size);
  }
  const Format format(info.unit, largest);
  const Course& course = data.courses()[evaluation.course];
  return fmt::format("<tr><th scope=\"row\">{} {}<small>{}, {}; {} to {}</small></th>{}{}{}{}</tr>", chip_html(course),
                     escape(course.title), escape(info.title), escape(format.unit()),
                     data.calendar().date(evaluation.before), data.calendar().date(evaluation.after),
                     cell(data, evaluation, &EvaluationReports::truth, format),
                     cell(data, evaluation, &EvaluationReports::before_after, format),
                     cell(data, evaluation, &EvaluationReports::difference_in_differences, format),
                     cell(data, evaluation, &EvaluationReports::matched, format));
}

}  // namespace

std::string evaluation_html(const ReportData& data, const StudyAnalysis& study) {
  if (study.evaluations.empty()) return "";
  std::string rows;
  for (const CourseEvaluation& evaluation : study.evaluations) rows += row(data, evaluation);
  return "<section><h2>What evaluators would have reported</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
         "aria-label=\"Evaluation lab\"><table class=\"figures\"><thead><tr><th scope=\"col\">Effect on the assisted "
         "regions</th><th scope=\"col\">In truth</th><th scope=\"col\">Before and after</th><th "
         "scope=\"col\">Difference "
         "in differences</th><th scope=\"col\">Matched comparison</th></tr></thead><tbody>" +
         rows +
         "</tbody></table></div><p class=\"note\">In truth: against the same world without the course of action, which "
         "no evaluator can see. The others are computed from assessed data as an evaluator would have them: the change "
         "in assisted regions; the same minus the change elsewhere; the difference from the most similar region that "
         "was not assisted. " +
         (data.pairs() == 1
              ? "Small: by how much the method misses the truth."
              : "Large: median over " + data.pairs_noun() + "; small: where 90 % of the " + data.pairs_noun() +
                    " lie, and by how much the method misses the truth of the same run.") +
         "</p></section>\n";
}

}  // namespace mainstay::studies
