#include "viz/given_orders.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "viz/compare.h"
#include "viz/format.h"
#include "viz/session_keeping.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr std::size_t most_orders = 4;  // in sight as long as nobody asks for all

// What was played stays: the world without the order is a branch of its own.
void withdraw(State& state, const Order& order) {
  Game& game = *state.game;
  game.player.play(false);
  const auto prepare = [&session = game.session, branch = game.branch, order] {
    return session.withdrawing(branch, order);
  };
  const std::string what = game.session.order_text(order);
  keep_change(state, "Not withdrawn: ", prepare, [what, week = order.week](State& now, std::int64_t branch) {
    show_branch(now, static_cast<std::size_t>(branch), week);
    say(now, "Withdrawn: " + what + ". From its week a branch goes on without it; the other one stays as it was.");
  });
}

void draw_order(Column& c, const Order& order, std::size_t number) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  const bool past = game.moment && order.week < game.moment->week;
  const std::string what = game.session.order_text(order), when = date_text(game.setting().start_date, order.week);
  const float cross = c.px(18), right = c.x + c.width - cross;
  const float room = right - c.x - c.paint.width(Font::tiny, when) - c.px(8);
  c.paint.text({c.x, c.y}, Font::small, past ? t.text : t.muted, c.paint.fit(Font::small, what, room));
  c.paint.text_right({right, c.y + c.px(1)}, Font::tiny, t.muted, when);
  const std::string reason = order.reason.empty() ? "" : " Why: " + order.reason;
  tooltip_over(c.state, {c.x, c.y, right - c.x, c.px(18)}, what,
               when + (past ? ". In effect." : ". Due: it takes effect when time gets there.") + reason);
  const Rect box{right, c.y - c.px(1), cross, c.px(18)};
  if (clickable(c.state, "withdraw " + std::to_string(number), box)) withdraw(c.state, order);
  c.paint.text_centred(box.centre(), Font::small, ImGui::IsItemHovered() ? t.text : t.faint, "×");
  tooltip(c.state, "Withdraw it: opens a branch that goes on without it from " + when + " on. This one stays.");
  c.y += c.px(20);
}

void keep_name(State& state) {
  Game& game = *state.game;
  state.renaming = state.branch_name != branch_title(game, game.branch);
  if (!state.renaming) return;
  const auto prepare = [&session = game.session, branch = game.branch, name = state.branch_name] {
    return session.renaming(branch, name);
  };
  keep_change(state, "Not renamed: ", prepare, [](State& now, std::int64_t) { now.renaming = false; });
}

// The title, with a pencil beside it; while it is typed anew, a field.
void draw_name(Column& c) {
  State& state = c.state;
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  constexpr std::size_t longest = 80;
  if (state.renaming) {
    const bool begins = std::exchange(state.renaming_begins, false);
    const bool enter = text_field(state, "branch name", {c.x, c.y, c.width - px(64), px(26)},
                                  "What this branch is called", state.branch_name, longest, begins);
    const bool kept =
        button(state, c.paint, "keep name", {c.x + c.width - px(58), c.y, px(58), px(26)}, "Keep", ButtonStyle::quiet);
    if (enter || kept) keep_name(state);
    c.y += px(32);
    return;
  }
  const float h = c.paint.paragraph({c.x, c.y}, Font::heading, t.text, branch_title(*state.game, state.game->branch),
                                    c.width - px(26));
  const Rect pencil{c.x + c.width - px(22), c.y - px(2), px(22), px(22)};
  if (clickable(state, "rename branch", pencil)) start_renaming(state);
  const Colour colour = ImGui::IsItemHovered() ? t.text : t.muted;
  tooltip(state, "Another name for this branch (F2)");
  const ImVec2 at = pencil.centre();
  c.paint.line({at.x - px(4), at.y + px(4)}, {at.x + px(4), at.y - px(4)}, colour, px(3));
  c.paint.list->AddTriangleFilled({at.x - px(6.5f), at.y + px(6.5f)}, {at.x - px(5.5f), at.y + px(2.5f)},
                                  {at.x - px(2.5f), at.y + px(5.5f)}, colour);
  c.y += h + px(4);
}

}  // namespace

void start_renaming(State& state) {
  if (!state.game || state.draft || comparing(state)) return;
  state.renaming = state.renaming_begins = true;
  state.order_list = false;
  state.branch_name = branch_title(*state.game, state.game->branch);
}

void draw_branch(Column& c) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  const sessions::Branch& branch = game.shown_branch();
  draw_name(c);
  std::string from;
  if (branch.parent != sessions::no_branch)
    from = fmt::format("A branch of “{}”: the same until {}, then with its own orders.",
                       branch_title(game, branch.parent), date_text(game.setting().start_date, branch.forked));
  else
    for (const auto& course : game.scenario->courses)
      if (course.name == branch.course) from = course.summary;
  if (!from.empty()) c.y += c.paint.paragraph({c.x, c.y}, Font::small, t.muted, from, c.width) + c.px(8);
}

// In order of week: of many, those nearest to the week in view.
void draw_given_orders(Column& c) {
  const Game& game = *c.state.game;
  const auto& orders = game.shown_branch().history->orders();
  draw_heading(c, orders.empty() ? "No orders in this branch" : "Orders in this branch");
  c.y -= c.px(4);
  std::size_t begin = 0, end = orders.size();
  if (!c.state.all_orders && orders.size() > most_orders) {
    const sim::Week week = game.moment ? game.moment->week : 0;
    const auto next = std::find_if(orders.begin(), orders.end(), [&](const Order& o) { return o.week >= week; });
    const auto middle = static_cast<std::size_t>(next - orders.begin());
    begin = std::min(middle > most_orders / 2 ? middle - most_orders / 2 : 0, orders.size() - most_orders);
    end = begin + most_orders;
  }
  for (std::size_t k = begin; k < end; ++k) draw_order(c, orders[k], k);
  if (orders.size() <= most_orders) return;
  const std::string label = c.state.all_orders ? "Fewer" : fmt::format("All {}", orders.size());
  if (button(c.state, c.paint, "all orders", {c.x - c.px(8), c.y, c.px(72), c.px(22)}, label, ButtonStyle::bare))
    c.state.all_orders = !c.state.all_orders;
  c.y += c.px(26);
}

}  // namespace mainstay::viz
