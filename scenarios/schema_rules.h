// A schema as a checker asks it: every keyword looked up and every reference followed once. A scenario is checked some
// five times as fast as by looking into the schema's JSON for each of its values, and studies check many variants.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenarios/document.h"

namespace mainstay::scenarios {

// As the keywords of scenarios/schema.h, which say what they mean. Pointers are into the schema's JSON, or null.
struct Rule {
  static constexpr double infinite = std::numeric_limits<double>::infinity();
  static constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

  const Json* json = nullptr;  // for words about it
  const Rule* reference = nullptr;
  bool anything = false;  // the schema is just true or false
  bool name_scope = false;
  std::vector<std::string> types;
  const Json *only = nullptr, *choices = nullptr;

  double minimum = -infinite, maximum = infinite, above = -infinite, below = infinite;
  std::optional<double> multiple_of, sum_at_most;
  const std::string *before = nullptr, *not_after = nullptr;

  std::size_t shortest = 0, longest = any_number;
  const std::string *pattern = nullptr, *defines = nullptr;
  bool is_date = false;
  std::vector<std::string> refers_to, catalogue;  // the latter is none or one

  std::size_t fewest_items = 0;
  std::optional<std::size_t> most_items;
  bool unique_items = false;
  const Rule* items = nullptr;

  std::unordered_map<std::string_view, const Rule*> properties;
  const Rule *property_names = nullptr, *others = nullptr;
  bool no_others = false;
  std::vector<std::string> required;
  std::size_t fewest_keys = 0, most_keys = any_number;

  struct Branch {
    std::string telling_key;
    const Rule* rule = nullptr;
    const Rule* target = nullptr;  // what it refers to, or itself
  };
  std::vector<Branch> one_of;
  std::vector<const Rule*> all_of;
  const Rule *condition = nullptr, *then = nullptr, *otherwise = nullptr;
};

class Rules {
 public:
  // `schema` stays where it is, and stands alone: whatever it refers to is in it.
  explicit Rules(const Json& schema);
  const Rule& root() const { return *root_; }

 private:
  const Rule* rule(const Json& schema);
  void read(const Json& schema, Rule& rule);

  const Json& schema_;
  std::deque<Rule> all_;
  std::unordered_map<const Json*, const Rule*> made_;
  const Rule* root_ = nullptr;
};

}  // namespace mainstay::scenarios
