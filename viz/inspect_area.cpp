#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "viz/books_view.h"
#include "viz/format.h"
#include "viz/glossary.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

std::string describe(const Setting& setting, const Area& area) {
  double people = 0;
  for (const RegionIndex r : area.regions) people += setting.map.regions[r].population;
  if (!area.scope) {
    std::string names;
    for (const RegionIndex r : area.regions) names += (names.empty() ? "" : ", ") + setting.map.regions[r].name;
    return names;
  }
  if (*area.scope >= setting.regions())
    return fmt::format("{} regions · {} people", area.regions.size(), people_text(people));
  const sim::Region& region = setting.map.regions[*area.scope];
  if (region.sea) return "Sea zone";
  std::string text = fmt::format("{} · {} people", setting.map.countries[region.country].name, people_text(people));
  if (setting.map.countries[region.country].capital == *area.scope)
    text += " · capital";
  else if (region.remoteness_km > 500)
    text += " · remote";
  return text;
}

// A large figure with what outside observers make of it beneath.
void draw_figure(Column& c, float x, float width, const char* name, Measure m, const Area& area, Colour colour) {
  const World& world = *c.state.game->moment->world;
  const Theme& t = c.state.ui.theme;
  const sessions::Place place = place_of(area, m, world);
  c.paint.text({x, c.y + c.px(1)}, Font::tiny, t.muted, c.paint.fit(Font::tiny, name, width));
  c.paint.text({x, c.y + c.px(15)}, Font::figure, colour, value_text(m, measured(world, place, m)));
  const std::string under = "assessed " + value_text(m, assessed(world, place, m));
  c.paint.text({x, c.y + c.px(43)}, Font::tiny, t.muted, c.paint.fit(Font::tiny, under, width));
  tooltip_over(c.state, {x, c.y, width, c.px(58)}, measure_descriptions[measure(m)].title,
               measure_note(m) +
                   " The large figure is true in the model; the small one is what outside observers would report: "
                   "late, with noise, and flattered where they have little access.");
}

struct UnitRow {
  Index index;
  double staff;
};

void draw_units(Column& c, std::size_t scope) {
  const World& world = *c.state.game->moment->world;
  const World& twin = *c.state.game->moment->twin;
  const Theme& t = c.state.ui.theme;
  const Institutions& units = world.institutions;
  std::vector<UnitRow> rows;
  for (Index i = 0; i < units.size(); ++i)
    if (units.active[i] && units.region[i] == scope) rows.push_back({i, static_cast<double>(units.staff[i])});
  std::stable_sort(rows.begin(), rows.end(), [](const UnitRow& a, const UnitRow& b) { return a.staff > b.staff; });
  draw_heading(c, "Institutions here");
  for (const UnitRow& row : rows) {
    const Index i = row.index;
    const Rect box{c.x - c.px(8), c.y - c.px(3), c.width + c.px(16), c.px(34)};
    if (clickable(c.state, "unit " + units.id[i], box)) select(c.state, {Selection::Kind::institution, i}, false);
    if (ImGui::IsItemHovered()) c.paint.fill(box, t.raised, c.px(4));
    const float bar = c.x + c.width * 0.58f, bar_width = c.width * 0.24f;
    c.paint.text({c.x, c.y}, Font::small, t.text,
                 c.paint.fit(Font::small, institution_title(*c.state.game, units, i), bar - c.x - c.px(10)));
    c.paint.text({c.x, c.y + c.px(15)}, Font::tiny, t.muted,
                 fmt::format("{} of {} staff", people_text(units.staff[i]), people_text(units.authorised[i])));
    const float y = c.y + c.px(10), filled = bar_width * static_cast<float>(std::clamp(units.capacity[i], 0.0, 1.0));
    c.paint.fill({bar, y, bar_width, c.px(4)}, t.line, c.px(2));
    c.paint.fill({bar, y, filled, c.px(4)}, t.state, c.px(2));
    const bool has_twin = i < twin.institutions.size() && twin.institutions.id[i] == units.id[i];
    const double gain = has_twin ? units.capacity[i] - twin.institutions.capacity[i] : 0;
    c.paint.text_right({c.x + c.width, c.y + c.px(4)}, Font::small, t.muted, change_text(Measure::capacity, gain));
    tooltip_over(c.state, {bar, c.y, c.width * 0.42f, c.px(28)}, "",
                 fmt::format("Capacity {}, and its difference from the same unit in the twin.",
                             value_text(Measure::capacity, units.capacity[i])));
    c.y += c.px(38);
  }
  if (rows.empty()) {
    c.paint.text({c.x, c.y}, Font::small, t.faint, "None.");
    c.y += c.px(20);
  }
}

// With what each has gained or lost against the twin.
void draw_regions(Column& c, const Area& area) {
  const Game& game = *c.state.game;
  draw_heading(c, "Regions, capacity against the twin");
  for (const RegionIndex r : area.regions) {
    const sim::Region& region = game.setting().map.regions[r];
    const auto capacity = [&](const World& world) { return world.measures.at(measure(Measure::capacity), r); };
    const double gain = capacity(*game.moment->world) - capacity(*game.moment->twin);
    if (link_row(c, "region " + region.id, region.name, change_text(Measure::capacity, gain)))
      select(c.state, {Selection::Kind::region, r}, false);
  }
}

void draw_countries(Column& c) {
  const Game& game = *c.state.game;
  draw_heading(c, "Countries");
  const auto& countries = game.setting().map.countries;
  std::vector<CountryIndex> by_name(countries.size());
  std::iota(by_name.begin(), by_name.end(), CountryIndex{0});
  std::sort(by_name.begin(), by_name.end(),
            [&](CountryIndex a, CountryIndex b) { return countries[a].name < countries[b].name; });
  for (const CountryIndex k : by_name) {
    const double capacity =
        game.moment->world->measures.at(measure(Measure::capacity), game.setting().country_scope(k));
    if (link_row(c, "country " + countries[k].id, countries[k].name, value_text(Measure::capacity, capacity)))
      select(c.state, {Selection::Kind::country, k}, true);
  }
}

void draw_government(Column& c, CountryIndex country) {
  const World& world = *c.state.game->moment->world;
  const Government& g = world.governments[country];
  draw_heading(c, "Government");
  const auto points = [](double v) { return value_text(Measure::capacity, v); };
  draw_row(c, "Political will", points(g.will));
  draw_row(c, "Oversight of forces", points(g.oversight));
  draw_row(c, "Effort: threat / rival / regime / reform",
           fmt::format("{} / {} / {} / {}", points(g.effort.threat), points(g.effort.rival), points(g.effort.regime),
                       points(g.effort.reform)));
  draw_row(c, "Treasury", usd_text(static_cast<double>(g.treasury) / cents_per_usd));
  draw_row(c, "Coup hazard, a year", fmt::format("{:.1f} %", 100 * g.coup_hazard));
  for (std::size_t d = 0; d < world.donors.size(); ++d)
    draw_row(c, "Access for " + donor_title(*c.state.game, static_cast<std::uint32_t>(d)), points(g.access[d]));
}

}  // namespace

void draw_area_title(Column& c, const Area& area, std::string_view subtitle) {
  using Kind = Selection::Kind;
  Selection& chosen = c.state.selection;
  const bool nothing = chosen.kind == Kind::surges || chosen.kind == Kind::theatre;
  if (!nothing || surge_regions(*c.state.game).empty()) return draw_title(c, area.name, subtitle);
  float w = 0;
  if (chip(c.state, c.paint, "surge regions", {c.x, c.y}, "Surge regions", chosen.kind == Kind::surges, w))
    chosen = {Kind::surges, 0};
  tooltip(c.state, "Where the surges of this branch go: what the timeline and the causes are about.");
  const float x = c.x + w + c.px(6);
  if (chip(c.state, c.paint, "all regions", {x, c.y}, "All regions", chosen.kind == Kind::theatre, w))
    chosen = {Kind::theatre, 0};
  c.y += c.px(28);
  c.paint.text({c.x, c.y}, Font::small, c.state.ui.theme.muted, c.paint.fit(Font::small, subtitle, c.width));
  tooltip_over(c.state, {c.x, c.y, c.width, c.px(18)}, area.name, subtitle);
  c.y += c.px(24);
}

void inspect_area(Column& c, const Area& area) {
  const Setting& setting = c.state.game->setting();
  const Theme& t = c.state.ui.theme;
  draw_area_title(c, area, describe(setting, area));
  const bool one_region = area.scope ? *area.scope < setting.regions() : area.regions.size() == 1;
  if (one_region && setting.map.regions[area.regions.front()].sea) return inspect_sea(c, area.regions.front());
  const float third = c.width / 3;
  draw_figure(c, c.x, third - c.px(6), "Capacity of 100", Measure::capacity, area, t.state);
  draw_figure(c, c.x + third, third - c.px(6), "Control, −1 to 1", Measure::control, area, t.text);
  draw_figure(c, c.x + 2 * third, third - c.px(6), "Incidents a week", Measure::incidents, area, t.threat);
  c.y += c.px(64);
  draw_trend(c, map_modes()[c.state.mode].measure, area);
  draw_waterfall(c, area);
  if (one_region) {
    draw_units(c, area.regions.front());
    return draw_threats(c, area.regions.front());
  }
  if (!area.scope) return draw_regions(c, area);
  if (*area.scope == setting.theatre_scope()) return draw_countries(c);
  draw_government(c, static_cast<CountryIndex>(*area.scope - setting.regions()));
}

}  // namespace mainstay::viz
