#include "studies/sameness.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mainstay::studies {

namespace {

// Objects keep the order of their keys: of what is named by its key (courses of action, governments, kinds) it is the
// order in which a world is built.
using Json = nlohmann::ordered_json;
using Keys = std::set<std::string_view>;

// What says something to people only. Elsewhere the same key may be a place ("source" of a trafficking route) or an id.
const Keys scenario_words = {"$schema", "title", "summary", "sources", "name", "reason"};
const Keys study_words = {"$schema", "title", "summary", "sources", "description"};
const Keys catalogue_words = {"title", "source", "description"};

bool is_text(const Json& value) {
  return value.is_string() || (value.is_array() && std::all_of(value.begin(), value.end(), is_text));
}

void take_words_out(Json& value, const Keys& words) {
  if (value.is_object())
    for (const std::string_view key : words)
      if (const auto found = value.find(key); found != value.end() && is_text(*found)) value.erase(found);
  if (value.is_structured())
    for (Json& inner : value) take_words_out(inner, words);
}

Json meaning(std::string_view text, const Keys& words, std::initializer_list<const char*> besides = {}) {
  Json json = Json::parse(text, nullptr, false, true);
  for (const char* key : besides)
    if (json.is_object()) json.erase(key);
  take_words_out(json, words);
  return json;
}

void note(std::vector<std::string>& places, std::string place) {
  if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
}

// Sections of a file and parameters may stand in any order.
bool order_counts(const std::string& pointer) {
  return !pointer.empty() && pointer != "/parameters";
}

// Of two that have the same keys and values.
void note_reordered(const Json& before, const Json& now, const std::string& pointer, std::vector<std::string>& places) {
  if (before.is_array())
    for (std::size_t k = 0; k < before.size(); ++k)
      note_reordered(before[k], now[k], fmt::format("{}/{}", pointer, k), places);
  if (!before.is_object()) return;
  const auto same_key = [](const auto& one, const auto& other) { return one.first == other.first; };
  const auto &keys = before.get_ref<const Json::object_t&>(), &now_keys = now.get_ref<const Json::object_t&>();
  if (order_counts(pointer) && !std::equal(keys.begin(), keys.end(), now_keys.begin(), now_keys.end(), same_key))
    note(places, fmt::format("the order in {}", pointer));
  for (const auto& [key, value] : before.items())
    note_reordered(value, now.at(key), fmt::format("{}/{}", pointer, key), places);
}

std::string change(const Json& before, const Json& now) {
  std::vector<std::string> places;
  const nlohmann::json sorted_before = before, sorted_now = now;
  for (const nlohmann::json& step : nlohmann::json::diff(sorted_before, sorted_now))
    note(places, step.at("path").get<std::string>());
  if (places.empty()) note_reordered(before, now, "", places);
  if (places.empty()) return "";
  constexpr std::size_t most = 3;
  const std::size_t shown = std::min(places.size(), most);
  std::string words =
      fmt::format("{}", fmt::join(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (places.size() > shown) words += fmt::format(" and {} more", places.size() - shown);
  return words;
}

}  // namespace

std::string scenario_change(std::string_view before, std::string_view now) {
  return before == now ? "" : change(meaning(before, scenario_words), meaning(now, scenario_words));
}

std::string study_change(std::string_view before, std::string_view now) {
  const auto lasting = {"seeds", "samples", "stop_when", "record", "pattern"};
  return before == now ? "" : change(meaning(before, study_words, lasting), meaning(now, study_words, lasting));
}

std::string catalogues_change(std::string_view before, std::string_view now) {
  return before == now ? "" : change(meaning(before, catalogue_words), meaning(now, catalogue_words));
}

}  // namespace mainstay::studies
