#include "viz/foreign_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "scenarios/unicode.h"
#include "sessions/session.h"
#include "viz/letters.h"
#include "viz/reading_order.h"
#include "viz/theme.h"
#include "viz/writing_systems.h"

namespace mainstay::viz {

using scenarios::Json;

namespace {

struct Place {
  std::string pointer;
  std::string key;  // that the value stands under
  std::string id;   // of what it describes, where that is its key
};

// What "name", "title" or "country_name" is the name of: "id" or "country" beside it, or the key of the whole object.
std::string id_beside(const Json& object, const std::string& key, const Place& place) {
  constexpr std::string_view suffix = "_name";
  const bool of_other = key.ends_with(suffix);
  if (!of_other && key != "name" && key != "title") return "";
  const auto id = object.find(of_other ? key.substr(0, key.size() - suffix.size()) : "id");
  if (id != object.end() && id->is_string()) return *id;
  return of_other ? "" : place.id;
}

void collect_texts(const Json& value, const Place& at, std::vector<ForeignText>& texts) {
  static const std::set<std::string> never_shown = {"$schema", "map",         "mainstay_map", "sources",
                                                    "source",  "assumptions", "note"};
  static const std::set<std::string> keyed_by_id = {"governments", "courses_of_action", "institution_kinds",
                                                    "threat_kinds", "instruments"};
  if (value.is_array()) {
    for (std::size_t k = 0; k < value.size(); ++k)
      if (value[k].is_object()) collect_texts(value[k], {scenarios::child(at.pointer, k), "", ""}, texts);
    return;
  }
  for (const auto& [key, child] : value.items()) {
    if (never_shown.contains(key)) continue;
    const std::string pointer = scenarios::child(at.pointer, key);
    if (child.is_structured()) collect_texts(child, {pointer, key, keyed_by_id.contains(at.key) ? key : ""}, texts);
    if (child.is_string() && !foreign_letters(child.get_ref<const std::string&>()).empty())
      texts.push_back({child, id_beside(value, key, at), pointer});
  }
}

void append(std::vector<ForeignText>& texts, const std::string& json, const std::string& pointer) {
  for (ForeignText& text : foreign_texts(Json::parse(json, nullptr, false, true))) {
    text.pointer = pointer;
    texts.push_back(std::move(text));
  }
}

std::vector<ForeignText> texts_of(const std::string& file, const Json& scenario, const std::string& map,
                                  const std::string& catalogues) {
  std::vector<ForeignText> texts = foreign_texts(scenario, std::filesystem::path(file).stem().string());
  append(texts, map, "/map");
  append(texts, catalogues, "/catalogues");
  return texts;
}

// Catalogues repeat what a scenario says of them, orders of several branches each other.
void drop_repetitions(std::vector<ForeignText>& texts) {
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(texts, [&](const ForeignText& text) { return !seen.insert({text.text, text.id}).second; });
}

// Texts of one script that cannot be shown.
struct NotShown {
  const WritingSystem* system = nullptr;
  std::vector<std::string> names, others;
  std::string pointer;  // of the first
};

void add_not_shown(const ForeignText& text, const std::set<char32_t>& missing, std::vector<NotShown>& all) {
  std::vector<const WritingSystem*> systems;
  for (const char32_t letter : foreign_letters(text.text)) {
    const WritingSystem* system = &writing_system_of(letter);
    if (missing.contains(letter) && std::find(systems.begin(), systems.end(), system) == systems.end())
      systems.push_back(system);
  }
  for (const WritingSystem* system : systems) {
    auto found = std::find_if(all.begin(), all.end(), [&](const NotShown& one) { return one.system == system; });
    if (found == all.end()) found = all.insert(all.end(), {system, {}, {}, text.pointer});
    if (text.id.empty())
      found->others.push_back(fmt::format("\"{}\"", text.text));
    else
      found->names.push_back(fmt::format("\"{}\", {}", text.text, text.id));
  }
}

std::string counted(const std::vector<std::string>& texts, const char* what) {
  constexpr std::size_t most = 3;
  const std::size_t said = std::min(most, texts.size());
  return fmt::format("{} {}{} ({}{})", texts.size(), what, texts.size() == 1 ? "" : "s",
                     fmt::join(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(said), "; "),
                     texts.size() > said ? fmt::format(" and {} more", texts.size() - said) : "");
}

std::string in_words(const NotShown& one) {
  std::string what;
  if (!one.names.empty())
    what = counted(one.names, "name") +
           (one.names.size() == 1 ? " instead of which it shows the id" : " instead of which it shows their ids");
  if (!one.others.empty()) what += (what.empty() ? "" : ", and ") + counted(one.others, "text");
  const std::string why =
      one.system->needs_shaping
          ? "it cannot join the letters of this script; reports do"
          : fmt::format("no font of this machine has the letters; the Debian package {} brings some",
                        one.system->package);
  return fmt::format("the window cannot show {} script: {}; {}", one.system->name, what, why);
}

}  // namespace

std::set<char32_t> foreign_letters(std::string_view text) {
  std::set<char32_t> letters;
  if (is_plain(text)) return letters;
  for (const char32_t letter : in_drawn_order(scenarios::code_points(text)))
    if (!is_own_letter(letter)) letters.insert(letter);
  return letters;
}

std::vector<ForeignText> foreign_texts(const Json& root, const std::string& name) {
  std::vector<ForeignText> texts;
  if (root.is_object()) collect_texts(root, {"", "", name}, texts);
  return texts;
}

std::vector<ForeignText> foreign_texts_of(const sessions::Session& session) {
  const auto scenario = session.shared_scenario();
  std::vector<ForeignText> texts = texts_of(scenario->file, Json::parse(scenario->text, nullptr, false, true),
                                            scenario->map_text, scenario->catalogues_text);
  for (const sessions::Branch& branch : session.branches())
    for (const sessions::GivenOrder& order : branch.given) append(texts, order.json, "");
  drop_repetitions(texts);
  return texts;
}

std::vector<scenarios::Problem> warn_of_foreign_texts(const scenarios::Document& document,
                                                      const std::vector<ForeignText>& texts) {
  std::set<char32_t> wanted;
  for (const ForeignText& text : texts) wanted.merge(foreign_letters(text.text));
  const std::set<char32_t> missing = find_letters(wanted, own_family()).missing;
  std::vector<NotShown> not_shown;
  for (const ForeignText& text : texts) add_not_shown(text, missing, not_shown);
  std::vector<scenarios::Problem> warnings;
  for (const NotShown& one : not_shown) {
    warnings.push_back(document.problem(one.pointer, in_words(one)));
    warnings.back().warning = true;
  }
  return warnings;
}

std::vector<scenarios::Problem> warn_of_foreign_texts(const scenarios::Document& scenario, const std::string& map,
                                                      const std::string& catalogues) {
  std::vector<ForeignText> texts = texts_of(scenario.file(), scenario.root(), map, catalogues);
  drop_repetitions(texts);
  return warn_of_foreign_texts(scenario, texts);
}

}  // namespace mainstay::viz
