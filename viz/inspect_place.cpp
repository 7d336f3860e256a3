#include <fmt/core.h>

#include <algorithm>

#include "viz/books_view.h"
#include "viz/format.h"
#include "viz/glossary.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

std::string describe_place(const Setting& setting, std::size_t scope) {
  double people = 0;
  const auto regions = regions_of(setting, scope);
  for (const RegionIndex r : regions) people += setting.map.regions[r].population;
  if (scope >= setting.regions()) return fmt::format("{} regions · {} people", regions.size(), people_text(people));
  const sim::Region& region = setting.map.regions[scope];
  if (region.sea) return "Sea zone";
  std::string text = fmt::format("{} · {} people", setting.map.countries[region.country].name, people_text(people));
  if (setting.map.countries[region.country].capital == scope)
    text += " · capital";
  else if (region.remoteness_km > 500)
    text += " · remote";
  return text;
}

// A large figure with what outside observers make of it beneath.
void draw_figure(Column& c, float x, float width, Measure m, std::size_t scope, Colour colour, bool assessed) {
  const World& world = *c.state.game->moment->world;
  const Theme& t = c.state.ui.theme;
  const double value = world.measures.at(measure(m), scope);
  static constexpr const char* short_names[] = {"Capacity", "Control", "Incidents"};
  const char* name =
      m == Measure::capacity ? short_names[0] : (m == Measure::control ? short_names[1] : short_names[2]);
  c.paint.text({x, c.y}, Font::small, t.muted, name);
  c.paint.text({x, c.y + c.px(15)}, Font::figure, colour, value_text(m, value));
  const std::string under = assessed ? "assessed " + value_text(m, world.assessed.at(measure(m), scope)) : "a week";
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

void draw_countries(Column& c) {
  const Game& game = *c.state.game;
  draw_heading(c, "Countries");
  for (CountryIndex k = 0; k < game.setting().countries(); ++k) {
    const Rect box{c.x - c.px(8), c.y - c.px(2), c.width + c.px(16), c.px(20)};
    if (clickable(c.state, "country " + game.setting().map.countries[k].id, box))
      select(c.state, {Selection::Kind::country, k}, true);
    if (ImGui::IsItemHovered()) c.paint.fill(box, c.state.ui.theme.raised, c.px(4));
    draw_row(c, game.setting().map.countries[k].name,
             value_text(Measure::capacity,
                        game.moment->world->measures.at(measure(Measure::capacity), game.setting().country_scope(k))));
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

void inspect_place(Column& c, std::size_t scope) {
  const Setting& setting = c.state.game->setting();
  const Theme& t = c.state.ui.theme;
  draw_title(c, scope_name(setting, scope), describe_place(setting, scope));
  if (scope < setting.regions() && setting.map.regions[scope].sea)
    return inspect_sea(c, static_cast<RegionIndex>(scope));
  const float third = c.width / 3;
  draw_figure(c, c.x, third - c.px(6), Measure::capacity, scope, t.state, true);
  draw_figure(c, c.x + third, third - c.px(6), Measure::control, scope, t.text, true);
  draw_figure(c, c.x + 2 * third, third - c.px(6), Measure::incidents, scope, t.threat, true);
  c.y += c.px(64);
  draw_trend(c, map_modes()[c.state.mode].measure, scope);
  draw_waterfall(c, scope);
  if (scope < setting.regions())
    draw_units(c, scope);
  else if (scope == setting.theatre_scope())
    draw_countries(c);
  else
    draw_government(c, static_cast<CountryIndex>(scope - setting.regions()));
}

}  // namespace mainstay::viz
