// Pieces that the inspector's views of a region, an institution, a programme or a group are made of. Each draws at
// `y`, within [x, x + width], and moves y down.
#pragma once

#include "viz/area.h"
#include "viz/books_view.h"
#include "viz/panels.h"

namespace mainstay::viz {

struct Column {
  State& state;
  const Painter& paint;
  float x = 0, width = 0, y = 0, bottom = 0;
  float px(float v) const { return state.ui.px(v); }
};

void draw_title(Column& column, std::string_view title, std::string_view subtitle);
void draw_heading(Column& column, std::string_view text);
// A name at the left, a value at the right.
void draw_row(Column& column, std::string_view name, std::string_view value);
// The same as a control; true when it is clicked.
bool link_row(Column& column, const std::string& control, std::string_view name, std::string_view value);

// As long as nothing is chosen: a choice between where the surges go and all regions.
void draw_area_title(Column& column, const Area& area, std::string_view subtitle);

// Views, one for each kind of selection.
void inspect_area(Column& column, const Area& area);
void inspect_sea(Column& column, sim::RegionIndex zone);
void inspect_institution(Column& column, std::uint32_t index);
void inspect_programme(Column& column, std::uint32_t index);
void inspect_group(Column& column, std::uint32_t index);

// Groups with fighters in a region, each a click away.
void draw_threats(Column& column, sim::RegionIndex region);

// Where a group would rather be, as its cells weigh it in the frozen world.
void draw_group_options(Column& column, std::uint32_t group);

// The same causes as long as worlds and place are the same.
const Explanation& explained_difference(State& state, const std::shared_ptr<const agents::World>& shown,
                                        const std::shared_ptr<const agents::World>& base,
                                        const std::vector<sim::RegionIndex>& regions, std::size_t most);

void draw_trend(Column& column, agents::Measure measure, const Area& area);
void draw_waterfall(Column& column, const Area& area);
// How many causes a waterfall has room for from here, with two rows for the totals, one for other causes and the edge:
// in a low window fewer, so that the sum is in sight with them.
std::size_t causes_in_sight(const Column& column);
// A waterfall from `before` by its causes to `after`.
void draw_causes(Column& column, const Explanation& why, std::string_view before, std::string_view after);

}  // namespace mainstay::viz
