#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "studies/recorder.h"
#include "studies/report_sections.h"

namespace mainstay::studies {

namespace {

using nlohmann::json;

constexpr std::size_t most_event_kinds = 15;
constexpr std::size_t most_failures = 20;
constexpr std::size_t few_parameters = 12;

// Mean number of events a run, by kind and course; the twin stands last. Of frequent events, over the pairs that kept
// them; not a number where none has.
struct EventMeans {
  std::map<std::string, std::vector<double>> by_kind;
  std::size_t pairs_with_frequent = 0;
  bool any_frequent = false;
};

EventMeans event_means(const ReportData& data) {
  const std::size_t columns = data.courses().size() + 1;
  const auto column_of = [&](const ReportData::Place& place) {
    return place.course == twin ? columns - 1 : place.course;
  };
  const auto counts = data.store().event_counts();
  // A pair's runs are recorded alike.
  std::vector<bool> keeps_frequent(data.pairs());
  for (const EventCount& count : counts)
    if (const auto* place = data.place(count.run_id); place != nullptr && is_frequent_event(count.kind))
      keeps_frequent[place->pair] = true;
  std::vector<double> runs(columns), runs_with_frequent(columns);
  for (const RunInfo& run : data.store().runs())
    if (const auto* place = data.place(run.run_id)) {
      ++runs[column_of(*place)];
      runs_with_frequent[column_of(*place)] += keeps_frequent[place->pair];
    }
  EventMeans means;
  for (const EventCount& count : counts) {
    const auto* place = data.place(count.run_id);
    if (place == nullptr) continue;
    means.by_kind[count.kind].resize(columns);
    means.by_kind[count.kind][column_of(*place)] += count.count;
  }
  for (auto& [kind, row] : means.by_kind) {
    const bool frequent = is_frequent_event(kind);
    means.any_frequent = means.any_frequent || frequent;
    for (std::size_t c = 0; c < columns; ++c) row[c] /= frequent ? runs_with_frequent[c] : runs[c];
  }
  means.pairs_with_frequent = static_cast<std::size_t>(std::count(keeps_frequent.begin(), keeps_frequent.end(), true));
  return means;
}

// 0 / 0 where no run was there to count in.
double largest_known(const std::vector<double>& row) {
  double largest = 0;
  for (const double value : row)
    if (std::isfinite(value)) largest = std::max(largest, value);
  return largest;
}

std::string mean_cell(double mean, int decimals) {
  return std::isfinite(mean) ? with_thousands(mean, decimals) : "–";
}

std::string difference_cell(double mean, double base, int decimals) {
  if (!std::isfinite(mean) || !std::isfinite(base)) return mean_cell(mean, decimals);
  const std::string text = with_thousands(mean - base, decimals);
  const bool plus = mean > base && text.find_first_of("123456789") != std::string::npos;
  return fmt::format("{} <small>{}{}</small>", mean_cell(mean, decimals), plus ? "+" : "", text);
}

std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return with_thousands(value.get<double>(), 0);
  if (value.is_number()) return fmt::format("{:g}", value.get<double>());
  return value.is_null() ? "" : value.dump();
}

bool is_changed(const json& parameter) {
  return parameter.contains("default") && parameter.contains("value") &&
         parameter.at("default") != parameter.at("value");
}

std::string parameter_row(const json& parameter) {
  const auto field = [&](const char* key) {
    return parameter.contains(key) ? text_of(parameter.at(key)) : std::string();
  };
  const bool changed = is_changed(parameter);
  const std::string range = field("low").empty() ? "" : field("low") + " to " + field("high");
  return fmt::format(
      "<tr{}><th scope=\"row\">{}<small><code>{}</code></small></th><td>{}</td><td>{}</td><td>{}</td><td "
      "class=\"text\">{}</td><td "
      "class=\"text source\">{}</td></tr>",
      changed ? " class=\"changed\"" : "",
      escape(field("description").empty() ? readable(field("name")) : field("description")), escape(field("name")),
      changed ? "<b>" + escape(field("value")) + "</b> <small>changed</small>" : escape(field("value")),
      escape(field("default")), escape(range), escape(field("unit")), escape(field("source")));
}

std::string parameter_table(const std::string& rows, const char* title) {
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"parameters\"><thead><tr>"
      "<th scope=\"col\">Parameter</th><th scope=\"col\">Value</th><th scope=\"col\">Default</th>"
      "<th scope=\"col\">Plausible range</th><th scope=\"col\" class=\"text\">Unit</th>"
      "<th scope=\"col\" class=\"text\">Source</th></tr></thead><tbody>{}</tbody></table></div>",
      title, rows);
}

// A list, empty where the results do not hold it.
json parameters_of(const ReportData& data) {
  json parameters = json::parse(data.provenance("parameters", "[]"), nullptr, false);
  return parameters.is_array() ? parameters : json::array();
}

// "142 of 162 parameters are assumptions"
std::string assumptions(const ReportData& data) {
  const json parameters = parameters_of(data);
  if (parameters.empty()) return "Many parameters are assumptions";
  const auto assumed = std::count_if(parameters.begin(), parameters.end(), [](const json& parameter) {
    return parameter.value("source", "").starts_with("assumption");
  });
  return fmt::format("{} of {} parameters are assumptions", assumed, parameters.size());
}

std::string failures(const ReportData& data) {
  if (data.failed().empty()) return "";
  std::string html =
      "<h3>Runs that failed and are left out</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Failed runs\"><table><thead><tr><th scope=\"col\">Run</th><th scope=\"col\">Course of "
      "action</th><th scope=\"col\">Seed</th><th scope=\"col\">Error</th></tr></thead><tbody>";
  for (std::size_t i = 0; i < std::min(data.failed().size(), most_failures); ++i) {
    const RunInfo& run = data.failed()[i];
    html +=
        fmt::format("<tr><th scope=\"row\">{}</th><td class=\"text\">{}</td><td>{}</td><td class=\"text\">{}</td></tr>",
                    run.run_id, escape(run.coa), run.seed, escape(run.error));
  }
  html += "</tbody></table></div>";
  if (data.failed().size() > most_failures)
    html += fmt::format("<p class=\"note\">And {} more.</p>", data.failed().size() - most_failures);
  return html;
}

double core_seconds(const ReportData& data) {
  double seconds = 0;
  for (const RunInfo& run : data.store().runs())
    if (data.place(run.run_id) != nullptr) seconds += run.wall_s;
  return seconds;
}

}  // namespace

std::string events_html(const ReportData& data) {
  const EventMeans means = event_means(data);
  if (means.by_kind.empty()) return "";
  // Means over one seed beside means over twenty would mislead.
  const bool without_frequent = means.any_frequent && means.pairs_with_frequent < data.pairs();
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [kind, row] : means.by_kind)
    if (!without_frequent || !is_frequent_event(kind)) order.emplace_back(-largest_known(row), kind);
  if (order.empty()) return "";
  std::sort(order.begin(), order.end());
  std::string html =
      "<section><h2>What happened: events a run</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Events a run\"><table><thead><tr><th scope=\"col\">Event</th><th scope=\"col\">No action</th>";
  for (const Course& course : data.courses())
    html += fmt::format("<th scope=\"col\">{} {}</th>", chip_html(course), escape(course.title));
  html += "</tr></thead><tbody>";
  for (std::size_t i = 0; i < std::min(order.size(), most_event_kinds); ++i) {
    const auto& row = means.by_kind.at(order[i].second);
    const int decimals = order[i].first <= -10 ? 0 : 1;
    html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td>", escape(readable(order[i].second)),
                        mean_cell(row.back(), decimals));
    for (std::size_t c = 0; c + 1 < row.size(); ++c)
      html += fmt::format("<td>{}</td>", difference_cell(row[c], row.back(), decimals));
    html += "</tr>";
  }
  html += fmt::format(
      "</tbody></table></div><p class=\"note\">Mean number over {}, and the difference from the world without the "
      "course of action.",
      data.pairs_noun());
  if (without_frequent)
    html += fmt::format(" Attacks and other frequent events are kept for {} of {} {} and not shown here.",
                        means.pairs_with_frequent, data.pairs(), data.pairs_noun());
  if (order.size() > most_event_kinds)
    html += fmt::format(" The {} most frequent of {} kinds.", most_event_kinds, order.size());
  return html + "</p></section>\n";
}

std::string guide_html(const ReportData& data) {
  return fmt::format(
      "<section class=\"guide\"><div><h2>How to read this</h2><ul>"
      "<li><b>The world without it</b> (no action) is the same scenario with the same seed, in which the course of "
      "action never begins. Everything that is called a gain, cost averted or difference is measured against it.</li>"
      "<li><b>A seed</b> is one course of luck: weather, chance meetings, what individuals choose. The same {0} {1} "
      "used "
      "for every course of action.</li>"
      "<li><b>Capacity</b> is how well security and justice institutions can do their work, from 0 to 100 points, made "
      "of people, skill, materiel and management.</li>"
      "<li><b>Small figures</b> are the 95 % interval of the median over the {2}, in brackets where 90 % of them lie. "
      "<b>No clear difference</b> means "
      "that the median "
      "cannot be told from zero with 95 % certainty; it does not mean that there is none.</li>"
      "</ul></div><div><h2>Limits</h2><ul>"
      "<li>This is an illustrative model for comparing courses of action, not a forecast for any country.</li>"
      "<li>The intervals tell about luck only. That the model or its numbers are wrong is not in them: vary the "
      "parameters in a study before relying on a result.</li>"
      "<li>{3}; the table of parameters says which, and their plausible range.</li>"
      "<li>What is not in the model has no effect here: politics abroad, single persons, wars between "
      "states.</li></ul></div></section>\n",
      plural(data.seeds(), "seed"), data.seeds() == 1 ? "is" : "are", data.pairs_noun(), assumptions(data));
}

std::string parameters_html(const ReportData& data) {
  const json parameters = parameters_of(data);
  if (parameters.empty()) return "";
  std::string all, changed;
  std::int64_t changes = 0;
  for (const json& parameter : parameters) {
    if (!parameter.is_object()) continue;
    const std::string row = parameter_row(parameter);
    all += row;
    if (!is_changed(parameter)) continue;
    changed += row;
    ++changes;
  }
  const std::string count = plural(parameters.size(), "parameter");
  return fmt::format(
      "<section><h2>Parameters</h2><p>{}, {} changed by the scenario.</p>{}"
      "<details{}><summary>All parameters with range and source (printed if open)</summary>{}</details></section>\n",
      count, changes == 0 ? "none" : with_thousands(static_cast<double>(changes), 0),
      changes == 0 ? "" : parameter_table(changed, "Changed parameters"),
      parameters.size() <= few_parameters ? " open" : "", parameter_table(all, "All parameters"));
}

std::string provenance_html(const ReportData& data) {
  std::string rows;
  const auto add = [&](const char* title, const std::string& value) {
    if (!value.empty()) rows += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", title, escape(value));
  };
  const std::string commit = data.provenance("commit");
  add("Program", "Mainstay " + data.provenance("version") + (commit.empty() ? "" : ", commit " + commit));
  add("Compiler", data.provenance("compiler"));
  add("Command", data.provenance("command_line"));
  add("Scenario, SHA-256", data.provenance("scenario_sha256"));
  add("Started", data.provenance("started"));
  if (const double seconds = core_seconds(data); seconds > 0)
    add("Took", fmt::format("{} core-seconds, {} a run", with_thousands(seconds, 0),
                            with_thousands(seconds / static_cast<double>(data.runs()), 2)));
  if (const std::string undecided = data.provenance("undecided_points"); !undecided.empty())
    add("Seeds were added until",
        fmt::format("the mean was known as asked for, but at {} of {}", undecided, plural(data.points(), "point")));
  add("Assisted regions", data.provenance("focus_regions"));
  add("Runs", fmt::format("{} finished, {} failed; {}, {}", data.runs(), data.failed().size(),
                          plural(data.weeks(), "week"), plural(data.pairs(), data.pair_noun())));
  return "<section><h2>Where this comes from</h2><dl>" + rows + "</dl>" + failures(data) +
         "<p class=\"note\">All figures of this page are in <code>results.sqlite</code> beside it. The same program, "
         "scenario and seed give the same figures, bit for bit.</p></section>\n";
}

}  // namespace mainstay::studies
