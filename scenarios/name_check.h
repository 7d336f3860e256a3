// Collects the names a document defines and uses while its schema is walked, then says which uses name nothing. Names
// defined inside a scope (a course of action) are known only there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/names.h"

namespace mainstay::scenarios {

class NameCheck {
 public:
  NameCheck(const Document& document, const Names& outside) : document_(document), outside_(outside) {}

  // `at_key`: the name is the key at this pointer, not the value.
  void define(const std::string& list, const std::string& name, const std::string& pointer, bool at_key,
              const std::string& scope);
  void refer(std::vector<std::string> lists, const std::string& name, const std::string& pointer, bool at_key,
             const std::string& scope);

  // A list that the schema fills, even if this document defines no name in it.
  void has_list(const std::string& list) { lists_.try_emplace(list); }

  std::vector<Problem> problems(std::size_t at_most) const;

 private:
  struct Definition {
    std::string name, pointer, scope;
    bool at_key;
  };
  struct Reference {
    std::vector<std::string> lists;
    std::string name, pointer, scope;
    bool at_key;
  };

  // Long lists are asked for as many names as they have: each is found at once.
  struct List {
    std::vector<Definition> all;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name;  // places in `all`
    void add(Definition definition);
    // The first of that name which `scope` sees; null if there is none.
    const Definition* find(const std::string& name, const std::string& scope) const;
  };

  bool is_checked(const std::string& list) const;
  bool knows(const std::string& list, const std::string& name, const std::string& scope) const;
  std::vector<std::string> known_names(const std::vector<std::string>& lists, const std::string& scope) const;
  std::string unknown(const Reference& reference) const;
  std::string where_else(const Reference& reference) const;
  Problem problem(const std::string& pointer, bool at_key, std::string message) const;

  const Document& document_;
  const Names& outside_;
  std::map<std::string, List> lists_;
  mutable std::map<std::string, std::unordered_set<std::string_view>> outside_names_;  // made when first asked for
  std::vector<Reference> references_;
};

}  // namespace mainstay::scenarios
