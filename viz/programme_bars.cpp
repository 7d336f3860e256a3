#include "viz/programme_bars.h"

#include <fmt/core.h>

#include <algorithm>

#include "agents/numeric.h"
#include "viz/format.h"
#include "viz/widgets.h"

namespace mainstay::viz {

using namespace agents;

namespace {

struct Bar {
  std::string control, title, note;
  Index programme = sim::none;  // none: not open yet
  bool surge = false, ended_early = false;
  Cents money = 0;
  sim::Week opened = 0, starts = 0, ends = 0;
  sim::Week tapers_until = 0;  // 0: no handover is planned
  bool beside = false;         // its title stands at its right, where there is no room within
  sim::Week last() const { return std::max(ends, tapers_until); }
};

std::string money_text(const Bar& bar, sim::Week weeks, const Sustainment& sustainment) {
  std::string text = fmt::format("{} over {}", usd_text(usd(bar.money)), weeks_text(weeks));
  if (sustainment.planned) text += ", then handed over over " + weeks_text(sustainment.taper_weeks);
  return text;
}

Bar open_bar(const Game& game, Index index) {
  const Programme& p = game.moment->world->programmes[index];
  Bar bar{"programme " + p.id,
          programme_title(game, p),
          "",
          index,
          p.surge,
          p.stage == Stage::terminated,
          total(p.money),
          p.opened,
          p.starts,
          p.ends,
          p.sustainment.planned ? p.tapers_until : 0};
  bar.note = fmt::format("{}: {}, {}", bar.title, stage_names[static_cast<std::size_t>(p.stage)],
                         money_text(bar, p.weeks, p.sustainment));
  return bar;
}

// Of an order that has not opened its programme yet: from the median delay, as the real one is drawn by luck.
Bar planned_bar(const Game& game, const Order& order) {
  const Parameters& p = game.setting().parameters;
  Bar bar;
  bar.control = "planned " + order.id;
  bar.title = game.session.order_text(order);
  bar.surge = order.surge;
  bar.money = total(order.money);
  bar.opened = order.week;
  bar.starts = order.week + static_cast<sim::Week>(order.surge ? p.surge_delay_weeks : p.programme_delay_weeks);
  bar.ends = bar.starts + std::max(1u, order.weeks);
  if (order.sustainment.planned) bar.tapers_until = bar.ends + order.sustainment.taper_weeks;
  bar.note =
      fmt::format("{}: ordered for {}, {}. Drawn from the usual delay; it begins when time gets there.", bar.title,
                  date_text(game.setting().start_date, order.week), money_text(bar, order.weeks, order.sustainment));
  return bar;
}

Bar draft_bar(const Game& game, const Draft& draft) {
  Order order;
  order.week = game.moment->week;
  order.surge = draft.surge;
  order.weeks = static_cast<std::uint32_t>(draft.weeks);
  order.money[0] = cents(draft_cost_usd(draft));
  order.sustainment.planned = draft.sustained;
  order.sustainment.taper_weeks = static_cast<std::uint32_t>(draft.taper_weeks);
  Bar bar = planned_bar(game, order);
  bar.control = "drafted programme";
  bar.title = "Draft";
  bar.note = "The order that is being drafted, if it were given now.";
  return bar;
}

// Surges and the largest programmes come first; as many as have room are shown. A draft comes last: nothing moves for
// it.
std::vector<Bar> ranked_bars(const State& state) {
  const Game& game = *state.game;
  const auto& programmes = game.moment->world->programmes;
  std::vector<Bar> bars;
  for (Index k = 0; k < programmes.size(); ++k) bars.push_back(open_bar(game, k));
  for (const Order& order : game.moment->history->orders())
    if (order.verb == Verb::open_programme && order.week >= game.moment->week) bars.push_back(planned_bar(game, order));
  std::stable_sort(bars.begin(), bars.end(),
                   [](const Bar& a, const Bar& b) { return a.surge != b.surge ? a.surge : a.money > b.money; });
  if (state.draft && state.draft->opens_programme()) bars.push_back(draft_bar(game, *state.draft));
  return bars;
}

bool draw_bar(State& state, const Painter& paint, const Axes& axes, const Bar& bar, float y, float h) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const float edge = axes.area.right();
  const float opened = axes.x(bar.opened), starts = std::max(opened, std::min(edge, axes.x(bar.starts))),
              ends = std::min(axes.x(bar.ends), edge);
  const bool planned = bar.programme == sim::none;
  const Colour colour = bar.surge ? t.surge : t.programme;
  // Until money arrives: a thin line from the decision to the first delivery.
  paint.line({opened, y + h / 2}, {starts, y + h / 2}, with_alpha(colour, 150), px(1.5f));
  paint.list->AddCircleFilled({opened, y + h / 2}, px(2.5f), colour);
  const Rect body{starts, y, std::max(0.0f, ends - starts), h};
  if (body.w > 0)
    paint.fill(body, planned ? with_alpha(colour, 45) : with_alpha(colour, bar.ended_early ? 110 : 255), px(2));
  if (body.w > 0 && planned) paint.frame(body, colour, px(2));
  float right = ends;
  if (bar.tapers_until > bar.ends) {
    right = std::min(axes.x(bar.tapers_until), edge);
    const ImVec2 wedge[] = {{ends, y}, {right, y + h}, {ends, y + h}};
    paint.list->AddTriangleFilled(wedge[0], wedge[1], wedge[2], with_alpha(t.state, planned ? 80 : 190));
  }
  if (clickable(state, bar.control, {opened, y, std::max(px(4), right - opened), h}) && !planned)
    select(state, {Selection::Kind::programme, bar.programme}, false);
  const bool held = ImGui::IsItemActive() && !planned;
  tooltip(state, bar.note);
  if (!planned && state.selection == Selection{Selection::Kind::programme, bar.programme})
    paint.frame(body, t.text, px(2), px(1.5f));
  const float text_y = y + (h - paint.height(Font::tiny)) / 2;
  if (bar.beside) {
    paint.text({right + px(5), text_y}, Font::tiny, t.text, bar.title);
    return held;
  }
  const std::string label = paint.fit(Font::tiny, bar.title, body.w - px(8));
  if (label.size() <= 4) return held;
  paint.list->PushClipRect({starts, y}, {body.right(), y + h}, true);
  paint.text({starts + px(5), text_y}, Font::tiny, planned || bar.ended_early ? t.text : t.on_accent, label);
  paint.list->PopClipRect();
  return held;
}

// Each branch has programmes of its own: a stripe in its colour says whose these are.
void draw_owner(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  const Game& game = *state.game;
  const float x = axes.area.x - state.ui.px(4);
  draw_branch_line(paint, {{x, rect.y}, {x, rect.bottom() - state.ui.px(4)}}, branch_colour(state, game.branch),
                   branch_round(state, game.branch), state.ui.px(2));
  tooltip_over(state, {x - state.ui.px(4), rect.y, state.ui.px(8), rect.h}, "Programmes",
               "Of " + branch_title(game, game.branch) +
                   ". Amber: surges, from the donor's reserve; grey: regular ones; a blue wedge: the handover. "
                   "Outlined: ordered, not open yet.");
}

// Programmes that have no room: how many, and how to get at them.
void draw_left_out(State& state, const Painter& paint, const Rect& rect, std::size_t count) {
  const std::string text = fmt::format("{} more", count);
  const float w = paint.width(Font::tiny, text), h = paint.height(Font::tiny), px = state.ui.px(1);
  const Rect box{rect.x - 10 * px - w, rect.y + rect.h - h - 4 * px, w, h};
  if (clickable(state, "more programmes", box.grown(4 * px))) {
    state.search = true;
    state.search_text = "programme";
  }
  paint.text(box.min(), Font::tiny, ImGui::IsItemHovered() ? state.ui.theme.text : state.ui.theme.muted, text);
  tooltip(state, "Smaller programmes, for which the timeline has no room. A click lists all.");
}

}  // namespace

bool draw_programme_bars(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  if (!state.game->moment) return false;
  bool held = false;
  const float h = state.ui.px(14), gap = state.ui.px(4);
  std::vector<std::vector<std::pair<float, float>>> taken(static_cast<std::size_t>((rect.h + gap) / (h + gap)));
  if (taken.empty()) return false;
  std::size_t left_out = 0;
  for (Bar& bar : ranked_bars(state)) {
    const float from = axes.x(bar.opened), words = paint.width(Font::tiny, bar.title) + 2 * gap;
    float to = std::min(axes.x(bar.last()), rect.right());
    // What a surge is called is worth the room.
    const float within = std::min(axes.x(bar.ends), rect.right()) - axes.x(bar.starts);
    bar.beside = bar.surge && words > within && to + words < rect.right();
    if (bar.beside) to += words;
    const auto row = std::find_if(taken.begin(), taken.end(), [&](const auto& bars) {
      return std::none_of(bars.begin(), bars.end(),
                          [&](const auto& other) { return from < other.second + gap && other.first < to + gap; });
    });
    const bool draft = bar.control == "drafted programme";
    if (row == taken.end() && !draft) {
      ++left_out;
      continue;
    }
    const auto place = row == taken.end() ? taken.end() - 1 : row;
    const float y = rect.y + static_cast<float>(place - taken.begin()) * (h + gap);
    // Where no row is free a draft lies over what is in the last one.
    if (row == taken.end()) paint.fill({from, y, to - from, h}, state.ui.theme.panel);
    held |= draw_bar(state, paint, axes, bar, y, h);
    place->push_back({from, to});
  }
  draw_owner(state, paint, axes, rect);
  if (left_out > 0) draw_left_out(state, paint, rect, left_out);
  return held;
}

}  // namespace mainstay::viz
