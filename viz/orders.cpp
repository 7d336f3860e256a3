// The left panel: what the branch is, what was ordered, what can be ordered, and the draft with its preview.
#include <fmt/core.h>

#include <algorithm>

#include "viz/bookmarks.h"
#include "viz/given_orders.h"
#include "viz/inspector.h"
#include "viz/order_form.h"
#include "viz/overlays.h"
#include "viz/preview_chart.h"
#include "viz/session_keeping.h"
#include "viz/surge_form.h"

namespace mainstay::viz {

using namespace agents;

namespace {

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

constexpr float actions_height = 88;

// What can be done now; always in sight beneath what was done.
void draw_actions(Column& c) {
  const float w = (c.width - c.px(8)) / 2, x = c.x + w + c.px(8), y = c.bottom - c.px(80), below = y + c.px(40);
  if (button(c.state, c.paint, "new surge", {c.x, y, w, c.px(32)}, "Draft a surge", ButtonStyle::primary))
    start_surge(c.state);
  tooltip(c.state, "A surge or a regular programme (N)");
  if (button(c.state, c.paint, "other orders", {x, y, w, c.px(32)}, "Another order …", ButtonStyle::quiet))
    c.state.order_list = true;
  tooltip(c.state, "Relief, units, tasks, talks, donors, injects: all orders there are (O)");
  if (button(c.state, c.paint, "branch off", {c.x, below, w, c.px(28)}, "Branch here", ButtonStyle::quiet))
    branch_here(c.state);
  tooltip(c.state, "A branch of its own from this week on; what was played stays (Ctrl B)");
  if (button(c.state, c.paint, "session", {x, below, w, c.px(28)}, "Review", ButtonStyle::quiet))
    c.state.session_tools = true;
  tooltip(c.state, "What each order was worth, the review to hand out, and whether the file is what it says (R)");
}

void draw_overview(Column& c) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  draw_branch(c);
  if (game.moment && game.moment->week == 0 && !game.player.playing())
    c.y += c.paint.paragraph({c.x, c.y}, Font::small, t.state,
                             "Press Space to play. The dashed line below is the twin: the same world with the same "
                             "luck, without these orders.",
                             c.width) +
           c.px(12);
  draw_given_orders(c);
  if (catches_up(game))
    c.y += c.paint.paragraph({c.x, c.y + c.px(8)}, Font::small, t.state, "Catching up with this branch …", c.width) +
           c.px(8);
  else if (game.moment)
    draw_story(c);
  draw_programme_choices(c);
}

void draw_draft(Column& c) {
  Draft& draft = *c.state.draft;
  if (draft.opens_programme()) return draw_surge_form(c, draft);
  const std::string& title = order_kind(draft.verb).title;
  c.paint.text({c.x, c.y}, Font::heading, c.state.ui.theme.text, c.paint.fit(Font::heading, title, c.width));
  c.y += c.px(30);
  draw_order_form(c, draft);
}

// Whose consent a programme needs and when anything is felt; a line beneath what it would do.
void draw_consent(Column& c, float y) {
  if (!c.state.draft->opens_programme()) return;
  const std::string text = consent_text(c.state, *c.state.draft);
  c.paint.text({c.x, y}, Font::tiny, c.state.ui.theme.muted, c.paint.fit(Font::tiny, text, c.width));
  tooltip_over(c.state, {c.x, y, c.width, c.px(16)}, "Consent and time to effect",
               text +
                   ". That is the median of what such programmes take until the first delivery. Access is how far a "
                   "government lets this donor work with its forces: what arrives, and how "
                   "soon, depends on it.");
}

// Everybody who looks back later asks why.
void draw_reason(Column& c, float y) {
  text_field(c.state, "reason", {c.x, y, c.width, c.px(26)}, "Why? For the review", c.state.reason, 199);
}

void draw_decision(Column& c) {
  State& state = c.state;
  draw_preview_chart(c, *state.draft);
  draw_consent(c, c.bottom - c.px(94));
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

// What scrolls, and beneath it what always stays in sight: of a draft its preview and the decision.
void draw_orders(State& state, const Rect& rect) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const bool drafting = state.draft && state.game->moment, choosing = state.order_list && state.game->moment;
  const float lower_height = drafting ? px(176) + preview_chart_height(state) : (choosing ? 0 : px(actions_height));
  const Rect upper{rect.x, rect.y, rect.w, rect.h - lower_height}, lower{rect.x, upper.bottom(), rect.w, lower_height};
  {
    Panel panel(state, drafting ? "draft" : "orders", upper, Panel::scrolls);
    Column column{state,         panel.paint, rect.x + px(16), rect.w - px(32), rect.y + px(16) - panel.scroll_y,
                  upper.bottom()};
    if (drafting)
      draw_draft(column);
    else if (choosing)
      draw_order_list(column);
    else
      draw_overview(column);
    panel.reach(column.y + px(8));
  }
  const bool dropped = drafting && !state.draft;  // by a press in the form
  if (lower_height > 0 && !dropped) {
    Panel panel(state, "order decision", lower);
    Column column{state, panel.paint, rect.x + px(16), rect.w - px(32), lower.y + px(2), lower.bottom()};
    panel.paint.line({lower.x, lower.y + 0.5f}, {lower.right(), lower.y + 0.5f}, state.ui.theme.line);
    if (drafting)
      draw_decision(column);
    else
      draw_actions(column);
  }
  const Painter paint{state.ui, ImGui::GetForegroundDrawList()};
  paint.line({rect.right() - 0.5f, rect.y}, {rect.right() - 0.5f, rect.bottom()}, state.ui.theme.line);
}

}  // namespace mainstay::viz
