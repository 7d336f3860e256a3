// What can be asked of the whole session: what each order was worth, the review to hand out, and whether the file is
// what it says.
#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sessions/session_file.h"
#include "sessions/worth_text.h"
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
     "The branch in view, in its week and at the end, beside the same world and luck without one order after the "
     "other."},
    {SessionTask::review, "write review", "After-action review", "Write",
     "One page that opens offline: who decided what and why, what was believed and true, turning points, bookmarks."},
    {SessionTask::verify, "verify session", "Is the file what it says?", "Verify",
     "Computes every week of every branch anew and compares it with the session's file, bit for bit."},
};

constexpr float worth_column = 112;

// What is told of one subject in one line: words at the left, at the right one text a date.
void draw_worth_line(const Painter& paint, Colour colour, float x, float& y, float w, Font words, Font figures,
                     const std::string& what, const std::vector<std::string>& by_date) {
  const float column = paint.ui.px(worth_column);
  const float room = w - static_cast<float>(by_date.size()) * column;
  paint.text({x, y}, words, colour, paint.fit(words, what, room - paint.ui.px(8)));
  for (std::size_t d = 0; d < by_date.size(); ++d)
    paint.text_right({x + room + static_cast<float>(d + 1) * column, y}, figures, colour, by_date[d]);
  y += paint.ui.px(words == Font::tiny ? 15.f : 18.f);
}

void draw_worth_row(const State& state, const Painter& paint, const sessions::WorthTable::Row& row, float x, float& y,
                    float w) {
  using sessions::Asked;
  const Theme& t = state.ui.theme;
  const bool one = row.subject.kind == sessions::WorthSubject::Kind::order;
  const sessions::Worth* any = nullptr;
  std::vector<std::string> values, ranges, everywhere;
  for (const auto& cell : row.at) {
    if (!cell) {
      values.push_back("not due yet");
      ranges.emplace_back();
      everywhere.emplace_back();
      continue;
    }
    const auto& there = (*cell)[static_cast<std::size_t>(Asked::there)];
    const auto& whole = (*cell)[static_cast<std::size_t>(Asked::everywhere)];
    any = &there;
    values.push_back(sessions::amount_text(there.of, there.own));
    ranges.push_back(sessions::range_digits(there));
    everywhere.push_back(sessions::amount_text(whole.of, whole.own));
  }
  if (!any) return;
  draw_worth_line(paint, t.text, x, y, w, one ? Font::small : Font::small_bold, Font::small_bold, row.subject.title,
                  values);
  draw_worth_line(paint, t.muted, x, y, w, Font::tiny, Font::tiny, any->place + ": " + any->of.words, ranges);
  draw_worth_line(paint, t.muted, x, y, w, Font::tiny, Font::tiny, "All regions", everywhere);
  y += paint.ui.px(4);
}

void draw_worth(const State& state, const Painter& paint, const SessionResult& result, float x, float& y, float w) {
  const Theme& t = state.ui.theme;
  if (result.worth.rows.empty()) return;
  std::vector<std::string> dates;
  for (const sim::Week date : result.worth.dates)
    dates.push_back((date == state.game->setting().weeks ? "end, week " : "week ") + std::to_string(date));
  draw_worth_line(paint, t.text, x, y, w, Font::small_bold, Font::tiny, result.branch, dates);
  for (const auto& row : result.worth.rows) draw_worth_row(state, paint, row, x, y, w);
  y += paint.paragraph(
           {x, y}, Font::tiny, t.muted,
           fmt::format("Worth: the world as it was, minus the same world and luck without that order; other orders and "
                       "injects stay. In bold with the luck that is played, beneath it nine tenths of {} other lucks. "
                       "Worths need not add up: orders help, need or hinder each other. `mainstay session attribute` "
                       "repeats it with more lucks and for other places.",
                       result.worth.lucks),
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
  const float w = std::min(px(590), state.width - px(24)),
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
