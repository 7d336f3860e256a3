// What can be asked of the whole session: what each order was worth, the review to hand out, and whether the file is
// what it says.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sessions/session_file.h"
#include "viz/format.h"
#include "viz/overlays.h"
#include "viz/session_keeping.h"
#include "viz/session_work.h"

namespace mainstay::viz {

namespace {

struct Offer {
  SessionTask task;
  const char *control, *title, *button, *about;
};
constexpr Offer offers[] = {
    {SessionTask::worth, "weigh orders", "What was each order worth?", "Weigh",
     "The branch in view, to its end, beside the same world and luck without one order after the other."},
    {SessionTask::review, "write review", "After-action review", "Write",
     "One page that opens offline: who decided what and why, what was believed and true, turning points, bookmarks."},
    {SessionTask::verify, "verify session", "Is the file what it says?", "Verify",
     "Computes every week of every branch anew and compares it with the session's file, bit for bit."},
};

std::string worth_text(const sessions::Outcomes& outcomes, const char* name) {
  const auto found = outcomes.find(name);
  if (found == outcomes.end() || !std::isfinite(found->second)) return "–";
  return change_text(agents::Measure::capacity, found->second);
}

void draw_worth_row(const Painter& paint, const Theme& t, float x, float& y, float w, const std::string& what,
                    const sessions::Outcomes& effect, Font font) {
  const float column = paint.ui.px(72);
  paint.text({x, y}, font, t.text, paint.fit(font, what, w - 2 * column - paint.ui.px(8)));
  paint.text_right({x + w - column, y}, Font::small_bold, t.text, worth_text(effect, "peak_gain"));
  const auto sustained = effect.find("sustained_gain");
  const bool worse = sustained != effect.end() && sustained->second < 0;
  paint.text_right({x + w, y}, Font::small_bold, worse ? t.surge : t.state, worth_text(effect, "sustained_gain"));
  y += paint.ui.px(20);
}

void draw_worth(const State& state, const Painter& paint, const SessionResult& result, float x, float& y, float w) {
  const Theme& t = state.ui.theme;
  const float column = paint.ui.px(72);
  paint.text({x, y}, Font::small_bold, t.text, paint.fit(Font::small_bold, result.branch, w - 2 * column));
  paint.text_right({x + w - column, y}, Font::tiny, t.muted, "to the peak");
  paint.text_right({x + w, y}, Font::tiny, t.muted, "at the end");
  y += paint.ui.px(22);
  for (const auto& worth : result.worth.by_order)
    draw_worth_row(paint, t, x, y, w,
                   state.game->session.order_text(worth.order) + ", " +
                       date_text(state.game->setting().start_date, worth.order.week),
                   worth.effects.front(), Font::small);
  if (result.worth.with_all.empty()) return;
  draw_worth_row(paint, t, x, y, w, "All orders, against the twin", result.worth.with_all.front(), Font::small_bold);
  y += paint.paragraph(
           {x, y}, Font::tiny, t.muted,
           "Points of capacity where the scenario looks (its focus), one luck: what an order adds to the highest "
           "gain that all orders reach together, and to what is gained at the end. One that came after the "
           "peak adds nothing to it. Effects need not add up: orders help, need or hinder each other. "
           "`mainstay session attribute` repeats it with many lucks.",
           w) +
       paint.ui.px(8);
}

void draw_result(State& state, const Painter& paint, const SessionResult& result, float x, float& y, float w) {
  const Theme& t = state.ui.theme;
  y += paint.ui.px(4);
  if (result.task == SessionTask::worth && result.good) draw_worth(state, paint, result, x, y, w);
  for (const std::string& line : result.lines)
    y += paint.paragraph({x, y}, Font::small, result.good ? t.state : t.threat, line, w) + paint.ui.px(4);
}

// Verifying and reviewing read the file: there is one from the first order or bookmark on.
void begin_work(State& state, SessionTask task) {
  const auto start = [task](State& now) {
    if (now.session_work) now.session_work->start(now, task);
  };
  if (task == SessionTask::worth)
    start(state);
  else
    require_session_file(state, start);
}

void draw_offer(State& state, const Painter& paint, const Offer& offer, float x, float& y, float w) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  SessionWork& work = *state.session_work;
  const bool running = work.busy() && work.task() == offer.task;
  paint.text({x, y}, Font::bold, t.text, offer.title);
  const Rect place{x + w - px(80), y, px(80), px(26)};
  if (button(state, paint, offer.control, place, running ? "Give up" : offer.button, ButtonStyle::quiet,
             running || !work.busy())) {
    if (running)
      work.give_up();
    else
      begin_work(state, offer.task);
  }
  y += px(22);
  y += paint.paragraph({x, y}, Font::small, t.muted, offer.about, w - px(96)) + px(6);
  if (running) {
    paint.fill({x, y, w, px(4)}, t.line, px(2));
    paint.fill({x, y, w * static_cast<float>(work.progress()), px(4)}, t.surge, px(2));
    y += px(10);
  }
  y += px(10);
}

}  // namespace

void draw_session_panel(State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  if (!state.session_work) state.session_work = std::make_unique<SessionWork>();
  state.session_work->follow();
  const bool told = std::any_of(std::begin(offers), std::end(offers),
                                [&](const Offer& offer) { return state.session_work->result(offer.task) != nullptr; });
  const float w = std::min(px(520), state.width - px(24)),
              h = std::min(px(told ? 560.f : 330.f), state.height - px(24));
  const Rect box{(state.width - w) / 2, (state.height - h) / 2, w, h};
  Panel panel(state, "session tools", box, Panel::on_top | Panel::scrolls);
  panel.paint.fill(box, t.panel, px(6));
  panel.paint.frame(box, t.line, px(6));
  const float x = box.x + px(20), room = w - px(40);
  float y = box.y + px(16) - panel.scroll_y;
  panel.paint.text({x, y}, Font::heading, t.text, "This session");
  if (button(state, panel.paint, "close session tools", {x + room - px(68), y - px(4), px(68), px(26)}, "Close",
             ButtonStyle::quiet))
    state.session_tools = false;
  y += px(26);
  const auto* file = state.game->session.file();
  const std::string where = file ? file->path().string() : "No file yet: it begins with the first order or bookmark.";
  panel.paint.text({x, y}, Font::small, t.muted, panel.paint.fit(Font::small, where, room));
  tooltip_over(state, {x, y, room, px(18)}, "", where);
  y += px(30);
  for (const Offer& offer : offers) {
    draw_offer(state, panel.paint, offer, x, y, room);
    // Asked for after the offer: one that has just been taken up has let go of its last result.
    if (const SessionResult* result = state.session_work->result(offer.task))
      draw_result(state, panel.paint, *result, x, y, room);
    y += px(8);
  }
  panel.reach(y + px(8));
}

}  // namespace mainstay::viz
