#include "viz/timeline_marks.h"

#include <fmt/core.h>

#include <algorithm>

#include "agents/events.h"
#include "agents/numeric.h"
#include "viz/format.h"
#include "viz/widgets.h"

namespace mainstay::viz {

using namespace agents;

namespace {

std::string with_spaces(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// An event knows the verb alone; the order of that week says more. Triggers give orders that are in no list.
std::string order_words(const State& state, const sim::Event& event) {
  if (event.subject == static_cast<std::uint32_t>(Verb::inject))
    return "from outside: " + (event.detail == static_cast<std::uint32_t>(Inject::custom)
                                   ? "a shock"
                                   : with_spaces(inject_names.at(event.detail)));
  for (const Order& order : state.game->shown_branch().history->orders())
    if (order.week == event.week && static_cast<std::uint32_t>(order.verb) == event.subject)
      return "order: " + state.game->session.order_text(order);
  return event.subject < verb_names.size() ? "order: " + with_spaces(verb_names[event.subject]) : "order";
}

Mark mark_of(const State& state, const sim::Event& event) {
  const Theme& t = state.ui.theme;
  const auto& map = state.game->setting().map;
  const auto country = [&] {
    return event.subject < map.countries.size() ? map.countries[event.subject].name : std::string();
  };
  Mark mark{event.week, 0, "", t.muted, {Selection::Kind::region, event.region}};
  switch (static_cast<EventKind>(event.kind)) {
    case EventKind::coup_attempt:
      return {event.week,
              9,
              (event.detail ? "coup in " : "coup attempt, ") + country(),
              t.threat,
              {Selection::Kind::country, event.subject}};
    case EventKind::intervention:
      return {event.week, 9, "intervention, " + country(), t.threat, {Selection::Kind::country, event.subject}};
    case EventKind::election:
      return {event.week, 6, "election, " + country(), t.muted, {Selection::Kind::country, event.subject}};
    case EventKind::leader_change:
      return {event.week, 5, "new leader, " + country(), t.muted, {Selection::Kind::country, event.subject}};
    case EventKind::hazard_began:
      if (event.value < 0.45) return mark;
      mark.rank = 3;
      mark.text = std::string(hazard_names[event.subject]) + ", " + map.regions[event.region].name;
      return mark;
    case EventKind::attack:
      if (event.value < 40) return mark;
      mark.rank = 4;
      mark.text = "attack, " + map.regions[event.region].name;
      mark.colour = t.threat;
      return mark;
    case EventKind::order_given:
      mark.rank = 8;
      mark.text = order_words(state, event);
      mark.colour = t.surge;
      return mark;
    default:
      return mark;
  }
}

// Weeks that have become known since the last frame are added to what was found before.
void collect_marks(State& state) {
  const auto& history = state.game->shown_branch().history;
  TimelineMarks& found = state.marks;
  if (found.history != history || found.light != state.light) found = {history, 0, state.light, {}};
  for (const sim::Week known = history->recorded(); found.until < known; ++found.until) {
    Mark best;
    for (const sim::Event& event : history->record(found.until)->events)
      if (Mark mark = mark_of(state, event); mark.rank > best.rank) best = std::move(mark);
    if (best.rank > 0) found.marks.push_back(std::move(best));
  }
}

// Orders of weeks that the branch has not played yet.
std::vector<Mark> due_orders(const State& state) {
  std::vector<Mark> due;
  const auto& history = state.game->shown_branch().history;
  for (const Order& order : history->orders())
    if (order.week >= history->recorded())
      due.push_back(
          {order.week, 10, "order: " + state.game->session.order_text(order), state.ui.theme.surge, {}, true});
  return due;
}

void draw_mark(State& state, const Painter& paint, const Mark& mark, float x, float y, float size) {
  const ImVec2 corners[] = {{x - size, y + size}, {x + size, y + size}, {x, y - size}};
  if (mark.due)
    paint.list->AddPolyline(corners, 3, mark.colour, ImDrawFlags_Closed, state.ui.px(1.25f));
  else
    paint.list->AddConvexPolyFilled(corners, 3, mark.colour);
  const std::string when = date_text(state.game->setting().start_date, mark.week);
  tooltip_over(state, {x - 2 * size, y - 2 * size, 4 * size, 4 * size}, mark.text,
               mark.due ? when + ". Not played yet." : when);
}

}  // namespace

// The weightiest have words beside them as long as there is room; the rest say theirs to the mouse.
void draw_event_marks(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  collect_marks(state);
  std::vector<Mark> marks = state.marks.marks;
  for (Mark& mark : due_orders(state)) marks.push_back(std::move(mark));
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.rank > b.rank; });
  const auto px = [&](float v) { return state.ui.px(v); };
  const float y = rect.y + rect.h / 2;
  std::vector<std::pair<float, float>> taken;
  for (const Mark& mark : marks) {
    const float x = axes.x(mark.week), w = px(10) + paint.width(Font::tiny, mark.text);
    const auto reaches = [&](float from, float to) {
      return std::any_of(taken.begin(), taken.end(),
                         [&](const auto& other) { return from < other.second && other.first < to; });
    };
    const bool words = x + w < rect.right() && !reaches(x - px(8), x + w + px(8));
    if (!words && reaches(x - px(3), x + px(3))) continue;
    taken.push_back({x - px(3), words ? x + w : x + px(3)});
    draw_mark(state, paint, mark, x, y, px(words ? 4 : 3));
    if (words) paint.text({x + px(8), y - paint.height(Font::tiny) / 2}, Font::tiny, state.ui.theme.muted, mark.text);
  }
}

}  // namespace mainstay::viz
