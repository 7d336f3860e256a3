#include "studies/report_headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "studies/rare_outcomes.h"
#include "studies/report_text.h"
#include "studies/side_effects.h"

namespace mainstay::studies {

namespace {

std::string name(const Course& course) {
  return bold(escape(course.title));
}

// A number of points with as many decimals as its size deserves.
std::string points(double gain, bool with_noun = true) {
  const Format format("index", std::fabs(gain));
  return bold(with_noun ? format.with_unit(std::fabs(gain)) : format.plain(std::fabs(gain)));
}

std::string points_range(const Estimate& estimate) {
  const Format format("index", std::max(std::fabs(estimate.certainty.low), std::fabs(estimate.certainty.high)));
  return format.range(estimate.certainty.low, estimate.certainty.high);
}

// " in 19 of 20 seeds"; nothing where there is one seed only, which is no count.
std::string in_pairs(const ReportData& data, std::size_t count, std::size_t all) {
  return all < 2 ? "" : " in " + bold(fmt::format("{} of {}", count, all)) + " " + data.pair_noun() + "s";
}

std::string where(const ReportData& data) {
  return data.focus() == "focus" ? " in " + escape(data.scope_title("focus")) : std::string();
}

// Programmes that go on beyond the last week have left nothing yet; those that would begin after it have done nothing.
bool goes_on_at_the_end(const ReportData& data, const Course& course) {
  return course.end_of_effort > data.weeks();
}
bool has_not_begun(const ReportData& data, const Course& course) {
  return !course.marks.empty() && std::all_of(course.marks.begin(), course.marks.end(),
                                              [&](const CourseMark& mark) { return mark.week_from >= data.weeks(); });
}

// "eight years after it ends" or "at the end of 2032"
std::string when(const ReportData& data, const Course& course) {
  if (course.end_of_effort > 0 && data.weeks() >= course.end_of_effort + 26)
    return duration(data.weeks() - course.end_of_effort) + " after it ends";
  return "at the end, in " + data.calendar().year_text(data.weeks());
}

struct Gain {
  Estimate peak, end;
  Direction peak_way, end_way;
  bool has_peak = false, retains = false;
  Gain(const ReportData& data, const Course& course)
      : peak(data.estimate(course.index, "peak_gain")),
        end(data.estimate(course.index, "sustained_gain")),
        peak_way(data.direction(course.index, "peak_gain")),
        end_way(data.direction(course.index, "sustained_gain")),
        has_peak(data.has_clear_peak(course.index, least_peak_told)),
        retains(data.has_clear_peak(course.index, least_peak_retained)) {}
};

std::string retained(const ReportData& data, const Course& course, const Gain& gain) {
  if (!gain.retains) return "";
  const Estimate share = data.estimate(course.index, "retention");
  if (share.count == 0) return "";
  return fmt::format(" ({} of the peak)", Format("share", share.median).with_unit(share.median));
}

// Of the median; named wherever it is given.
std::string interval(const Estimate& estimate) {
  return fmt::format("95\u00a0% interval of the median: {} points", points_range(estimate));
}

// Capacity is not all: what else has changed, where nothing of it is left. Few pairs say nothing of it.
std::string besides(const ReportData& data, const Course& course, bool whole_sentence) {
  if (const auto effect = largest_side_effect(data, course))
    return (whole_sentence ? " What else it changes most: " : "; what else it changes most: ") +
           side_effect_text(*effect) + (whole_sentence ? "." : "");
  constexpr std::size_t enough_pairs = 20;
  return whole_sentence && data.pairs() >= enough_pairs ? " Nothing else that was recorded is clearly different either."
                                                        : "";
}

// What is left, after a peak that was told already.
std::string what_is_left(const ReportData& data, const Course& course, const Gain& gain) {
  const std::string time = capitalised(when(data, course));
  if (goes_on_at_the_end(data, course) && gain.end_way == Direction::up)
    return fmt::format("{}, while it still goes on, capacity is {} above the world without it.", time,
                       points(gain.end.median));
  switch (gain.end_way) {
    case Direction::up: {
      const std::string left = points(gain.end.median);
      return fmt::format("{}, {} {} left{}.", time, left, left == bold("1 point") ? "is" : "are",
                         retained(data, course, gain));
    }
    case Direction::down:
      return fmt::format("{}, less than nothing is left: capacity is {} below the world without it.", time,
                         points(gain.end.median));
    case Direction::unclear:
      return fmt::format("{}, nothing is left that can be told from zero ({}).", time, interval(gain.end)) +
             besides(data, course, true);
    case Direction::identical:
      return fmt::format("{}, nothing at all is left.", time) + besides(data, course, true);
    case Direction::unknown:
      return "";
  }
  return "";
}

std::string without_peak(const ReportData& data, const Course& course, const Gain& gain) {
  switch (gain.end_way) {
    case Direction::up:
      return fmt::format("leaves partner capacity{} {} higher at the end", where(data), points(gain.end.median));
    case Direction::down:
      return fmt::format("lowers partner capacity{} by {}", where(data), points(gain.end.median));
    case Direction::identical:
      if (has_not_begun(data, course)) return "has not begun when the run ends, after " + duration(data.weeks());
      return fmt::format("changes nothing: partner capacity{} stays the same", where(data));
    default:
      if (gain.peak_way == Direction::down)
        return fmt::format("lowers partner capacity{} for a time, with no clear difference {}", where(data),
                           when(data, course));
      return fmt::format("makes no clear difference to partner capacity{}", where(data));
  }
}

std::string full_sentence(const ReportData& data, const Course& course, const Gain& gain) {
  if (!gain.has_peak) {
    const bool capacity_differs = gain.end_way == Direction::up || gain.end_way == Direction::down;
    return name(course) + " " + without_peak(data, course, gain) + "." +
           (capacity_differs || has_not_begun(data, course) ? "" : besides(data, course, true));
  }
  return fmt::format("{} lifts partner capacity{} by {} at its peak. {}", name(course), where(data),
                     points(gain.peak.median), what_is_left(data, course, gain));
}

std::string short_sentence(const ReportData& data, const Course& course, const Gain& gain) {
  const bool capacity_differs = gain.end_way == Direction::up || gain.end_way == Direction::down;
  const std::string else_changed = capacity_differs || has_not_begun(data, course) ? "" : besides(data, course, false);
  if (!gain.has_peak) return name(course) + " " + without_peak(data, course, gain) + else_changed;
  const std::string peak =
      fmt::format("{} peaks at {}", name(course), points(gain.peak.median, gain.end_way != Direction::up));
  switch (gain.end_way) {
    case Direction::up:
      return peak + (goes_on_at_the_end(data, course) ? " and, still going on, stands at " : " and keeps ") +
             points(gain.end.median);
    case Direction::down:
      return peak + " and ends " + points(gain.end.median) + " below the world without it";
    case Direction::unclear:
      return peak + " and leaves no clear difference" + else_changed;
    case Direction::identical:
      return peak + " and leaves nothing" + else_changed;
    case Direction::unknown:
      return peak;
  }
  return peak;
}

std::string money(const ReportData& data, const Course& course, const Course& other, bool tell_same) {
  const double cost = data.estimate(course.index, "donor_cost_usd").median;
  const double base = data.estimate(other.index, "donor_cost_usd").median;
  if (!(cost > 0) || !(base > 0)) return "";
  const double ratio = cost / base;
  if (ratio > 0.9 && ratio < 1.1) return tell_same ? ", for about the same donors' money" : "";
  const Format format("usd", std::max(cost, base));
  return fmt::format(", for {} donors' money ({} instead of {})", ratio > 1 ? "more" : "less", format.with_unit(cost),
                     format.with_unit(base));
}

std::string mention(const Course& course) {
  return course.title.size() <= 32 ? escape(course.title) : "course " + course.letter;
}

// How one course compares with another at the end, over the pairs that have both; goes on after a short sentence.
std::string comparison(const ReportData& data, const Course& course, const Course& other, bool tell_same_cost) {
  const auto differences =
      paired_differences(data.values(course.index, "sustained_gain"), data.values(other.index, "sustained_gain"));
  const Estimate estimate = data.estimate_of_pairs(differences);
  if (estimate.count == 0) return "";
  const Direction way = data.direction_of_pairs(differences);
  if (way == Direction::identical) return ", exactly as much as " + mention(other);
  if (way == Direction::unclear)
    return fmt::format(", with no clear difference from {} ({})", mention(other), interval(estimate));
  const bool up = way == Direction::up;
  const auto count = static_cast<std::size_t>(
      std::count_if(differences.begin(), differences.end(), [&](double d) { return up ? d > 0 : d < 0; }));
  const Gain gain(data, course);
  const bool goes_on = (gain.has_peak && gain.end_way == Direction::up) || data.courses().size() > 3;
  const char* opening = goes_on ? ", " : "; it leaves ";
  return fmt::format("{}{} than {}{}{}", opening, up ? "more" : "less", mention(other),
                     in_pairs(data, count, estimate.count), money(data, course, other, tell_same_cost));
}

// Harm to civilians is said even where capacity is the question; not from so few pairs that luck alone would do.
std::string harm(const ReportData& data) {
  constexpr std::size_t fewest_pairs = 5;
  if (data.pairs() < fewest_pairs) return "";
  std::vector<std::string> raised, lowered;
  for (const Course& course : data.courses()) {
    const Direction way = data.direction(course.index, "civilian_harm");
    const Estimate estimate = data.estimate(course.index, "civilian_harm");
    const std::string item =
        fmt::format("{} (by {})", mention(course), bold(Format("persons", 1000).with_unit(std::fabs(estimate.median))));
    if (std::fabs(estimate.median) < 0.5) continue;
    if (way == Direction::up) raised.push_back(item);
    if (way == Direction::down) lowered.push_back(item);
  }
  if (raised.size() > 3)
    return fmt::format(" More civilians come to harm with {} of the {} courses of action.",
                       bold(count_word(static_cast<std::int64_t>(raised.size()))),
                       count_word(static_cast<std::int64_t>(data.courses().size())));
  if (!raised.empty()) return " More civilians come to harm with " + listed(raised) + ".";
  if (!lowered.empty() && lowered.size() <= 3) return " Fewer civilians come to harm with " + listed(lowered) + ".";
  return "";
}

std::string amount_left(const Gain& gain) {
  switch (gain.end_way) {
    case Direction::up:
      return points(gain.end.median);
    case Direction::down:
      return points(gain.end.median) + " less than without it";
    case Direction::identical:
      return "nothing";
    default:
      return "nothing that can be told from zero (" + interval(gain.end) + ")";
  }
}

std::string about_many(const ReportData& data) {
  std::vector<const Course*> ranked;
  for (const Course& course : data.courses())
    if (data.estimate(course.index, "sustained_gain").count > 0) ranked.push_back(&course);
  if (ranked.size() < 2) return "";
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Course* a, const Course* b) {
    return data.estimate(a->index, "sustained_gain").median > data.estimate(b->index, "sustained_gain").median;
  });
  const Course& first = data.courses().front();
  const Course& best = *ranked.front();
  const Course& worst = *ranked.back();
  std::string text =
      fmt::format("Of the {} courses of action, {} leaves the most: {}{}.",
                  count_word(static_cast<std::int64_t>(data.courses().size())), name(best),
                  amount_left(Gain(data, best)), best.index == first.index ? "" : comparison(data, best, first, true));
  if (worst.index != first.index)
    text += fmt::format(" {} leaves the least: {}.", name(worst), amount_left(Gain(data, worst)));
  return text;
}

// "10 points with Steady partnership, no clear gain with Surge only"; nothing if all are among the best.
std::string other_gains(const ReportData& data, const std::vector<const Course*>& best) {
  std::string text;
  for (const Course& course : data.courses()) {
    if (std::find(best.begin(), best.end(), &course) != best.end()) continue;
    const Gain gain(data, course);
    const std::string amount = gain.end_way == Direction::up          ? points(gain.end.median)
                               : gain.end_way == Direction::down      ? points(gain.end.median) + " less"
                               : gain.end_way == Direction::identical ? "nothing"
                                                                      : "no clear gain";
    text += (text.empty() ? "" : ", ") + amount + " with " + mention(course);
  }
  return text;
}

struct Sides {
  std::vector<const Course*> up, down;  // best first
  std::size_t identical = 0, known = 0;
};

Sides sides_of(const ReportData& data) {
  Sides sides;
  for (const Course& course : data.courses()) {
    const Direction way = data.direction(course.index, "sustained_gain");
    sides.known += way != Direction::unknown;
    sides.identical += way == Direction::identical;
    if (way == Direction::up) sides.up.push_back(&course);
    if (way == Direction::down) sides.down.push_back(&course);
  }
  for (auto* side : {&sides.up, &sides.down})
    std::stable_sort(side->begin(), side->end(), [&](const Course* a, const Course* b) {
      return data.estimate(a->index, "sustained_gain").median > data.estimate(b->index, "sustained_gain").median;
    });
  return sides;
}

// Those of `ranked`, best first, that the pairs do not tell from the first.
std::vector<const Course*> not_told_from_best(const ReportData& data, const std::vector<const Course*>& ranked) {
  std::vector<const Course*> best = {ranked.front()};
  for (const Course* course : ranked) {
    if (course == ranked.front()) continue;
    const Direction way = data.direction_of_pairs(paired_differences(
        data.values(ranked.front()->index, "sustained_gain"), data.values(course->index, "sustained_gain")));
    if (way != Direction::up) best.push_back(course);
  }
  return best;
}

// What was left by the best course of action, or by those that cannot be told apart.
std::string most(const ReportData& data, const std::vector<const Course*>& ranked, const std::string& capacity) {
  const auto best = not_told_from_best(data, ranked);
  const std::string others = other_gains(data, best);
  const auto gain = [&](const Course* course) { return data.estimate(course->index, "sustained_gain").median; };
  std::vector<std::string> names, gains;
  for (const Course* course : best) {
    names.push_back(name(*course));
    gains.push_back(points(gain(course), course == best.back()));
  }
  const std::string against = others.empty() ? "" : ", against " + others;
  if (best.size() == 1)
    return fmt::format("{} has left the most {}: {} more than without it{}.", names[0], capacity, gains[0], against);
  return fmt::format("{} have left the most {}, {} more than without them, with no clear difference between them{}.",
                     listed(names), capacity, listed(gains), against);
}

// The answer in one sentence, for two or three courses of action.
std::string answer(const ReportData& data) {
  const Sides sides = sides_of(data);
  const std::string capacity = "partner capacity" + where(data), opening = "After " + duration(data.weeks()) + ", ";
  if (sides.known < data.courses().size()) return "";
  if (sides.identical == sides.known) return "No course of action changes " + capacity + " at all.";
  const auto amount = [&](const Course* course) {
    return points(data.estimate(course->index, "sustained_gain").median);
  };
  if (sides.up.size() == 1)
    return fmt::format("{}only {} has left {} {}higher than without it: by {}.", opening, name(*sides.up[0]), capacity,
                       data.pairs() > 1 ? "clearly " : "", amount(sides.up[0]));
  if (!sides.up.empty()) return opening + most(data, sides.up, capacity);
  if (sides.down.empty())
    return fmt::format("{}no course of action has left a clear difference in {}.", opening, capacity);
  if (sides.down.size() == sides.known)
    return fmt::format("{}every course of action has left {} lower than without it: by {} with {} to {} with {}.",
                       opening, capacity, amount(sides.down.front()), name(*sides.down.front()),
                       amount(sides.down.back()), name(*sides.down.back()));
  return fmt::format("{}no course of action has left {} higher than without it, and {} has left it lower, by {}.",
                     opening, capacity, name(*sides.down.back()), amount(sides.down.back()));
}

std::string one_course_count(const ReportData& data, const Gain& gain) {
  if (gain.end_way == Direction::identical || gain.end.count < 2) return "";
  const auto ends = data.values(0, "sustained_gain");
  const auto more = static_cast<std::size_t>(std::count_if(ends.begin(), ends.end(), [](double d) { return d > 0; }));
  return fmt::format(" Capacity ends higher than without it{}.", in_pairs(data, more, gain.end.count));
}

}  // namespace

Headline headline_of(const ReportData& data) {
  if (data.courses().empty()) return {"The results hold no course of action, only the world without one.", ""};
  const Course& first = data.courses().front();
  const Gain gain(data, first);
  if (gain.peak.count == 0 && gain.end.count == 0)
    return {"These results hold no figures of capacity; the tables below show what was recorded.",
            rare_outcomes_text(data) + harm(data)};
  const std::string side_effects = rare_outcomes_text(data) + harm(data);
  const std::string about_first = full_sentence(data, first, gain);
  if (data.courses().size() == 1) return {about_first + one_course_count(data, gain), side_effects};
  if (data.courses().size() > 3) return {about_many(data), about_first + side_effects};
  std::string details = about_first;
  for (std::size_t i = 1; i < data.courses().size(); ++i) {
    const Course& course = data.courses()[i];
    details += " " + short_sentence(data, course, Gain(data, course)) + comparison(data, course, first, i == 1) + ".";
  }
  details += side_effects;
  const std::string told = answer(data);
  return told.empty() ? Headline{details, ""} : Headline{told, details};
}

std::string text_of(const Headline& headline) {
  std::string text;
  bool inside = false;
  for (const char c : headline.answer + " " + headline.details) {
    if (c == '<') inside = true;
    if (!inside) text += c;
    if (c == '>') inside = false;
  }
  for (const auto& [entity, plain] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, std::string_view(entity).size(), plain);
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  for (std::size_t at = text.find("  "); at != std::string::npos; at = text.find("  ", at)) text.erase(at, 1);
  return text;
}

}  // namespace mainstay::studies
