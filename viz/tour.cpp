// Five steps through the window for somebody who has never seen it; offered once, and by key again.
#include <fmt/core.h>

#include <algorithm>

#include "viz/format.h"
#include "viz/overlays.h"

namespace mainstay::viz {

namespace {

struct TourStep {
  const char *control, *title, *text;  // control: what is framed; "map" and "inspector" are whole areas
};
constexpr TourStep steps[] = {
    {"map", "Two worlds, one map",
     "Colours say how each region differs from its twin: the same world with the same luck, without the orders. Before "
     "the first order nothing differs. Letters are institutions, red diamonds threats; Signs, at the legend, names "
     "them all. The wheel zooms, dragging pans, Tab changes the map."},
    {"play", "Let time pass",
     "Space plays and pauses, 1 to 5 set the speed. The amber bar in the timeline is the surge: outlined until it "
     "begins."},
    {"timeline", "Ten years at a glance",
     "Lines are the courses of action, the dashed one is the twin, bands show other luck. Here they are of the regions "
     "that the surge is for. Drag to rewind: every week comes back exactly as it was."},
    {"inspector", "Why",
     "How the place in view stands, what observers believe, and what makes the difference from the twin, added up from "
     "the model's books. Click a region, a sign or a bar to ask about that."},
    {"new surge", "Try another",
     "Above stands what the surge has done and what is left of it. Draft one of your own: a band shows within seconds "
     "what it would probably do. Giving it opens a branch; C shows branches side by side. ? lists all keys."},
};
constexpr int step_count = static_cast<int>(std::size(steps));

Rect target_of(const State& state, const Layout& layout, const std::string& name) {
  if (name == "map") return layout.map;
  if (name == "inspector") return layout.right;
  for (const Control& control : state.controls)
    if (control.name == name) return control.rect;
  return layout.left;
}

// Beside its target, over the map, which has the most room.
Rect card_place(const State& state, const Rect& map, const Rect& target, float w, float h) {
  const float margin = state.ui.px(20);
  Rect box{target.centre().x - w / 2, target.centre().y - h / 2, w, h};
  if (target.right() <= map.x + 1) box.x = map.x + margin;
  if (target.x >= map.right() - 1) box.x = map.right() - w - margin;
  if (target.bottom() <= map.y + 1) box.y = map.y + margin;
  if (target.y >= map.bottom() - 1) box.y = map.bottom() - h - margin;
  box.x = std::clamp(box.x, map.x + margin, std::max(map.x + margin, map.right() - w - margin));
  box.y = std::clamp(box.y, map.y + margin, std::max(map.y + margin, map.bottom() - h - margin));
  return box;
}

// A year after the first surge of the branch has ended, as it is planned; two years on if there is none.
sim::Week week_worth_seeing(const Game& game) {
  const agents::Setting& setting = game.setting();
  sim::Week week = game.moment->week + 2 * sim::weeks_per_year;
  for (const agents::Order& order : game.shown_branch().history->orders())
    if (order.verb == agents::Verb::open_programme && order.surge) {
      const auto delay = static_cast<sim::Week>(setting.parameters.surge_delay_weeks);
      week = order.week + delay + order.weeks + sim::weeks_per_year;
      break;
    }
  return std::min(week, setting.weeks);
}

// Where the tour begins nothing has happened yet: it goes on where there is something to see.
std::string play_ahead_text(const Game& game) {
  const sim::Week week = week_worth_seeing(game);
  if (week <= game.moment->week) return "";
  return " Next plays to " + month_text(game.setting().start_date, week) + ", when there is more to see.";
}

void play_ahead(Game& game) {
  const sim::Week week = week_worth_seeing(game);
  game.player.play(false);
  if (week > game.moment->week) game.player.seek(week);
}

void end_tour(State& state) {
  state.tour_step = -1;
  state.tour_offered = false;
  state.settings.toured = true;
}

void draw_offer(State& state, const Rect& map) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const float w = px(300), h = px(92);
  const Rect box{map.right() - w - px(16), map.bottom() - h - px(16), w, h};
  Panel panel(state, "tour offer", box, Panel::on_top | Panel::transparent);
  panel.paint.fill(box, t.raised, px(6));
  panel.paint.frame(box, t.state, px(6));
  panel.paint.text({box.x + px(16), box.y + px(12)}, Font::bold, t.text, "New here?");
  panel.paint.text({box.x + px(16), box.y + px(32)}, Font::small, t.muted, "Five steps show you round in a minute.");
  if (button(state, panel.paint, "take tour", {box.x + px(16), box.y + px(56), px(132), px(26)}, "Take the tour",
             ButtonStyle::primary))
    start_tour(state);
  if (button(state, panel.paint, "decline tour", {box.x + px(156), box.y + px(56), px(80), px(26)}, "Not now",
             ButtonStyle::bare))
    end_tour(state);
}

void draw_step(State& state, const Layout& layout) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const TourStep& step = steps[state.tour_step];
  const Rect target = target_of(state, layout, step.control);
  const Painter front{state.ui, ImGui::GetForegroundDrawList()};
  const bool area = target.w > px(200) && target.h > px(100);
  front.frame(target.grown(px(area ? -1 : 3)), area ? t.surge : t.text, px(5), px(2.5f));
  const float w = std::min(px(330), layout.map.w - px(40));
  const bool at_play = std::string_view(step.control) == "play" && state.game->moment;
  const std::string text = step.text + (at_play ? play_ahead_text(*state.game) : "");
  const float text_height = front.paragraph_size(Font::small, text, w - px(32)).y;
  const float h = text_height + px(94);
  const Rect box = card_place(state, layout.map, target, w, h);
  Panel panel(state, "tour", box, Panel::on_top | Panel::transparent);
  panel.paint.fill(box, t.raised, px(6));
  panel.paint.frame(box, t.surge, px(6));
  panel.paint.text({box.x + px(16), box.y + px(14)}, Font::heading, t.text, step.title);
  panel.paint.text_right({box.right() - px(16), box.y + px(17)}, Font::tiny, t.muted,
                         fmt::format("{} of {}", state.tour_step + 1, step_count));
  panel.paint.paragraph({box.x + px(16), box.y + px(42)}, Font::small, t.text, text, w - px(32));
  const float y = box.bottom() - px(40);
  const bool last = state.tour_step + 1 == step_count;
  if (!last && button(state, panel.paint, "skip tour", {box.x + px(8), y, px(72), px(28)}, "Skip", ButtonStyle::bare))
    return end_tour(state);
  if (state.tour_step > 0 &&
      button(state, panel.paint, "tour back", {box.right() - px(188), y, px(80), px(28)}, "Back", ButtonStyle::bare))
    --state.tour_step;
  else if (button(state, panel.paint, "tour next", {box.right() - px(104), y, px(88), px(28)}, last ? "Done" : "Next",
                  ButtonStyle::primary)) {
    if (last) return end_tour(state);
    if (at_play) play_ahead(*state.game);
    ++state.tour_step;
    state.focus.control = "tour next";
  }
}

}  // namespace

void start_tour(State& state) {
  state.tour_step = 0;
  state.focus.control = "tour next";  // Enter goes on
  state.tour_offered = false;
  state.search = state.help = false;
}

void draw_tour(State& state, const Layout& layout) {
  if (state.tour_step >= 0)
    draw_step(state, layout);
  else if (state.tour_offered && !state.search && !state.help && !state.draft)
    draw_offer(state, layout.map);
}

}  // namespace mainstay::viz
