#include "studies/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>

#include "agents/books.h"
#include "scenarios/nearest.h"
#include "studies/causal_links.h"
#include "studies/repeat.h"
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

std::set<std::string> all_stocks() {
  std::set<std::string> stocks;
  for (const auto& [stock, cause] : agents::book_names) stocks.emplace(stock);
  return stocks;
}

// By stock and cause, what one course booked more than the other.
struct Differences {
  std::map<std::string, std::map<std::string, double>> by_stock;
  std::string made_from;  // "means over 20 pairs"
  bool empty() const { return by_stock.empty(); }
};

bool is_value(const PointRow& row, const std::string& wanted) {
  if (const auto* text = std::get_if<std::string>(&row.value)) return *text == wanted;
  const double value = std::get<double>(row.value);
  return std::fabs(value - std::strtod(wanted.c_str(), nullptr)) <= 1e-6 * std::max(1.0, std::fabs(value));
}

// Points that the question is about, in order; throws ResultsError if there is none.
std::set<std::int64_t> points_of(const ResultsStore& store, const ExplainQuestion& question) {
  std::set<std::int64_t> points;
  for (const RunInfo& run : store.runs())
    if (!question.point || run.point_id == *question.point) points.insert(run.point_id);
  if (points.empty())
    throw ResultsError(fmt::format("--point: there is no point {} here; there are {}, counted from 0",
                                   question.point.value_or(0), store.point_count()));
  const auto rows = store.points();
  for (const auto& [factor, value] : question.where) {
    std::set<std::int64_t> with;
    std::vector<std::string> factors;
    for (const PointRow& row : rows) {
      if (std::find(factors.begin(), factors.end(), row.factor) == factors.end()) factors.push_back(row.factor);
      if (row.factor == factor && is_value(row, value)) with.insert(row.point_id);
    }
    if (std::find(factors.begin(), factors.end(), factor) == factors.end())
      throw ResultsError(
          fmt::format("--where: \"{}\" is no factor here; {}", factor, scenarios::suggest(factor, factors)));
    std::erase_if(points, [&](std::int64_t point) { return !with.contains(point); });
    if (points.empty())
      throw ResultsError(
          fmt::format("--where: at no point asked for is \"{}\" {}; the table \"points\" of "
                      "results.sqlite has the values",
                      factor, value));
  }
  return points;
}

std::string in_words(const std::set<std::int64_t>& points, const ResultsStore& store) {
  if (points.size() == store.point_count()) return "";
  return points.size() == 1 ? fmt::format(", point {}", *points.begin()) : fmt::format(", {} points", points.size());
}

Differences stored_differences(const ResultsStore& store, const ExplainQuestion& question) {
  const auto points = points_of(store, question);
  using Pair = std::pair<std::int64_t, std::uint64_t>;  // point, seed
  std::map<std::int64_t, std::pair<Pair, double>> sign_of;
  std::map<Pair, int> sides;
  for (const RunInfo& run : store.runs()) {
    if (run.status != "done" || (run.coa != question.course && run.coa != question.against)) continue;
    if (!points.contains(run.point_id)) continue;
    sign_of[run.run_id] = {{run.point_id, run.seed}, run.coa == question.course ? 1.0 : -1.0};
  }
  const auto amounts = [&](const std::string& stock) {
    return store.books(stock, question.scope, 0, std::numeric_limits<std::uint32_t>::max());
  };
  // Only pairs of which both runs have booked something: books of some places are kept for some seeds only.
  std::set<std::int64_t> booked;
  for (const BookValue& value : amounts(stock_of(question.measure))) booked.insert(value.run_id);
  for (const std::int64_t run : booked)
    if (sign_of.contains(run)) ++sides[sign_of[run].first];
  const auto pairs = std::count_if(sides.begin(), sides.end(), [](const auto& side) { return side.second == 2; });
  Differences differences;
  if (pairs == 0) return differences;
  differences.made_from =
      (pairs == 1 ? "of one pair" : fmt::format("means over {} pairs", pairs)) + in_words(points, store);
  for (const std::string& stock : all_stocks())
    for (const BookValue& value : amounts(stock)) {
      const auto run = sign_of.find(value.run_id);
      if (run == sign_of.end() || sides[run->second.first] != 2) continue;
      differences.by_stock[stock][value.cause] += run->second.second * value.amount / static_cast<double>(pairs);
    }
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
             for (const BookRow& row : run.books)
               if (run.names[row.scope] == question.scope)
                 differences.by_stock[run.names[row.stock]][run.names[row.cause]] +=
                     (run.coa == question.course ? 1.0 : -1.0) * row.amount;
           }});
  return differences;
}

std::string in_units(const std::string& stock, double amount) {
  static const std::set<std::string> persons = {"staff", "civilians", "fighters"};
  static const std::set<std::string> cents = {"money", "aid", "materiel", "serviceable", "threat funds"};
  if (persons.contains(stock)) return fmt::format("{:+.0f} persons", amount);
  if (cents.contains(stock)) return fmt::format("{:+.2f} million US$", amount / 1e8);
  if (stock == "control" || stock == "grievance") return fmt::format("{:+.3g}", amount);
  return fmt::format("{:+.2f} points", 100 * amount);
}

class Explanation {
 public:
  Explanation(const ResultsStore& store, const ExplainQuestion& question, const Differences& differences)
      : question_(question),
        differences_(differences),
        scenario_(Json::parse(store.provenance("scenario", "{}"), nullptr, false, true)) {}

  std::string text() {
    const std::string stock = stock_of(question_.measure);
    const auto flows = ranked(stock, "");
    double sum = 0;
    if (const auto all = differences_.by_stock.find(stock); all != differences_.by_stock.end())
      for (const auto& [cause, amount] : all->second) sum += amount;
    std::string text = fmt::format("{} in {}: {} against {} ({}).\nBooked under {}: {} in all.\n\n", question_.measure,
                                   question_.scope, question_.course, question_.against, differences_.made_from, stock,
                                   in_units(stock, sum));
    follow(stock, flows, most_flows, 0, text);
    if (flows.empty()) text += "No flow differs: the course of action did not reach this place.\n";
    return text + orders();
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

  void follow(const std::string& stock, const Flows& flows, std::size_t most, std::size_t depth, std::string& text) {
    for (std::size_t i = 0; i < std::min(most, flows.size()); ++i) {
      const auto& [cause, amount] = flows[i];
      const bool again = !told_.insert({stock, cause}).second;
      text += fmt::format("{}{}{}: {}{}\n", std::string(4 * depth, ' '), depth > 0 ? "<- " : "",
                          depth > 0 ? stock + ", " + cause : cause, in_units(stock, amount), order_of(cause));
      if (again || depth + 1 >= most_depth) continue;
      for (const CausalLink& link : causal_links)
        if (link.flow.stock == stock && link.flow.cause == cause)
          follow(std::string(link.moved_by.stock), ranked(std::string(link.moved_by.stock), link.moved_by.cause),
                 most_upstream, depth + 1, text);
    }
  }

  // The order that opened the programme named in "Training (surge-north)".
  std::string order_of(const std::string& cause) {
    const auto open = cause.rfind('('), close = cause.rfind(')');
    if (open == cause.npos || close != cause.size() - 1) return "";
    const std::string id = cause.substr(open + 1, close - open - 1);
    for (const std::string& course : {question_.course, question_.against})
      for (const Json& order : orders_of(course))
        if (order.contains("open_programme") && order["open_programme"].value("id", "") == id)
          return fmt::format("  <- order of {} in week {}: {} opens {}", course, order.value("week", 0),
                             order["open_programme"].value("donor", "a donor"), id);
    return "  (a programme that runs in either case, or that a donor opened by itself)";
  }

  Json orders_of(const std::string& course) const {
    const Json::json_pointer place = Json::json_pointer("/courses_of_action") / course / "orders";
    return scenario_.is_object() && scenario_.contains(place) ? scenario_.at(place) : Json::array();
  }

  // The whole list, for chains that the books do not follow to their end.
  std::string orders() const {
    std::string text;
    for (const Json& order : orders_of(question_.course))
      for (const auto& [key, value] : order.items())
        if (value.is_object())
          text += fmt::format("  week {:>4}  {} {}\n", order.value("week", 0), key, value.value("id", ""));
    return text.empty() ? text : fmt::format("\nOrders of {}:\n{}", question_.course, text);
  }

  const ExplainQuestion& question_;
  const Differences& differences_;
  Json scenario_;
  std::set<std::pair<std::string, std::string>> told_;
};

// Names that mean something in these results.
void check_names(const ResultsStore& store, ExplainQuestion& question) {
  const auto require = [&](const char* option, const std::string& name, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw ResultsError(
          fmt::format("{}: \"{}\" is not known here; {}", option, name, scenarios::suggest(name, known)));
  };
  std::vector<std::string> courses, scopes, measures;
  for (const CourseInfo& course : store.courses()) courses.push_back(course.coa);
  if (question.course.empty() && !courses.empty()) question.course = courses.front();
  courses.emplace_back("twin");
  for (const ScopeInfo& scope : store.scopes())
    if (scope.kind != "country") scopes.push_back(scope.scope);
  const auto stocks = all_stocks();
  for (const MeasureInfo& measure : store.measures())
    if (stocks.contains(stock_of(measure.measure))) measures.push_back(measure.measure);
  require("--measure", question.measure, measures);
  require("--region", question.scope, scopes);
  require("--coa", question.course, courses);
  require("--against", question.against, courses);
}

}  // namespace

std::string explain_difference(const ResultsStore& store, const ExplainQuestion& asked) {
  ExplainQuestion question = asked;
  check_names(store, question);
  Differences differences = stored_differences(store, question);
  if (differences.empty()) differences = simulated_differences(store, question);
  return Explanation(store, question, differences).text();
}

}  // namespace mainstay::studies
