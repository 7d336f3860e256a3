#include "studies/rare_outcomes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t fewest_pairs = 8;
constexpr double most_share = 0.25, times_ordinary = 10, least_weight = 0.25;  // of the sizes of all

// Ratios have no sum, and whole numbers beside differences would tell the same twice.
bool adds_up(const OutcomeInfo& info) {
  static const std::set<std::string> others = {"retention",          "peak_week",           "displacement",
                                               "cost_per_point_usd", "civilian_harm_total", "instability_total_usd",
                                               "money_sum_usd"};
  return !others.contains(info.outcome) && info.unit != "week";
}

// Where nearly all pairs are exactly zero, ten times as much is anything; so little of a unit is not worth a sentence.
double least_worth_telling(const std::string& unit) {
  if (unit == "usd") return 1e6;
  if (unit == "index" || unit == "share") return 0.01;
  if (unit == "balance") return 0.02;
  return 10;
}

// 1, 2 or 5 times a power of ten, below the value.
double rounded_down(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {5.0, 2.0})
    if (step * power <= value) return step * power;
  return power;
}

struct Far {
  std::vector<char> pairs;
  RareOutcome found;
  double weight = 0;
};

std::optional<Far> far_side(const ReportData& data, const std::string& outcome, std::size_t course, bool more) {
  const auto values = data.values(course, outcome);
  std::vector<double> sizes;
  double sum = 0, total = 0;
  for (const double value : values)
    if (!std::isnan(value)) {
      sizes.push_back(std::fabs(value));
      sum += std::fabs(value);
      total += value;
    }
  if (sizes.size() < fewest_pairs) return std::nullopt;
  const double limit =
      std::max(times_ordinary * quantile(sizes, 0.75), least_worth_telling(data.outcome(outcome).unit));
  Far far{std::vector<char>(values.size()), {}, 0};
  double least = 0;
  std::vector<double> others;
  for (std::size_t pair = 0; pair < values.size(); ++pair) {
    if (std::isnan(values[pair])) continue;
    const double size = more ? values[pair] : -values[pair];
    if (size < limit) {
      others.push_back(std::fabs(values[pair]));
      continue;
    }
    far.pairs[pair] = 1;
    far.weight += size;
    least = far.found.pairs++ == 0 ? size : std::min(least, size);
  }
  const auto all = static_cast<double>(sizes.size());
  if (far.found.pairs == 0 || static_cast<double>(far.found.pairs) > most_share * all ||
      far.weight < least_weight * sum)
    return std::nullopt;
  far.found = {outcome,     course, more, far.found.pairs, sizes.size(), rounded_down(least), quantile(others, 0.9),
               total / all, "",     false};
  return far;
}

// Pairs in which a kind of event happens in one of the two runs only, by kind; frequent ones tell nothing.
struct EventSides {
  std::vector<char> with, without;
};
std::map<std::string, EventSides> event_sides(const ReportData& data, std::size_t course) {
  std::map<std::string, EventSides> sides;
  for (const EventCount& count : data.store().event_counts()) {
    const auto* place = data.place(count.run_id);
    if (place == nullptr || count.count <= 0 || (place->course != course && place->course != twin)) continue;
    auto& [with, without] = sides[count.kind];
    with.resize(data.pairs());
    without.resize(data.pairs());
    (place->course == twin ? without : with)[place->pair] = 1;
  }
  return sides;
}

// The kind of event that comes with most of the far pairs and hardly any other.
void find_event(const ReportData& data, Far& far) {
  double best = 0.6;  // of far pairs, less that of the others
  for (const auto& [kind, sides] : event_sides(data, far.found.course))
    for (const bool without : {false, true}) {
      const auto& here = without ? sides.without : sides.with;
      const auto& there = without ? sides.with : sides.without;
      double in_far = 0, in_others = 0;
      for (std::size_t pair = 0; pair < here.size(); ++pair)
        if (here[pair] && !there[pair]) (far.pairs[pair] ? in_far : in_others) += 1;
      const double rest = static_cast<double>(far.found.all - far.found.pairs);
      const double telling = in_far / static_cast<double>(far.found.pairs) - (rest > 0 ? in_others / rest : 0);
      if (telling <= best) continue;
      best = telling;
      far.found.event = kind;
      far.found.event_without = without;
    }
}

// A study may ask for an outcome's own value instead of its difference from the twin.
bool against_twin(const ReportData& data, const std::string& outcome) {
  const auto study = nlohmann::json::parse(data.provenance("study", "{}"), nullptr, false, true);
  if (!study.is_object() || !study.contains("outcomes") || !study.at("outcomes").is_array()) return true;
  for (const auto& asked : study.at("outcomes"))
    if (asked.is_object() && asked.value("name", "") == outcome) return asked.value("against_twin", true);
  return true;
}

std::string event_text(const RareOutcome& rare) {
  if (rare.event.empty()) return "";
  const std::string kind = rare.event == "intervention" ? "outside intervention" : lower_first(readable(rare.event));
  return fmt::format(" (with {} {} that {})", std::string("aeiou").find(kind[0]) == std::string::npos ? "a" : "an",
                     kind, rare.event_without ? "comes in the world without it alone" : "does not come without it");
}

}  // namespace

std::string rare_outcome_text(const ReportData& data, const RareOutcome& rare) {
  const OutcomeInfo info = data.outcome(rare.outcome);
  const Format far(info.unit, rare.beyond), near(info.unit, std::max(rare.ordinary, std::fabs(rare.mean)));
  if (!against_twin(data, rare.outcome))
    return fmt::format(
        " In {} {}s with {}, {} is {} {}{}; in nine of ten others it is within {}, and the mean over all is {}.",
        bold(fmt::format("{} of {}", rare.pairs, rare.all)), data.pair_noun(),
        escape(data.courses()[rare.course].title), escape(lower_first(info.title)), rare.more ? "above" : "below",
        bold(far.with_unit(rare.more ? rare.beyond : -rare.beyond)), event_text(rare), near.with_unit(rare.ordinary),
        near.with_unit(rare.mean));
  return fmt::format(
      " In {} {}s, {} {} {} by more than {}{}; nine of ten others differ by less than {}, and the mean over all is {}.",
      bold(fmt::format("{} of {}", rare.pairs, rare.all)), data.pair_noun(), escape(data.courses()[rare.course].title),
      rare.more ? "raises" : "lowers", escape(lower_first(info.title)), bold(far.with_unit(rare.beyond)),
      event_text(rare), near.with_unit(rare.ordinary), near.with_unit(rare.mean));
}

std::vector<RareOutcome> rare_outcomes(const ReportData& data) {
  std::vector<Far> all;
  for (const std::string& outcome : data.outcome_names()) {
    if (!adds_up(data.outcome(outcome))) continue;
    for (const Course& course : data.courses())
      for (const bool more : {true, false})
        if (auto far = far_side(data, outcome, course.index, more)) {
          find_event(data, *far);
          all.push_back(std::move(*far));
        }
  }
  // Units differ: money first, then by how far they are from what is ordinary.
  const auto weight = [&](const Far& far) {
    const bool money = data.outcome(far.found.outcome).unit == "usd";
    return std::pair(money, money ? far.weight : far.weight / std::max(far.found.ordinary, 1e-12));
  };
  std::stable_sort(all.begin(), all.end(), [&](const Far& a, const Far& b) { return weight(a) > weight(b); });
  std::vector<RareOutcome> found;
  for (const Far& far : all) found.push_back(far.found);
  return found;
}

std::string rare_outcomes_text(const ReportData& data) {
  constexpr std::size_t most_told = 3;
  std::string text;
  std::size_t told = 0;
  std::set<std::pair<std::size_t, std::string>> events;  // one event of one course is told once
  for (const RareOutcome& rare : rare_outcomes(data)) {
    if (!rare.event.empty() && !events.emplace(rare.course, rare.event).second) continue;
    if (++told > most_told) break;
    text += rare_outcome_text(data, rare);
  }
  return text;
}

}  // namespace mainstay::studies
