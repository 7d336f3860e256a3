// Between a text and what is drawn of it: names whose letters no font has give way to their ids, scripts that run from
// right to left are turned, and letters that the window's fonts have not yet are asked for.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "viz/letters.h"

namespace mainstay::viz {

struct ForeignText;

class Typesetter {
 public:
  // Another scenario is in view, or none: its texts, and nothing that was asked for before.
  void begin(const std::vector<ForeignText>& texts);
  // What the fonts in use have.
  void use(const Letters& letters);

  // Letters that were asked for: of the scenario's texts, and of what is drawn or typed beside them. `wants_more`: some
  // have not been looked for.
  const std::set<char32_t>& wanted() const { return wanted_; }
  bool wants_more() const;
  // Asks for the letters of a text that is drawn as it is.
  void want(std::string_view text);

  // Views hold until the next call of begin_frame, begin or use.
  void begin_frame();
  // In the order in which it is read, for breaking into lines and shortening.
  std::string_view named(std::string_view text) { return line_of(text).named; }
  // As it is drawn, line by line; letters that are still looked for are blanks.
  std::string_view drawn(std::string_view text) { return line_of(text).drawn; }
  // Whether any of it runs from right to left.
  bool turned(std::string_view text) { return line_of(text).turned; }
  // Whether all letters of what is drawn are there.
  bool whole(std::string_view text) { return line_of(text).whole; }
  // False for a name that gives way to its id.
  bool can_show(std::string_view text) const;

 private:
  struct Name {
    std::string text, id;
  };
  struct Line {
    std::string_view named, drawn;
    bool turned = false, whole = true;
  };
  struct KeptLine {
    std::string named, drawn;
    bool turned = false, whole = true;
  };
  Line line_of(std::string_view text);
  KeptLine set(std::string_view text);
  std::string with_ids(std::string_view text) const;
  void choose_ids();

  std::vector<Name> names_;         // the longest first: one may be part of another
  std::vector<Name> replacements_;  // of names that are not drawn as they are
  std::set<char32_t> wanted_;
  Letters letters_;
  std::map<std::string, KeptLine, std::less<>> lines_;  // that have been set
};

}  // namespace mainstay::viz
