// The options that agents weigh, computed anew from the world on screen by the model's own functions.
#include <fmt/core.h>

#include <algorithm>

#include "agents/threats.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

struct Option {
  RegionIndex region = 0;
  double attraction = 0, fighters = 0;
};

// Kept while neither the week nor the group changes: looking at the whole world is not for every frame.
struct Weighed {
  std::shared_ptr<const World> world;
  std::uint32_t group = sim::none;
  std::vector<Option> options;
};

std::vector<Option> weigh(const World& world, std::uint32_t group) {
  Picture picture;
  take_picture(world, picture);
  const Setting& setting = *world.setting;
  std::vector<Option> options;
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    if (!setting.map.regions[r].sea) options.push_back({r, attraction(world, picture, group, r), 0});
  for (Index k = 0; k < world.cells.size(); ++k)
    if (world.cells.group[k] == group)
      for (Option& option : options)
        if (option.region == world.cells.region[k]) option.fighters += world.cells.strength[k];
  std::stable_sort(options.begin(), options.end(),
                   [](const Option& a, const Option& b) { return a.attraction > b.attraction; });
  return options;
}

}  // namespace

void draw_group_options(Column& c, std::uint32_t group) {
  static Weighed weighed;
  const auto& world = c.state.game->moment->world;
  if (weighed.world != world || weighed.group != group) weighed = {world, group, weigh(*world, group)};
  draw_heading(c, "Where it weighs going this week");
  const float top = c.y;
  for (std::size_t k = 0; k < 6 && k < weighed.options.size(); ++k) {
    const Option& option = weighed.options[k];
    const std::string name = c.state.game->setting().map.regions[option.region].name;
    draw_row(c, option.fighters >= 1 ? name + " (is there)" : name, fmt::format("{:+.2f}", option.attraction));
  }
  tooltip_over(c.state, {c.x, top, c.width, c.y - top}, "Pull of a place",
               "People's support, grievance and kin, smuggling and rough country draw a group in; forces, control and "
               "what the state knows keep it away. Its cells move to better places that they can reach, by chance the "
               "more likely the greater the pull.");
}

}  // namespace mainstay::viz
