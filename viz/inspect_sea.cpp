// A sea zone: nobody lives there and no institution is stationed, but ships are taken and goods pass.
#include <fmt/core.h>

#include <algorithm>

#include "viz/format.h"
#include "viz/glossary.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

// What the model measures at sea.
constexpr Measure at_sea[] = {Measure::incidents, Measure::threat_strength, Measure::control, Measure::information,
                              Measure::trafficking_flow_usd};

void draw_neighbours(Column& c, RegionIndex zone) {
  const auto& map = c.state.game->setting().map;
  draw_heading(c, "Next to it");
  for (const sim::Neighbour& next : map.neighbours_of(zone)) {
    const RegionIndex other = next.region;
    if (link_row(c, "neighbour " + map.regions[other].id, map.regions[other].name,
                 map.regions[other].sea ? "sea zone" : "coast"))
      select(c.state, {Selection::Kind::region, other}, false);
  }
}

}  // namespace

void inspect_sea(Column& c, RegionIndex zone) {
  const Game& game = *c.state.game;
  const World& world = *game.moment->world;
  const World& twin = *game.moment->twin;
  for (const Measure m : at_sea) {
    const float top = c.y;
    draw_row(c, short_title(m),
             fmt::format("{}   twin {}", value_text(m, world.measures.at(measure(m), zone)),
                         value_text(m, twin.measures.at(measure(m), zone))));
    tooltip_over(c.state, {c.x, top, c.width, c.px(18)}, measure_descriptions[measure(m)].title, measure_note(m));
  }
  c.y += c.px(6);
  const Measure shown = map_modes()[c.state.mode].measure;
  draw_trend(c, std::find(std::begin(at_sea), std::end(at_sea), shown) == std::end(at_sea) ? Measure::incidents : shown,
             scope_area(game.setting(), zone));
  draw_threats(c, zone);
  draw_neighbours(c, zone);
  c.y += c.paint.paragraph({c.x, c.y}, Font::tiny, c.state.ui.theme.muted,
                           "Nobody lives at sea and no unit is stationed there: navies and coast guards act from the "
                           "regions at the coast. So it has no capacity of its own.",
                           c.width) +
         c.px(8);
}

}  // namespace mainstay::viz
