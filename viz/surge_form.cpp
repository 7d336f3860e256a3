#include "viz/surge_form.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/format.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr const char* instrument_titles[] = {"Train", "Equip", "Advise and accompany", "Institution building"};

std::string region_list(const Setting& setting, const std::vector<RegionIndex>& regions) {
  std::string text;
  for (const RegionIndex r : regions) text += (text.empty() ? "" : ", ") + setting.map.regions[r].name;
  return text.empty() ? "click a region" : text;
}

// Which donor pays, and from what: the reserve for a surge, the year's budget for a regular programme.
void draw_payer(Column& c, Draft& draft) {
  const Game& game = *c.state.game;
  std::vector<std::string> donors;
  for (std::uint32_t d = 0; d < game.scenario->start.donors.size(); ++d) donors.push_back(donor_title(game, d));
  std::size_t chosen = draft.donor;
  if (choice(c.state, c.paint, "donor", {c.x, c.y, c.width, c.px(26)}, "Paid by", donors, chosen))
    draft.donor = static_cast<std::uint32_t>(chosen);
  c.y += c.px(32);
  float w = 0;
  if (chip(c.state, c.paint, "as surge", {c.x, c.y}, "Surge, from its reserve", draft.surge, w)) draft.surge = true;
  const float x = c.x + w + c.px(6);
  if (chip(c.state, c.paint, "as regular", {x, c.y}, "Regular", !draft.surge, w)) draft.surge = false;
  tooltip(
      c.state,
      "A regular programme is paid from the donor's yearly budget and takes the usual way from proposal to approval "
      "to delivery.");
  c.y += c.px(32);
}

void draw_where_and_whom(Column& c, Draft& draft) {
  const Setting& setting = c.state.game->setting();
  const Theme& t = c.state.ui.theme;
  c.paint.text({c.x, c.y}, Font::small, t.muted, "Where");
  c.paint.text_right({c.x + c.width, c.y}, Font::small_bold, t.text,
                     c.paint.fit(Font::small_bold, region_list(setting, draft.where), c.width - c.px(56)));
  tooltip_over(c.state, {c.x, c.y, c.width, c.px(18)}, "Where",
               region_list(setting, draft.where) + ". Click regions on the map to add or take away.");
  c.y += c.px(24);
  draw_payer(c, draft);
  float x = c.x;
  static constexpr const char* offered[] = {"army_garrison", "gendarmerie",         "police", "border_guard", "court",
                                            "ministry",      "self_defence_militia"};
  for (const char* id : offered) {
    const KindIndex kind = setting.catalogue.institution(id);
    if (kind == sim::none) continue;
    std::string title = setting.catalogue.institutions[kind].title;
    float w = c.paint.width(Font::small, title) + c.px(16);
    if (x > c.x && x + w > c.x + c.width) {
      x = c.x;
      c.y += c.px(26);
    }
    const auto at = std::find(draft.whom.begin(), draft.whom.end(), kind);
    const bool chosen = at != draft.whom.end();
    if (chip(c.state, c.paint, std::string("whom ") + id, {x, c.y}, title, chosen, w)) {
      if (chosen)
        draft.whom.erase(at);
      else
        draft.whom.push_back(kind);
    }
    x += w + c.px(6);
  }
  c.y += c.px(34);
}

void draw_sustainment(Column& c, Draft& draft) {
  const Theme& t = c.state.ui.theme;
  const float h = draft.sustained ? c.px(72) : c.px(36);
  const Rect box{c.x, c.y, c.width, h};
  c.paint.frame(box, draft.sustained ? t.state : t.line, c.px(6));
  toggle(c.state, c.paint, "sustainment plan", {c.x + c.px(12), c.y + c.px(10)}, draft.sustained);
  tooltip(c.state,
          "A surge with a plan hands over: money tapers, management is built, and the partner takes over a share of "
          "the upkeep. Without one it simply ends.");
  c.paint.text({c.x + c.px(50), c.y + c.px(9)}, Font::small_bold, t.text, "Sustainment plan");
  if (draft.sustained) {
    const float half = (c.width - c.px(40)) / 2, y = c.y + c.px(34);
    slider(c.state, c.paint, "taper", {c.x + c.px(12), y, half, c.px(28)}, "Taper",
           weeks_text(static_cast<sim::Week>(draft.taper_weeks)), draft.taper_weeks, 26, 208, 13, t.state);
    tooltip(c.state, "How long the donor's money for it shrinks to nothing: 26 weeks to 4 years.");
    slider(c.state, c.paint, "own share", {c.x + c.px(28) + half, y, half, c.px(28)}, "Own share",
           fmt::format("{:.0f} %", draft.own_share), draft.own_share, 0, 100, 5, t.state);
    tooltip(c.state, "Of pay and upkeep, what the partner is to carry itself when the taper ends.");
  }
  c.y += h + c.px(8);
}

// What the payer has is what there is to give, in steps that are easy to hit.
float most_million_usd(const State& state, const Draft& draft) {
  const double left = money_left_usd(*state.game, draft) / 1e6;
  return static_cast<float>(std::clamp(std::ceil(left / 10) * 10, 10.0, 100.0));
}

void draw_money(Column& c, Draft& draft) {
  const Theme& t = c.state.ui.theme;
  const float most = most_million_usd(c.state, draft);
  for (std::size_t k = 0; k < draft_instruments.size(); ++k) {
    slider(c.state, c.paint, std::string("money ") + draft_instruments[k], {c.x, c.y, c.width, c.px(28)},
           instrument_titles[k], fmt::format("{:.0f} M US$", draft.million_usd[k]), draft.million_usd[k], 0, most, 1,
           t.surge);
    tooltip(c.state, fmt::format("Up to {:.0f} M US$ here; all four together at most what the donor has.", most));
    c.y += c.px(33);
  }
  slider(c.state, c.paint, "weeks", {c.x, c.y, c.width, c.px(28)}, "Delivered over",
         fmt::format("{:.0f} weeks", draft.weeks), draft.weeks, 13, 156, 13, t.state);
  tooltip(c.state, "13 weeks to 3 years.");
  c.y += c.px(38);
}

// What it costs, and what there is to pay it from.
void draw_cost(Column& c, const Draft& draft) {
  const double cost = surge_cost_usd(draft), left = money_left_usd(*c.state.game, draft);
  const std::string text =
      fmt::format("costs {:.0f} of {:.0f} M US$ {}", cost / 1e6, left / 1e6, draft.surge ? "reserve" : "this year");
  c.paint.text_right({c.x + c.width, c.y + c.px(3)}, Font::tiny,
                     cost > left ? c.state.ui.theme.threat : c.state.ui.theme.muted, text);
}

}  // namespace

void draw_surge_form(Column& c, Draft& draft) {
  c.paint.text({c.x, c.y}, Font::heading, c.state.ui.theme.text, draft.surge ? "New surge" : "New programme");
  draw_cost(c, draft);
  c.y += c.px(28);
  draw_where_and_whom(c, draft);
  draw_money(c, draft);
  draw_sustainment(c, draft);
}

std::string consent_text(const State& state, const Draft& draft) {
  const World& world = *state.game->moment->world;
  const Setting& setting = state.game->setting();
  std::vector<CountryIndex> countries;
  for (const RegionIndex r : draft.where) {
    const CountryIndex k = setting.map.regions[r].country;
    if (k != sim::none && std::find(countries.begin(), countries.end(), k) == countries.end()) countries.push_back(k);
  }
  std::string names;
  for (const CountryIndex k : countries)
    names += fmt::format("{}{} (access {:.0f} of 100)", names.empty() ? "" : ", ", setting.map.countries[k].name,
                         100 * world.governments[k].access[draft.donor]);
  const double delay = draft.surge ? setting.parameters.surge_delay_weeks : setting.parameters.programme_delay_weeks;
  const std::string effect = fmt::format("Effect in {:.0f} weeks", delay);
  return names.empty() ? effect : fmt::format("{} · needs {}", effect, names);
}

}  // namespace mainstay::viz
