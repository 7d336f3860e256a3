#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "studies/claims.h"
#include "studies/rare_outcomes.h"
#include "studies/report_study.h"
#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

std::string percent(double share) {
  // Shares near an end keep their decimals: 99.7 % is not all.
  const bool near_end = share < 0.0995 || share > 0.905;
  std::string text = Format("share", near_end && share < 1 ? 0.05 : 1).with_unit(share);
  return bold(text.replace(text.find(' '), 1, "\u00a0"));
}

// "all" and "none" are said as such.
std::string of_points(double share) {
  if (share >= 1) return bold("every point");
  if (share <= 0) return bold("no point");
  return percent(share) + " of points";
}

// " with 2 seeds each", " with 10 to 40 seeds each" where stop_when has added some; nothing for one seed.
std::string seeds_each(const ReportData& data) {
  std::map<std::int64_t, std::int64_t> seeds;
  for (std::size_t pair = 0; pair < data.pairs(); ++pair) ++seeds[data.point_of(pair)];
  std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = 0;
  for (const auto& [point, count] : seeds) {
    least = std::min(least, count);
    most = std::max(most, count);
  }
  if (most < 2) return "";
  return least == most ? fmt::format(" with {} each", plural(most, "seed"))
                       : fmt::format(" with {} to {} each", least, plural(most, "seed"));
}

// Points at which every course has a value: an unfinished study has fewer than it plans.
std::string what_was_varied(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome) {
  return fmt::format("Over {} of {}{}", bold(plural(outcome.robustness.front().points, "point")),
                     plural_words(static_cast<std::int64_t>(study.points.factors().size()), "varied factor"),
                     seeds_each(data));
}

// Points of one trajectory or block are near each other and count as one; the base rows of a block as two.
double independent_points(const StudyAnalysis& study, std::size_t points) {
  const std::size_t factors = study.points.factors().size();
  const auto all = static_cast<double>(points);
  switch (study.method) {
    case InfluenceMethod::elementary_effects:
      return all / static_cast<double>(factors + 1);
    case InfluenceMethod::sobol_indices:
      return 2 * all / static_cast<double>((study.second_order ? 2 * factors : factors) + 2);
    case InfluenceMethod::rank_correlation:
      break;
  }
  return all;
}

// Which course to take when nobody knows the point, doing nothing among them: most often best, and least to regret.
class Choice {
 public:
  Choice(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome)
      : data_(data), all_(outcome.robustness), samples_(independent_points(study, all_.front().points)) {
    best_ = least([](const Robustness& r) { return -r.share_best; });
    safest_ = least([](const Robustness& r) { return r.largest_regret; });
    format_ = Format(data.outcome(outcome.outcome).unit, all_[best_].largest_regret);
  }
  bool nothing_is_best() const { return is_nothing(best_); }
  std::size_t most_often_best() const { return best_; }
  // "Steady partnership does best at 75 % of points"
  std::string does_best() const {
    return fmt::format("{} does best at {}", name(best_), of_points(all_[best_].share_best));
  }
  // Whether another might as well be best as often, for all that so many samples say: the other that comes nearest.
  std::optional<std::size_t> rival() const {
    std::size_t second = all_.size();
    for (std::size_t c = 0; c < all_.size(); ++c)
      if (c != best_ && (second == all_.size() || all_[c].share_best > all_[second].share_best)) second = c;
    if (second == all_.size()) return std::nullopt;
    const double p = all_[best_].share_best, q = all_[second].share_best;
    const double error = 1.959964 * std::sqrt(std::max(0.0, p + q - (p - q) * (p - q)) / samples_);
    return p - q > error ? std::nullopt : std::optional(second);
  }

  std::string text() const {
    if (all_[best_].share_best >= 1)
      return fmt::format(", {} leaves the most at every point that was tried{}.", name(best_),
                         is_nothing(best_) ? ": no course of action does better anywhere" : "");
    std::string leaves = fmt::format("{} leaves the most at {}", name(best_), of_points(all_[best_].share_best));
    if (const auto other = rival())
      leaves += fmt::format(" and {} at {}, too near to each other to call one of them better", name(*other),
                            of_points(all_[*other].share_best));
    if (best_ == safest_)
      return fmt::format(", {}; where {} does better, it is by {} at most, the smallest regret of all.", leaves,
                         is_nothing(best_) ? "a course of action" : "another", bold(regret(best_)));
    if (is_nothing(safest_))
      return fmt::format(", {} is safest: it falls short by {} at most, where {} may fall short by {}. {}.",
                         name(safest_), bold(regret(safest_)), title(best_), regret(best_), leaves);
    return fmt::format(
        ", {}. The course with the smallest possible regret is {}: {} at most, where {} may fall short by {}.", leaves,
        name(safest_), bold(regret(safest_)), title(best_), regret(best_));
  }

 private:
  template <class Key>
  std::size_t least(Key key) const {
    return static_cast<std::size_t>(
        std::min_element(all_.begin(), all_.end(),
                         [&](const Robustness& a, const Robustness& b) { return key(a) < key(b); }) -
        all_.begin());
  }
  bool is_nothing(std::size_t c) const { return c >= data_.courses().size(); }
  std::string title(std::size_t c) const { return is_nothing(c) ? "doing nothing" : escape(data_.courses()[c].title); }
  std::string name(std::size_t c) const { return bold(title(c)); }
  std::string regret(std::size_t c) const { return format_.with_unit(all_[c].largest_regret); }

  const ReportData& data_;
  const std::vector<Robustness>& all_;
  double samples_ = 1;
  std::size_t best_ = 0, safest_ = 0;
  Format format_{"", 1};
};

std::string only_course(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome) {
  const Estimate over_points = estimate_of(outcome.means.front());
  const Format format(data.outcome(outcome.outcome).unit, std::fabs(over_points.median));
  const std::string leaves =
      fmt::format("{} leaves {} (median; 90 % of the points: {}).", bold(escape(data.courses().front().title)),
                  bold(format.with_unit(over_points.median)), format.range(over_points.low, over_points.high));
  const Choice choice(data, study, outcome);
  return choice.nothing_is_best() ? choice.text() + " " + leaves : ", " + leaves;
}

// Who does best by capacity may do worse by what else was measured.
std::string best_by_others(const ReportData& data, const StudyAnalysis& study) {
  const std::size_t best = Choice(data, study, study.outcomes.front()).most_often_best();
  std::string text;
  for (auto outcome = study.outcomes.begin() + 1; outcome != study.outcomes.end(); ++outcome) {
    if (outcome->robustness.empty() || outcome->robustness.front().points == 0) continue;
    const Choice choice(data, study, *outcome);
    if (choice.most_often_best() == best || choice.rival()) continue;
    text += fmt::format(" By {}, {}.", lower_first(data.outcome(outcome->outcome).title), choice.does_best());
  }
  return text;
}

// Why nothing is said about where.
std::string where_not(const StudyAnalysis& study, const CourseDiscovery& discovery) {
  if (discovery.share >= 1) return ".";
  if (study.method == InfluenceMethod::elementary_effects)
    return "; where, a morris design cannot tell (latin_hypercube or sobol can).";
  if (discovery.cases < fewest_cases_for_box)
    return fmt::format("; {} {} too few to say where.", plural(discovery.cases, "point"),
                       discovery.cases == 1 ? "is" : "are");
  return ", in no part of the ranges clearly more often than in others.";
}

std::string where_it_backfires(const ReportData& data, const StudyAnalysis& study) {
  std::string text;
  std::size_t told = 0, harmless = 0;
  for (const CourseDiscovery& discovery : study.discoveries) {
    if (discovery.share <= 0) {
      ++harmless;
      continue;
    }
    if (++told > 3) continue;
    text += fmt::format(" {} leaves less than nothing at {}", bold(escape(data.courses()[discovery.course].title)),
                        of_points(discovery.share));
    if (!discovery.asserted) {
      text += where_not(study, discovery);
      continue;
    }
    const Box& box = *discovery.asserted;
    text += fmt::format(", most of all {} ({} there, and that is where {} of such points are).",
                        box_words(study.points, box), of_points(box.density),
                        box.coverage >= 1 ? bold("all") : percent(box.coverage));
  }
  if (harmless == study.discoveries.size() && harmless > 0)
    text += harmless == 1 ? " It nowhere leaves less than nothing."
                          : " None of them leaves less than nothing at any point.";
  return text;
}

// "50 samples", "12 points" of a design whose points the study lists.
std::string samples_of(const StudyAnalysis& study, double count) {
  return plural(count, study.design == "list" || study.design == "grid" ? "point" : "sample");
}

// "; about 400 would", or that no number would.
std::string more_samples(const StudyAnalysis& study, const std::optional<double>& needed, const char* condition) {
  return needed ? fmt::format("{} about {} would", condition, samples_of(study, *needed))
                : std::string(" and many more would hardly do better");
}

std::string with_sign(const StudyAnalysis& study, const Influence& one) {
  return bold(escape(study.points.factors()[one.factor].title)) + (one.sign > 0   ? " (the more, the better)"
                                                                   : one.sign < 0 ? " (the less, the better)"
                                                                                  : "");
}

// What is told of one course: factors that are more than luck, the first of them as the strongest only if it is.
std::string drivers_text(const StudyAnalysis& study, const Course& course, const std::vector<Influence>& influences,
                         const Drivers& drivers) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> named;
  std::size_t others = 0;
  for (const Influence& one : influences) {
    if (!one.named) continue;
    if (named.size() < most_named)
      named.push_back(with_sign(study, one));
    else
      ++others;
  }
  if (others > 0) named.push_back(count_word(static_cast<std::int64_t>(others)) + (others == 1 ? " other" : " others"));
  const std::string title = escape(course.title);
  if (drivers.ordered && influences.front().named) {
    const std::string first = named.front();
    named.erase(named.begin());
    return fmt::format(" What {} leaves depends most on {}{}.", title, first,
                       named.empty() ? "" : ", and also on " + listed(named));
  }
  return fmt::format(" What {} leaves depends on {}; which factor matters most, {} cannot tell{}.", title,
                     listed(named), samples_of(study, static_cast<double>(drivers.samples)),
                     more_samples(study, drivers.samples_that_order, ";"));
}

std::string what_drives(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome) {
  const Drivers* best = nullptr;
  for (const Course& course : data.courses()) {
    const auto& influences = outcome.influences[course.index];
    const Drivers& drivers = outcome.drivers[course.index];
    if (std::any_of(influences.begin(), influences.end(), [](const Influence& one) { return one.named; }))
      return drivers_text(study, course, influences, drivers);
    if (drivers.samples > 0 &&
        (best == nullptr ||
         (drivers.samples_that_name && drivers.samples_that_name < best->samples_that_name.value_or(1e300))))
      best = &drivers;
  }
  if (best == nullptr) return "";
  return fmt::format(" Which of the varied factors drive it, {} cannot tell from luck;{}.",
                     samples_of(study, static_cast<double>(best->samples)),
                     best->samples_that_name
                         ? more_samples(study, best->samples_that_name, " if the strongest is as strong as it looks,")
                         : " no influence is large enough that more of them would soon show it");
}

}  // namespace

namespace {

Headline study_headline(const ReportData& data, const StudyAnalysis& study) {
  if (study.outcomes.empty() || study.outcomes.front().outcome != "sustained_gain") return headline_of(data);
  const OutcomeAnalysis& outcome = study.outcomes.front();
  if (outcome.robustness.empty() || outcome.robustness.front().points == 0) return headline_of(data);
  const bool several = data.courses().size() > 1;
  return {what_was_varied(data, study, outcome) +
              (several ? Choice(data, study, outcome).text() : only_course(data, study, outcome)),
          rare_outcomes_text(data) + (several ? best_by_others(data, study) : "") + where_it_backfires(data, study) +
              what_drives(data, study, outcome)};
}

}  // namespace

Headline headline_of(const ReportData& data, const StudyAnalysis& study) {
  return data.points() > 1 ? study_headline(data, study) : headline_of(data);
}

std::string box_words(const StudyPoints& points, const Box& box) {
  std::string text;
  for (std::size_t f = 0; f < box.limits.size(); ++f) {
    const auto [low, high] = box.limits[f];
    const StudyFactor& factor = points.factors()[f];
    const bool from = std::isfinite(low), until = std::isfinite(high);
    if (!from && !until) continue;
    text += text.empty() ? "where " : " and ";
    text += escape(factor.title);
    if (!factor.names.empty()) {
      std::string names;
      for (std::size_t i = 0; i < factor.names.size(); ++i)
        if (box.limits[f].contains(static_cast<double>(i))) names += (names.empty() ? "" : " or ") + factor.names[i];
      text += " is " + escape(names);
    } else if (from && until) {
      text += fmt::format(" is between {} and {}", points.text(f, low), points.text(f, high));
    } else {
      text += fmt::format(" is {} {}", from ? "above" : "below", points.text(f, from ? low : high));
    }
  }
  return text.empty() ? "everywhere" : text;
}

}  // namespace mainstay::studies
