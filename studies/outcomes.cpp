#include "studies/outcomes.h"

#include <algorithm>
#include <limits>

#include "agents/measures.h"

namespace mainstay::studies {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// Means over a quarter, so that a single week's luck is no peak.
std::vector<double> smoothed_difference(const std::vector<double>& a, const std::vector<double>& b) {
  constexpr std::size_t span = 13;
  std::vector<double> result;
  double sum = 0;
  for (std::size_t w = 0; w < a.size(); ++w) {
    sum += a[w] - b[w];
    if (w >= span) sum -= a[w - span] - b[w - span];
    result.push_back(sum / static_cast<double>(std::min(w + 1, span)));
  }
  return result;
}

// The largest sum over a year; of all weeks if there are fewer.
double largest_year(const std::vector<double>& weeks) {
  double sum = 0, largest = -std::numeric_limits<double>::infinity();
  for (std::size_t w = 0; w < weeks.size(); ++w) {
    sum += weeks[w];
    if (w >= sim::weeks_per_year) sum -= weeks[w - sim::weeks_per_year];
    if (w + 1 >= std::min<std::size_t>(sim::weeks_per_year, weeks.size())) largest = std::max(largest, sum);
  }
  return largest;
}

double statistic_of(Statistic statistic, const std::vector<double>& weeks) {
  if (weeks.empty()) return nothing;
  double sum = 0;
  for (const double value : weeks) sum += value;
  switch (statistic) {
    case Statistic::sum:
      return sum;
    case Statistic::minimum:
      return *std::min_element(weeks.begin(), weeks.end());
    case Statistic::maximum:
      return *std::max_element(weeks.begin(), weeks.end());
    case Statistic::last:
      return weeks.back();
    case Statistic::largest_year:
      return largest_year(weeks);
    case Statistic::mean:
      break;
  }
  return sum / static_cast<double>(weeks.size());
}

}  // namespace

const std::vector<OutcomeInfo>& run_outcomes() {
  static const std::vector<OutcomeInfo> all{{"peak_gain", "Peak gain", "index", "more"},
                                            {"sustained_gain", "Sustained gain", "index", "more"},
                                            {"retention", "Retained", "share", "more"},
                                            {"peak_week", "Week of the peak", "week", ""},
                                            {"donor_cost_usd", "Donor cost", "usd", ""},
                                            {"partner_cost_usd", "Partner cost", "usd", ""},
                                            {"instability_cost_usd", "Cost of instability", "usd", "less"},
                                            {"instability_total_usd", "Cost of instability, all", "usd", "less"},
                                            {"cost_per_point_usd", "Cost per sustained point", "usd", "less"},
                                            {"diverted_usd", "Diverted", "usd", "less"},
                                            {"civilian_harm", "Harm to civilians", "persons", "less"},
                                            {"civilian_harm_total", "Harm to civilians, all", "persons", "less"},
                                            {"incidents", "Incidents", "incidents", "less"},
                                            {"smuggled_usd", "Smuggled to its market", "usd", "less"},
                                            {"displacement", "Moved to neighbours", "share", "less"}};
  return all;
}

std::vector<OutcomeInfo> outcome_infos(const std::vector<MeasureOutcome>& asked) {
  std::vector<OutcomeInfo> infos;
  for (const MeasureOutcome& outcome : asked)
    for (const auto& m : agents::measure_descriptions)
      if (m.id == outcome.measure)
        infos.push_back({outcome.name, outcome.title, std::string(m.unit), std::string(m.better)});
  return infos;
}

std::map<std::string, double> outcomes_of(const Track& own, const Track& twin,
                                          const std::vector<MeasureOutcome>& asked) {
  std::map<std::string, double> outcomes;
  const std::vector<double> gain = smoothed_difference(own.capacity, twin.capacity);
  std::size_t peak = 0;
  for (std::size_t w = 0; w < gain.size(); ++w)
    if (gain[w] > gain[peak]) peak = w;
  const double peak_gain = gain.empty() ? 0 : gain[peak], sustained = gain.empty() ? 0 : gain.back();
  outcomes["peak_gain"] = peak_gain;
  outcomes["peak_week"] = static_cast<double>(peak);
  outcomes["sustained_gain"] = sustained;
  outcomes["retention"] = peak_gain > 0.005 ? sustained / peak_gain : nothing;
  const double cost = own.donor_cost_usd - twin.donor_cost_usd;
  outcomes["donor_cost_usd"] = cost;
  outcomes["partner_cost_usd"] = own.partner_cost_usd - twin.partner_cost_usd;
  outcomes["instability_cost_usd"] = own.instability_usd - twin.instability_usd;
  outcomes["instability_total_usd"] = own.instability_usd;
  outcomes["cost_per_point_usd"] = sustained > 0.001 ? cost / (100 * sustained) : nothing;
  outcomes["diverted_usd"] = own.diverted_usd - twin.diverted_usd;
  outcomes["civilian_harm"] = own.harm - twin.harm;
  outcomes["civilian_harm_total"] = own.harm;
  outcomes["smuggled_usd"] = own.smuggled_usd - twin.smuggled_usd;
  outcomes["incidents"] = own.incidents - twin.incidents;
  const double fall = twin.incidents_inside - own.incidents_inside;
  // Nothing can have moved where hardly anything fell.
  const double least_fall = std::max(1.0, 0.02 * twin.incidents_inside);
  outcomes["displacement"] = fall > least_fall ? (own.incidents_around - twin.incidents_around) / fall : nothing;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const double value = statistic_of(asked[i].statistic, own.asked[i]);
    outcomes[asked[i].name] = asked[i].against_twin ? value - statistic_of(asked[i].statistic, twin.asked[i]) : value;
  }
  return outcomes;
}

}  // namespace mainstay::studies
