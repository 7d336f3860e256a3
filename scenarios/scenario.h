// A scenario as the program runs it: the unchanging setting, the world at week 0 before anything is decided, and the
// courses of action.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agents/world.h"
#include "scenarios/catalogues.h"
#include "scenarios/document.h"
#include "scenarios/names.h"

namespace mainstay::scenarios {

struct CourseOfAction {
  std::string name;
  std::string title;
  std::string summary;
  std::vector<agents::Order> orders;  // in order of week
};

struct Scenario {
  std::string file;
  std::string text;             // as run, with overrides applied
  std::string map_text;         // GeoJSON
  std::string catalogues_text;  // of kinds and instruments, as run
  std::string title;
  std::string summary;
  std::shared_ptr<const agents::Setting> setting;
  agents::World start;                  // before the warm-up
  std::vector<CourseOfAction> courses;  // without the twin, whose list of orders is empty

  // The world at week 0 of the given seed: after the warm-up.
  agents::World begin(std::uint64_t seed) const;
};

// JSON pointer and value, as of `--set POINTER=VALUE`.
using Override = std::pair<std::string, std::string>;

// Throws InvalidInput with every problem of the file.
Scenario load_scenario(const std::filesystem::path& file, const std::vector<Override>& overrides = {});

// A scenario as read, with its map and catalogues: what variants of it are built from, one for each point of a study.
// Reading the map and the names once saves most of the time that a variant costs. Safe to use from several threads.
class ScenarioSource {
 public:
  static ScenarioSource read(const std::filesystem::path& file, const std::vector<Override>& overrides = {});
  // Of a file that has been read: a pipe gives its text only once.
  static ScenarioSource read(const Document& written, const std::vector<Override>& overrides = {});
  // From texts that results keep.
  static ScenarioSource stored(std::string name, std::string text, std::string map_text,
                               const std::string& catalogues_text);

  const Document& document() const { return document_; }
  const std::string& map_text() const { return map_text_; }
  std::string catalogues_text() const { return catalogues_.text(); }
  const Names& names() const { return names_; }
  const sim::RegionalMap& map() const { return map_; }

  // Every problem of a variant, named as being of `name`; places are those in its text.
  std::vector<Problem> check(const std::string& name, Json root) const;
  // All three throw InvalidInput with every problem.
  Scenario build() const;
  Scenario build(const std::string& name, const Json& root) const;

 private:
  ScenarioSource(Document document, std::string map_name, std::string map_text, Catalogues catalogues);
  std::vector<Problem> problems_of(const Document& document) const;
  std::vector<Problem> problems_with_own_catalogues(const Document& document) const;
  Scenario build(const Document& document) const;
  // Of a document with catalogues of its own: those, and the names that it may use.
  bool has_other_catalogues(const Document& document) const;
  Names names_with(const Catalogues& catalogues) const;

  Document document_;
  std::string map_text_;
  sim::RegionalMap map_;
  Catalogues catalogues_;  // the scenario's own are in
  agents::Catalogue catalogue_;
  Names names_;
};

}  // namespace mainstay::scenarios
