#include "studies/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "studies/report_headline.h"
#include "studies/report_names.h"

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
    outcomes[name] = {
        {"median", number(estimate.median)}, {"low", number(estimate.low)}, {"high", number(estimate.high)}};
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

struct Column {
  const char* outcome;
  const char* heading;
};
constexpr Column table_columns[] = {{"peak_gain", "peak"},
                                    {"sustained_gain", "left"},
                                    {"retention", "kept"},
                                    {"donor_cost_usd", "donors"},
                                    {"instability_cost_usd", "instability"},
                                    {"civilian_harm", "harm"}};

std::string cell(const ReportData& data, std::size_t course, const std::string& outcome, const Format& format) {
  const Estimate estimate = data.estimate(course, outcome);
  if (estimate.count == 0) return "–";
  const bool unclear = data.direction(course, outcome) == Direction::unclear;
  return format.plain(estimate.median) + (unclear ? "≈" : " ");
}

std::string legend(const ReportData& data, const std::vector<std::pair<Column, Format>>& shown) {
  std::string text =
      fmt::format("Medians over {} of the difference from the world without it; ≈ no clear difference from zero. ",
                  plural(static_cast<std::int64_t>(data.pairs()), data.pair_noun()));
  for (const auto& [column, format] : shown) {
    const std::string title = lower_first(data.outcome(column.outcome).title);
    text += fmt::format("{}: {}{}. ", column.heading, title, format.unit().empty() ? "" : ", " + format.unit());
  }
  return wrapped(text, most_columns);
}

}  // namespace

std::string summary_json(const ResultsStore& store) {
  const ReportData data(store);
  ordered_json summary{{"format", "mainstay-summary/1"},
                       {"scenario", data.provenance("scenario_title")},
                       {"weeks", data.weeks()},
                       {"seeds", data.pairs()}};
  const auto runs = store.runs();
  ordered_json courses = ordered_json::array();
  const auto add = [&](const std::string& id, std::size_t index) {
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
    courses.push_back({{"name", id}, {"state_hashes", state_hashes}, {"outcomes", outcomes_of(data, index, names)}});
  };
  add("twin", twin);
  for (const Course& course : data.courses()) add(course.id, course.index);
  summary["courses_of_action"] = courses;
  if (!data.failed().empty()) summary["failed_runs"] = data.failed().size();
  return summary.dump(2) + "\n";
}

std::string summary_table(const ResultsStore& store) {
  const ReportData data(store);
  std::string text = wrapped(headline_text(data), most_columns) + "\n";
  std::vector<std::pair<Column, Format>> shown;
  for (const Column& column : table_columns) {
    double largest = 0;
    bool any = false;
    for (const Course& course : data.courses())
      if (const Estimate estimate = data.estimate(course.index, column.outcome); estimate.count > 0) {
        largest = std::max(largest, std::fabs(estimate.median));
        any = true;
      }
    if (any) shown.emplace_back(column, Format(data.outcome(column.outcome).unit, largest));
  }
  std::vector<std::vector<std::string>> rows{{"course of action"}};
  for (const auto& [column, format] : shown) rows[0].push_back(std::string(column.heading) + " ");
  for (const Course& course : data.courses()) {
    rows.push_back({course.title});
    for (const auto& [column, format] : shown) rows.back().push_back(cell(data, course.index, column.outcome, format));
  }
  std::vector<std::size_t> widths(rows[0].size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  for (const auto& row : rows) {
    std::string line = pad_right(row[0], widths[0]);
    for (std::size_t i = 1; i < row.size(); ++i) line += "  " + pad_left(row[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  if (!shown.empty()) text += "\n" + legend(data, shown);
  if (!data.failed().empty())
    text += plural(static_cast<std::int64_t>(data.failed().size()), "run") + " failed and left out.\n";
  return text;
}

}  // namespace mainstay::studies
