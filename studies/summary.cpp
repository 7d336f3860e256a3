#include "studies/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "studies/kept_texts.h"
#include "studies/report_headline.h"
#include "studies/report_study.h"

namespace mainstay::studies {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_columns = 78;

// Scripts find these for every course of action, null where they have no value.
constexpr std::array promised{"peak_gain",        "sustained_gain",       "retention",    "donor_cost_usd",
                              "partner_cost_usd", "instability_cost_usd", "displacement", "civilian_harm"};

ordered_json number(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json outcomes_of(const ReportData& data, std::size_t course, std::set<std::string> names) {
  ordered_json outcomes = ordered_json::object();
  for (const std::string& name : names) {
    const Estimate estimate = data.estimate(course, name);
    if (course == twin && estimate.count == 0) continue;
    const OutcomeInfo info = data.outcome(name);
    outcomes[name] = {{"title", info.title},
                      {"unit", info.unit},
                      {"median", number(estimate.median)},
                      {"low", number(estimate.low)},
                      {"high", number(estimate.high)},
                      {"median_low", number(estimate.certainty.low)},
                      {"median_high", number(estimate.certainty.high)},
                      {"mean", number(mean(data.values(course, name)))},
                      {"least", number(quantile(data.values(course, name), 0))},
                      {"most", number(quantile(data.values(course, name), 1))}};
  }
  return outcomes;
}

// Display width of UTF-8 text: one column a character.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}
std::string pad_left(const std::string& text, std::size_t width) {
  return std::string(width > columns(text) ? width - columns(text) : 0, ' ') + text;
}
std::string pad_right(const std::string& text, std::size_t width) {
  return text + std::string(width > columns(text) ? width - columns(text) : 0, ' ');
}

std::string wrapped(const std::string& text, std::size_t width) {
  std::string lines;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, space - at);
    if (used > 0 && used + 1 + columns(word) > width) {
      lines += '\n';
      used = 0;
    } else if (used > 0) {
      lines += ' ';
      ++used;
    }
    lines += word;
    used += columns(word);
    at = space + 1;
  }
  return lines + "\n";
}

constexpr std::array table_outcomes{"peak_gain",        "sustained_gain", "retention",          "donor_cost_usd",
                                    "partner_cost_usd", "diverted_usd",   "cost_per_point_usd", "instability_cost_usd",
                                    "incidents",        "displacement",   "civilian_harm"};

Format format_of(const ReportData& data, const std::string& outcome) {
  double largest = 0;
  for (const Course& course : data.courses())
    if (const Estimate estimate = data.estimate(course.index, outcome); estimate.count > 0)
      largest = std::max(largest, std::fabs(estimate.median));
  return Format(data.outcome(outcome).unit, largest);
}

// A figure takes two lines: title and medians, then unit and the intervals of the medians. Every text ends in a column
// for a mark, so that numbers stand below each other.
struct Figure {
  std::vector<std::string> medians, ranges;
  bool any = false, some_seeds_only = false;
};

void add_cell(Figure& figure, const ReportData& data, std::size_t course, const std::string& outcome,
              const Format& format) {
  const Estimate estimate = data.estimate(course, outcome);
  // What exists in few of the seeds is no summary of them.
  const bool of_no_peak = outcome == "retention" && !data.has_clear_peak(course, least_peak_retained);
  if (estimate.count * 2 < data.pairs() || estimate.count == 0 || of_no_peak) {
    figure.medians.push_back("– ");
    figure.ranges.push_back("");
    figure.some_seeds_only = figure.some_seeds_only || (estimate.count > 0 && !of_no_peak);
    figure.any = figure.any || of_no_peak;
    return;
  }
  figure.any = true;
  const bool unclear = data.direction(course, outcome) == Direction::unclear;
  const std::string low = format.plain(estimate.certainty.low), high = format.plain(estimate.certainty.high);
  const bool everywhere = estimate.count == data.pairs();
  figure.some_seeds_only = figure.some_seeds_only || !everywhere;
  figure.medians.push_back(format.plain(estimate.median) + (unclear ? "≈" : " "));
  const bool alike = low == high && format.plain(estimate.low) == format.plain(estimate.high);
  const std::string range = !alike ? low + " to " + high : estimate.count > 1 ? "all alike" : "";
  figure.ranges.push_back(range + (everywhere ? " " : fmt::format(" [{}]", estimate.count)));
}

struct Table {
  std::vector<std::vector<std::string>> rows;
  bool some_seeds_only = false, shows_displacement = false;
};

Table table_of(const ReportData& data) {
  Table table{{{""}}};
  for (const Course& course : data.courses()) table.rows[0].push_back(course.letter + " ");
  for (const char* outcome : table_outcomes) {
    const Format format = format_of(data, outcome);
    Figure figure{{data.outcome(outcome).title}, {"  " + format.unit()}};
    for (const Course& course : data.courses()) add_cell(figure, data, course.index, outcome, format);
    if (!figure.any) continue;
    table.some_seeds_only = table.some_seeds_only || figure.some_seeds_only;
    table.shows_displacement = table.shows_displacement || outcome == std::string_view("displacement");
    table.rows.push_back(std::move(figure.medians));
    table.rows.push_back(std::move(figure.ranges));
  }
  return table;
}

// As many columns side by side as fit; the others below.
std::string laid_out(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows[0].size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  std::string text;
  for (std::size_t from = 1, until = 1; from < widths.size(); from = until) {
    std::size_t used = widths[0];
    while (until < widths.size() && (until == from || used + 2 + widths[until] <= most_columns))
      used += 2 + widths[until++];
    for (const auto& row : rows) {
      std::string line = pad_right(row[0], widths[0]);
      for (std::size_t i = from; i < until; ++i) line += "  " + pad_left(row[i], widths[i]);
      line.erase(line.find_last_not_of(' ') + 1);
      text += line + "\n";
    }
    text += "\n";
  }
  return text;
}

std::string explanation(const ReportData& data, const Table& table) {
  const std::string seeds = data.pairs_noun();
  std::string text =
      few_pairs_caution(data) + "Every figure is a difference from the world without the course of action. ";
  if (data.pairs() > 1)
    text += fmt::format(
        "Above: the median over {}; below it: the 95 % interval of the median. ≈ no clear difference: the "
        "interval includes zero. Where 90 % of the {} lie is in report.html. ",
        plural(data.pairs(), data.pair_noun()), seeds);
  if (table.some_seeds_only)
    text += fmt::format(
        "[n]: it exists in n {} only, as nothing was left, or nothing fell, in the others; –: in fewer than half. ",
        seeds);
  text += fmt::format("Gains are in capacity of institutions in {}, points of 100.", data.scope_title(data.focus()));
  if (table.shows_displacement)
    text += " Moved to neighbours: share of the local fall in incidents that came up in neighbouring regions.";
  return wrapped(text, most_columns);
}

}  // namespace

std::string summary_json(const ResultsStore& store) {
  return with_kept_texts(store, [&] {
    const ReportData data(store);
    ordered_json summary{{"format", "mainstay-summary/1"},
                         {"scenario", data.provenance("scenario_title")},
                         {"weeks", data.weeks()},
                         {"seeds", data.pairs()}};
    const auto runs = store.runs();
    ordered_json courses = ordered_json::array();
    const auto add = [&](const std::string& id, const std::string& title, std::size_t index) {
      std::vector<std::pair<std::size_t, std::string>> hashes;
      for (const RunInfo& run : runs)
        if (const auto* place = data.place(run.run_id); place != nullptr && place->course == index)
          hashes.emplace_back(place->pair, run.state_hash);
      if (hashes.empty() && index == twin) return;
      std::sort(hashes.begin(), hashes.end());
      ordered_json state_hashes = ordered_json::array();
      for (const auto& [pair, hash] : hashes) state_hashes.push_back(hash);
      std::set<std::string> names(promised.begin(), promised.end());
      for (const std::string& name : data.outcome_names()) names.insert(name);
      courses.push_back({{"name", id},
                         {"title", title},
                         {"state_hashes", state_hashes},
                         {"outcomes", outcomes_of(data, index, names)}});
    };
    add("twin", "The world without it", twin);
    for (const Course& course : data.courses()) add(course.id, course.title, course.index);
    summary["courses_of_action"] = courses;
    if (!data.failed().empty()) summary["failed_runs"] = data.failed().size();
    return summary.dump(2) + "\n";
  });
}

std::string summary_table(const ResultsStore& store) {
  return with_kept_texts(store, [&] {
    const ReportData data(store);
    std::string text = wrapped(text_of(headline_of(data, analyse_study(data))), most_columns) + "\n";
    for (const Course& course : data.courses()) text += wrapped(course.letter + "  " + course.title, most_columns);
    if (const Table table = table_of(data); table.rows.size() > 1)
      text += "\n" + laid_out(table.rows) + explanation(data, table);
    if (!data.failed().empty()) text += plural(data.failed().size(), "run") + " failed and left out.\n";
    return text;
  });
}

}  // namespace mainstay::studies
