#include "viz/given_orders.h"

#include <fmt/core.h>

#include <algorithm>

#include "viz/format.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr std::size_t most_orders = 4;  // in sight as long as nobody asks for all

void draw_order(Column& c, const Order& order) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  const bool past = game.moment && order.week < game.moment->week;
  const std::string what = game.session.order_text(order), when = date_text(game.setting().start_date, order.week);
  const float room = c.width - c.paint.width(Font::tiny, when) - c.px(8);
  c.paint.text({c.x, c.y}, Font::small, past ? t.text : t.muted, c.paint.fit(Font::small, what, room));
  c.paint.text_right({c.x + c.width, c.y + c.px(1)}, Font::tiny, t.muted, when);
  const std::string reason = order.reason.empty() ? "" : " Why: " + order.reason;
  tooltip_over(c.state, {c.x, c.y, c.width, c.px(18)}, what,
               when + (past ? ". In effect." : ". Due: it takes effect when time gets there.") + reason);
  c.y += c.px(20);
}

}  // namespace

void draw_branch(Column& c) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  const sessions::Branch& branch = game.shown_branch();
  c.y += c.paint.paragraph({c.x, c.y}, Font::heading, t.text, branch_title(game, game.branch), c.width) + c.px(4);
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
  for (std::size_t k = begin; k < end; ++k) draw_order(c, orders[k]);
  if (orders.size() <= most_orders) return;
  const std::string label = c.state.all_orders ? "Fewer" : fmt::format("All {}", orders.size());
  if (button(c.state, c.paint, "all orders", {c.x - c.px(8), c.y, c.px(72), c.px(22)}, label, ButtonStyle::bare))
    c.state.all_orders = !c.state.all_orders;
  c.y += c.px(26);
}

}  // namespace mainstay::viz
