// Every number of a scenario at the limits of its schema: together they are refused with their places, or give worlds
// whose runs stay finite, bounded and conserved.
#include <fmt/format.h>

#include <random>

#include "scenarios/defaults.h"
#include "scenarios/scenario.h"
#include "tests/agents/hard_run.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/covering_array.h"

using namespace mainstay;
using scenarios::Json;

namespace {

// A number of the scenario, with the limits that the schema sets it.
struct Number {
  Json::json_pointer place;
  std::array<Json, 3> levels;  // lowest, as the scenario has it, highest
};

class Numbers {
 public:
  explicit Numbers(const Json& scenario) : schema_(scenarios::scenario_schema().json()) {
    collect(schema_, scenario, Json::json_pointer());
  }
  std::vector<Number> found;
  std::vector<std::string> unlimited;  // numbers without a limit

 private:
  void collect(const Json& schema, const Json& value, const Json::json_pointer& place) {
    if (!schema.is_object()) return;
    if (schema.contains("$ref")) collect(scenarios::resolve_reference(schema_, schema.at("$ref")), value, place);
    if (value.is_number() && schema.contains("type")) take(schema, value, place);
    if (value.is_object()) collect_object(schema, value, place);
    if (value.is_array() && schema.contains("items"))
      for (std::size_t k = 0; k < value.size(); ++k) collect(schema.at("items"), value[k], place / k);
  }
  void collect_object(const Json& schema, const Json& value, const Json::json_pointer& place) {
    for (const Json& branch : schema.value("oneOf", Json::array())) {
      const Json& target = branch.contains("$ref") ? scenarios::resolve_reference(schema_, branch.at("$ref")) : branch;
      if (!target.contains("required") || !value.contains(target.at("required").at(0).get<std::string>())) continue;
      collect(branch, value, place);
      break;
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [key, inner] : value.items()) {
      if (properties.contains(key))
        collect(properties.at(key), inner, place / key);
      else if (schema.contains("additionalProperties"))
        collect(schema.at("additionalProperties"), inner, place / key);
    }
  }
  void take(const Json& schema, const Json& value, const Json::json_pointer& place) {
    if (!schema.contains("minimum") || !schema.contains("maximum"))
      unlimited.push_back(place.to_string());
    else
      found.push_back({place, {schema.at("minimum"), value, schema.at("maximum")}});
  }

  const Json& schema_;
};

// The smallest scenario with one of everything that has a number, in a quick size.
Json full_scenario() {
  Json root = scenarios::ScenarioSource::read(tests::shipped_file("smallest")).document().root();
  root["persons_per_resident"] = 20000;
  root["warmup_weeks"] = 4;
  root["governments"]["XB"]["treasury_usd"] = 1e6;
  root["threats"][0]["sponsor_usd_per_year"] = 1e6;
  root["threats"][0]["doctrine"] = {{"recruit", 1}, {"attack", 1},   {"intimidate", 1}, {"extort", 1},
                                    {"traffic", 1}, {"sabotage", 1}, {"hide", 1},       {"relocate", 1}};
  root["trafficking"][0]["persons_per_year"] = 100;
  root["institutions"].push_back(Json::parse(R"({"id": "guard-s", "kind": "gendarmerie", "region": "XA-S",
      "authorised_staff": 300, "staff": 200, "materiel_usd_per_person": 5000, "externally_paid_share": 0.2})"));
  root["regional_organisations"][0].update(Json::parse(R"({"budget_usd_per_year": 5e6, "peacekeeping_missions": [
      {"id": "watch", "country": "XA", "persons": 400, "weeks": 30, "start_week": 3, "contributors": {"XB": 50},
       "mandate": {"protect": 0.5, "monitor": 0.3, "mentor": 0.2}}]})"));
  root["programmes"].push_back(Json::parse(R"({"id": "late", "donor": "eu", "targets": {"kind": "court"},
      "instruments": {"rule_of_law": 1e6}, "start_week": -20, "weeks": 60, "vetting": 0.5, "monitoring_share": 0.1,
      "conditionality": 0.5, "stage": "handing_over",
      "sustainment": {"taper_weeks": 40, "own_share": 0.5, "instruments": {"advise": 1e6}}})"));
  root["courses_of_action"] = Json::parse(R"({"all": {"summary": "Orders of all kinds", "orders": [
      {"week": 0, "open_programme": {"id": "a", "donor": "us", "surge": true, "weeks": 10, "targets": {"region": "XA-N"},
         "instruments": {"train": 2e6, "equip": 2e6, "advise": 1e6}}},
      {"week": 0, "open_programme": {"id": "b", "donor": "eu", "weeks": 6, "targets": {"country": "XA"},
         "monitoring_share": 0.1, "vetting": 0.5, "conditionality": 0.3, "instruments": {"train": 2e6, "educate": 1e6},
         "sustainment": {"taper_weeks": 10, "own_share": 0.5, "instruments": {"institution_building": 1e6}},
         "objective": {"measure": "capacity", "scope": "XA", "threshold": 0.5, "by_week": 20}}},
      {"week": 1, "raise_unit": {"id": "new", "government": "XA", "region": "XA-N", "kind": "gendarmerie", "staff": 500}},
      {"week": 1, "set_donor_policy": {"donor": "us", "selectivity": 0.5, "conditionality": 0.5, "coordination": 0.5,
         "vetting": 0.5, "monitoring_share": 0.1, "priorities": {"police": 1, "court": 2}}},
      {"week": 1, "engage": {"donor": "us", "government": "XA", "topic": "reform", "usd": 1e6}},
      {"week": 2, "deploy_advisers": {"donor": "us", "region": "XA-N", "kind": "army_garrison", "advisers": 20, "weeks": 10}},
      {"week": 2, "relief": {"donor": "eu", "region": "XA-C", "usd": 3e6}},
      {"week": 2, "set_budget_shares": {"government": "XA", "shares": {"court": 0.5, "police": 0.2}}},
      {"week": 3, "set_tasks": {"targets": {"kind": "police"}, "tasks": {"protect": 0.3, "patrol": 0.2, "train": 0.1}}},
      {"week": 3, "set_rules_of_engagement": {"government": "XA", "restraint": 0.5}},
      {"week": 3, "reform_pay": {"government": "XA", "pay_factor": 1.2}},
      {"week": 3, "reform_oversight": {"government": "XA", "usd_per_year": 1e6}},
      {"week": 3, "grant_access": {"government": "XA", "donor": "us", "level": 0.7}},
      {"week": 4, "ceasefire": {"government": "XA", "threat": "front", "weeks": 4}},
      {"week": 4, "provide_services": {"government": "XA", "region": "XA-N", "usd": 1e6}},
      {"week": 4, "communicate": {"by": "XA", "region": "XA-N", "intensity": 0.5, "weeks": 2}},
      {"week": 4, "share_information": {"organisation": "compact", "level": 0.5}},
      {"week": 4, "joint_exercise": {"organisation": "compact", "usd": 1e6}},
      {"week": 4, "joint_patrols": {"organisation": "compact", "regions": ["XA-N", "XB-1"], "weeks": 5}},
      {"week": 5, "peacekeeping_mission": {"organisation": "compact", "id": "m", "country": "XB", "persons": 100,
         "weeks": 9, "contributors": {"XA": 50}, "mandate": {"protect": 0.5, "monitor": 0.3, "mentor": 0.2}}},
      {"week": 5, "set_doctrine": {"threat": "front", "weights": {"attack": 3, "hide": 2}}},
      {"week": 6, "inject": "drought", "region": "XA-N", "severity": 0.5, "weeks": 5},
      {"week": 6, "inject": "displacement", "region": "XA-N", "persons": 40000},
      {"week": 6, "inject": "attack", "region": "XA-N", "persons": 10},
      {"week": 6, "inject": "attack", "institution": "court-n", "region": "XA-N", "persons": 10, "severity": 0.3},
      {"week": 7, "inject": "price_shock", "government": "XB", "change": 0.3, "weeks": 2},
      {"week": 7, "inject": "revenue_shock", "government": "XA", "change": -0.2, "weeks": 8},
      {"week": 7, "inject": "new_group", "id": "g", "kind": "insurgency", "region": "XA-S", "persons": 100, "usd": 1e5},
      {"week": 8, "inject": "custom", "stock": "staff", "change": 100, "reason": "r", "weeks": 2},
      {"week": 8, "inject": "custom", "stock": "materiel", "change": 1e5, "reason": "r", "weeks": 2},
      {"week": 8, "inject": "custom", "stock": "strength_persons", "change": 100, "reason": "r", "weeks": 2},
      {"week": 8, "inject": "custom", "stock": "displaced", "change": 1000, "reason": "r", "weeks": 2},
      {"week": 8, "inject": "custom", "stock": "treasury_usd", "government": "XA", "change": 1e6, "reason": "r"},
      {"week": 8, "inject": "custom", "stock": "funds_usd", "threat": "front", "change": 1e5, "reason": "r"},
      {"week": 8, "inject": "custom", "stock": "patronage_debt", "government": "XA", "change": 0.5, "reason": "r"},
      {"week": 8, "inject": "custom", "stock": "grievance", "region": "XA-N", "change": 0.2, "reason": "r"},
      {"week": 8, "inject": "custom", "stock": "skill", "change": 0.2, "reason": "r", "weeks": 4},
      {"week": 9, "extend_programme": {"programme": "b", "weeks": 20}},
      {"week": 10, "restructure_programme": {"programme": "b", "weeks": 30, "instruments": {"train": 1e6}}},
      {"week": 14, "hand_over_programme": {"programme": "b", "sustainment": {"taper_weeks": 9, "own_share": 0.7}}},
      {"week": 16, "extend_programme": {"programme": "b", "weeks": 20}},
      {"week": 17, "merge_units": {"from": "new", "into": "court-n"}},
      {"week": 18, "amnesty": {"government": "XA", "threat": "front"}},
      {"week": 19, "talks": {"government": "XA", "threat": "front"}},
      {"week": 20, "withdraw_advisers": {"donor": "us", "region": "XA-N"}},
      {"week": 22, "disband_unit": {"institution": "police@XA-N"}},
      {"week": 24, "inject": "end_of_group", "threat": "g"}]}})");
  root = scenarios::with_defaults(root);
  for (Json& institution : root["institutions"])
    if (institution.contains("staff")) institution.erase("staff_share");
  return root;
}

// How long a run is, and when orders are due, is not what this is about.
bool is_about_time(const Json::json_pointer& place) {
  const std::string name = place.back();
  return name == "week" || place == "/weeks"_json_pointer || name == "warmup_weeks" || name == "persons_per_resident";
}

class AtLimits {
 public:
  AtLimits() : scenario_(full_scenario()), source_(scenarios::ScenarioSource::read(tests::shipped_file("smallest"))) {
    Numbers numbers(scenario_);
    REQUIRE(numbers.unlimited.empty());
    for (Number& number : numbers.found)
      if (!is_about_time(number.place) && !number.place.to_string().starts_with("/parameters/"))
        numbers_.push_back(std::move(number));
    REQUIRE(numbers_.size() > 200);
  }

  std::size_t size() const { return numbers_.size(); }

  // What is refused, with its place, goes back to what the scenario says: the rest must do.
  void check(std::vector<std::uint8_t> row, std::uint64_t number, std::uint32_t weeks) {
    for (std::size_t round = 0; round < numbers_.size(); ++round) {
      const Json root = at(row);
      const auto problems = source_.check("limits", root);
      if (problems.empty()) {
        const auto fault = tests::fault_of_scenario(source_.build("limits", root), number, weeks, 20);
        if (!fault.empty()) FAIL_CHECK(fault << "\n" << changes(row));
        return;
      }
      for (const auto& problem : problems)
        if (!give_back(row, problem)) {
          FAIL_CHECK("refused without a place: " << problem.pointer << ": " << problem.message);
          return;
        }
    }
    FAIL_CHECK("refused for ever");
  }

 private:
  Json at(const std::vector<std::uint8_t>& row) const {
    Json root = scenario_;
    for (std::size_t k = 0; k < row.size(); ++k) root[numbers_[k].place] = numbers_[k].levels[row[k]];
    return root;
  }
  // What lies at the place that a problem names; else what has a name that its words mention, as sums of several do.
  bool give_back(std::vector<std::uint8_t>& row, const scenarios::Problem& problem) const {
    const auto at_place = [&](const Number& number) {
      return (number.place.to_string() + "/").starts_with(problem.pointer + "/");
    };
    const auto mentioned = [&](const Number& number) {
      return problem.message.find(number.place.back()) != std::string::npos;
    };
    const auto give = [&](const auto& meant) {
      bool any = false;
      for (std::size_t k = 0; k < row.size(); ++k) {
        if (row[k] == 1 || !meant(numbers_[k])) continue;
        row[k] = 1;
        any = true;
      }
      return any;
    };
    return give(at_place) || give(mentioned);
  }
  std::string changes(const std::vector<std::uint8_t>& row) const {
    std::string text;
    for (std::size_t k = 0; k < row.size(); ++k)
      if (row[k] != 1) text += " " + numbers_[k].place.to_string() + "=" + numbers_[k].levels[row[k]].dump();
    return text;
  }

  Json scenario_;
  scenarios::ScenarioSource source_;
  std::vector<Number> numbers_;
};

}  // namespace

TEST_CASE("numbers of a scenario at their limits, some together, give results that hold", "[limits]") {
  AtLimits at_limits;
  const auto rows = tests::covering_array(at_limits.size(), 3);
  for (std::size_t k = 0; k < rows.size(); k += 2) at_limits.check(rows[k], k, 30);
}

TEST_CASE("each number of a scenario at its limits gives results that hold", "[limits][.long]") {
  AtLimits at_limits;
  for (std::size_t k = 0; k < at_limits.size(); ++k)
    for (const std::uint8_t level : {std::uint8_t{0}, std::uint8_t{2}}) {
      std::vector<std::uint8_t> row(at_limits.size(), 1);
      row[k] = level;
      at_limits.check(row, k, 40);
    }
}

TEST_CASE("each two numbers of a scenario at their limits give results that hold", "[limits][.long]") {
  AtLimits at_limits;
  const auto rows = tests::covering_array(at_limits.size(), 3);
  for (std::size_t k = 0; k < rows.size(); ++k) at_limits.check(rows[k], k, 80);
}

TEST_CASE("random mixes of a scenario's numbers at their limits give results that hold", "[limits][.long]") {
  AtLimits at_limits;
  for (std::uint32_t number = 0; number < 100; ++number) {
    std::mt19937 draws(number);
    std::vector<std::uint8_t> row(at_limits.size());
    // From a few at their limits among the usual to all of them.
    for (auto& level : row)
      level = draws() % 100 < number ? static_cast<std::uint8_t>(2 * (draws() % 2)) : std::uint8_t{1};
    at_limits.check(row, number, 60);
  }
}
