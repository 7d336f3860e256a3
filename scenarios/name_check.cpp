#include "scenarios/name_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/nearest.h"

namespace mainstay::scenarios {
namespace {

std::string words(std::string list) {
  std::replace(list.begin(), list.end(), '_', ' ');
  return list;
}

// A name of scope "" is seen everywhere, one of another scope only there.
bool sees(const std::string& from, const std::string& defined_in) {
  return defined_in.empty() || defined_in == from;
}

// "a@b" is a list of pairs, one part from each of two lists.
bool is_pair(const std::string& list) {
  return list.find('@') != list.npos;
}
std::string first_of(const std::string& pair) {
  return pair.substr(0, pair.find('@'));
}
std::string second_of(const std::string& pair) {
  return pair.substr(pair.find('@') + 1);
}

}  // namespace

void NameCheck::define(const std::string& list, const std::string& name, const std::string& pointer, bool at_key,
                       const std::string& scope) {
  lists_[list].push_back({name, pointer, scope, at_key});
}

void NameCheck::refer(std::vector<std::string> lists, const std::string& name, const std::string& pointer, bool at_key,
                      const std::string& scope) {
  references_.push_back({std::move(lists), name, pointer, scope, at_key});
}

Problem NameCheck::problem(const std::string& pointer, bool at_key, std::string message) const {
  return at_key ? document_.key_problem(pointer, std::move(message)) : document_.problem(pointer, std::move(message));
}

bool NameCheck::is_checked(const std::string& list) const {
  if (is_pair(list)) return is_checked(first_of(list)) && is_checked(second_of(list));
  return outside_.contains(list) || lists_.contains(list);
}

bool NameCheck::knows(const std::string& list, const std::string& name, const std::string& scope) const {
  if (is_pair(list)) {
    const auto at = name.find('@');
    return at != name.npos && knows(first_of(list), name.substr(0, at), scope) &&
           knows(second_of(list), name.substr(at + 1), scope);
  }
  if (const auto given = outside_.find(list); given != outside_.end()) {
    if (std::find(given->second.begin(), given->second.end(), name) != given->second.end()) return true;
  }
  const auto defined = lists_.find(list);
  return defined != lists_.end() &&
         std::any_of(defined->second.begin(), defined->second.end(), [&](const Definition& definition) {
           return definition.name == name && sees(scope, definition.scope);
         });
}

std::vector<std::string> NameCheck::known_names(const std::vector<std::string>& lists, const std::string& scope) const {
  std::vector<std::string> names;
  for (const auto& list : lists) {
    if (const auto given = outside_.find(list); given != outside_.end())
      names.insert(names.end(), given->second.begin(), given->second.end());
    if (const auto defined = lists_.find(list); defined != lists_.end()) {
      for (const auto& definition : defined->second) {
        if (sees(scope, definition.scope)) names.push_back(definition.name);
      }
    }
  }
  return names;
}

std::string NameCheck::where_else(const Reference& reference) const {
  for (const auto& list : reference.lists) {
    const auto defined = lists_.find(list);
    if (defined == lists_.end()) continue;
    for (const auto& definition : defined->second) {
      if (definition.name != reference.name) continue;
      return fmt::format("; it is known only within {} (line {})", definition.scope,
                         document_.value_place(definition.pointer).line);
    }
  }
  return {};
}

std::string NameCheck::unknown(const Reference& reference) const {
  std::string lists;
  std::string pairs;
  for (const auto& list : reference.lists) {
    if (is_pair(list))
      pairs = fmt::format("; or a name of {}, '@' and one of {}", words(first_of(list)), words(second_of(list)));
    else
      lists += (lists.empty() ? "" : " or ") + words(list);
  }
  const auto names = known_names(reference.lists, reference.scope);
  const auto elsewhere = where_else(reference);
  std::string allowed = elsewhere.empty() ? "; the file defines none" : elsewhere;
  if (elsewhere.empty() && !names.empty()) allowed = "; " + suggest(reference.name, names, "known");
  return fmt::format("\"{}\" is not among the {}{}{}", reference.name, lists, allowed, pairs);
}

std::vector<Problem> NameCheck::problems(std::size_t at_most) const {
  std::vector<Problem> found;
  for (const auto& [list, definitions] : lists_) {
    std::map<std::string, std::vector<const Definition*>> by_name;
    for (const auto& definition : definitions) {
      auto& same = by_name[definition.name];
      const auto first = std::find_if(same.begin(), same.end(), [&](const Definition* other) {
        return sees(definition.scope, other->scope) || sees(other->scope, definition.scope);
      });
      if (first != same.end() && found.size() < at_most) {
        found.push_back(
            problem(definition.pointer, definition.at_key,
                    fmt::format("\"{}\" is the name of two {}, first on line {}; give each its own", definition.name,
                                words(list), document_.key_place((*first)->pointer).line)));
      }
      same.push_back(&definition);
    }
  }
  for (const auto& reference : references_) {
    if (found.size() >= at_most) break;
    const auto& lists = reference.lists;
    const bool all_checked =
        std::all_of(lists.begin(), lists.end(), [&](const auto& list) { return is_checked(list); });
    const bool known = std::any_of(lists.begin(), lists.end(),
                                   [&](const auto& list) { return knows(list, reference.name, reference.scope); });
    if (all_checked && !known) found.push_back(problem(reference.pointer, reference.at_key, unknown(reference)));
  }
  return found;
}

}  // namespace mainstay::scenarios
