#include "scenarios/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "agents/programmes.h"
#include "scenarios/defaults.h"
#include "scenarios/read_orders.h"
#include "sim/border_gaps.h"

namespace mainstay::scenarios {

namespace {

using agents::Index;
using agents::KindIndex;

// The innermost part of the file that a pointer names: defaults stand nowhere.
Problem warning(const Document& document, const std::string& pointer, std::string message) {
  Problem problem = document.problem(pointer, std::move(message));
  problem.warning = true;
  return problem;
}

class ScenarioWarnings {
 public:
  explicit ScenarioWarnings(const ScenarioSource& source)
      : document_(source.document()),
        scenario_(source.build()),
        root_(with_defaults(document_.root())),
        reader_{*scenario_.setting, scenario_.start} {
    note_raised(list_of(root_, "triggers"));
    note_raised(list_of(root_, "courses_of_action"));
  }

  std::vector<Problem> all() {
    rules();
    budgets();
    std::size_t index = 0;
    for (const auto& json : list_of(root_, "programmes")) programme(json, child("/programmes", index++));
    index = 0;
    for (const auto& json : list_of(root_, "triggers"))
      orders(list_of(json, "orders"), child("/triggers", index++) + "/orders");
    for (const auto& [name, course] : list_of(root_, "courses_of_action").items())
      orders(list_of(course, "orders"), child("/courses_of_action", name) + "/orders");
    return std::move(warnings_);
  }

 private:
  void warn(const std::string& pointer, std::string message) {
    warnings_.push_back(warning(document_, pointer, std::move(message)));
  }

  // Kinds of institutions that an order may raise later.
  void note_raised(const Json& lists) {
    for (const auto& entry : lists)
      for (const auto& order : list_of(entry, "orders"))
        if (order.contains("raise_unit"))
          raised_.insert(scenario_.setting->catalogue.institution(order.at("raise_unit").value("kind", std::string())));
  }

  void orders(const Json& list, const std::string& pointer) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].contains("open_programme"))
        programme(with_defaults("order", list[i]).at("open_programme"), child(pointer, i) + "/open_programme");
  }

  // A "where" that names places, of which there is none.
  bool selects_no_place(const Json& where) const {
    const bool places =
        std::any_of(std::begin(place_keys), std::end(place_keys), [&](const char* key) { return where.contains(key); });
    return places && reader_.regions(where).empty();
  }

  void programme(const Json& json, const std::string& pointer) {
    const agents::Order order = reader_.read_programme(json);
    const Json targets = json.contains("targets") ? json.at("targets") : Json::object();
    if (selects_no_place(targets)) {
      warn(pointer + "/targets", "no region of the map is all of this, so that places do not matter; name regions");
      return;
    }
    if (!order.later.targets.empty()) return;  // not there yet
    const auto& units = scenario_.start.institutions;
    std::set<KindIndex> kinds;
    for (Index i = 0; i < units.size(); ++i)
      if (units.country[i] != agents::none && agents::matches(order.targets, scenario_.start, i))
        kinds.insert(units.kind[i]);
    for (const KindIndex kind : raised_)
      if (kind != agents::none &&
          (order.targets.kinds.empty() || std::count(order.targets.kinds.begin(), order.targets.kinds.end(), kind) > 0))
        kinds.insert(kind);
    if (kinds.empty()) {
      warn(pointer + "/targets",
           "no institution of the scenario is meant by these targets; the money would stay where it is");
      return;
    }
    instruments(json, pointer, kinds);
    if (json.contains("sustainment")) instruments(json.at("sustainment"), pointer + "/sustainment", kinds);
  }

  void instruments(const Json& json, const std::string& pointer, const std::set<KindIndex>& kinds) {
    const auto& catalogue = scenario_.setting->catalogue;
    for (const auto& [name, usd] : list_of(json, "instruments").items()) {
      const KindIndex k = catalogue.instrument(name);
      if (k == agents::none || !(usd.get<double>() > 0)) continue;
      const agents::Instrument& instrument = catalogue.instruments[k];
      const auto helped = [&](KindIndex kind) { return instrument.helps(catalogue.institutions[kind].sector); };
      if (std::any_of(kinds.begin(), kinds.end(), helped)) continue;
      std::string can, are;
      for (const agents::Sector sector : instrument.sectors)
        can += (can.empty() ? "" : ", ") + std::string(agents::sector_names[static_cast<std::size_t>(sector)]);
      for (const KindIndex kind : kinds) are += (are.empty() ? "" : ", ") + catalogue.institutions[kind].id;
      warn(
          child(pointer + "/instruments", name),
          fmt::format("\"{}\" can help none of the targets: it helps the sectors {}, and the targets are {}. The money "
                      "would stay where it is",
                      name, can, are));
    }
  }

  // How many institutions came of each rule, by their names: KIND@REGION.
  void rules() {
    const auto& ids = scenario_.start.institutions.id;
    std::size_t index = 0;
    for (const auto& json : list_of(root_, "institutions")) {
      const std::string pointer = child("/institutions", index++);
      if (!json.contains("rule")) continue;
      const Json where = json.contains("where") ? json.at("where") : Json::object();
      const auto regions = reader_.regions(where);
      const std::string kind = json.at("kind").get<std::string>() + "@";
      const bool made = std::any_of(regions.begin(), regions.end(), [&](sim::RegionIndex r) {
        return std::find(ids.begin(), ids.end(), kind + scenario_.setting->map.regions[r].id) != ids.end();
      });
      if (made) continue;
      const bool borders = json.at("rule") == "border_regions" && !regions.empty();
      warn(pointer + "/rule",
           borders ? "this rule makes no institution: none of its regions has an international border on the map"
           : regions.empty() ? "this rule makes no institution: no region of the map is what \"where\" asks for"
                             : "this rule makes no institution: no region is asked for even one person of staff");
    }
  }

  void budgets() {
    const auto& setting = *scenario_.setting;
    const auto& units = scenario_.start.institutions;
    for (const auto& [id, government] : list_of(root_, "governments").items()) {
      const sim::CountryIndex country = setting.map.find_country(id);
      for (const auto& [kind, share] : list_of(government, "budget_shares").items()) {
        const KindIndex k = setting.catalogue.institution(kind);
        const bool there = raised_.contains(k) || [&] {
          for (Index i = 0; i < units.size(); ++i)
            if (units.country[i] == country && units.kind[i] == k) return true;
          return false;
        }();
        if (!there && share.get<double>() > 0)
          warn(child(child(child("/governments", id), "budget_shares"), kind),
               fmt::format("{} has no institution of the kind \"{}\"; this share is spread over the other kinds", id,
                           kind));
      }
    }
  }

  static constexpr const char* place_keys[] = {"region", "regions", "capital", "coast", "border"};
  const Document& document_;
  const Scenario scenario_;
  const Json root_;
  const OrderReader reader_;
  std::set<KindIndex> raised_;
  std::vector<Problem> warnings_;
};

}  // namespace

std::vector<Problem> warn_of_map(const ScenarioSource& source) {
  std::vector<Problem> warnings;
  for (const sim::BorderGap& gap : sim::find_border_gaps(source.map()))
    warnings.push_back(warning(source.document(), "/map", sim::in_words(source.map(), gap)));
  return warnings;
}

std::vector<Problem> warn_of_scenario(const ScenarioSource& source) {
  std::vector<Problem> warnings = ScenarioWarnings(source).all();
  const std::vector<Problem> of_map = warn_of_map(source);
  warnings.insert(warnings.end(), of_map.begin(), of_map.end());
  std::stable_sort(warnings.begin(), warnings.end(), [](const Problem& a, const Problem& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  return warnings;
}

}  // namespace mainstay::scenarios
