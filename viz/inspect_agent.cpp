// Inspector views of single agents: an institution, a programme, a threat group.
#include <fmt/core.h>

#include <algorithm>

#include "agents/numeric.h"
#include "viz/format.h"
#include "viz/inspector.h"
#include "viz/timeline_marks.h"

namespace mainstay::viz {

using namespace agents;

namespace {

std::string points(double value) {
  return value_text(Measure::capacity, value);
}

void draw_back(Column& c, RegionIndex region) {
  const auto& name = c.state.game->setting().map.regions[region].name;
  const float w = c.paint.width(Font::small, name) + c.px(28);
  if (button(c.state, c.paint, "back to region", {c.x + c.width - w, c.y, w, c.px(24)}, "‹ " + name,
             ButtonStyle::quiet))
    select(c.state, {Selection::Kind::region, region}, false);
  c.y += c.px(34);
}

// Own value with the twin's beside it, when that unit is the same one there.
void draw_against_twin(Column& c, std::string_view name, double value, const double* twin) {
  draw_row(c, name, twin ? fmt::format("{}   twin {}", points(value), points(*twin)) : points(value));
}

}  // namespace

void inspect_institution(Column& c, std::uint32_t i) {
  const World& world = *c.state.game->moment->world;
  const World& twin_world = *c.state.game->moment->twin;
  const Institutions &units = world.institutions, &others = twin_world.institutions;
  const Setting& setting = c.state.game->setting();
  const std::string& kind = setting.catalogue.institutions[units.kind[i]].title;
  const std::string title = institution_title(*c.state.game, units, i);
  const std::string& region = setting.map.regions[units.region[i]].name;
  draw_title(c, title, title == kind ? region : kind + " · " + region);
  const bool same = i < others.size() && others.id[i] == units.id[i];
  const auto row = [&](std::string_view name, const std::vector<double>& own, const std::vector<double>& other) {
    draw_against_twin(c, name, own[i], same ? &other[i] : nullptr);
  };
  row("Capacity", units.capacity, others.capacity);
  row("Skill", units.skill, others.skill);
  row("Management", units.management, others.management);
  row("Integrity", units.integrity, others.integrity);
  row("Morale", units.morale, others.morale);
  draw_row(c, "Staff", fmt::format("{} of {}", units.staff[i], units.authorised[i]));
  const double needed = std::max(1.0, usd(units.required[i]));
  draw_row(c, "Serviceable materiel",
           fmt::format("{:.0f} % of {}", 100 * usd(units.serviceable[i]) / needed, usd_text(needed)));
  draw_row(c, "Pay that is met", fmt::format("{:.0f} %", 100 * units.pay_cover[i]));
  draw_row(c, "Upkeep that is met", fmt::format("{:.0f} %", 100 * units.upkeep_cover[i]));
  draw_row(c, "Paid by donors", fmt::format("{:.0f} %", 100 * units.external_share[i]));
  draw_heading(c, "Working time this week");
  for (std::size_t task = 0; task < task_count; ++task) {
    if (units.tasks[i][task] < 0.005) continue;
    std::string name(task_names[task]);
    std::replace(name.begin(), name.end(), '_', ' ');
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    draw_row(c, name, fmt::format("{:.0f} %", 100 * units.tasks[i][task]));
  }
  draw_back(c, units.region[i]);
}

void inspect_programme(Column& c, std::uint32_t k) {
  const World& world = *c.state.game->moment->world;
  const Setting& setting = c.state.game->setting();
  const Programme& p = world.programmes[k];
  draw_title(c, programme_title(*c.state.game, p),
             fmt::format("{} · {}{}", donor_title(*c.state.game, p.donor), p.surge ? "surge · " : "",
                         stage_names[static_cast<std::size_t>(p.stage)]));
  const std::string& start = setting.start_date;
  draw_row(c, "Decided", date_text(start, p.opened));
  draw_row(c, "Delivers", fmt::format("{} to {}", date_text(start, p.starts), date_text(start, p.ends)));
  draw_row(c, "Hands over until", p.sustainment.planned ? date_text(start, p.tapers_until) : "no plan: it simply ends");
  if (p.sustainment.planned)
    draw_row(c, "Own share agreed, carried now",
             fmt::format("{:.0f} %, {:.0f} %", 100 * p.sustainment.own_share, 100 * p.own_share));
  draw_heading(c, "Money");
  for (std::size_t n = 0; n < setting.catalogue.instruments.size(); ++n)
    if (p.money[n] + p.sustainment.money[n] > 0)
      draw_row(c, setting.catalogue.instruments[n].title, usd_text(usd(p.money[n] + p.sustainment.money[n])));
  draw_row(c, "Spent so far", usd_text(usd(p.spent)));
  draw_row(c, "Overhead and transport", usd_text(usd(p.spent - p.delivered - p.wasted - p.diverted - p.tolls)));
  draw_row(c, "Taken up by institutions", usd_text(usd(p.delivered)));
  draw_row(c, "More than they could absorb", usd_text(usd(p.wasted)));
  draw_row(c, "Diverted", usd_text(usd(p.diverted)));
  draw_row(c, "Tolls paid to threats", usd_text(usd(p.tolls)));
  draw_heading(c, "Where");
  std::string where;
  for (const RegionIndex r : p.targets.regions) where += (where.empty() ? "" : ", ") + setting.map.regions[r].name;
  for (const CountryIndex k2 : p.targets.countries)
    where += (where.empty() ? "" : ", ") + setting.map.countries[k2].name;
  if (where.empty()) where = "Everywhere";
  c.y += c.paint.paragraph({c.x, c.y}, Font::small, c.state.ui.theme.muted, where, c.width) + c.px(8);
}

void inspect_group(Column& c, std::uint32_t g) {
  const World& world = *c.state.game->moment->world;
  const World& twin = *c.state.game->moment->twin;
  const Setting& setting = c.state.game->setting();
  const Group& group = world.groups[g];
  draw_title(c, group_title(*c.state.game, group), setting.catalogue.threats[group.kind].title);
  const auto fighters = [&](const World& w) {
    double sum = 0;
    for (Index k = 0; k < w.cells.size(); ++k)
      if (w.cells.group[k] == g) sum += w.cells.strength[k];
    return sum;
  };
  draw_row(c, "Fighters", fmt::format("{}   twin {}", people_text(fighters(world)), people_text(fighters(twin))));
  draw_row(c, "Funds", usd_text(usd(group.funds)));
  draw_row(c, "Reputation", points(group.reputation));
  draw_heading(c, "Strongest in");
  std::vector<std::pair<double, RegionIndex>> places(setting.regions());
  for (RegionIndex r = 0; r < places.size(); ++r) places[r].second = r;
  for (Index k = 0; k < world.cells.size(); ++k)
    if (world.cells.group[k] == g) places[world.cells.region[k]].first += world.cells.strength[k];
  std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t k = 0; k < 8 && k < places.size() && places[k].first > 0; ++k)
    draw_row(c, setting.map.regions[places[k].second].name, people_text(places[k].first));
  draw_group_options(c, g);
  draw_heading(c, "What pays, as it has learned");
  for (std::size_t a = 0; a < action_count; ++a) {
    std::string name(action_names[a]);
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    draw_row(c, name, fmt::format("{:+.2f}", group.learned[a]));
  }
}

void draw_threats(Column& c, RegionIndex region) {
  const World& world = *c.state.game->moment->world;
  std::vector<double> fighters(world.groups.size());
  for (Index k = 0; k < world.cells.size(); ++k)
    if (world.cells.region[k] == region) fighters[world.cells.group[k]] += world.cells.strength[k];
  draw_heading(c, "Threats there");
  bool any = false;
  for (Index g = 0; g < fighters.size(); ++g) {
    if (fighters[g] < 1) continue;
    any = true;
    if (link_row(c, "group " + world.groups[g].id, group_title(*c.state.game, world.groups[g]),
                 people_text(fighters[g]) + " fighters"))
      select(c.state, {Selection::Kind::group, g}, false);
  }
  if (!any) draw_row(c, "None", "");
}

}  // namespace mainstay::viz
