#include "studies/side_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "studies/report_names.h"

namespace mainstay::studies {

std::vector<double> last_year(const Curves& curves) {
  if (curves.empty()) return {};
  std::vector<double> sums(curves.values.front().size()), counts(sums.size());
  for (std::size_t row = 0; row < curves.weeks.size(); ++row) {
    if (curves.weeks[row] + 52 <= curves.weeks.back()) continue;
    for (std::size_t pair = 0; pair < sums.size(); ++pair) {
      sums[pair] += curves.values[row][pair];
      ++counts[pair];
    }
  }
  for (std::size_t pair = 0; pair < sums.size(); ++pair) sums[pair] /= counts[pair];
  return sums;
}

namespace {

constexpr std::size_t fewest_pairs = 8;

struct Candidate {
  const char* name;
  bool outcome;
};
// Outcomes tell the whole period, measures how things stand at the end.
constexpr std::array candidates{Candidate{"control", false},         Candidate{"civilian_harm", true},
                                Candidate{"incidents", true},        Candidate{"instability_cost_usd", true},
                                Candidate{"partner_cost_usd", true}, Candidate{"diverted_usd", true},
                                Candidate{"smuggled_usd", true},     Candidate{"displaced", false},
                                Candidate{"trust", false},           Candidate{"grievance", false},
                                Candidate{"threat_strength", false}, Candidate{"own_funding_share", false},
                                Candidate{"rule_of_law", false},     Candidate{"human_rights", false}};

// Less of the range, or of what there is, is not worth a sentence.
constexpr double least_size = 0.01;

// What an outcome's difference is a share of.
double whole_of(const ReportData& data, const std::string& outcome, const Course& course) {
  const auto median_of = [&](const char* name) { return std::fabs(quantile(data.values(course.index, name), 0.5)); };
  double whole = not_a_number;
  if (outcome == "civilian_harm") whole = median_of("civilian_harm_total");
  if (outcome.ends_with("_usd"))
    for (const char* all : {"instability_total_usd", "donor_cost_usd"})
      if (const double amount = median_of(all); amount > 0 && !(whole >= amount)) whole = amount;
  if (outcome == "incidents" && data.has("incidents", "theatre")) {
    const Curves curves = data.curves(twin, "incidents", "theatre");
    std::vector<double> weekly;
    for (const auto& row : curves.values) weekly.push_back(mean(row));
    whole = mean(weekly) * data.weeks();
  }
  return whole > 0 ? whole : not_a_number;
}

std::optional<SideEffect> effect_of(const ReportData& data, const Course& course, const Candidate& candidate) {
  SideEffect effect;
  effect.name = candidate.name;
  effect.outcome = candidate.outcome;
  std::vector<double> differences;
  std::string better;
  if (candidate.outcome) {
    const OutcomeInfo info = data.outcome(candidate.name);
    effect.title = info.title;
    effect.unit = info.unit;
    better = info.better;
    differences = data.values(course.index, candidate.name);
  } else {
    const std::string scope = data.has(candidate.name, data.focus()) ? data.focus() : "theatre";
    if (!data.has(candidate.name, scope)) return std::nullopt;
    const MeasureInfo info = data.measure(candidate.name);
    effect.title = info.title;
    effect.unit = info.unit;
    effect.place = data.scope_title(scope);
    better = info.better;
    differences = last_year(data.gains(course.index, candidate.name, scope));
  }
  effect.estimate = data.estimate_of_pairs(differences, 1 - 0.05 / static_cast<double>(candidates.size()));
  const Interval& sure = effect.estimate.certainty;
  if (effect.estimate.count < fewest_pairs || (sure.low <= 0 && sure.high >= 0)) return std::nullopt;
  double whole = not_a_number;
  if (candidate.outcome)
    whole = whole_of(data, candidate.name, course);
  else if (effect.unit == "balance")
    whole = 2;
  else if (effect.unit == "index" || effect.unit == "share")
    whole = 1;
  else
    whole = std::fabs(median(last_year(data.curves(
        twin, candidate.name, data.has(candidate.name, data.focus()) ? data.focus() : std::string("theatre")))));
  effect.size = std::fabs(effect.estimate.median) / whole;
  if (!(effect.size >= least_size)) return std::nullopt;
  effect.better = better == (effect.estimate.median > 0 ? "more" : "less");
  effect.worse = better == (effect.estimate.median > 0 ? "less" : "more");
  return effect;
}

}  // namespace

std::optional<SideEffect> largest_side_effect(const ReportData& data, const Course& course) {
  std::optional<SideEffect> largest;
  for (const Candidate& candidate : candidates)
    if (auto effect = effect_of(data, course, candidate); effect && (!largest || effect->size > largest->size))
      largest = std::move(effect);
  return largest;
}

std::string side_effect_text(const SideEffect& effect) {
  const Estimate& e = effect.estimate;
  const Format format(effect.unit, std::fabs(e.median));
  const std::string way = e.median > 0 ? "higher" : "lower";
  return fmt::format(
      "{}{}, {} {} {} ({:.3g} % interval of the median: {}){}", escape(lower_first(effect.title)),
      effect.place.empty() ? "" : " in " + escape(effect.place), bold(format.with_unit(std::fabs(e.median))), way,
      effect.outcome ? "over the whole period" : "in the last year",
      100 * (1 - 0.05 / static_cast<double>(candidates.size())), format.range(e.certainty.low, e.certainty.high),
      effect.better  ? ", for the better"
      : effect.worse ? ", for the worse"
                     : "");
}

}  // namespace mainstay::studies
