#include "viz/typesetter.h"

#include <algorithm>

#include "scenarios/unicode.h"
#include "viz/foreign_texts.h"
#include "viz/reading_order.h"

namespace mainstay::viz {

namespace {

// Texts change with the week: those that are gone are forgotten now and then.
constexpr std::size_t most_lines = 4000;

std::string as_utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) scenarios::append_utf8(text, point);
  return text;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

}  // namespace

void Typesetter::begin(const std::vector<ForeignText>& texts) {
  names_.clear();
  wanted_.clear();
  for (const ForeignText& text : texts) {
    wanted_.merge(foreign_letters(text.text));
    if (!text.id.empty()) names_.push_back({text.text, text.id});
  }
  std::stable_sort(names_.begin(), names_.end(),
                   [](const Name& a, const Name& b) { return a.text.size() > b.text.size(); });
  choose_ids();
}

void Typesetter::use(const Letters& letters) {
  letters_.found = letters.found;
  letters_.missing = letters.missing;
  choose_ids();
}

bool Typesetter::wants_more() const {
  return std::any_of(wanted_.begin(), wanted_.end(), [&](char32_t letter) { return !letters_.know(letter); });
}

void Typesetter::want(std::string_view text) {
  if (is_plain(text)) return;
  for (const char32_t letter : scenarios::code_points(text))
    if (!is_own_letter(letter)) wanted_.insert(letter);
}

void Typesetter::begin_frame() {
  if (lines_.size() > most_lines) lines_.clear();
}

bool Typesetter::can_show(std::string_view text) const {
  const auto letters = foreign_letters(text);
  return std::none_of(letters.begin(), letters.end(),
                      [&](char32_t letter) { return letters_.missing.contains(letter); });
}

void Typesetter::choose_ids() {
  lines_.clear();
  replacements_.clear();
  for (const Name& name : names_) {
    if (!can_show(name.text))
      replacements_.push_back(name);
    else if (const auto points = scenarios::code_points(name.text); runs_leftwards(points))
      replacements_.push_back({name.text, as_utf8(begin_apart + points + end_apart)});
  }
}

std::string Typesetter::with_ids(std::string_view text) const {
  std::string named(text);
  for (const Name& name : replacements_) replace_all(named, name.text, name.id);
  return named;
}

Typesetter::KeptLine Typesetter::set(std::string_view text) {
  KeptLine line;
  line.named = with_ids(text);
  const std::u32string points = scenarios::code_points(line.named);
  line.turned = runs_leftwards(points);
  std::u32string drawn;
  for (std::size_t from = 0; from <= points.size();) {
    const std::size_t end = std::min(points.find(U'\n', from), points.size());
    drawn += in_drawn_order(std::u32string_view(points).substr(from, end - from));
    if (end < points.size()) drawn += U'\n';
    from = end + 1;
  }
  for (char32_t& letter : drawn) {
    if (is_own_letter(letter) || letters_.found.contains(letter)) continue;
    line.whole = false;
    if (letters_.missing.contains(letter)) continue;
    wanted_.insert(letter);
    letter = ' ';
  }
  line.drawn = as_utf8(drawn);
  return line;
}

Typesetter::Line Typesetter::line_of(std::string_view text) {
  if (is_plain(text)) return {text, text};
  auto known = lines_.find(text);
  if (known == lines_.end()) known = lines_.emplace(text, set(text)).first;
  const KeptLine& line = known->second;
  return {line.named, line.drawn, line.turned, line.whole};
}

}  // namespace mainstay::viz
