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

Cents total(const Money& money) {
  Cents sum = 0;
  for (const Cents part : money) sum += part;
  return sum;
}

// Surges and the largest programmes come first; as many as have room are shown.
std::vector<Index> ranked_programmes(const World& world) {
  std::vector<Index> order(world.programmes.size());
  for (Index k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    const Programme &x = world.programmes[a], &y = world.programmes[b];
    if (x.surge != y.surge) return x.surge;
    return total(x.money) > total(y.money);
  });
  return order;
}

bool draw_bar(State& state, const Painter& paint, const Axes& axes, Index index, const Programme& p, float y, float h) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const float opened = axes.x(p.opened), starts = std::max(opened, axes.x(p.starts)),
              ends = std::min(axes.x(p.ends), axes.area.right());
  const Colour colour = p.surge ? t.surge : t.programme;
  const bool chosen = state.selection == Selection{Selection::Kind::programme, index};
  // Until money arrives: a thin line from the decision to the first delivery.
  paint.line({opened, y + h / 2}, {starts, y + h / 2}, with_alpha(colour, 150), px(1.5f));
  paint.list->AddCircleFilled({opened, y + h / 2}, px(2.5f), colour);
  if (ends > starts)
    paint.fill({starts, y, ends - starts, h}, p.stage == Stage::terminated ? with_alpha(colour, 110) : colour, px(2));
  if (p.sustainment.planned && p.tapers_until > p.ends) {
    const float taper = std::min(axes.x(p.tapers_until), axes.area.right());
    paint.list->AddTriangleFilled({ends, y}, {taper, y + h}, {ends, y + h}, with_alpha(t.state, 190));
  }
  const float right = p.sustainment.planned ? std::min(axes.x(p.tapers_until), axes.area.right()) : ends;
  const Rect rect{opened, y, std::max(px(4), right - opened), h};
  if (clickable(state, "programme " + p.id, rect)) select(state, {Selection::Kind::programme, index}, false);
  const bool held = ImGui::IsItemActive();
  tooltip(state,
          fmt::format("{}: {}, {} M US$ over {}{}", programme_title(*state.game, p),
                      stage_names[static_cast<std::size_t>(p.stage)], static_cast<int>(usd(total(p.money)) / 1e6 + 0.5),
                      weeks_text(p.weeks),
                      p.sustainment.planned ? ", then handed over over " + weeks_text(p.sustainment.taper_weeks) : ""));
  if (chosen) paint.frame({starts, y, ends - starts, h}, t.text, px(2), px(1.5f));
  const std::string label = paint.fit(Font::tiny, programme_title(*state.game, p), ends - starts - px(8));
  paint.list->PushClipRect({starts, y}, {std::max(starts, ends), y + h}, true);
  if (label.size() > 4)
    paint.text({starts + px(5), y + (h - paint.height(Font::tiny)) / 2}, Font::tiny, t.on_accent, label);
  paint.list->PopClipRect();
  return held;
}

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
      return "order: " + order_text(*state.game, order);
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

}  // namespace

namespace {

// Each branch has programmes of its own: a stripe in its colour says whose these are.
void draw_owner(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  const Game& game = *state.game;
  const float x = axes.area.x - state.ui.px(4);
  draw_branch_line(paint, {{x, rect.y}, {x, rect.bottom() - state.ui.px(4)}}, branch_colour(state, game.branch),
                   branch_round(state, game.branch), state.ui.px(2));
  tooltip_over(state, {x - state.ui.px(4), rect.y, state.ui.px(8), rect.h}, "Programmes",
               "Of " + branch_title(game, game.branch) +
                   ". Amber: surges, from the donor's reserve; grey: regular ones; a "
                   "blue wedge: the handover.");
}

// Programmes that have no room: how many, and how to get at them.
void draw_left_out(State& state, const Painter& paint, const Rect& rect, std::size_t count) {
  const std::string text = fmt::format("+{}", count);
  const float w = paint.width(Font::tiny, text), h = paint.height(Font::tiny), px = state.ui.px(1);
  const Rect box{rect.x - 6 * px - w, rect.y + rect.h - h - 4 * px, w, h};
  paint.text(box.min(), Font::tiny, state.ui.theme.faint, text);
  tooltip_over(state, box.grown(4 * px), fmt::format("{} more programmes", count),
               "Smaller ones, for which the timeline has no room. F finds each by its name.");
}

}  // namespace

bool draw_programme_bars(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  if (!state.game->moment) return false;
  bool held = false;
  const World& world = *state.game->moment->world;
  const float h = state.ui.px(14), gap = state.ui.px(4);
  const int rows = static_cast<int>((rect.h + gap) / (h + gap));
  std::vector<std::vector<std::pair<float, float>>> taken(static_cast<std::size_t>(rows));
  std::size_t left_out = 0;
  for (const Index k : ranked_programmes(world)) {
    const Programme& p = world.programmes[k];
    const float from = axes.x(p.opened), to = axes.x(std::max(p.ends, p.sustainment.planned ? p.tapers_until : 0));
    const auto row = std::find_if(taken.begin(), taken.end(), [&](const auto& bars) {
      return std::none_of(bars.begin(), bars.end(),
                          [&](const auto& bar) { return from < bar.second + gap && bar.first < to + gap; });
    });
    if (row == taken.end()) {
      ++left_out;
      continue;
    }
    held |= draw_bar(state, paint, axes, k, p, rect.y + static_cast<float>(row - taken.begin()) * (h + gap), h);
    row->push_back({from, to});
  }
  draw_owner(state, paint, axes, rect);
  if (left_out > 0) draw_left_out(state, paint, rect, left_out);
  return held;
}

void draw_event_marks(State& state, const Painter& paint, const Axes& axes, const Rect& rect) {
  collect_marks(state);
  std::vector<Mark> marks = state.marks.marks;
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.rank > b.rank; });
  const auto px = [&](float v) { return state.ui.px(v); };
  std::vector<std::pair<float, float>> taken;
  for (const Mark& mark : marks) {
    const float x = axes.x(mark.week), w = px(10) + paint.width(Font::tiny, mark.text);
    const bool room = x + w < rect.right() && std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
                        return x - px(8) < other.second && other.first < x + w + px(8);
                      });
    const float y = rect.y + rect.h / 2;
    if (!room) {
      const bool on_words = std::any_of(taken.begin(), taken.end(), [&](const auto& other) {
        return other.first + px(4) < x + px(3) && x - px(3) < other.second;
      });
      if (mark.rank >= 8 && !on_words)
        paint.list->AddTriangleFilled({x - px(3), y + px(3)}, {x + px(3), y + px(3)}, {x, y - px(3)}, mark.colour);
      continue;
    }
    taken.push_back({x, x + w});
    paint.list->AddTriangleFilled({x - px(4), y + px(4)}, {x + px(4), y + px(4)}, {x, y - px(4)}, mark.colour);
    paint.text({x + px(8), y - paint.height(Font::tiny) / 2}, Font::tiny, state.ui.theme.muted, mark.text);
  }
}

}  // namespace mainstay::viz
