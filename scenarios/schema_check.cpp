#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "scenarios/name_check.h"
#include "scenarios/nearest.h"
#include "scenarios/pattern.h"
#include "scenarios/schema.h"
#include "scenarios/schema_rules.h"
#include "scenarios/wording.h"

namespace mainstay::scenarios {
namespace {

bool is_whole(const Json& value) {
  return value.is_number_integer() ||
         (value.is_number_float() && std::floor(value.get<double>()) == value.get<double>());
}

bool has_type(const Json& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  return type == "integer" ? is_whole(value) : value.is_number();
}

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> all;
  for (const auto& entry : list) all.push_back(entry.is_string() ? entry.get<std::string>() : entry.dump());
  return all;
}

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> all;
  for (const auto& [key, value] : object.items()) all.push_back(key);
  return all;
}

double sum(const Json& numbers) {
  double total = 0;
  for (const auto& number : numbers) total += number.is_number() ? number.get<double>() : 0;
  return total;
}

// Nobody reads more, and finding their places would take long.
constexpr std::size_t most_problems = 1000;
// Of a list for which the schema says nothing else, as of keys in an object: no scenario needs more, and every entry
// would be looked at.
constexpr std::size_t most_entries = most_keys_per_object;

// Walks a value and its schema side by side.
class Checker {
 public:
  Checker(const Document& document, const Names& outside, std::size_t most = most_problems)
      : document_(document), most_problems_(most), names_(document, outside) {}

  void has_list(const std::string& list) { names_.has_list(list); }
  void value(const Rule& rule, const Json& value, const std::string& pointer, const std::string& outer_scope,
             bool at_key = false);
  std::vector<Problem> problems(bool with_names = true);

 private:
  void report(const std::string& pointer, std::string message) { report_at(false, pointer, std::move(message)); }
  void report_key(const std::string& pointer, std::string message) { report_at(true, pointer, std::move(message)); }
  void report_at(bool at_key, const std::string& pointer, std::string message) {
    if (problems_.size() >= most_problems_) return;
    if (only_asks())
      problems_.push_back({});
    else
      problems_.push_back(at_key ? document_.key_problem(pointer, std::move(message))
                                 : document_.problem(pointer, std::move(message)));
  }
  // Whether there is any problem: to find their places takes longer than all else.
  bool only_asks() const { return most_problems_ == 1; }
  bool type(const Rule& rule, const Json& value, const std::string& pointer);
  void choice(const Rule& rule, const Json& value, const std::string& pointer);
  void number(const Rule& rule, const Json& value, const std::string& pointer);
  void check_limits();
  void text(const Rule& rule, const std::string& text, const std::string& pointer, const std::string& scope,
            bool at_key);
  void list(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope);
  void object(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope);
  void one_of(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope);
  void no_branch(const Rule& rule, const Json& value, const std::string& pointer);
  bool holds(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope) const;

  // A number that may not exceed another one of the document.
  struct Limited {
    double value;
    bool inclusive;
    std::string limit_pointer, pointer, unit;
  };

  const Document& document_;
  std::size_t most_problems_;
  NameCheck names_;
  std::vector<Problem> problems_;
  std::vector<Limited> limits_;
};

void Checker::value(const Rule& rule, const Json& value, const std::string& pointer, const std::string& outer_scope,
                    bool at_key) {
  if (rule.anything) return;
  const auto& scope = rule.name_scope ? pointer : outer_scope;
  if (rule.reference != nullptr) this->value(*rule.reference, value, pointer, scope, at_key);
  if (!type(rule, value, pointer)) return;
  choice(rule, value, pointer);
  if (value.is_number()) number(rule, value, pointer);
  if (value.is_string()) text(rule, value.get_ref<const std::string&>(), pointer, scope, at_key);
  if (value.is_array()) list(rule, value, pointer, scope);
  if (value.is_object()) object(rule, value, pointer, scope);
  for (const Rule* part : rule.all_of) this->value(*part, value, pointer, scope, at_key);
  if (rule.condition == nullptr) return;
  const Rule* then = holds(*rule.condition, value, pointer, scope) ? rule.then : rule.otherwise;
  if (then != nullptr) this->value(*then, value, pointer, scope, at_key);
}

bool Checker::holds(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope) const {
  static const Names nothing;
  Checker aside(document_, nothing, 1);
  aside.value(rule, value, pointer, scope);
  return aside.problems_.empty();
}

bool Checker::type(const Rule& rule, const Json& value, const std::string& pointer) {
  if (rule.types.empty() ||
      std::any_of(rule.types.begin(), rule.types.end(), [&](const auto& one) { return has_type(value, one); }))
    return true;
  std::string expected;
  for (const auto& one : rule.types) expected += (expected.empty() ? "" : " or ") + type_in_words(one);
  report(pointer, fmt::format("found {}; {} is expected{}", in_words(value), expected, unit_in_brackets(*rule.json)));
  return false;
}

void Checker::choice(const Rule& rule, const Json& value, const std::string& pointer) {
  if (rule.only != nullptr && value != *rule.only)
    report(pointer, fmt::format("found {}; {} is expected", in_words(value), rule.only->dump()));
  if (rule.choices == nullptr || std::find(rule.choices->begin(), rule.choices->end(), value) != rule.choices->end())
    return;
  report(pointer,
         fmt::format("unknown value {}; {}", value.dump(),
                     suggest(value.is_string() ? value.get<std::string>() : value.dump(), texts(*rule.choices))));
}

void Checker::number(const Rule& rule, const Json& value, const std::string& pointer) {
  const double number = value.get<double>();
  if (!(number >= rule.minimum && number <= rule.maximum && number > rule.above && number < rule.below))
    report(pointer, fmt::format("{} is out of range; allowed: {}", plain(number), range_in_words(*rule.json)));
  if (rule.multiple_of) {
    const double steps = number / *rule.multiple_of;
    if (steps != std::round(steps))
      report(pointer, fmt::format("{} is not a multiple of {}", plain(number), plain(*rule.multiple_of)));
  }
  for (const bool inclusive : {false, true})
    if (const std::string* limit = inclusive ? rule.not_after : rule.before; limit != nullptr)
      limits_.push_back({number, inclusive, *limit, pointer, unit_in_brackets(*rule.json)});
}

// A limit that is itself wrong has its own problem and limits nothing.
void Checker::check_limits() {
  for (const auto& limited : limits_) {
    const auto is_its = [&](const Problem& problem) { return problem.pointer == limited.limit_pointer; };
    if (std::any_of(problems_.begin(), problems_.end(), is_its)) continue;
    const Json::json_pointer where(limited.limit_pointer);
    if (!document_.root().contains(where) || !document_.root()[where].is_number()) continue;
    const double limit = document_.root()[where].get<double>();
    if (limited.inclusive ? limited.value <= limit : limited.value < limit) continue;
    report(limited.pointer,
           fmt::format("{} is after the end; allowed: {} {}, as {} says{}", plain(limited.value),
                       limited.inclusive ? "at most" : "less than", plain(limit), limited.limit_pointer, limited.unit));
  }
}

void Checker::text(const Rule& rule, const std::string& text, const std::string& pointer, const std::string& scope,
                   bool at_key) {
  const auto length = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  if (length < rule.shortest)
    report_at(at_key, pointer,
              length == 0 ? "the text is empty; at least one character is needed"
                          : fmt::format("the text has {} characters; at least {} are needed", length, rule.shortest));
  if (length > rule.longest)
    report_at(at_key, pointer, fmt::format("the text has {} characters; at most {} are allowed", length, rule.longest));
  if (rule.pattern != nullptr && length <= rule.longest && length > 0 && !has_pattern(text, *rule.pattern)) {
    report_at(
        at_key, pointer,
        fmt::format("\"{}\" is not allowed here; expected: {}", text, rule.json->value("expects", *rule.pattern)));
  }
  if (rule.is_date && !is_date(text)) {
    report(pointer,
           fmt::format("\"{}\" is not a date of the calendar; expected: YYYY-MM-DD, e.g. \"2023-01-02\"", text));
  }
  if (rule.defines != nullptr) names_.define(*rule.defines, text, pointer, at_key, scope);
  if (!rule.refers_to.empty()) names_.refer(rule.refers_to, text, pointer, at_key, scope);
  if (!rule.catalogue.empty()) names_.refer(rule.catalogue, text, pointer, at_key, scope);
}

void Checker::list(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope) {
  const auto most = rule.most_items.value_or(most_entries);
  if (value.size() < rule.fewest_items)
    report(pointer, fmt::format("the list has {} entries; at least {} needed", value.size(), rule.fewest_items));
  if (value.size() > most)
    report(pointer, fmt::format("the list has {} entries; at most {} are allowed", value.size(), most));
  if (value.size() > most_entries) return;
  if (rule.unique_items) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (!seen.insert(value[i].dump()).second) {
        report(child(pointer, i), fmt::format("{} stands in the list twice; keep one", in_words(value[i])));
      }
    }
  }
  if (rule.sum_at_most && sum(value) > *rule.sum_at_most + 1e-9) {
    report(pointer,
           fmt::format("the numbers add up to {}; at most {} is allowed", plain(sum(value)), plain(*rule.sum_at_most)));
  }
  if (rule.items == nullptr) return;
  for (std::size_t i = 0; i < value.size(); ++i) this->value(*rule.items, value[i], child(pointer, i), scope);
}

void Checker::object(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope) {
  static const Json none = Json::object();
  const auto given = rule.json->find("properties");
  const Json& properties = given == rule.json->end() ? none : *given;
  for (const auto& [key, inner] : value.items()) {
    const std::string path = child(pointer, key);
    if (rule.property_names != nullptr) this->value(*rule.property_names, Json(key), path, scope, true);
    if (const auto known = rule.properties.find(key); known != rule.properties.end()) {
      this->value(*known->second, inner, path, scope);
    } else {
      if (rule.others != nullptr) this->value(*rule.others, inner, path, scope);
      if (rule.no_others) report_key(path, fmt::format("unknown key \"{}\"; {}", key, suggest(key, keys(properties))));
    }
  }
  for (const auto& key : rule.required) {
    if (value.contains(key)) continue;
    const auto known = rule.properties.find(key);
    std::string about;
    if (known != rule.properties.end()) {
      const Rule& its = known->second->reference == nullptr ? *known->second : *known->second->reference;
      if (!its.anything) about = its.json->value("description", "");
    }
    report(pointer, fmt::format("the key \"{}\" is missing{}{}", key, about.empty() ? "" : ": ", about));
  }
  if (value.size() < rule.fewest_keys) {
    const auto allowed = properties.empty() ? std::string() : "; " + suggest("", keys(properties));
    report(pointer, fmt::format("found {} {}; at least {} needed{}", value.size(),
                                value.size() == 1 ? "entry" : "entries", rule.fewest_keys, allowed));
  }
  if (value.size() > rule.most_keys)
    report(pointer, fmt::format("at most {} entries are allowed; found {}", rule.most_keys, value.size()));
  if (rule.sum_at_most && sum(value) > *rule.sum_at_most + 1e-9) {
    report(pointer,
           fmt::format("the shares add up to {}; at most {} is allowed", plain(sum(value)), plain(*rule.sum_at_most)));
  }
  if (!rule.one_of.empty()) one_of(rule, value, pointer, scope);
}

void Checker::one_of(const Rule& rule, const Json& value, const std::string& pointer, const std::string& scope) {
  std::vector<std::string> hits;
  const Rule* chosen = nullptr;
  for (const auto& branch : rule.one_of) {
    if (!value.contains(branch.telling_key)) continue;
    if (hits.empty()) chosen = branch.rule;
    hits.push_back(branch.telling_key);
  }
  if (hits.size() == 1) {
    this->value(*chosen, value, pointer, scope);
  } else if (hits.size() > 1) {
    std::string both;
    for (const auto& hit : hits) both += fmt::format("{}\"{}\"", both.empty() ? "" : " and ", hit);
    report_key(child(pointer, hits[1]),
               fmt::format("found {} together; keep one{}", both, hits.size() == 2 ? "" : " of them"));
  } else {
    no_branch(rule, value, pointer);
  }
}

// Says which of the telling keys is missing, at the key that was probably meant to be it.
void Checker::no_branch(const Rule& rule, const Json& value, const std::string& pointer) {
  std::vector<std::string> tells;
  for (const auto& branch : rule.one_of) tells.push_back(branch.telling_key);
  const auto known_somewhere = [&](const std::string& key) {
    return rule.properties.contains(key) ||
           std::any_of(rule.one_of.begin(), rule.one_of.end(),
                       [&](const auto& branch) { return branch.target->properties.contains(key); });
  };
  const bool names_keys = std::any_of(rule.one_of.begin(), rule.one_of.end(),
                                      [](const auto& branch) { return branch.target->json->contains("properties"); });
  for (const auto& [key, inner] : value.items()) {
    if (!names_keys || known_somewhere(key)) continue;
    report_key(child(pointer, key), fmt::format("unknown key \"{}\"; {}", key, suggest(key, tells)));
    return;
  }
  report(pointer, fmt::format("one of these keys is missing; {}", suggest("", tells, "needed is one of")));
}

std::vector<Problem> Checker::problems(bool with_names) {
  check_limits();
  auto all = std::move(problems_);
  auto names = with_names ? names_.problems(most_problems - all.size()) : std::vector<Problem>{};
  all.insert(all.end(), std::make_move_iterator(names.begin()), std::make_move_iterator(names.end()));
  std::stable_sort(all.begin(), all.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  const auto same = [](const Problem& a, const Problem& b) { return a.text() == b.text(); };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  if (all.size() >= most_problems)
    all.push_back({document_.file(), 0, 0, "",
                   fmt::format("these are the first {} problems; mend them and check again", most_problems)});
  return all;
}

// "mainstay-scenario/1" is a "scenario"; of no kind that has a schema, "".
std::string kind_of(const std::string& format) {
  for (const auto& kind : schema_names())
    if (format.starts_with("mainstay-" + kind + "/")) return kind;
  return "";
}

// A whole file of another kind has one problem, not one for each of its keys.
std::optional<Problem> of_another_kind(const Json& schema, const Document& document) {
  const Json::json_pointer expected_format("/properties/format/const");
  if (!schema.contains(expected_format) || !document.root().is_object()) return {};
  const auto expected = schema[expected_format].get<std::string>();
  const std::string a_kind = fmt::format("a {} (\"{}\") is expected here", kind_of(expected), expected);
  if (document.root().value("type", Json()) == "FeatureCollection")
    return document.problem("/type", "this is a map (GeoJSON); " + a_kind);
  const Json format = document.root().value("format", Json());
  if (!format.is_string() || format == expected) return {};
  const auto found = format.get<std::string>();
  if (is_newer_format(found, expected))
    return document.problem("/format", fmt::format("the format \"{}\" is newer than this Mainstay, which reads \"{}\"; "
                                                   "use the Mainstay that it was made for",
                                                   found, expected));
  if (kind_of(found) == kind_of(expected))
    return document.problem(
        "/format", fmt::format("this is \"{}\", which this version of Mainstay does not read; {}", found, a_kind));
  if (!kind_of(found).empty())
    return document.problem("/format", fmt::format("this is a {} (\"{}\"); {}", kind_of(found), found, a_kind));
  return {};
}

}  // namespace

std::vector<Problem> Schema::check(const Document& document, const Names& outside) const {
  if (const auto other = of_another_kind(json(), document)) return {*other};
  Checker checker(document, outside);
  for (const auto& list : content_->lists_defined) checker.has_list(list);
  checker.value(content_->rules->root(), document.root(), "", "");
  return checker.problems();
}

std::vector<Problem> Schema::check_values(const Document& document) const {
  static const Names nobody;
  Checker checker(document, nobody);
  checker.value(content_->rules->root(), document.root(), "", "");
  return checker.problems(false);
}

}  // namespace mainstay::scenarios
