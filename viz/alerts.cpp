#include "viz/alerts.h"

#include <fmt/core.h>

#include <algorithm>

#include "agents/events.h"
#include "viz/format.h"
#include "viz/timeline_marks.h"
#include "viz/widgets.h"

namespace mainstay::viz {

using namespace agents;
using Kind = Selection::Kind;

namespace {

constexpr std::size_t most = 3;
constexpr sim::Week quarter = 13, half_year = 26;

// Surges that end soon: the last weeks in which something can still be ordered.
void add_ends(const State& state, std::vector<Alert>& alerts) {
  const World& world = *state.game->moment->world;
  for (std::uint32_t k = 0; k < world.programmes.size(); ++k) {
    const Programme& p = world.programmes[k];
    if (!p.surge || p.stage != Stage::delivering || p.ends <= world.week || p.ends > world.week + 8) continue;
    alerts.push_back({8,
                      fmt::format("{} ends in {}", programme_title(*state.game, p), weeks_text(p.ends - world.week)),
                      p.sustainment.planned
                          ? "then it hands over until " + date_text(world.setting->start_date, p.tapers_until)
                          : "no sustainment plan agreed",
                      state.ui.theme.surge,
                      {Kind::programme, k}});
  }
}

// Attacks of a quarter beside those of the quarter before, where they rose most.
void add_attacks(const State& state, std::vector<Alert>& alerts) {
  const sessions::Moment& moment = *state.game->moment;
  if (moment.week < 2 * quarter) return;
  const std::size_t regions = state.game->setting().regions();
  std::vector<double> now(regions), before(regions);
  for (sim::Week week = moment.week - 2 * quarter; week < moment.week; ++week)
    for (const sim::Event& event : moment.history->record(week)->events) {
      if (event.region >= regions) continue;
      if (event.kind == static_cast<std::uint16_t>(EventKind::attack))
        (week + quarter < moment.week ? before : now)[event.region] += 1;
    }
  std::size_t worst = 0;
  for (std::size_t r = 1; r < regions; ++r)
    if (now[r] - before[r] > now[worst] - before[worst]) worst = r;
  if (now[worst] < 5 || now[worst] < 1.6 * before[worst]) return;
  const auto& map = state.game->setting().map;
  const std::string counts = fmt::format("{:.0f} in a quarter, {:.0f} in the one before", now[worst], before[worst]);
  const std::string cause = arrivals_text(
      arrivals(*moment.history, static_cast<RegionIndex>(worst), moment.week - 2 * quarter, moment.week), map);
  alerts.push_back({5,
                    "Attacks up in " + map.regions[worst].name,
                    cause.empty() ? counts : cause,
                    state.ui.theme.threat,
                    {Kind::region, static_cast<std::uint32_t>(worst)},
                    cause.empty() ? "" : counts + "; the shares are of the fighters who came in half a year"});
}

// Which order, as far as the branch's list knows it.
std::string refused_text(const State& state, const sim::Event& event, const std::string& when) {
  for (const Order& order : state.game->moment->history->orders())
    if (order.week == event.week && static_cast<std::uint32_t>(order.verb) == event.subject)
      return state.game->session.order_text(order) + ", " + when + ": refused, or nothing matched it";
  return when + ": refused, or nothing matched it";
}

void add_events(const State& state, std::vector<Alert>& alerts) {
  const sessions::Moment& moment = *state.game->moment;
  const auto& map = state.game->setting().map;
  const Theme& t = state.ui.theme;
  const sim::Week from = moment.week > half_year ? moment.week - half_year : 0;
  for (sim::Week week = from; week < moment.week; ++week)
    for (const sim::Event& event : moment.history->record(week)->events) {
      const std::string when = date_text(state.game->setting().start_date, week);
      const bool of_country = event.subject < map.countries.size();
      switch (static_cast<EventKind>(event.kind)) {
        case EventKind::coup_attempt:
          if (of_country)
            alerts.push_back({10,
                              (event.detail ? "Coup in " : "Coup attempt in ") + map.countries[event.subject].name,
                              when,
                              t.threat,
                              {Kind::country, event.subject}});
          break;
        case EventKind::intervention:
          if (of_country)
            alerts.push_back({9,
                              "Outside forces step in, " + map.countries[event.subject].name,
                              when,
                              t.threat,
                              {Kind::country, event.subject}});
          break;
        case EventKind::order_refused:
          if (week + quarter >= moment.week)
            alerts.push_back({7, "An order had no effect", refused_text(state, event, when), t.surge, {}});
          break;
        case EventKind::advisers_lost:
          if (week + quarter >= moment.week && event.region < map.regions.size())
            alerts.push_back({6,
                              "Advisers lost in " + map.regions[event.region].name,
                              when,
                              t.threat,
                              {Kind::region, event.region}});
          break;
        default:
          break;
      }
    }
}

void collect(State& state) {
  const sessions::Moment& moment = *state.game->moment;
  AlertList& list = state.alerts;
  if (list.history == moment.history && list.week == moment.week && list.light == state.light) return;
  list.history = moment.history;
  list.week = moment.week;
  list.light = state.light;
  list.alerts.clear();
  add_events(state, list.alerts);
  add_ends(state, list.alerts);
  add_attacks(state, list.alerts);
  std::stable_sort(list.alerts.begin(), list.alerts.end(),
                   [](const Alert& a, const Alert& b) { return a.rank > b.rank; });
  std::erase_if(list.alerts, [&](const Alert& alert) { return list.dismissed.count(alert.title) > 0; });
  if (list.alerts.size() > most) list.alerts.resize(most);
}

Rect alert_box(const State& state, const Rect& map, std::size_t index) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float w = std::min(px(270), map.w * 0.6f);
  return {map.right() - w - px(14), map.y + px(14) + static_cast<float>(index) * px(48), w, px(42)};
}

}  // namespace

double Arrivals::all() const {
  double sum = recruited;
  for (const auto& [from, fighters] : moved) sum += fighters;
  return sum;
}

Arrivals arrivals(const sessions::History& history, RegionIndex region, sim::Week from, sim::Week until) {
  Arrivals found;
  const std::size_t recruits = measure(Measure::recruits) * history.setting()->scopes() + region;
  for (sim::Week week = from; week < until; ++week) {
    const auto record = history.record(week);
    found.recruited += static_cast<double>(record->measures[recruits]);
    for (const sim::Event& event : record->events)
      if (event.kind == static_cast<std::uint16_t>(EventKind::cell_relocated) && event.detail == region &&
          event.region != region)
        found.moved[event.region] += event.value;
  }
  return found;
}

std::string arrivals_text(const Arrivals& came, const sim::RegionalMap& map) {
  const double all = came.all();
  if (all < 1) return "";
  std::vector<std::pair<double, std::string>> parts = {{came.recruited, "recruited there"}};
  for (const auto& [from, fighters] : came.moved) parts.push_back({fighters, "moved from " + map.regions[from].name});
  std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [fighters, what] : parts)
    if (fighters / all >= 0.095)
      text += fmt::format("{}{}: {:.0f} %", text.empty() ? "" : ", ", what, 100 * fighters / all);
  return text;
}

void take_alerts(State& state, const Rect& map, Occupied& occupied) {
  collect(state);
  for (std::size_t k = 0; k < state.alerts.alerts.size(); ++k) occupied.take(alert_box(state, map, k));
}

void draw_alerts(State& state, const Rect& map) {
  if (!state.game->moment || state.alerts.alerts.empty() || state.search) return;
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Rect first = alert_box(state, map, 0), last = alert_box(state, map, state.alerts.alerts.size() - 1);
  Panel panel(state, "alerts", {first.x, first.y, first.w, last.bottom() - first.y}, Panel::transparent);
  for (std::size_t k = 0; k < state.alerts.alerts.size(); ++k) {
    const Alert alert = state.alerts.alerts[k];
    const Rect box = alert_box(state, map, k), close{box.right() - px(24), box.y, px(24), px(24)};
    const bool dismissed = clickable(state, fmt::format("dismiss alert {}", k), close);
    const bool over_close = ImGui::IsItemHovered();
    const bool clicked = clickable(state, fmt::format("alert {}", k), {box.x, box.y, box.w - px(24), box.h});
    panel.paint.fill(box, ImGui::IsItemHovered() ? t.pressed : with_alpha(t.panel, 242), px(4));
    panel.paint.fill({box.x, box.y, px(3), box.h}, alert.colour, px(1));
    tooltip(state, alert.title + ". " + alert.detail + ". " + (alert.more.empty() ? "" : alert.more + ". ") +
                       "Click to go there.");
    panel.paint.text({box.x + px(13), box.y + px(5)}, Font::small_bold, t.text,
                     panel.paint.fit(Font::small_bold, alert.title, box.w - px(42)));
    panel.paint.text({box.x + px(13), box.y + px(23)}, Font::tiny, t.muted,
                     panel.paint.fit(Font::tiny, alert.detail, box.w - px(24)));
    panel.paint.text_centred(close.centre(), Font::small, over_close ? t.text : t.muted, "×");
    if (clicked && alert.place != Selection{}) select(state, alert.place, true);
    if (dismissed) {
      state.alerts.dismissed.insert(alert.title);
      state.alerts.history = nullptr;  // collects anew
    }
  }
}

}  // namespace mainstay::viz
