#include "studies/report.h"

#include <fmt/format.h>

#include "scenarios/whole_file.h"
#include "studies/kept_texts.h"
#include "studies/pattern_page.h"
#include "studies/report_headline.h"
#include "studies/report_sections.h"
#include "studies/report_study.h"
#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

// A study's own title, if it has one, tells more than that of its scenario.
std::string title_of(const ReportData& data) {
  const std::string own = data.provenance("study_title");
  return own.empty() ? data.provenance("scenario_title", "Results") : own;
}

std::string subtitle(const ReportData& data) {
  const auto courses = static_cast<std::int64_t>(data.courses().size());
  const std::string scenario = data.provenance("scenario_title");
  std::string text = scenario.empty() || scenario == title_of(data) ? "" : scenario + " · ";
  text += capitalised(count_word(courses)) + (courses == 1 ? " course of action against the same world without it"
                                                           : " courses of action against the same world without them");
  text += " · " + duration(data.weeks());
  if (data.calendar().known())
    text += fmt::format(", {} to {}", data.calendar().year_text(0), data.calendar().year_text(data.weeks()));
  text += " · " + (data.points() > 1 ? plural(data.points(), "point") + ", " + plural(data.pairs(), "pair") + " of runs"
                                     : plural(data.pairs(), "paired seed"));
  return text + " · illustrative model, not a forecast";
}

std::string header_html(const ReportData& data, const Headline& headline) {
  const std::string asked = data.provenance("study_summary"), summary = data.provenance("scenario_summary");
  const std::string caution = caution_html(data);
  const auto paragraph = [](const char* style, const std::string& text) {
    return text.empty() ? "" : fmt::format("<p class=\"{}\">{}</p>", style, text);
  };
  return fmt::format("<header><h1>{}</h1><p class=\"sub\">{}</p>{}{}{}{}</header>\n", escape(title_of(data)),
                     escape(subtitle(data)), paragraph("headline", headline.answer),
                     paragraph("findings", headline.details),
                     caution.empty() ? "" : "<p class=\"caution\" role=\"note\">" + caution + "</p>",
                     paragraph("about", escape(asked)) + paragraph("about", escape(summary)));
}

// A run: how it unfolds, then the figures.
std::string run_parts(const ReportData& data, const StudyAnalysis& study) {
  std::string page = header_html(data, headline_of(data, study)) + pattern_html(data);
  for (const auto section :
       {cards_html, charts_html, maps_html, figures_html, books_html, chains_html, money_html, assessment_html})
    page += section(data);
  page += evaluation_html(data, study);
  for (const auto section : {events_html, more_charts_html, guide_html, parameters_html, provenance_html})
    page += section(data);
  return page;
}

// A study: what holds over the points, then how it unfolds.
std::string study_parts(const ReportData& data, const StudyAnalysis& study) {
  std::string page = header_html(data, headline_of(data, study)) + pattern_html(data);
  for (const auto section : {distributions_html, robustness_html, discovery_html, influences_html})
    page += section(data, study);
  page += charts_html(data) + maps_html(data) + spread_maps_html(data) + evaluation_html(data, study);
  for (const auto section : {figures_html, books_html, chains_html, money_html, assessment_html, events_html,
                             more_charts_html, guide_html, parameters_html, provenance_html})
    page += section(data);
  return page;
}

}  // namespace

std::string report_html(const ResultsStore& store) {
  return with_kept_texts(store, [&] {
    const ReportData data(store);
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n"
        "<title>{} - Mainstay</title>\n<style>{}{}</style>\n</head>\n<body>\n<main>\n",
        escape(title_of(data)), report_style, study_report_style);
    const StudyAnalysis study = analyse_study(data);
    page += data.points() > 1 ? study_parts(data, study) : run_parts(data, study);
    return page + "</main>\n</body>\n</html>\n";
  });
}

std::filesystem::path write_report(const std::filesystem::path& results_folder) {
  const ResultsStore store(results_folder, ResultsStore::Access::read);
  const std::string page = report_html(store);
  const auto target = results_folder / "report.html";
  scenarios::write_whole_file(target, page);
  return target;
}

}  // namespace mainstay::studies
