#include "studies/sameness.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <vector>

namespace mainstay::studies {

namespace {

using Json = nlohmann::json;

// Keys that say something to people only, wherever they stand.
void take_words_out(Json& value) {
  if (value.is_object())
    for (const char* key : {"$schema", "title", "summary", "sources", "source", "description"}) value.erase(key);
  if (value.is_structured())
    for (Json& inner : value) take_words_out(inner);
}

Json meaning(std::string_view text, std::initializer_list<const char*> besides = {}) {
  Json json = Json::parse(text, nullptr, false, true);
  for (const char* key : besides)
    if (json.is_object()) json.erase(key);
  take_words_out(json);
  return json;
}

std::string change(const Json& before, const Json& now) {
  std::vector<std::string> places;
  for (const Json& step : Json::diff(before, now)) {
    const auto place = step.at("path").get<std::string>();
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
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
  return before == now ? "" : change(meaning(before), meaning(now));
}

std::string study_change(std::string_view before, std::string_view now) {
  const auto lasting = {"seeds", "samples", "stop_when", "record", "pattern"};
  return before == now ? "" : change(meaning(before, lasting), meaning(now, lasting));
}

std::string catalogues_change(std::string_view before, std::string_view now) {
  return before == now ? "" : change(meaning(before), meaning(now));
}

}  // namespace mainstay::studies
