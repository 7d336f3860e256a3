#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "studies/report_names.h"
#include "studies/report_sections.h"
#include "studies/report_waterfall.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t most_causes = 8;
constexpr double smallest_bar = 0.0005;  // capacity, [0, 1]; less would print as 0.0 points
constexpr std::uint32_t weeks_to_fade = 52;

// Mean over pairs of what was booked by cause, course minus twin. Means, because medians of parts do not add up.
std::map<std::string, double> booked_difference(const ReportData& data, std::size_t course, std::uint32_t after,
                                                std::uint32_t until) {
  std::map<std::string, double> sums;
  std::vector<char> with(data.pairs()), without(data.pairs());
  const auto rows = data.store().books("capacity", data.focus(), after, until);
  for (const BookValue& row : rows)
    if (const auto* place = data.place(row.run_id)) {
      if (place->course == course) with[place->pair] = 1;
      if (place->course == twin) without[place->pair] = 1;
    }
  std::size_t complete = 0;
  for (std::size_t pair = 0; pair < with.size(); ++pair) complete += with[pair] && without[pair];
  for (const BookValue& row : rows) {
    const auto* place = data.place(row.run_id);
    if (place == nullptr || !with[place->pair] || !without[place->pair]) continue;
    if (place->course == course) sums[row.cause] += row.amount / static_cast<double>(complete);
    if (place->course == twin) sums[row.cause] -= row.amount / static_cast<double>(complete);
  }
  return sums;
}

struct Story {
  std::uint32_t from = 0, until = 0;
  double at_from = 0, at_end = 0;
  bool from_peak = true, near_peak = false;  // near: the peak lies between two weeks of the books
};

// The place nearest to the peak among the weeks to which books and series both have a row: only between such weeks do
// the bars add up to what the gain changed by. None: weeks.size().
std::size_t nearest_booked(const std::vector<std::uint32_t>& weeks, const std::vector<std::uint32_t>& booked,
                           std::size_t peak) {
  const auto apart = [&](std::size_t at) {
    return weeks[at] > weeks[peak] ? weeks[at] - weeks[peak] : weeks[peak] - weeks[at];
  };
  std::size_t nearest = weeks.size();
  for (std::size_t at = 0; at < weeks.size(); ++at)
    if (std::binary_search(booked.begin(), booked.end(), weeks[at]) &&
        (nearest == weeks.size() || apart(at) < apart(nearest)))
      nearest = at;
  return nearest;
}

// From the peak of the mean gain to the end where much of it was lost on the way; otherwise what built it, from the
// start.
Story story_of(const ReportData& data, const Course& course, const std::vector<std::uint32_t>& booked) {
  const Curves gain = data.gains(course.index, "capacity", data.focus());
  Story story;
  if (gain.empty()) return story;
  std::vector<double> means;
  for (const auto& row : gain.values) means.push_back(mean(row));
  const auto peak = static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin());
  const std::size_t at = nearest_booked(gain.weeks, booked, peak);
  story.until = gain.weeks.back();
  story.at_end = means.back();
  story.from_peak = at < means.size() && means[at] > 0.005 && gain.weeks[at] + weeks_to_fade <= story.until &&
                    story.at_end < 0.75 * means[at];
  if (!story.from_peak) return story;
  story.near_peak = at != peak;
  story.from = gain.weeks[at];
  story.at_from = means[at];
  return story;
}

std::string verb(const Story& story) {
  if (!story.from_peak)
    return story.at_end < -0.005  ? "costs capacity"
           : story.at_end > 0.005 ? "builds capacity"
                                  : "makes little difference";
  if (story.at_end < -0.005) return "leaves less than nothing";
  const double kept = story.at_end / story.at_from;
  return kept < 0.5 ? "fades" : "partly lasts";
}

std::optional<Waterfall> course_waterfall(const ReportData& data, const Course& course) {
  const Story story = story_of(data, course, data.store().book_weeks("capacity", data.focus()));
  if (story.until == story.from) return std::nullopt;
  const auto booked = booked_difference(data, course.index, story.from, story.until);
  if (booked.empty()) return std::nullopt;
  Waterfall waterfall;
  waterfall.title = fmt::format("Why {} {} {}", course.letter, course.title, verb(story));
  waterfall.heading = fmt::format("Why {} {} {}", chip_html(course), escape(course.title), verb(story));
  waterfall.start = story.at_from;
  waterfall.start_label = !story.from_peak ? "" : story.near_peak ? "Gain near its peak" : "Gain at its peak";
  waterfall.end_label = "Gain at the end";
  waterfall.note = fmt::format("{} to {}, against the world without it", data.calendar().date(story.from),
                               data.calendar().date(story.until));
  std::vector<WaterfallBar> bars;
  double sum = 0, largest = std::max(std::fabs(story.at_from), std::fabs(story.at_end));
  for (const auto& [cause, amount] : booked) {
    sum += amount;
    const std::string label = cause_title(cause);
    const auto same = std::find_if(bars.begin(), bars.end(), [&](const auto& bar) { return bar.label == label; });
    if (same == bars.end())
      bars.push_back({label, amount});
    else
      same->amount += amount;
  }
  waterfall.bars = largest_bars(bars, most_causes, smallest_bar);
  const double open = story.at_end - story.at_from - sum;
  if (std::fabs(open) > std::max(0.006, 0.02 * largest)) waterfall.bars.push_back({"Not in the books", open});
  return waterfall;
}

struct MoneyItem {
  std::string label;
  std::vector<double> values;  // a value a pair
  double mean = 0;
  Interval interval;  // 95 %, of the mean
  bool unclear() const { return interval.low <= 0 && interval.high >= 0 && interval.low < interval.high; }
};

MoneyItem money_item(const ReportData& data, std::string label, std::vector<double> values) {
  MoneyItem item{std::move(label), std::move(values), 0, {}};
  item.mean = mean(item.values);
  item.interval = data.mean_interval_of_pairs(item.values);
  return item;
}

// Donors, partners, instability, and last their sum; without those that these results do not hold.
std::vector<MoneyItem> money_items(const ReportData& data, const Course& course) {
  std::vector<MoneyItem> items;
  std::vector<double> sums(data.pairs(), 0.0);
  for (const char* outcome : {"donor_cost_usd", "partner_cost_usd", "instability_cost_usd"}) {
    auto values = data.values(course.index, outcome);
    if (std::isnan(mean(values))) continue;
    for (std::size_t pair = 0; pair < sums.size(); ++pair) sums[pair] += values[pair];
    items.push_back(money_item(data, outcome, std::move(values)));
    MoneyItem& item = items.back();
    item.label = item.label == "donor_cost_usd"     ? "Donors pay"
                 : item.label == "partner_cost_usd" ? "Partners pay"
                 : item.unclear()                   ? "Cost of instability"
                 : item.mean <= 0                   ? "Instability averted"
                                                    : "More instability";
  }
  if (!items.empty()) items.push_back(money_item(data, "Sum", std::move(sums)));
  return items;
}

// Means, which add up, beside the medians that the table of all figures shows.
std::string money_table(const ReportData& data, const Course& course, const std::vector<MoneyItem>& items) {
  double largest = 0;
  for (const MoneyItem& item : items) largest = std::max(largest, std::fabs(item.mean));
  const Format format("usd", largest);
  std::string rows;
  for (const MoneyItem& item : items) {
    const Estimate estimate = data.estimate_of_pairs(item.values);
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                        escape(item.label), format.with_sign(item.mean),
                        format.range(item.interval.low, item.interval.high), format.with_sign(estimate.median),
                        format.range(estimate.certainty.low, estimate.certainty.high));
  }
  return fmt::format(
      "<details class=\"data\"><summary>Figures behind this chart</summary><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"Money, {0}\"><table><caption>{0}, {1}</caption><thead><tr><th "
      "scope=\"col\">Item</th>"
      "<th scope=\"col\">Mean, as drawn</th><th scope=\"col\">95 % interval of the mean</th><th scope=\"col\">Median, "
      "as "
      "in the table of all figures</th><th scope=\"col\">95 % interval of the "
      "median</th></tr></thead><tbody>{2}</tbody>"
      "</table></div></details>",
      escape(course.letter + " " + course.title), escape(format.unit()), rows);
}

// Costs of one course as bars that add up; each a mean over pairs. What is no clear difference is drawn pale.
std::optional<Waterfall> course_money(const ReportData& data, const Course& course) {
  const auto items = money_items(data, course);
  if (items.empty()) return std::nullopt;
  Waterfall waterfall;
  waterfall.title = course.letter + " " + course.title;
  waterfall.heading = chip_html(course) + " " + escape(course.title);
  waterfall.more_is_better = false;
  waterfall.end_label = "Sum";
  for (std::size_t i = 0; i + 1 < items.size(); ++i)
    waterfall.bars.push_back({items[i].label, items[i].mean, items[i].unclear()});
  waterfall.end_unclear = items.back().unclear();
  waterfall.below = money_table(data, course, items);
  const auto diverted = data.values(course.index, "diverted_usd");
  if (!std::isnan(mean(diverted)) && data.mean_interval_of_pairs(diverted).low > 0)
    waterfall.note = "of what is paid, " + Format("usd", mean(diverted)).with_unit(mean(diverted)) + " is diverted";
  return waterfall;
}

// All courses' bars on one scale and with one unit.
std::string drawn(std::vector<Waterfall> waterfalls, const char* unit) {
  share_scale(waterfalls);
  std::string html;
  for (const Waterfall& waterfall : waterfalls)
    html += waterfall_html(waterfall, Format(unit, std::max(std::fabs(waterfall.low), std::fabs(waterfall.high))));
  return html;
}

template <class Make>
std::string of_every_course(const ReportData& data, Make&& make, const char* unit) {
  std::vector<Waterfall> waterfalls;
  for (const Course& course : data.courses())
    if (auto waterfall = make(data, course)) waterfalls.push_back(std::move(*waterfall));
  return drawn(std::move(waterfalls), unit);
}

}  // namespace

std::string books_html(const ReportData& data) {
  const std::string shown = of_every_course(data, course_waterfall, "index");
  if (shown.empty()) return "";
  return "<section><h2>Why: what the books say</h2><div class=\"grid\">" + shown +
         "</div><p class=\"note\">Every change of capacity is booked under its cause while the model runs; shown is "
         "what was booked with the course of action minus what was booked without it. Means over " +
         data.pairs_noun() +
         ", so that the bars add up; they can differ a little from the medians above.</p></section>\n";
}

std::string money_html(const ReportData& data) {
  const std::string shown = of_every_course(data, course_money, "usd");
  if (shown.empty()) return "";
  return "<section><h2>Money: who pays, what is averted</h2><div class=\"grid\">" + shown +
         "</div><p class=\"note\">Means, which add up (medians, as in the table of all figures, do not), over " +
         data.pairs_noun() +
         ", differences from the world without the course of action, constant "
         "US dollars, whole period. Blue is saved, orange is spent; pale and with ≈: no clear difference, the 95 % "
         "interval of the mean includes zero. A sum clearly below zero means that the instability averted is worth "
         "more "
         "than everybody together pays.</p></section>\n";
}

}  // namespace mainstay::studies
