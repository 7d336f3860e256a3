#include "viz/timeline_marks.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

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

// An event knows the verb alone; the orders of that week say more: the `nth` event with it is of the nth such order.
// Triggers give orders that are in no list.
std::string order_words(const State& state, const sim::Event& event, std::size_t nth) {
  if (event.subject == static_cast<std::uint32_t>(Verb::inject))
    return "from outside: " + (event.detail == static_cast<std::uint32_t>(Inject::custom)
                                   ? "a shock"
                                   : with_spaces(inject_names.at(event.detail)));
  for (const Order& order : state.game->shown_branch().history->orders())
    if (order.week == event.week && static_cast<std::uint32_t>(order.verb) == event.subject && nth-- == 0)
      return "order: " + state.game->session.order_text(order);
  return event.subject < verb_names.size() ? "order: " + with_spaces(verb_names[event.subject]) : "order";
}

Mark mark_of(const State& state, const sim::Event& event, std::size_t nth) {
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
      mark.text = order_words(state, event, nth);
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
  if (found.history != history || found.light != state.light) found = {history, 0, state.light, {}, 0, 0, 0, {}};
  const sim::Week known = history->recorded();
  if (found.until < known) found.width = 0;  // its signs are placed anew
  for (; found.until < known; ++found.until) {
    std::map<std::uint32_t, std::size_t> orders;  // by verb
    for (const sim::Event& event : history->record(found.until)->events) {
      const bool order = event.kind == static_cast<std::uint16_t>(EventKind::order_given);
      if (Mark mark = mark_of(state, event, order ? orders[event.subject]++ : 0); mark.rank > 0)
        found.marks.push_back(std::move(mark));
    }
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

// A label of fewer letters says nothing.
constexpr std::size_t fewest_letters = 6;

void explain_sign(State& state, const MarkSign& sign) {
  const std::string& start = state.game->setting().start_date;
  const Mark& first = sign.marks.front();
  if (sign.marks.size() == 1)
    return draw_note(state, first.text, date_text(start, first.week) + (first.due ? ". Not played yet." : ""));
  std::vector<const Mark*> by_week;
  for (const Mark& mark : sign.marks) by_week.push_back(&mark);
  std::stable_sort(by_week.begin(), by_week.end(), [](const Mark* a, const Mark* b) { return a->week < b->week; });
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t k = 0; k < std::min(most, by_week.size()); ++k)
    text += fmt::format("{}{}: {}{}", k == 0 ? "" : "\n", date_text(start, by_week[k]->week), by_week[k]->text,
                        by_week[k]->due ? " (not played yet)" : "");
  if (by_week.size() > most) text += fmt::format("\nand {} more", by_week.size() - most);
  draw_note(state, fmt::format("{} events", by_week.size()), text);
}

void draw_sign(State& state, const Painter& paint, const MarkSign& sign, float y, float size) {
  const ImVec2 corners[] = {{sign.x - size, y + size}, {sign.x + size, y + size}, {sign.x, y - size}};
  const Mark& first = sign.marks.front();
  if (first.due)
    paint.list->AddPolyline(corners, 3, first.colour, ImDrawFlags_Closed, state.ui.px(1.25f));
  else
    paint.list->AddConvexPolyFilled(corners, 3, first.colour);
  Control control;
  control.name = fmt::format("sign {}", first.week);
  control.rect = {sign.x - size, y - size, 2 * size, 2 * size};
  control.by_keys = false;  // what it says stands in the list of orders, or on the map
  const Rect over = control.rect.grown(size / 2);
  if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(over.min(), over.max())) explain_sign(state, sign);
  state.controls.push_back(std::move(control));
}

}  // namespace

std::vector<MarkSign> place_signs(std::vector<Mark> marks, const Axes& axes, const SignRoom& room) {
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.week < b.week; });
  std::vector<MarkSign> signs;
  for (Mark& mark : marks) {
    const float x = axes.x(mark.week);
    if (signs.empty() || x - signs.back().x >= 2 * room.half + room.gap / 2) signs.push_back({x, {}, ""});
    signs.back().marks.push_back(std::move(mark));
  }
  for (std::size_t k = 0; k < signs.size(); ++k) {
    MarkSign& sign = signs[k];
    std::stable_sort(sign.marks.begin(), sign.marks.end(),
                     [](const Mark& a, const Mark& b) { return a.rank > b.rank; });
    const float end = k + 1 < signs.size() ? signs[k + 1].x - room.half - room.gap : room.right;
    const std::string& whole = sign.marks.front().text;
    const float width = end - (sign.x + room.half + room.gap);
    if (width < 6 * room.half) continue;
    sign.label = room.fit(whole, width);
    if (sign.label != whole && sign.label.size() < fewest_letters + 3) sign.label.clear();  // with an ellipsis
  }
  return signs;
}

// All have a sign. Words stand beside those that have room for them; the rest say theirs to the mouse.
void draw_event_marks(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  collect_marks(state);
  const SignRoom room{state.ui.px(4), state.ui.px(4), rect.right(),
                      [&](const std::string& text, float width) { return paint.fit(Font::tiny, text, width); }};
  TimelineMarks& known = state.marks;
  if (known.x != axes.area.x || known.width != axes.area.w || known.scale != state.ui.scale) {
    std::vector<Mark> marks = known.marks;
    for (Mark& mark : due_orders(state)) marks.push_back(std::move(mark));
    known.signs = place_signs(std::move(marks), axes, room);
    known.x = axes.area.x;
    known.width = axes.area.w;
    known.scale = state.ui.scale;
  }
  const float y = rect.y + rect.h / 2;
  for (const MarkSign& sign : known.signs) {
    draw_sign(state, paint, sign, y, room.half);
    if (!sign.label.empty())
      paint.text({sign.x + room.half + room.gap, y - paint.height(Font::tiny) / 2}, Font::tiny, state.ui.theme.muted,
                 sign.label);
  }
}

}  // namespace mainstay::viz
