#include "studies/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>

#include "agents/books.h"
#include "scenarios/error.h"
#include "scenarios/nearest.h"
#include "studies/causal_links.h"
#include "studies/explain_difference.h"
#include "studies/kept_texts.h"
#include "studies/repeat.h"
#include "studies/report_text.h"
#include "studies/simulate.h"

namespace mainstay::studies {

namespace {

using scenarios::Json;

constexpr std::size_t most_flows = 5, most_upstream = 2, most_depth = 4;
constexpr double worth_telling = 0.05;  // of all that flows of a stock differ by

// The stock whose books a measure is explained by.
std::string stock_of(const std::string& measure) {
  static const std::map<std::string, std::string> named_otherwise = {{"threat_strength", "fighters"},
                                                                     {"materiel_serviceable", "serviceable"},
                                                                     {"diversion_usd", "aid"},
                                                                     {"own_funding_share", "money"},
                                                                     {"recruits", "fighters"}};
  const auto found = named_otherwise.find(measure);
  return found == named_otherwise.end() ? measure : found->second;
}

// What an outcome is a statistic of, and what is assessed of the truth; a measure is its own.
std::string measure_behind(const ResultsStore& store, const std::string& name) {
  for (const OutcomeLink& link : outcome_links)
    if (link.outcome == name) return std::string(link.measure);
  if (name.starts_with("assessed_")) return name.substr(std::string_view("assessed_").size());
  const Json study = Json::parse(store.provenance("study", "{}"), nullptr, false, true);
  if (study.is_object() && study.contains("outcomes") && study.at("outcomes").is_array())
    for (const Json& outcome : study.at("outcomes"))
      if (outcome.is_object() && outcome.value("name", "") == name) return outcome.value("measure", name);
  return name;
}

std::set<std::string> all_stocks() {
  std::set<std::string> stocks;
  for (const auto& [stock, cause] : agents::book_names) stocks.emplace(stock);
  return stocks;
}

// By stock and cause, what one course booked more than the other.
struct Differences {
  struct Booked {
    double own = 0, against = 0;  // by the course, and by what it is compared with
  };
  std::map<std::string, std::map<std::string, double>> by_stock;
  std::map<std::string, std::map<std::string, Booked>> booked;
  std::string made_from;  // "means over 20 pairs"
  bool empty() const { return by_stock.empty(); }
};

// `wanted` is a value, or a range such as "0.2..0.35", "..0.35" or "0.2..", both ends inside.
bool is_value(const PointRow& row, const std::string& wanted) {
  if (const auto* text = std::get_if<std::string>(&row.value)) return *text == wanted;
  const double value = std::get<double>(row.value), rounding = 1e-6 * std::max(1.0, std::fabs(value));
  const auto dots = wanted.find("..");
  const std::string low = wanted.substr(0, dots), high = dots == wanted.npos ? wanted : wanted.substr(dots + 2);
  return (low.empty() || value >= std::strtod(low.c_str(), nullptr) - rounding) &&
         (high.empty() || value <= std::strtod(high.c_str(), nullptr) + rounding);
}

[[noreturn]] void refuse(const char* option, std::string message) {
  throw scenarios::InvalidInput({{option, 0, 0, "", std::move(message)}});
}

// Points that the question is about, in order; throws InvalidInput if there is none.
std::set<std::int64_t> points_of(const ResultsStore& store, const ExplainQuestion& question) {
  std::set<std::int64_t> points;
  for (const RunInfo& run : store.runs())
    if (!question.point || run.point_id == *question.point) points.insert(run.point_id);
  if (points.empty())
    refuse("--point", fmt::format("there is no point {} here; there are {}, counted from 0", question.point.value_or(0),
                                  store.point_count()));
  const auto rows = store.points();
  for (const auto& [factor, value] : question.where) {
    std::set<std::int64_t> with;
    std::vector<std::string> factors;
    for (const PointRow& row : rows) {
      if (std::find(factors.begin(), factors.end(), row.factor) == factors.end()) factors.push_back(row.factor);
      if (row.factor == factor && is_value(row, value)) with.insert(row.point_id);
    }
    if (std::find(factors.begin(), factors.end(), factor) == factors.end())
      refuse("--where", fmt::format("\"{}\" is no factor here; {}", factor, scenarios::suggest(factor, factors)));
    std::erase_if(points, [&](std::int64_t point) { return !with.contains(point); });
    if (points.empty())
      refuse("--where", fmt::format("at no point asked for is \"{}\" {}; the table \"points\" of results.sqlite has "
                                    "the values",
                                    factor, value));
  }
  return points;
}

std::string in_words(const std::set<std::int64_t>& points, const ResultsStore& store) {
  if (points.size() == store.point_count()) return "";
  return points.size() == 1 ? fmt::format(", point {}", *points.begin()) : ", " + plural(points.size(), "point");
}

// What each course booked more than the one it is compared with, as means over the pairs of which both runs have booked
// something: books of some places are kept for some seeds only. Empty for a course without such a pair. All courses at
// once, since books are long.
std::vector<Differences> stored_differences(const ResultsStore& store, const ExplainQuestion& question,
                                            const std::vector<std::string>& courses) {
  const auto points = points_of(store, question);
  struct Side {
    std::size_t pair, course;  // 0: the course compared with
  };
  std::map<std::pair<std::int64_t, std::uint64_t>, std::size_t> pair_of;  // by point and seed
  std::map<std::int64_t, Side> side_of;                                   // by run
  for (const RunInfo& run : store.runs()) {
    if (run.status != "done" || !points.contains(run.point_id)) continue;
    const auto course = std::find(courses.begin(), courses.end(), run.coa);
    if (run.coa != question.against && course == courses.end()) continue;
    const auto pair = pair_of.try_emplace({run.point_id, run.seed}, pair_of.size()).first->second;
    side_of[run.run_id] = {pair,
                           run.coa == question.against ? 0 : static_cast<std::size_t>(course - courses.begin()) + 1};
  }
  const auto for_each_booked = [&](const std::string& stock, const auto& at) {
    for (const BookValue& value : store.books(stock, question.scope, 0, std::numeric_limits<std::uint32_t>::max()))
      if (const auto side = side_of.find(value.run_id); side != side_of.end()) at(side->second, value);
  };
  std::vector<std::vector<char>> booked(pair_of.size(), std::vector<char>(courses.size() + 1));
  // A place that has books has those of capacity; a stock may have none where nothing moves it.
  for (const std::string& stock : {std::string("capacity"), stock_of(measure_behind(store, question.measure))})
    for_each_booked(stock, [&](const Side& side, const BookValue&) { booked[side.pair][side.course] = 1; });
  std::vector<Differences> differences(courses.size());
  std::vector<std::size_t> pairs(courses.size());
  for (std::size_t c = 0; c < courses.size(); ++c) {
    for (const auto& sides : booked) pairs[c] += sides[0] && sides[c + 1];
    differences[c].made_from =
        (pairs[c] == 1 ? "of one pair" : "means over " + plural(pairs[c], "pair")) + in_words(points, store);
  }
  for (const std::string& stock : all_stocks())
    for_each_booked(stock, [&](const Side& side, const BookValue& value) {
      for (std::size_t c = 0; c < courses.size(); ++c) {
        if ((side.course != 0 && side.course != c + 1) || !booked[side.pair][0] || !booked[side.pair][c + 1]) continue;
        const double sign = side.course == 0 ? -1 : 1;
        const double amount = value.amount / static_cast<double>(pairs[c]);
        differences[c].by_stock[stock][value.cause] += sign * amount;
        auto& booked_so_far = differences[c].booked[stock][value.cause];
        (side.course == 0 ? booked_so_far.against : booked_so_far.own) += amount;
      }
    });
  return differences;
}

Differences simulated_differences(const ResultsStore& store, const ExplainQuestion& question) {
  const Plan plan = plan_of(store);
  const auto point = *points_of(store, question).begin();
  Block block{static_cast<std::size_t>(point), 0, std::vector<bool>(plan.courses().size())};
  for (std::size_t course = 0; course < plan.courses().size(); ++course)
    block.wanted[course] = plan.courses()[course] == question.course || plan.courses()[course] == question.against;
  Differences differences;
  differences.made_from =
      fmt::format("of point {} and the first seed, simulated again as books of this place are not stored", point);
  simulate(plan, block, Keep::everything, false, {[&](RunRecord&& run) {
             for (const BookRow& row : run.books) {
               if (run.names[row.scope] != question.scope) continue;
               const std::string &stock = run.names[row.stock], &cause = run.names[row.cause];
               const bool own = run.coa == question.course;
               differences.by_stock[stock][cause] += (own ? 1.0 : -1.0) * row.amount;
               auto& booked = differences.booked[stock][cause];
               (own ? booked.own : booked.against) += row.amount;
             }
           }});
  return differences;
}

// Walks upstream from the flows of a stock, each flow once.
class CausalTree {
 public:
  CausalTree(const ResultsStore& store, const ExplainQuestion& question, const Differences& differences)
      : store_(store),
        question_(question),
        differences_(differences),
        scenario_(Json::parse(store.provenance("scenario", "{}"), nullptr, false, true)) {}

  Explanation explanation() {
    Explanation all;
    all.question = question_;
    all.measure = title_of_measure();
    all.place = place();
    all.made_from = differences_.made_from;
    all.orders = orders();
    const std::string measure = measure_behind(store_, question_.measure), stock = stock_of(measure);
    if (!all_stocks().contains(stock)) {
      for (const MeasureLink& link : measure_links)
        if (link.measure == measure)
          for (CausalFlow& flow :
               followed(std::string(link.moved_by.stock), ranked(std::string(link.moved_by.stock), link.moved_by.cause),
                        most_flows, 0))
            all.flows.push_back(std::move(flow));
      return all;
    }
    all.stock = stock;
    if (const auto flows = differences_.by_stock.find(all.stock); flows != differences_.by_stock.end())
      for (const auto& [cause, amount] : flows->second) all.sum += amount;
    all.flows = followed(all.stock, ranked(all.stock, ""), most_flows, 0);
    return all;
  }

 private:
  using Flows = std::vector<std::pair<std::string, double>>;

  // Flows of a stock that differ, the largest first; those too small to tell are left out.
  Flows ranked(const std::string& stock, std::string_view cause) const {
    Flows flows;
    const auto found = differences_.by_stock.find(stock);
    if (found == differences_.by_stock.end()) return flows;
    double all = 0;
    for (const auto& [name, amount] : found->second) all += std::fabs(amount);
    for (const auto& [name, amount] : found->second)
      if ((cause.empty() || name == cause) && amount != 0 &&
          (!cause.empty() || std::fabs(amount) >= worth_telling * all))
        flows.emplace_back(name, amount);
    std::stable_sort(flows.begin(), flows.end(),
                     [](const auto& a, const auto& b) { return std::fabs(a.second) > std::fabs(b.second); });
    return flows;
  }

  std::vector<CausalFlow> followed(const std::string& stock, const Flows& flows, std::size_t most, std::size_t depth) {
    std::vector<CausalFlow> all;
    for (std::size_t i = 0; i < std::min(most, flows.size()); ++i) {
      CausalFlow flow;
      flow.stock = stock;
      flow.cause = flows[i].first;
      flow.amount = flows[i].second;
      flow.sense = sense_of(stock, flow.cause);
      find_programme(flow);
      const bool again = !followed_.insert({stock, flow.cause}).second;
      if (!again && depth + 1 < most_depth)
        for (const CausalLink& link : causal_links)
          if (link.flow.stock == stock && link.flow.cause == flow.cause) {
            const std::string upstream(link.moved_by.stock);
            const auto more = followed(upstream, ranked(upstream, link.moved_by.cause), most_upstream, depth + 1);
            flow.moved_by.insert(flow.moved_by.end(), more.begin(), more.end());
          }
      all.push_back(std::move(flow));
    }
    return all;
  }

  // What a difference above or below zero means for a flow that takes away or brings.
  std::string sense_of(const std::string& stock, const std::string& cause) const {
    const auto found = differences_.booked.find(stock);
    if (found == differences_.booked.end() || !found->second.contains(cause)) return "";
    const auto& [own, against] = found->second.at(cause);
    if (own <= 0 && against <= 0) return own < against ? "more lost" : "less lost";
    if (own >= 0 && against >= 0) return own > against ? "more gained" : "less gained";
    return "";
  }

  // The programme that "Training (surge-north)" names, and the order that opened it.
  void find_programme(CausalFlow& flow) const {
    const auto open = flow.cause.rfind('('), close = flow.cause.rfind(')');
    flow.programme = open != std::string::npos && close == flow.cause.size() - 1;
    if (!flow.programme) return;
    const std::string id = flow.cause.substr(open + 1, close - open - 1);
    for (const std::string& course : {question_.course, question_.against})
      for (const Json& order : orders_of(course))
        if (flow.order.empty() && order.contains("open_programme") && order["open_programme"].value("id", "") == id)
          flow.order = fmt::format("order of {} in week {}: {} opens {}", course, week_of(order),
                                   order["open_programme"].value("donor", "a donor"), id);
  }

  static std::int64_t week_of(const Json& order) {
    const auto week = order.find("week");
    return week != order.end() && week->is_number_integer() ? week->get<std::int64_t>() : 0;
  }

  Json orders_of(const std::string& course) const {
    const Json::json_pointer place = Json::json_pointer("/courses_of_action") / course / "orders";
    return scenario_.is_object() && scenario_.contains(place) ? scenario_.at(place) : Json::array();
  }

  std::vector<std::string> orders() const {
    std::vector<std::string> all;
    for (const Json& order : orders_of(question_.course))
      for (const auto& [key, value] : order.items())
        if (value.is_object())
          all.push_back(fmt::format("week {:>4}  {} {}", week_of(order), key, value.value("id", "")));
    return all;
  }

  std::string title_of_measure() const {
    for (const MeasureInfo& measure : store_.measures())
      if (measure.measure == question_.measure) return measure.title;
    for (const OutcomeInfo& outcome : store_.outcome_infos())
      if (outcome.outcome == question_.measure) return outcome.title;
    return question_.measure;
  }

  std::string place() const {
    for (const ScopeInfo& scope : store_.scopes())
      if (scope.scope == question_.scope) return fmt::format("{} ({})", scope.name, scope.scope);
    return question_.scope;
  }

  const ResultsStore& store_;
  const ExplainQuestion& question_;
  const Differences& differences_;
  Json scenario_;
  std::set<std::pair<std::string, std::string>> followed_;
};

// Makes names of these results out of what the user has typed: a place by its id or its name.
void find_names(const ResultsStore& store, ExplainQuestion& question) {
  const auto require = [&](const char* option, const std::string& name, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      refuse(option, fmt::format("\"{}\" is not known here; {}", name, scenarios::suggest(name, known)));
  };
  std::vector<std::string> courses, scopes, measures;
  for (const CourseInfo& course : store.courses()) courses.push_back(course.coa);
  if (question.course.empty() && !courses.empty()) question.course = courses.front();
  courses.emplace_back("twin");
  for (const ScopeInfo& scope : store.scopes()) {
    if (scope.kind == "country") continue;
    if (scope.name == question.scope) question.scope = scope.scope;
    scopes.push_back(scope.scope);
    scopes.push_back(scope.name);
  }
  for (const MeasureInfo& measure : store.measures()) measures.push_back(measure.measure);
  for (const OutcomeInfo& outcome : store.outcome_infos()) measures.push_back(outcome.outcome);
  measures.emplace_back("money_sum_usd");  // what reports add up
  require("--measure", question.measure, measures);
  require("--region", question.scope, scopes);
  require("--coa", question.course, courses);
  require("--against", question.against, courses);
}

}  // namespace

Explanation explain_difference(const ResultsStore& store, const ExplainQuestion& asked) {
  return with_kept_texts(store, [&] {
    ExplainQuestion question = asked;
    find_names(store, question);
    Differences differences = stored_differences(store, question, {question.course}).front();
    if (differences.empty()) differences = simulated_differences(store, question);
    Explanation explanation = CausalTree(store, question, differences).explanation();
    explanation.differences = measured_differences(store, question, points_of(store, question));
    return explanation;
  });
}

std::vector<Explanation> explain_courses(const ResultsStore& store, const std::string& measure,
                                         const std::string& scope) {
  std::vector<std::string> courses;
  for (const CourseInfo& course : store.courses()) courses.push_back(course.coa);
  ExplainQuestion question;
  question.measure = measure;
  question.scope = scope;
  std::vector<Explanation> all;
  const auto differences = stored_differences(store, question, courses);
  for (std::size_t c = 0; c < courses.size(); ++c) {
    question.course = courses[c];
    if (!differences[c].empty()) all.push_back(CausalTree(store, question, differences[c]).explanation());
  }
  return all;
}

}  // namespace mainstay::studies
