#include "scenarios/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "agents/measures.h"
#include "scenarios/assets.h"
#include "scenarios/catalogues.h"
#include "scenarios/defaults.h"
#include "scenarios/nearest.h"
#include "scenarios/schema.h"
#include "scenarios/wording.h"

namespace mainstay::scenarios {
namespace {

// The checks below run even if the schema found faults, so they take nothing for granted: what is not there, or of
// another type, is an empty object, list or text to them.
const Json& part(const Json& object, const char* key, Json::value_t type) {
  static const Json no_object = Json::object(), no_list = Json::array();
  const Json& nothing = type == Json::value_t::object ? no_object : no_list;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found != object.end() && found->type() == type ? *found : nothing;
}
const Json& list(const Json& object, const char* key) {
  return part(object, key, Json::value_t::array);
}
const Json& object(const Json& outer, const char* key) {
  return part(outer, key, Json::value_t::object);
}

std::string text(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_true(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

double amount(const Json& value) {
  return value.is_number() ? value.get<double>() : 0;
}

using Problems = std::vector<Problem>;

void check_parents(const Document& document, Problems& problems) {
  const auto& institutions = list(document.root(), "institutions");
  std::map<std::string, std::size_t> index_of;
  for (std::size_t i = 0; i < institutions.size(); ++i) {
    if (const auto id = text(institutions[i], "id"); !id.empty()) index_of.emplace(id, i);
  }
  // Each walk upward stops where an earlier one has been; only a place of the same walk closes a circle.
  std::vector<std::size_t> walk_of(institutions.size(), 0);
  for (std::size_t begin = 0; begin < institutions.size(); ++begin) {
    std::vector<std::string> chain;
    std::size_t at = begin;
    while (walk_of[at] == 0) {
      walk_of[at] = begin + 1;
      chain.push_back(text(institutions[at], "id"));
      const auto next = index_of.find(text(institutions[at], "parent"));
      if (next == index_of.end()) break;
      at = next->second;
      if (walk_of[at] != begin + 1) continue;
      chain.erase(chain.begin(), std::find(chain.begin(), chain.end(), next->first));
      problems.push_back(
          document.problem(child(child("/institutions", at), "parent"),
                           fmt::format("parents form a circle: {} -> {}; one of them must have another parent or none",
                                       fmt::join(chain, " -> "), next->first)));
    }
  }
}

void check_communities(const Document& document, Problems& problems) {
  std::map<std::string, double> total;
  const auto& communities = list(document.root(), "communities");
  for (std::size_t i = 0; i < communities.size(); ++i) {
    for (const auto& [place, share] : object(communities[i], "share_by_region").items()) {
      if (!share.is_number()) continue;
      const double before = total[place];
      total[place] += share.get<double>();
      if (before > 1 + 1e-9 || total[place] <= 1 + 1e-9) continue;
      problems.push_back(
          document.problem(child(child("/communities", i) + "/share_by_region", place),
                           fmt::format("with this share the communities of \"{}\" add up to {}; at most 1 is allowed",
                                       place, plain(total[place]))));
    }
  }
}

void check_threats(const Document& document, Problems& problems) {
  const auto& threats = list(document.root(), "threats");
  for (std::size_t i = 0; i < threats.size(); ++i) {
    std::set<std::string> regions;
    const auto& cells = list(threats[i], "cells");
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const auto region = text(cells[j], "region");
      if (region.empty() || regions.insert(region).second) continue;
      problems.push_back(document.problem(
          child(child(child("/threats", i), "cells"), j) + "/region",
          fmt::format("the group has a cell in \"{}\" already; add their strengths up in one", region)));
    }
  }
}

// Two keys of one object that must not name the same thing.
void check_differ(const Document& document, const Json& value, const std::string& pointer, const char* one,
                  const char* other, Problems& problems) {
  const auto name = text(value, one);
  if (name.empty() || name != text(value, other)) return;
  problems.push_back(document.problem(child(pointer, other),
                                      fmt::format("\"{}\" is also the \"{}\"; name two different ones", name, one)));
}

// A kind of institution can be asked only for what institutions have.
void check_kind(const Document& document, const Json& asks, const std::string& pointer, Problems& problems) {
  const auto measure = text(asks, "measure");
  if (measure.empty() || text(asks, "kind").empty()) return;
  std::string allowed;
  for (const auto one : agents::measures_by_kind) {
    const auto name = agents::measure_descriptions[agents::measure(one)].id;
    if (measure == name) return;
    allowed += (allowed.empty() ? "" : ", ") + std::string(name);
  }
  problems.push_back(document.key_problem(
      child(pointer, "kind"),
      fmt::format("\"{}\" is not measured for one kind of institution; leave out \"kind\", or use one of: {}", measure,
                  allowed)));
}

// Keys that mean something to each inject, besides week, reason and inject.
const std::map<std::string, std::set<std::string>, std::less<>>& keys_of_injects() {
  static const std::set<std::string> hazard = {"region", "regions", "severity", "weeks"},
                                     strike = {"region", "regions", "institution", "threat", "persons", "severity"},
                                     politics = {"government"};
  static const std::map<std::string, std::set<std::string>, std::less<>> keys = {
      {"drought", hazard},
      {"flood", hazard},
      {"cyclone", hazard},
      {"epidemic", hazard},
      {"displacement", {"region", "regions", "persons"}},
      {"attack", strike},
      {"accident", strike},
      {"election", politics},
      {"leader_change", politics},
      {"coup_attempt", politics},
      {"scandal", politics},
      {"price_shock", {"region", "regions", "government", "change", "weeks"}},
      {"revenue_shock", {"government", "change", "weeks"}},
      {"new_group", {"id", "kind", "region", "regions", "persons", "usd"}},
      {"end_of_group", {"threat"}},
      {"custom", {"region", "regions", "government", "threat", "institution", "stock", "change", "weeks"}}};
  return keys;
}

void check_inject(const Document& document, const Json& order, const std::string& pointer, Problems& problems) {
  const auto inject = text(order, "inject");
  const auto known = keys_of_injects().find(inject);
  if (known == keys_of_injects().end()) return;
  for (const auto& [key, value] : order.items()) {
    if (key == "week" || key == "reason" || key == "inject" || known->second.contains(key)) continue;
    problems.push_back(document.key_problem(
        child(pointer, key), fmt::format("\"{}\" means nothing to \"{}\"; leave it out, or use: {}", key, inject,
                                         fmt::join(known->second, ", "))));
  }
}

void check_orders(const Document& document, const Json& orders, const std::string& pointer, Problems& problems) {
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const auto place = child(pointer, i);
    check_differ(document, object(orders[i], "merge_units"), child(place, "merge_units"), "from", "into", problems);
    check_kind(document, object(object(orders[i], "open_programme"), "objective"), place + "/open_programme/objective",
               problems);
    if (orders[i].is_object()) check_inject(document, orders[i], place, problems);
  }
}

// The surges of a course must fit into what is kept for them, as long as nothing fills it up again.
void check_reserves(const Document& document, const Json& orders, const std::string& pointer, Problems& problems) {
  std::map<std::string, double> left;
  for (const Json& donor : list(document.root(), "donors"))
    if (donor.is_object() && !is_true(donor, "reserve_replenishes"))
      left[text(donor, "id")] = donor.contains("flexible_reserve_usd") ? amount(donor["flexible_reserve_usd"]) : 0;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const Json& programme = object(orders[i], "open_programme");
    const auto reserve = left.find(text(programme, "donor"));
    if (!is_true(programme, "surge") || reserve == left.end()) continue;
    double cost = 0;
    for (const auto& [name, money] : object(programme, "instruments").items()) cost += amount(money);
    if (cost > reserve->second)
      problems.push_back(document.problem(
          child(child(pointer, i), "open_programme"),
          fmt::format("this surge costs {:.0f} US$; the reserve of \"{}\" has {:.0f} left for it. Raise "
                      "its flexible_reserve_usd, or ask for less",
                      cost, reserve->first, std::max(0.0, reserve->second))));
    reserve->second -= cost;
  }
}

void check_kinds(const Document& document, Problems& problems) {
  const auto each = [&](const char* list_key, const char* inner) {
    const auto& entries = list(document.root(), list_key);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto place = child(child("", list_key), i);
      if (*inner == '\0')
        check_kind(document, entries[i], place, problems);
      else
        check_kind(document, object(entries[i], inner), child(place, inner), problems);
    }
  };
  each("triggers", "when");
  each("programmes", "objective");
  each("objectives", "");
}

void check_courses(const Document& document, Problems& problems) {
  for (const auto& [name, course] : object(document.root(), "courses_of_action").items()) {
    const auto pointer = child("/courses_of_action", name);
    if (name == "twin")
      problems.push_back(document.key_problem(
          pointer, "\"twin\" is the name of doing nothing, which is always compared with; choose another name"));
    check_orders(document, list(course, "orders"), child(pointer, "orders"), problems);
    check_reserves(document, list(course, "orders"), child(pointer, "orders"), problems);
  }
  const auto& triggers = list(document.root(), "triggers");
  for (std::size_t i = 0; i < triggers.size(); ++i)
    check_orders(document, list(triggers[i], "orders"), child(child("/triggers", i), "orders"), problems);
}

void check_stages(const Document& document, Problems& problems) {
  const auto& programmes = list(document.root(), "programmes");
  for (std::size_t i = 0; i < programmes.size(); ++i) {
    if (text(programmes[i], "stage") != "handing_over" || !programmes[i].contains("start_week")) continue;
    const double start = amount(programmes[i]["start_week"]);
    if (start > 0)
      problems.push_back(document.problem(
          child(child("/programmes", i), "start_week"),
          fmt::format(
              "what is handing over at week 0 has begun to before; found {:.0f}, allowed: at most 0, or another "
              "\"stage\"",
              start)));
  }
}

void check_pairs(const Document& document, Problems& problems) {
  const auto& flows = list(document.root(), "trafficking");
  for (std::size_t i = 0; i < flows.size(); ++i)
    check_differ(document, flows[i], child("/trafficking", i), "source", "market", problems);
  for (const auto& [id, government] : object(document.root(), "governments").items()) {
    const auto& rivals = list(government, "rivals");
    const auto own = std::find(rivals.begin(), rivals.end(), Json(id));
    if (own == rivals.end()) continue;
    const auto index = static_cast<std::size_t>(own - rivals.begin());
    problems.push_back(document.problem(child(child(child("/governments", id), "rivals"), index),
                                        "a government cannot be its own rival; name another country"));
  }
  const auto& institutions = list(document.root(), "institutions");
  for (std::size_t i = 0; i < institutions.size(); ++i) {
    if (!institutions[i].is_object() || !institutions[i].contains("staff") || !institutions[i].contains("staff_share"))
      continue;
    problems.push_back(document.key_problem(child(child("/institutions", i), "staff_share"),
                                            "\"staff\" is given, too; keep one of them"));
  }
}

// The map's names, or the problem that keeps us from them.
Names names_of_map(const Document& document, Problems& problems) {
  const auto map = text(document.root(), "map");
  if (map.empty()) return {};
  try {
    if (const auto file = find_map(document.file(), map); !file.empty()) return map_names(file);
    std::vector<std::string> there;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(asset("maps"), error)) {
      if (entry.path().extension() == ".geojson") there.push_back("assets/maps/" + entry.path().filename().string());
    }
    std::sort(there.begin(), there.end());
    problems.push_back(
        document.problem("/map", fmt::format("there is no map file \"{}\" beside the scenario or with the program; {}",
                                             map, suggest(map, there, "maps"))));
  } catch (const InvalidInput& invalid) {
    problems.insert(problems.end(), invalid.problems().begin(), invalid.problems().end());
  }
  return {};
}

// The catalogues' names, and what is wrong with them.
Names names_of_catalogues(const Document& document, Problems& problems) {
  try {
    const auto catalogues = Catalogues::of_program().with_those_of(document);
    for (Problem& problem : catalogues.check()) problems.push_back(std::move(problem));
    return catalogues.names();
  } catch (const InvalidInput& invalid) {
    problems.insert(problems.end(), invalid.problems().begin(), invalid.problems().end());
  }
  return {};
}

void sort_by_place(Problems& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
}

}  // namespace

Problems check_scenario(const Document& document, const Names& outside) {
  auto problems = scenario_schema().check(document, outside);
  check_parents(document, problems);
  check_communities(document, problems);
  check_threats(document, problems);
  check_courses(document, problems);
  check_kinds(document, problems);
  check_stages(document, problems);
  check_pairs(document, problems);
  sort_by_place(problems);
  return problems;
}

Problems check_order(const Document& order) {
  const std::string orders = "/courses_of_action/given/orders", place = child(orders, std::size_t{0});
  const Json root = {{"courses_of_action", {{"given", {{"orders", Json::array({order.root()})}}}}}};
  const auto alone = Document::parse(order.file(), root.dump());
  auto found = scenario_schema().check_values(alone);
  check_orders(alone, root["courses_of_action"]["given"]["orders"], orders, found);
  Problems problems;
  for (const Problem& problem : found)
    if (problem.pointer.starts_with(place))
      problems.push_back(order.problem(problem.pointer.substr(place.size()), problem.message));
  return problems;
}

Problems check_scenario(const Document& document) {
  Problems of_others;
  auto outside = model_names();
  outside.merge(names_of_catalogues(document, of_others));
  outside.merge(names_of_map(document, of_others));
  auto problems = check_scenario(document, outside);
  problems.insert(problems.end(), of_others.begin(), of_others.end());
  sort_by_place(problems);
  return problems;
}

}  // namespace mainstay::scenarios
