// The left panel: what the branch is, what was ordered, what can be ordered, and the draft with its preview.
#include <fmt/core.h>

#include <algorithm>

#include "viz/bookmarks.h"
#include "viz/chart.h"
#include "viz/format.h"
#include "viz/inspector.h"
#include "viz/order_form.h"
#include "viz/overlays.h"
#include "viz/session_keeping.h"
#include "viz/timeline_marks.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr const char* instrument_titles[] = {"Train", "Equip", "Advise and accompany", "Institution building"};

std::string region_list(const Setting& setting, const std::vector<RegionIndex>& regions) {
  std::string text;
  for (const RegionIndex r : regions) text += (text.empty() ? "" : ", ") + setting.map.regions[r].name;
  return text.empty() ? "click a region" : text;
}

void draw_given(Column& c) {
  const Game& game = *c.state.game;
  const auto& orders = game.shown_branch().history->orders();
  draw_heading(c, orders.empty() ? "No orders in this branch" : "Orders in this branch");
  for (const Order& order : orders) {
    const std::string what = order_text(game, order);
    const bool past = game.moment && order.week < game.moment->week;
    const std::string when = date_text(game.setting().start_date, order.week);
    const float room = c.width - c.paint.width(Font::tiny, when) - c.px(8);
    c.paint.text({c.x, c.y}, Font::small, past ? c.state.ui.theme.text : c.state.ui.theme.muted,
                 c.paint.fit(Font::small, what, room));
    c.paint.text_right({c.x + c.width, c.y + c.px(1)}, Font::tiny, c.state.ui.theme.faint, when);
    c.y += c.px(20);
  }
}

void draw_programme_choices(Column& c) {
  const State& state = c.state;
  if (state.selection.kind != Selection::Kind::programme || !state.game->moment) return;
  const auto& programmes = state.game->moment->world->programmes;
  if (state.selection.index >= programmes.size()) return;
  const Programme& p = programmes[state.selection.index];
  if (p.stage == Stage::ended || p.stage == Stage::terminated) return;
  draw_heading(c, programme_title(*state.game, p));
  static constexpr struct {
    const char *verb, *label;
  } choices[] = {{"extend_programme", "Extend"},
                 {"restructure_programme", "Change"},
                 {"hand_over_programme", "Hand over"},
                 {"terminate_programme", "End"}};
  const float w = (c.width - c.px(18)) / 4;
  for (std::size_t k = 0; k < std::size(choices); ++k)
    if (button(c.state, c.paint, choices[k].verb, {c.x + static_cast<float>(k) * (w + c.px(6)), c.y, w, c.px(28)},
               choices[k].label, ButtonStyle::quiet))
      start_order(c.state, choices[k].verb);
  c.y += c.px(36);
}

// What concerns the branch and the session as a whole.
void draw_session_buttons(Column& c) {
  c.y += c.px(8);
  const float w = (c.width - c.px(8)) / 2;
  if (button(c.state, c.paint, "branch off", {c.x, c.y, w, c.px(28)}, "Branch here", ButtonStyle::quiet))
    branch_here(c.state);
  tooltip(c.state, "A branch of its own from this week on; what was played stays (Ctrl B)");
  if (button(c.state, c.paint, "session", {c.x + w + c.px(8), c.y, w, c.px(28)}, "Review", ButtonStyle::quiet))
    c.state.session_tools = true;
  tooltip(c.state, "What each order was worth, the review to hand out, and whether the file is what it says (R)");
  c.y += c.px(36);
}

void draw_overview(Column& c) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  c.y += c.paint.paragraph({c.x, c.y}, Font::heading, t.text, branch_title(game, game.branch), c.width) + c.px(4);
  for (const auto& course : game.scenario->courses)
    if (course.name == game.shown_branch().course)
      c.y += c.paint.paragraph({c.x, c.y}, Font::small, t.muted, course.summary, c.width) + c.px(12);
  if (game.moment && game.moment->week == 0 && !game.player.playing())
    c.y += c.paint.paragraph({c.x, c.y}, Font::small, t.state,
                             "Press Space to play. The dashed line below is the twin: the same world with the same "
                             "luck, without these orders.",
                             c.width) +
           c.px(12);
  if (game.moment) draw_story(c);
  if (button(c.state, c.paint, "new surge", {c.x, c.y, c.width, c.px(32)}, "Draft a surge", ButtonStyle::primary))
    start_surge(c.state);
  tooltip(c.state, "A surge or a regular programme (N)");
  c.y += c.px(38);
  if (button(c.state, c.paint, "other orders", {c.x, c.y, c.width, c.px(28)}, "Another order ...", ButtonStyle::quiet))
    c.state.order_list = true;
  tooltip(c.state, "Relief, units, tasks, talks, donors, injects: all orders there are (O)");
  c.y += c.px(36);
  draw_programme_choices(c);
  draw_given(c);
  draw_session_buttons(c);
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
  const float h = draft.sustained ? c.px(106) : c.px(36);
  const Rect box{c.x, c.y, c.width, h};
  c.paint.frame(box, draft.sustained ? t.state : t.line, c.px(6));
  toggle(c.state, c.paint, "sustainment plan", {c.x + c.px(12), c.y + c.px(10)}, draft.sustained);
  tooltip(c.state,
          "A surge with a plan hands over: money tapers, management is built, and the partner takes over a share of "
          "the upkeep. Without one it simply ends.");
  c.paint.text({c.x + c.px(50), c.y + c.px(9)}, Font::small_bold, t.text, "Sustainment plan");
  if (draft.sustained) {
    slider(c.state, c.paint, "taper", {c.x + c.px(12), c.y + c.px(34), c.width - c.px(24), c.px(28)}, "Taper",
           weeks_text(static_cast<sim::Week>(draft.taper_weeks)), draft.taper_weeks, 26, 208, 13, t.state);
    slider(c.state, c.paint, "own share", {c.x + c.px(12), c.y + c.px(68), c.width - c.px(24), c.px(28)},
           "Partner's own share", fmt::format("{:.0f} %", draft.own_share), draft.own_share, 0, 100, 5, t.state);
  }
  c.y += h + c.px(12);
}

// Whose money and whose consent it takes, and when anything is felt.
void draw_terms(Column& c, const Draft& draft) {
  const World& world = *c.state.game->moment->world;
  const Setting& setting = c.state.game->setting();
  std::vector<CountryIndex> countries;
  for (const RegionIndex r : draft.where) {
    const CountryIndex k = setting.map.regions[r].country;
    if (k != sim::none && std::find(countries.begin(), countries.end(), k) == countries.end()) countries.push_back(k);
  }
  std::string consent;
  for (const CountryIndex k : countries)
    consent += fmt::format("{}{} {:.0f}", consent.empty() ? "" : ", ", setting.map.countries[k].name,
                           100 * world.governments[k].access[draft.donor]);
  draw_row(c, "Must agree; access now",
           consent.empty() ? "nobody yet" : c.paint.fit(Font::small_bold, consent, c.width * 0.55f));
  const auto& delays = setting.parameters;
  draw_row(c, "First effect, median",
           fmt::format("{:.0f} weeks on", draft.surge ? delays.surge_delay_weeks : delays.programme_delay_weeks));
}

// In a low window the form needs the room more.
float preview_height(const State& state) {
  return std::clamp(state.height * 0.1f, state.ui.px(50), state.ui.px(84));
}

void draw_preview(Column& c, const Draft& draft) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  draw_heading(c, "What it would do");
  const Rect area{c.x, c.y - c.px(4), c.width, preview_height(c.state)};
  c.paint.fill(area, t.background, c.px(3));
  c.y = area.bottom() + c.px(8);
  if (const std::string problem = draft_problem(c.state); !problem.empty()) {
    const bool wrong = !c.state.order_problem.empty() && problem == c.state.order_problem;
    c.paint.list->PushClipRect(area.min(), area.max(), true);
    c.paint.paragraph({area.x + c.px(10), area.y + c.px(10)}, Font::small, wrong ? t.threat : t.muted, problem,
                      area.w - c.px(20));
    c.paint.list->PopClipRect();
    tooltip_over(c.state, area, "", problem);
    return;
  }
  if (!game.preview) {
    c.paint.text_centred(area.centre(), Font::small, t.muted, "Runs begin in a moment");
    return;
  }
  sessions::Place place;
  for (const RegionIndex r : draft.where) place.scopes.push_back(r);
  if (place.scopes.empty()) place.scopes.push_back(game.setting().theatre_scope());
  // Assistance is for capacity; what other orders are for, the map in view says.
  const Measure measure = draft.opens_programme() ? Measure::capacity : map_modes()[c.state.mode].measure;
  const sessions::Bands bands = game.preview->differences(measure, place);
  c.paint.text_right({c.x + c.width, area.y - c.px(20)}, Font::tiny, t.muted,
                     fmt::format("{} of {} pairs of runs", bands.least_pairs(), game.preview->runs()));
  if (bands.weeks.empty()) {
    c.paint.text_centred(area.centre(), Font::small, t.muted, "The first runs are under way");
    return;
  }
  Axes axes{{area.x + c.px(4), area.y + c.px(6), area.w - c.px(8), area.h - c.px(12)},
            static_cast<double>(c.state.preview_from),
            static_cast<double>(std::min(game.setting().weeks, c.state.preview_from + 260)),
            -0.01,
            0.02};
  for (std::size_t k = 0; k < bands.weeks.size(); ++k) {
    axes.low = std::min(axes.low, static_cast<double>(bands.low90[k]));
    axes.high = std::max(axes.high, static_cast<double>(bands.high90[k]));
  }
  c.paint.dashed({{axes.area.x, axes.y(0)}, {axes.area.right(), axes.y(0)}}, t.twin, c.px(1), c.px(4), c.px(3));
  draw_bands(c.paint, axes, bands, t.state);
  draw_line(c.paint, chart_points(axes, bands.weeks, bands.median), t.state, c.px(2));
  c.paint.text({area.x + c.px(6), area.y + c.px(3)}, Font::tiny, t.faint, change_text(measure, axes.high));
  const std::size_t last = bands.weeks.size() - 1;
  const sim::Week ahead = bands.weeks[last] - c.state.preview_from;
  const std::string result = fmt::format("{} on: {} ({} to {})", weeks_text(ahead),
                                         change_text(measure, static_cast<double>(bands.median[last])),
                                         change_text(measure, static_cast<double>(bands.low90[last])),
                                         change_text(measure, static_cast<double>(bands.high90[last])));
  c.paint.text({c.x, c.y}, Font::small, t.text, c.paint.fit(Font::small, result, c.width));
  c.y += c.px(18);
  const std::string what = short_title(measure) + " there: with the order minus without";
  c.paint.text({c.x, c.y}, Font::tiny, t.muted, c.paint.fit(Font::tiny, what, c.width));
  tooltip_over(c.state, {c.x, area.y, c.width, c.y + c.px(16) - area.y}, what,
               "In " + unit_text(measure) + ". Bands: half and nine tenths of the pairs; the line is their median.");
  c.y += c.px(20);
}

void draw_draft(Column& c) {
  State& state = c.state;
  const Theme& t = state.ui.theme;
  Draft& draft = *state.draft;
  const std::string left =
      fmt::format("{:.0f} of {:.0f} M US$", surge_cost_usd(draft) / 1e6, money_left_usd(*state.game, draft) / 1e6);
  const std::string title =
      draft.opens_programme() ? (draft.surge ? "New order: surge" : "New programme") : order_kind(draft.verb).title;
  c.paint.text({c.x, c.y}, Font::heading, t.text, c.paint.fit(Font::heading, title, c.width));
  if (draft.opens_programme()) c.paint.text_right({c.x + c.width, c.y + c.px(3)}, Font::tiny, t.muted, left);
  c.y += c.px(30);
  if (!draft.opens_programme()) return draw_order_form(c, draft);
  draw_where_and_whom(c, draft);
  for (std::size_t k = 0; k < draft_instruments.size(); ++k) {
    slider(state, c.paint, std::string("money ") + draft_instruments[k], {c.x, c.y, c.width, c.px(28)},
           instrument_titles[k], fmt::format("{:.0f} M US$", draft.million_usd[k]), draft.million_usd[k], 0, 80, 1,
           t.surge);
    c.y += c.px(33);
  }
  slider(state, c.paint, "weeks", {c.x, c.y, c.width, c.px(28)}, "Weeks", fmt::format("{:.0f}", draft.weeks),
         draft.weeks, 13, 156, 13, t.state);
  c.y += c.px(40);
  draw_sustainment(c, draft);
  draw_terms(c, draft);
}

// Everybody who looks back later asks why.
void draw_reason(Column& c, float y) {
  text_field(c.state, "reason", {c.x, y, c.width, c.px(26)}, "Why? For the review", c.state.reason, 199);
}

void draw_decision(Column& c) {
  State& state = c.state;
  draw_preview(c, *state.draft);
  draw_reason(c, c.bottom - c.px(76));
  const float w = c.width * 0.58f, y = c.bottom - c.px(42);
  const bool writes = keeps_change(state), ready = !writes && draft_problem(state).empty();
  const bool give = button(state, c.paint, "give order", {c.x, y, w, c.px(30)},
                           writes ? "Being written …" : "Give the order", ButtonStyle::primary, ready);
  const bool drop = button(state, c.paint, "drop order", {c.x + w + c.px(8), y, c.width - w - c.px(8), c.px(30)},
                           "Drop  Esc", ButtonStyle::bare);
  if (give)
    give_draft(state);
  else if (drop)
    drop_draft(state);
}

}  // namespace

// While an order is drafted its form scrolls; the preview and the decision always stay in sight beneath it.
void draw_orders(State& state, const Rect& rect) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const bool drafting = state.draft && state.game->moment;
  const float decision_height = drafting ? px(158) + preview_height(state) : 0;
  const Rect upper{rect.x, rect.y, rect.w, rect.h - decision_height},
      lower{rect.x, upper.bottom(), rect.w, decision_height};
  {
    Panel panel(state, "orders", upper, Panel::scrolls);
    Column column{state,         panel.paint, rect.x + px(16), rect.w - px(32), rect.y + px(16) - panel.scroll_y,
                  upper.bottom()};
    if (drafting)
      draw_draft(column);
    else if (state.order_list && state.game->moment)
      draw_order_list(column);
    else
      draw_overview(column);
    panel.reach(column.y + px(8));
  }
  if (drafting && state.draft) {
    Panel panel(state, "order decision", lower);
    Column column{state, panel.paint, rect.x + px(16), rect.w - px(32), lower.y + px(2), lower.bottom()};
    panel.paint.line({lower.x, lower.y + 0.5f}, {lower.right(), lower.y + 0.5f}, state.ui.theme.line);
    draw_decision(column);
  }
  const Painter paint{state.ui, ImGui::GetForegroundDrawList()};
  paint.line({rect.right() - 0.5f, rect.y}, {rect.right() - 0.5f, rect.bottom()}, state.ui.theme.line);
}

}  // namespace mainstay::viz
