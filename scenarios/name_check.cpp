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
  lists_[list].add({name, pointer, scope, at_key});
}

void NameCheck::List::add(Definition definition) {
  by_name[definition.name].push_back(all.size());
  all.push_back(std::move(definition));
}

const NameCheck::Definition* NameCheck::List::find(const std::string& name, const std::string& scope) const {
  const auto same = by_name.find(name);
  if (same == by_name.end()) return nullptr;
  for (const std::size_t k : same->second)
    if (sees(scope, all[k].scope)) return &all[k];
  return nullptr;
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
    auto& names = outside_names_[list];
    if (names.empty()) names.insert(given->second.begin(), given->second.end());
    if (names.contains(name)) return true;
  }
  const auto defined = lists_.find(list);
  return defined != lists_.end() && defined->second.find(name, scope) != nullptr;
}

std::vector<std::string> NameCheck::known_names(const std::vector<std::string>& lists, const std::string& scope) const {
  std::vector<std::string> names;
  for (const auto& list : lists) {
    if (const auto given = outside_.find(list); given != outside_.end())
      names.insert(names.end(), given->second.begin(), given->second.end());
    if (const auto defined = lists_.find(list); defined != lists_.end()) {
      for (const auto& definition : defined->second.all) {
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
    const auto same = defined->second.by_name.find(reference.name);
    if (same == defined->second.by_name.end()) continue;
    const Definition& definition = defined->second.all[same->second.front()];
    return fmt::format("; it is known only within {} (line {})", definition.scope,
                       document_.value_place(definition.pointer).line);
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
    for (std::size_t k = 0; k < definitions.all.size() && found.size() < at_most; ++k) {
      const Definition& definition = definitions.all[k];
      for (const std::size_t earlier : definitions.by_name.at(definition.name)) {
        if (earlier >= k) break;
        const Definition& other = definitions.all[earlier];
        if (!sees(definition.scope, other.scope) && !sees(other.scope, definition.scope)) continue;
        found.push_back(problem(definition.pointer, definition.at_key,
                                fmt::format("\"{}\" is the name of two {}, first on line {}; give each its own",
                                            definition.name, words(list), document_.key_place(other.pointer).line)));
        break;
      }
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
