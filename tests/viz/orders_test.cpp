#include "agents/orders.h"

#include <set>

#include "tests/catch.h"
#include "scenarios/agent_names.h"
#include "viz/order_kinds.h"

using namespace mainstay;
using scenarios::AgentNames;

TEST_CASE("the window has a form for every order that there is", "[viz]") {
  std::set<std::string> verbs;
  for (const viz::OrderKind& kind : viz::order_kinds()) {
    CAPTURE(kind.verb);
    verbs.insert(kind.verb);
    REQUIRE(kind.fields);
    CHECK_FALSE(kind.about.empty());
    CHECK_FALSE(viz::order_fields(kind, scenarios::Json::object()).empty());
  }
  CHECK(verbs == std::set<std::string>(agents::verb_names.begin(), agents::verb_names.end()));
}

TEST_CASE("the form of an inject asks for what that inject needs", "[viz]") {
  const auto keys = [](const char* inject) {
    std::set<std::string> all;
    for (const auto& field : viz::order_fields(viz::order_kind("inject"), {{"inject", inject}})) all.insert(field.key);
    return all;
  };
  CHECK(keys("drought") == std::set<std::string>{"inject", "regions", "severity", "weeks"});
  CHECK(keys("coup_attempt") == std::set<std::string>{"inject", "government"});
  CHECK(keys("end_of_group") == std::set<std::string>{"inject", "threat"});
  CHECK(keys("price_shock").count("change") == 1);
}

TEST_CASE("agents are called as the scenario and its orders call them", "[viz]") {
  AgentNames names(R"({ // a comment
    "donors": [{"id": "us", "name": "United States"}, {"id": "eu-un"}],
    "courses_of_action": {"surge": {"orders": [{"open_programme": {"id": "s-1", "name": "Three-border surge"}}]}}})");
  CHECK(names.of(AgentNames::Kind::donor, "us") == "United States");
  CHECK(names.of(AgentNames::Kind::threat, "us") == "Us");
  CHECK(names.of(AgentNames::Kind::programme, "s-1") == "Three-border surge");
  CHECK(names.of(AgentNames::Kind::programme, "us-niger-partnership") == "US niger partnership");
  names.learn_order(R"({"week": 3, "open_programme": {"id": "s-2", "name": "Surge, Mopti"}})");
  CHECK(names.of(AgentNames::Kind::programme, "s-2") == "Surge, Mopti");
  names.learn_order("not JSON");
  CHECK_FALSE(names.knows(AgentNames::Kind::programme, "s-3"));
}
