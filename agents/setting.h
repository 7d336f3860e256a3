// What does not change while a world runs: the map, the catalogues, the parameters, and the descriptions that the
// scenario gives. Shared by all copies of a world.
#pragma once

#include <string>
#include <vector>

#include "agents/kinds.h"
#include "agents/orders.h"
#include "agents/parameters.h"
#include "sim/map.h"

namespace mainstay::agents {

inline constexpr std::size_t max_communities = 16;

struct Community {
  std::string id;
  std::string name;
};

enum class HazardKind : std::uint8_t { drought, flood, cyclone, epidemic };
inline constexpr std::array hazard_names = {"drought", "flood", "cyclone", "epidemic"};

// A source of hazards: each listed region is struck by chance, more often in its season.
struct HazardSource {
  HazardKind kind = HazardKind::drought;
  std::vector<sim::RegionIndex> regions;
  double per_year = 0;            // expected events a region
  std::uint32_t season_from = 0;  // weeks of the year, inclusive
  std::uint32_t season_to = 51;
  double severity = 0.4;  // mean, [0, 1]
  double weeks = 12;      // mean duration
};

struct TraffickingRoute {
  std::string id;
  std::string commodity;
  sim::RegionIndex source = 0;
  sim::RegionIndex market = 0;
  double usd_per_week = 0;  // value that sets out
};

// When the condition holds, the orders are given (their weeks count from then).
struct Trigger {
  std::uint32_t measure = none;  // none: by week alone
  std::uint32_t scope = 0;
  KindIndex kind = none;  // only institutions of this kind
  double above = 0, below = 0;
  bool has_above = false, has_below = false;
  std::uint32_t for_weeks = 1;
  sim::Week week = none;  // the exact week, if given
  double probability_per_week = 1;
  bool once = true;
  std::vector<Order> orders;
};

struct Setting {
  std::string title;
  std::string start_date;  // ISO 8601
  sim::Week weeks = 520;
  sim::Week warmup_weeks = 0;
  double persons_per_resident = 1000;
  sim::RegionalMap map;
  Catalogue catalogue;
  Parameters parameters;
  std::vector<Community> communities;
  std::vector<HazardSource> hazards;
  std::vector<TraffickingRoute> routes;
  std::vector<Trigger> triggers;

  // Scopes of measures: regions, then countries, then the theatre.
  std::size_t regions() const { return map.regions.size(); }
  std::size_t countries() const { return map.countries.size(); }
  std::size_t scopes() const { return regions() + countries() + 1; }
  std::size_t country_scope(sim::CountryIndex country) const { return regions() + country; }
  std::size_t theatre_scope() const { return regions() + countries(); }
};

}  // namespace mainstay::agents
