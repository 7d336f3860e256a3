// Names and other texts of a scenario that have letters which the window's own font has not.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/error.h"

namespace mainstay::sessions {
class Session;
}

namespace mainstay::viz {

struct ForeignText {
  std::string text;
  std::string id;       // that is shown where the text cannot be; empty if it is no name
  std::string pointer;  // JSON pointer of its place
};

// The letters of a text, as it is drawn, that the window's own font has not.
std::set<char32_t> foreign_letters(std::string_view text);

// Those of a scenario, a map or catalogues, in the order of the file. What the window never shows, sources and notes,
// is left out. `name`: what the whole is called where its title cannot be shown.
std::vector<ForeignText> foreign_texts(const scenarios::Json& root, const std::string& name = "");
// Those of a session's scenario, its map, its catalogues, and its orders.
std::vector<ForeignText> foreign_texts_of(const sessions::Session& session);

// For `check`: what of these the window cannot show on this machine, and what would help; a warning for each script, at
// the first of its places. Empty, and nothing was asked of the machine, if there is nothing foreign.
std::vector<scenarios::Problem> warn_of_foreign_texts(const scenarios::Document& document,
                                                      const std::vector<ForeignText>& texts);
// Of a scenario with its map and catalogues.
std::vector<scenarios::Problem> warn_of_foreign_texts(const scenarios::Document& scenario, const std::string& map,
                                                      const std::string& catalogues);

}  // namespace mainstay::viz
