#include "sessions/order_check.h"

namespace mainstay::sessions {

using scenarios::Json;

OrderContext order_context(const Session& session, std::size_t branch) {
  const Branch& in = session.branches()[branch];
  OrderContext context{session.shared_scenario(), in.course, {}};
  for (const GivenOrder& given : in.given) context.given.push_back(given.json);
  return context;
}

void check_order(const OrderContext& context, const Json& order, const scenarios::Document& document,
                 const std::string& pointer) {
  const scenarios::Scenario& scenario = *context.scenario;
  const auto source =
      scenarios::ScenarioSource::stored(scenario.file, scenario.text, scenario.map_text, scenario.catalogues_text);
  Json root = source.document().root();
  const std::string course = context.course.empty() ? "session" : context.course;
  if (context.course.empty()) root["courses_of_action"][course] = {{"summary", "Given in the session"}};
  Json& orders = root["courses_of_action"][course]["orders"];
  if (!orders.is_array()) orders = Json::array();
  for (const std::string& given : context.given) orders.push_back(Json::parse(given, nullptr, true, true));
  const std::string place = "/courses_of_action/" + course + "/orders/" + std::to_string(orders.size());
  orders.push_back(order);
  std::vector<scenarios::Problem> problems;
  for (const scenarios::Problem& problem : source.check(scenario.file, root))
    if (problem.pointer.rfind(place, 0) == 0)
      problems.push_back(document.problem(pointer + problem.pointer.substr(place.size()), problem.message));
  if (!problems.empty()) throw scenarios::InvalidInput(problems);
}

}  // namespace mainstay::sessions
