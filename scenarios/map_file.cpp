#include "scenarios/map_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "scenarios/geojson.h"

namespace mainstay::scenarios {

using nlohmann::json;
using sim::RegionIndex;

namespace {

constexpr double most_persons = 2e9;

class MapReader {
 public:
  explicit MapReader(const std::string& file) : reader_(file) {}

  sim::RegionalMap read(std::string_view text) {
    const json document = reader_.parse(text);
    const json& features = reader_.features(document);
    reader_.fail_if_any();
    read_head(document);
    for (std::size_t index = 0; index < features.size(); ++index)
      read_feature(features[index], fmt::format("/features/{}", index));
    number_countries();
    const std::vector<sim::Border> links = resolve_links();
    reader_.fail_if_any();
    sim::derive_geography(map_, links);
    return std::move(map_);
  }

 private:
  struct CountryNotes {
    std::string name;
    RegionIndex capital = sim::none;
    std::vector<RegionIndex> regions;
    std::string pointer;  // of the first region
  };
  struct Link {
    RegionIndex from;
    std::string to, pointer;
  };

  void read_head(const json& document) {
    const std::string pointer = "/mainstay_map";
    const auto head = document.find("mainstay_map");
    if (head == document.end() || !head->is_object()) {
      reader_.problem("",
                      "\"mainstay_map\" is missing; an object with title, attribution and population_year is needed");
      return;
    }
    reader_.only_known_keys(*head, pointer,
                            {"title", "attribution", "population_year", "sources", "assumptions", "capitals", "note"});
    map_.title = reader_.text(*head, pointer, "title", true);
    map_.attribution = reader_.text(*head, pointer, "attribution", true);
    map_.population_year = static_cast<int>(reader_.number(*head, pointer, "population_year", 1900, 2200, true));
    read_capitals(*head, pointer);
  }

  void read_capitals(const json& head, const std::string& pointer) {
    const auto capitals = head.find("capitals");
    if (capitals == head.end()) return;
    if (!capitals->is_object()) {
      reader_.problem(pointer + "/capitals", "not an object; {\"country id\": [longitude, latitude], ...} is needed");
      return;
    }
    for (const auto& [country, place] : capitals->items())
      capital_places_[country] = reader_.position(place, fmt::format("{}/capitals/{}", pointer, country));
  }

  void read_feature(const json& feature, const std::string& pointer) {
    if (!feature.is_object() || feature.value("type", json()) != "Feature") {
      reader_.problem(
          pointer,
          "not a GeoJSON Feature; {\"type\": \"Feature\", \"properties\": {...}, \"geometry\": {...}} is needed");
      return;
    }
    const auto found = feature.find("properties");
    if (found == feature.end() || !found->is_object()) {
      reader_.problem(pointer, "\"properties\" is missing; an object with at least a name is needed");
      return;
    }
    const json& properties = *found;
    const std::string inner = pointer + "/properties";
    reader_.only_known_keys(properties, inner,
                            {"id", "name", "country", "country_name", "population", "urban_share", "ruggedness",
                             "coast", "capital", "role", "sea_links", "note"});
    std::vector<sim::Polygon> shape = reader_.shape(feature.value("geometry", json()), pointer + "/geometry");
    const std::string role = properties.contains("role") ? reader_.text(properties, inner, "role", true) : "region";
    if (role == "context") {
      map_.context.push_back({reader_.text(properties, inner, "name", true), std::move(shape)});
    } else if (role == "region" || role == "sea") {
      read_region(properties, inner, role == "sea", std::move(shape));
    } else if (!role.empty()) {
      reader_.problem(inner + "/role",
                      fmt::format("unknown role \"{}\"; \"region\", \"sea\" or \"context\" is allowed", role));
    }
  }

  void read_region(const json& properties, const std::string& pointer, bool sea, std::vector<sim::Polygon> shape) {
    sim::Region region;
    region.id = reader_.text(properties, pointer, "id", true);
    region.name = reader_.text(properties, pointer, "name", true);
    region.sea = sea;
    region.coast = reader_.flag(properties, pointer, "coast");
    region.population = reader_.number(properties, pointer, "population", 0, most_persons, !sea);
    region.urban_share = reader_.number(properties, pointer, "urban_share", 0, 1, !sea);
    region.ruggedness = reader_.number(properties, pointer, "ruggedness", 0, 1, !sea);
    region.shape = std::move(shape);
    const auto index = static_cast<RegionIndex>(map_.regions.size());
    if (!region.id.empty() && !by_id_.emplace(region.id, index).second)
      reader_.problem(pointer + "/id",
                      fmt::format("\"{}\" is already the id of another region; ids are unique", region.id));
    map_.regions.push_back(std::move(region));
    read_links(properties, pointer, index);
    if (sea) {
      if (properties.contains("country"))
        reader_.problem(pointer + "/country", "a sea zone has no country; leave it out");
    } else {
      read_country(properties, pointer, index);
    }
  }

  void read_country(const json& properties, const std::string& pointer, RegionIndex region) {
    const std::string id = reader_.text(properties, pointer, "country", true);
    const std::string name = reader_.text(properties, pointer, "country_name", true);
    const bool capital = reader_.flag(properties, pointer, "capital");
    if (id.empty()) return;
    CountryNotes& country = countries_[id];
    if (country.regions.empty()) {
      country.name = name;
      country.pointer = pointer;
    } else if (!name.empty() && name != country.name) {
      reader_.problem(pointer + "/country_name",
                      fmt::format("\"{}\" found, but {} is called \"{}\" before", name, id, country.name));
    }
    country.regions.push_back(region);
    if (!capital) return;
    if (country.capital != sim::none)
      reader_.problem(pointer + "/capital",
                      fmt::format("a second capital of {}; {} is one already", id, map_.regions[country.capital].id));
    country.capital = region;
  }

  void read_links(const json& properties, const std::string& pointer, RegionIndex region) {
    const auto links = properties.find("sea_links");
    if (links == properties.end()) return;
    const std::string inner = pointer + "/sea_links";
    if (!links->is_array()) {
      reader_.problem(inner, "not a list; a list of region ids is needed");
      return;
    }
    for (std::size_t index = 0; index < links->size(); ++index) {
      const std::string place = fmt::format("{}/{}", inner, index);
      if ((*links)[index].is_string()) {
        links_.push_back({region, (*links)[index].get<std::string>(), place});
      } else {
        reader_.problem(place, "not a region id; text is needed");
      }
    }
  }

  void number_countries() {
    for (const auto& [id, notes] : countries_) {
      sim::Country country{id, notes.name, notes.capital, notes.capital != sim::none, {}};
      if (const auto place = capital_places_.find(id); place != capital_places_.end()) {
        country.capital_place = place->second;
        if (country.capital_on_map)
          reader_.problem("/mainstay_map/capitals/" + id,
                          fmt::format("{} is marked as the capital region already; give one of the two",
                                      map_.regions[notes.capital].id));
      } else if (!country.capital_on_map) {
        reader_.problem(notes.pointer,
                        fmt::format("{} has no capital; mark the region that holds it with \"capital\": true, or give "
                                    "its place in /mainstay_map/capitals",
                                    id));
      }
      for (const RegionIndex region : notes.regions)
        map_.regions[region].country = static_cast<sim::CountryIndex>(map_.countries.size());
      map_.countries.push_back(std::move(country));
    }
    for (const auto& [id, place] : capital_places_)
      if (!countries_.contains(id))
        reader_.problem("/mainstay_map/capitals/" + id, fmt::format("no region belongs to a country {}", id));
  }

  std::vector<sim::Border> resolve_links() {
    std::vector<sim::Border> links;
    for (const Link& link : links_) {
      const auto found = by_id_.find(link.to);
      if (found == by_id_.end()) {
        reader_.problem(link.pointer, fmt::format("there is no region \"{}\" on the map", link.to));
      } else if (found->second == link.from) {
        reader_.problem(link.pointer, "a region cannot be linked with itself");
      } else {
        links.push_back({link.from, found->second, 0, false});
      }
    }
    return links;
  }

  GeoJsonReader reader_;
  sim::RegionalMap map_;
  std::map<std::string, CountryNotes> countries_;  // in order of id, as the map wants them
  std::map<std::string, RegionIndex, std::less<>> by_id_;
  std::map<std::string, sim::Point> capital_places_;
  std::vector<Link> links_;
};

}  // namespace

sim::RegionalMap parse_map(std::string_view text, const std::string& name) {
  return MapReader(name).read(text);
}

sim::RegionalMap read_map(const std::filesystem::path& file) {
  return parse_map(read_text(file.string()), file.string());
}

}  // namespace mainstay::scenarios
