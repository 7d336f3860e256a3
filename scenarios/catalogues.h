// The catalogues of kinds and instruments that a scenario is run with: those of the program (assets/catalogues), or
// those that results and sessions keep, changed by what the scenario names or carries itself under "catalogues".
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agents/kinds.h"
#include "scenarios/document.h"
#include "scenarios/names.h"

namespace mainstay::scenarios {

class Catalogues {
 public:
  // Both throw InvalidInput for files that are no JSON objects.
  static Catalogues of_program();
  // As text() was kept; an empty text, of versions that kept none, means those of the program.
  static Catalogues kept(const std::string& name, const std::string& text);

  // With the entries of a scenario: each list of its "catalogues" is an object, or the name of a file beside the
  // scenario. An entry of a new id is added; one that is known is changed key by key. Files are read once: what was
  // kept, and what this gives back, holds them already. Throws InvalidInput for a file that is not there.
  Catalogues with_those_of(const Document& scenario) const;

  // All three lists as one JSON object: what a run has to remember.
  std::string text() const { return lists_.dump(1); }
  Names names() const;
  // Every problem, at its place in the file that says so.
  std::vector<Problem> check() const;
  // Throws InvalidInput with all of check().
  agents::Catalogue read() const;

 private:
  // Where the entries of a list come from; later ones go before earlier ones.
  struct Source {
    std::string list;
    std::shared_ptr<const Document> document;
    std::string prefix;  // pointer of the list in it
  };
  void add(Source source);
  Problem at_its_place(const Problem& problem) const;

  Json lists_ = Json::object();
  std::vector<Source> sources_;
  bool files_are_in_ = false;
};

}  // namespace mainstay::scenarios
