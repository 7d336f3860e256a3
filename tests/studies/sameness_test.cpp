#include "studies/sameness.h"

#include <string>

#include "tests/catch.h"

namespace mainstay::studies {
namespace {

std::string scenario(const std::string& parts) {
  return R"({ "title": "T", "governments": { "XA": { "name": "A" }, "XB": {} }, )" + parts + " }";
}

}  // namespace

TEST_CASE("what has the name of words but is a place or an id makes a scenario another one") {
  const auto change = [](const std::string& before, const std::string& now) {
    return scenario_change(scenario(before), scenario(now));
  };
  CHECK(change(R"("trafficking": [{ "id": "t", "source": "XA-N" }])",
               R"("trafficking": [{ "id": "t", "source": "XA-S" }])") == "/trafficking/0/source");
  CHECK(change(R"("courses_of_action": { "source": { "orders": [2] } })",
               R"("courses_of_action": { "source": { "orders": [1] } })") == "/courses_of_action/source/orders/0");
  CHECK(change(R"("courses_of_action": { "title": { "orders": [2] } })",
               R"("courses_of_action": { "title": { "orders": [1] } })") == "/courses_of_action/title/orders/0");
}

TEST_CASE("words for people make no other scenario") {
  const std::string before = scenario(R"("donors": [{ "id": "d", "name": "D" }], "sources": ["a", "b"])");
  CHECK(scenario_change(before, R"({ "title": "other", "governments": { "XA": { "name": "Other" }, "XB": {} },
      "donors": [{ "id": "d", "name": "Other" }], "summary": "s", "sources": ["c"] })")
            .empty());
  CHECK(study_change(R"({ "title": "a", "factors": [{ "pointer": "/x", "title": "X" }] })",
                     R"({ "factors": [{ "pointer": "/x" }], "seeds": 3 })")
            .empty());
  CHECK(catalogues_change(R"({ "instruments": { "train": { "source": "a", "cost": 1 } } })",
                          R"({ "instruments": { "train": { "source": "b", "cost": 1 } } })")
            .empty());
}

TEST_CASE("the order of what is named by its key is part of a scenario and of catalogues") {
  CHECK(scenario_change(R"({ "courses_of_action": { "a": {}, "b": {} } })",
                        R"({ "courses_of_action": { "b": {}, "a": {} } })") == "the order in /courses_of_action");
  CHECK(catalogues_change(R"({ "threat_kinds": { "a": { "x": 1, "y": 2 }, "b": {} } })",
                          R"({ "threat_kinds": { "b": {}, "a": { "x": 1, "y": 2 } } })") ==
        "the order in /threat_kinds");
  CHECK(scenario_change(R"({ "start": 1, "weeks": 2, "parameters": { "a": 1, "b": 2 } })",
                        R"({ "weeks": 2, "start": 1, "parameters": { "b": 2, "a": 1 } })")
            .empty());
}

}  // namespace mainstay::studies
