#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

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

std::string what_was_varied(const ReportData& data, const StudyAnalysis& study) {
  std::string text =
      fmt::format("Over {} of {}", bold(plural(static_cast<std::int64_t>(study.points.size()), "point")),
                  plural_words(static_cast<std::int64_t>(study.points.factors().size()), "varied factor"));
  const std::size_t seeds = study.points.size() > 0 ? data.pairs() / study.points.size() : 0;
  if (seeds > 1) text += fmt::format(" with {} each", plural(static_cast<std::int64_t>(seeds), "seed"));
  return text;
}

// Which course to take when nobody knows the point: most often best, and least to regret.
std::string which_is_best(const ReportData& data, const OutcomeAnalysis& outcome) {
  const std::size_t courses = data.courses().size();
  if (courses < 2) return "";
  std::vector<std::size_t> order(courses);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto by = [&](auto key) {
    return *std::min_element(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return key(outcome.robustness[a]) < key(outcome.robustness[b]);
    });
  };
  const std::size_t best = by([](const Robustness& r) { return -r.share_best; });
  const std::size_t safest = by([](const Robustness& r) { return r.largest_regret; });
  const Robustness& first = outcome.robustness[best];
  const Format format(data.outcome(outcome.outcome).unit, first.largest_regret);
  const auto regret = [&](std::size_t c) { return format.with_unit(outcome.robustness[c].largest_regret); };
  const std::string name = bold(escape(data.courses()[best].title));
  if (first.share_best >= 1)
    return fmt::format(", {} leaves most at every point: whatever holds true, there is nothing to regret.", name);
  std::string text = fmt::format(", {} leaves most at {}", name, of_points(first.share_best));
  if (best == safest)
    return text + fmt::format("; where another does better, it is by {} at most, the smallest regret of all.",
                              bold(regret(best)));
  return text +
         fmt::format(". The course with the smallest possible regret is {}: {} at most, where {} may fall short by {}.",
                     bold(escape(data.courses()[safest].title)), bold(regret(safest)),
                     escape(data.courses()[best].title), regret(best));
}

std::string only_course(const ReportData& data, const OutcomeAnalysis& outcome) {
  const Estimate over_points = estimate_of(outcome.means.front());
  const Format format(data.outcome(outcome.outcome).unit, std::fabs(over_points.median));
  return fmt::format(", {} leaves {} (median; 90 % of the points: {}).", bold(escape(data.courses().front().title)),
                     bold(format.with_unit(over_points.median)), format.range(over_points.low, over_points.high));
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
    if (discovery.boxes.empty()) {
      text += discovery.share >= 1 ? "." : ", in no part of the ranges clearly more often than in others.";
      continue;
    }
    const Box& box = discovery.boxes.front().chosen;
    text += fmt::format(", most of all {} ({} there, and that is where {} of such points are).",
                        box_words(study.points, box), of_points(box.density),
                        box.coverage >= 1 ? bold("all") : percent(box.coverage));
  }
  if (harmless == study.discoveries.size() && harmless > 0)
    text += harmless == 1 ? " It nowhere leaves less than nothing."
                          : " None of them leaves less than nothing at any point.";
  return text;
}

std::string what_drives(const ReportData& data, const StudyAnalysis& study, const OutcomeAnalysis& outcome) {
  std::string text;
  for (const Course& course : data.courses()) {
    const auto& influences = outcome.influences[course.index];
    if (influences.empty() || influences.front().interval.low <= 0) continue;
    const auto name = [&](std::size_t i) {
      const Influence& one = influences[i];
      const char* way = one.direction > 0   ? " (the more, the better)"
                        : one.direction < 0 ? " (the less, the better)"
                                            : "";
      return bold(escape(study.points.factors()[one.factor].title)) + way;
    };
    text = fmt::format(" What {} leaves depends most on {}", escape(course.title), name(0));
    if (influences.size() > 1 && influences[1].interval.low > 0) text += ", then on " + name(1);
    return text + ".";
  }
  return " None of the varied factors has an influence that can be told from zero.";
}

}  // namespace

Headline study_headline(const ReportData& data, const StudyAnalysis& study) {
  if (study.outcomes.empty() || study.outcomes.front().outcome != "sustained_gain") return headline_of(data);
  const OutcomeAnalysis& outcome = study.outcomes.front();
  const bool several = data.courses().size() > 1;
  return {what_was_varied(data, study) + (several ? which_is_best(data, outcome) : only_course(data, outcome)),
          where_it_backfires(data, study) + what_drives(data, study, outcome)};
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
