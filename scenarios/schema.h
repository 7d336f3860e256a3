// Checks a document against a JSON Schema (2020-12) and words every problem for the person who wrote the file. Supports
// the keywords our own schemas use, and refuses a schema that uses any other. Our own keywords:
//   unit             the unit of a number, shown with every complaint about it
//   defines          a text (or key) that is a new name in a list, e.g. "donors"; names are unique in their list
//   refers_to        a text (or key) that must be a name in one of these lists; "a@b" means a name of a, '@', one of b
//   catalogue        like refers_to, for a list in assets/catalogues
//   name_scope       true: names defined inside this value are known only inside it
//   sum_at_most      the numbers in this object or list add up to no more
//   before, not_after  a number must be below (or at most) the one at this JSON pointer of the document
//   expects          what a pattern means, in words
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/names.h"
#include "scenarios/schema_rules.h"

namespace mainstay::scenarios {

class Schema {
 public:
  // Reads assets/schemas/NAME.json and copies the files that it refers to into its $defs, so that it stands alone.
  static Schema load(std::string_view name);

  // Throws InvalidInput if the schema has a keyword or a reference that this program does not know.
  Schema(Json self_contained, std::string name);

  const Json& json() const { return content_->json; }
  const std::string& name() const { return name_; }

  // Every problem, in the order of the file.
  std::vector<Problem> check(const Document& document, const Names& outside) const;

  // Those of a part of a document by itself, whose names nobody else has told: types and limits alone.
  std::vector<Problem> check_values(const Document& document) const;

  // Every list that some "defines" fills.
  const std::vector<std::string>& lists_defined() const { return content_->lists_defined; }

  // Every list that "refers_to" or "catalogue" names and no "defines" fills: what `outside` has to bring.
  std::vector<std::string> lists_from_outside() const;

 private:
  struct Content {
    Json json;
    std::vector<std::string> lists_defined;
    std::optional<Rules> rules;  // pointing into `json`
  };
  std::string name_;
  std::shared_ptr<const Content> content_;
};

// The schema that a "$ref" within `root` points at.
const Json& resolve_reference(const Json& root, const std::string& reference);

// The names of schemas that come with the program.
std::vector<std::string> schema_names();

}  // namespace mainstay::scenarios
