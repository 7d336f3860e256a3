#include "sessions/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/events.h"
#include "sessions/worth_text.h"
#include "studies/report_chart.h"
#include "studies/report_sections.h"
#include "studies/report_text.h"

namespace mainstay::sessions {

using agents::Measure;
using agents::Order;
using studies::escape;

namespace {

constexpr sim::Week turn_span = 26;  // weeks over which a turn is looked for
constexpr std::size_t most_turns = 4;
constexpr double smallest_turn = 0.002;  // a fifth of a point: what is told can be seen in the digits it is told with
constexpr Measure reviewed[] = {Measure::capacity, Measure::control, Measure::incidents, Measure::trust};

const agents::MeasureDescription& described(Measure m) {
  return agents::measure_descriptions[agents::measure(m)];
}

// A branch as it is looked back on.
class Review {
 public:
  Review(const Session& session, const SavedSession& saved, std::size_t branch, sim::Week weeks,
         const WorthTable& worths)
      : session_(session),
        saved_(saved),
        branch_(session.branches()[branch]),
        number_(branch),
        weeks_(weeks),
        worths_(worths),
        calendar_(session.setting().start_date) {}

  // `remark`: what readers must know first.
  std::string page(const std::string& remark) const;

 private:
  std::string header() const;
  std::string decisions() const;
  std::string decision_row(const ListedOrder& listed, std::size_t order) const;
  std::string worth_cells(const WorthTable::Row* row) const;
  std::string believed(std::size_t order) const;
  std::string charts() const;
  std::string assessed_charts() const;
  std::string turns() const;
  std::string bookmarks() const;
  std::string missing() const;

  std::size_t scope() const { return session_.setting().theatre_scope(); }
  double mean(const std::vector<float>& values, std::size_t row, const Place& place) const;
  std::string events_between(sim::Week from, sim::Week until) const;
  std::string when(sim::Week week) const { return fmt::format("{}, week {}", calendar_.date(week), week); }

  const Session& session_;
  const SavedSession& saved_;
  const Branch& branch_;
  std::size_t number_;
  sim::Week weeks_;
  const WorthTable& worths_;
  studies::Calendar calendar_;
};

studies::Curves curve(const std::vector<double>& values) {
  studies::Curves curves;
  for (std::uint32_t week = 0; week < values.size(); ++week) {
    curves.weeks.push_back(week + 1);
    curves.values.push_back({values[week]});
  }
  return curves;
}

std::vector<double> first_weeks(const std::vector<float>& series, sim::Week weeks) {
  return {series.begin(), series.begin() + std::min<std::ptrdiff_t>(weeks, std::ssize(series))};
}

double Review::mean(const std::vector<float>& values, std::size_t row, const Place& place) const {
  return place.over([&](std::size_t scope) { return values[row * session_.setting().scopes() + scope]; });
}

std::string Review::header() const {
  std::string from;
  if (branch_.parent != no_branch)
    from = fmt::format(" · branches off “{}” in week {}", escape(session_.branches()[branch_.parent].title),
                       branch_.forked);
  return fmt::format(
      "<header><h1>After-action review: {}</h1><p class=\"sub\">{}{} · {} played, to {} · illustrative model, not a "
      "forecast</p></header>\n",
      escape(session_.scenario().title), escape(branch_.title), from, studies::duration(weeks_),
      escape(calendar_.date(weeks_)));
}

// What observers believed and what was so, where the order was to act, in the week before it.
std::string Review::believed(std::size_t index) const {
  const std::vector<Order>& orders = branch_.history->orders();
  const Order& order = orders[index];
  if (order.week == 0 || order.week > weeks_) return "<td class=\"text\"></td>";
  const auto record = branch_.history->record(order.week - 1);
  const agents::World& start = session_.scenario().start;
  const auto regions = meant_regions(start, orders, index);
  std::string text;
  for (std::size_t k = 0; k < assessed_measures.size(); ++k) {
    const auto& d = described(assessed_measures[k]);
    if (assessed_measures[k] == Measure::trust || assessed_measures[k] == Measure::grievance) continue;
    const Place place = measured_place(regions, assessed_measures[k], start);
    const double thought = mean(record->assessed, k, place);
    const double was = mean(record->measures, agents::measure(assessed_measures[k]), place);
    const studies::Format format(d.unit, std::max(std::abs(thought), std::abs(was)));
    text += fmt::format("{}{}: {} believed, {} true", text.empty() ? "" : "<br>", studies::readable(d.id),
                        format.plain(thought), format.plain(was));
  }
  return fmt::format("<td class=\"text\">{}<small> {}</small></td>", text,
                     escape(place_name(session_.setting(), regions)));
}

std::string Review::worth_cells(const WorthTable::Row* row) const {
  const auto* cell = row && row->at.front() ? &*row->at.front() : nullptr;
  std::string cells;
  for (const Asked asked : {Asked::there, Asked::everywhere, Asked::civilians_hurt}) {
    if (!cell) {
      cells += "<td class=\"text\"></td>";
      continue;
    }
    const Worth& worth = (*cell)[static_cast<std::size_t>(asked)];
    const std::string place = asked == Asked::there ? worth.place + "; " : "";
    cells += fmt::format("<td class=\"text\"><b>{}</b> {}<small> {}{}</small></td>",
                         escape(amount_text(worth.of, worth.own)), escape(worth.of.words), escape(place),
                         escape(range_text(worth)));
  }
  return cells;
}

std::string Review::decision_row(const ListedOrder& listed, std::size_t index) const {
  const Order& order = listed.order;
  std::string cells = fmt::format(
      "<tr><th>{}</th><td class=\"text\">{}</td><td class=\"text\">{}</td>", escape(when(order.week)),
      listed.given ? escape(branch_.given[*listed.given].seat) : "scenario", escape(session_.order_text(order)));
  if (order.reason.empty())
    cells += !listed.of_scenario ? "<td class=\"text changed\">no reason stated</td>" : "<td class=\"text\"></td>";
  else
    cells += fmt::format("<td class=\"text\">{}</td>", escape(order.reason));
  return cells + believed(index) + worth_cells(worths_.row_of(index)) + "</tr>\n";
}

std::string Review::decisions() const {
  std::string rows;
  const std::vector<ListedOrder> orders = session_.orders_in(number_);
  for (std::size_t k = 0; k < orders.size(); ++k)
    if (orders[k].order.week < weeks_) rows += decision_row(orders[k], k);
  if (rows.empty()) return "<section><h2>Decisions</h2><p>No orders were given in this branch.</p></section>\n";
  for (const WorthTable::Row& row : worths_.rows)
    if (row.subject.kind != WorthSubject::Kind::order)
      rows += fmt::format("<tr><th></th><td></td><td class=\"text\"><b>{}</b></td><td></td><td></td>{}</tr>\n",
                          escape(row.subject.title), worth_cells(&row));
  std::string note;
  if (!worths_.rows.empty())
    note = fmt::format(
        "<p class=\"note\">Worth: this world minus the same world, with the same luck, without that order, in {}. All "
        "other orders and injects stay, and what the scenario lets happen on a condition happens in both in the same "
        "weeks. In bold what it was in the luck that was played, then what it was in {} other lucks. Worths need not "
        "add "
        "up: orders help, need, or hinder each other.</p>",
        escape(when(weeks_)), worths_.lucks);
  return fmt::format(
      "<section><h2>Who decided what, and what it was worth</h2><div class=\"scroll\"><table><thead><tr><th>When</th>"
      "<th class=\"text\">Seat</th><th class=\"text\">Order</th><th class=\"text\">Reason stated</th>"
      "<th class=\"text\">Believed and true, the week before</th>"
      "<th class=\"text\">Worth where it was meant to act, week {0}</th>"
      "<th class=\"text\">Worth in all regions, week {0}</th>"
      "<th class=\"text\">Civilians hurt until week {0}, all regions</th>"
      "</tr></thead><tbody>\n{1}</tbody></table></div>{2}</section>\n",
      weeks_, rows, note);
}

std::string Review::charts() const {
  std::string html = "<section><h2>What became of it</h2><div class=\"grid\">\n";
  for (const Measure m : reviewed) {
    const auto& d = described(m);
    studies::Chart chart;
    chart.title = std::string(d.title);
    chart.unit = std::string(d.unit);
    chart.note = "All regions, beside the same world without these orders";
    chart.average_weeks = d.aggregate == agents::Aggregate::sum ? 13 : 0;
    chart.lines.push_back({branch_.title, "c2", studies::LineStyle::solid,
                           curve(first_weeks(branch_.history->series(m, Place::scope(scope())), weeks_)), false});
    chart.lines.push_back({"Twin", "twin", studies::LineStyle::dashed,
                           curve(first_weeks(session_.twin()->series(m, Place::scope(scope())), weeks_)), false});
    html += studies::chart_html(chart, calendar_);
  }
  return html + "</div></section>\n";
}

std::string Review::assessed_charts() const {
  std::string html = "<section><h2>What was believed and what was true</h2><div class=\"grid\">\n";
  for (const std::size_t k : {std::size_t{0}, std::size_t{1}}) {
    const auto& d = described(assessed_measures[k]);
    std::vector<double> thought, was;
    for (sim::Week week = 0; week < weeks_; ++week) {
      const auto record = branch_.history->record(week);
      thought.push_back(mean(record->assessed, k, Place::scope(scope())));
      was.push_back(mean(record->measures, agents::measure(assessed_measures[k]), Place::scope(scope())));
    }
    studies::Chart chart;
    chart.title = std::string(d.title);
    chart.unit = std::string(d.unit);
    chart.note = "All regions: as outside observers assessed it, and as it was";
    chart.lines.push_back({"True", "c2", studies::LineStyle::solid, curve(was), false});
    chart.lines.push_back({"Believed", "assessed", studies::LineStyle::dotted, curve(thought), false});
    html += studies::chart_html(chart, calendar_);
  }
  return html + "</div></section>\n";
}

std::string Review::events_between(sim::Week from, sim::Week until) const {
  const auto& map = session_.setting().map;
  std::string text;
  for (sim::Week week = from; week < std::min(until, weeks_); ++week)
    for (const sim::Event& event : branch_.history->record(week)->events) {
      std::string what;
      const auto kind = static_cast<agents::EventKind>(event.kind);
      if (kind == agents::EventKind::coup_attempt)
        what = event.detail ? "coup in " : "coup attempt in ";
      else if (kind == agents::EventKind::intervention)
        what = "intervention in ";
      else if (kind == agents::EventKind::leader_change)
        what = "new leader in ";
      if (what.empty() || event.subject >= map.countries.size()) continue;
      text += fmt::format("{}{}{} ({})", text.empty() ? "" : ", ", what, map.countries[event.subject].name,
                          calendar_.date(week));
    }
  for (const Order& order : branch_.history->orders())
    if (order.week >= from && order.week < until)
      text += fmt::format("{}order: {}", text.empty() ? "" : ", ", session_.order_text(order));
  return text;
}

std::string Review::turns() const {
  std::vector<double> difference =
      first_weeks(branch_.history->series(Measure::capacity, Place::scope(scope())), weeks_);
  const auto twin = first_weeks(session_.twin()->series(Measure::capacity, Place::scope(scope())), weeks_);
  for (std::size_t week = 0; week < difference.size() && week < twin.size(); ++week) difference[week] -= twin[week];
  std::string items;
  const Quantity points = quantity_of(Measure::capacity);
  for (const TurningPoint& turn : turning_points(difference, most_turns)) {
    const std::string events = events_between(turn.from > turn_span ? turn.from - turn_span : 0, turn.until);
    items += fmt::format("<li><b>{} to {}</b>: capacity against the twin {} by {} points.{}</li>\n",
                         escape(calendar_.date(turn.from)), escape(calendar_.date(turn.until)),
                         turn.change > 0 ? "rose" : "fell",
                         studies::with_thousands(std::abs(turn.change) * points.factor, points.decimals),
                         events.empty() ? "" : " In and before it: " + escape(events) + ".");
  }
  if (items.empty()) return "";
  return "<section><h2>Turning points</h2><ul>\n" + items +
         fmt::format(
             "</ul><p class=\"note\">The half years in which capacity in all regions moved fastest against the "
             "twin, which has none of these orders and injects, and what happened in and up to {} weeks before them. "
             "That something "
             "came before does not make it the cause; the column “worth” above does compare.</p></section>\n",
             turn_span);
}

std::string Review::bookmarks() const {
  std::string items;
  for (const Bookmark& bookmark : session_.bookmarks())
    if (bookmark.branch == number_)
      items += fmt::format("<li><b>{}</b> {}</li>\n", escape(when(bookmark.week)), escape(bookmark.note));
  return items.empty() ? "" : "<section><h2>Bookmarks</h2><ul>\n" + items + "</ul></section>\n";
}

// Records with holes are the usual state after a game; what is missing is said.
std::string Review::missing() const {
  std::size_t without = 0;
  for (const GivenOrder& given : branch_.given) without += given.order.reason.empty();
  return fmt::format(
      "<section><h2>The record</h2><dl><div><dt>Orders given by players</dt><dd>{}</dd></div><div><dt>of them without "
      "a "
      "stated reason</dt><dd>{}</dd></div><div><dt>Seed</dt><dd>{}</dd></div><div><dt>Begun</dt><dd>{}, with Mainstay "
      "{}</dd></div><div><dt>Weeks that the file vouches for</dt><dd>{}</dd></div></dl><p class=\"note\">“mainstay "
      "session replay FILE --verify” recomputes every week and compares it with the file.</p></section>\n",
      branch_.given.size(), without, saved_.seed, escape(saved_.began), escape(saved_.program),
      saved_.branches[number_].hashes.size());
}

std::string Review::page(const std::string& remark) const {
  return fmt::format(
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
             "content=\"width=device-width, initial-scale=1\">\n<title>{} - after-action review</title>\n"
             "<style>{}</style>\n</head>\n<body>\n<main>\n",
             escape(session_.scenario().title), studies::report_style) +
         header() + (remark.empty() ? "" : "<p class=\"note\"><b>" + escape(remark) + "</b></p>\n") + decisions() +
         charts() + turns() + assessed_charts() + bookmarks() + missing() + "</main>\n</body>\n</html>\n";
}

}  // namespace

std::vector<TurningPoint> turning_points(const std::vector<double>& difference, std::size_t most) {
  std::vector<TurningPoint> all, chosen;
  for (sim::Week from = 0; from + turn_span < difference.size(); ++from)
    all.push_back({from, from + turn_span, difference[from + turn_span] - difference[from]});
  std::stable_sort(all.begin(), all.end(), [](const TurningPoint& a, const TurningPoint& b) {
    return std::abs(a.change) > std::abs(b.change);
  });
  for (const TurningPoint& turn : all) {
    if (chosen.size() == most || std::abs(turn.change) < smallest_turn) break;
    if (std::none_of(chosen.begin(), chosen.end(),
                     [&](const TurningPoint& other) { return turn.from < other.until && other.from < turn.until; }))
      chosen.push_back(turn);
  }
  std::sort(chosen.begin(), chosen.end(), [](const TurningPoint& a, const TurningPoint& b) { return a.from < b.from; });
  return chosen;
}

std::string review_html(const Session& session, const SavedSession& saved, std::size_t branch, sim::Week weeks,
                        const WorthTable& worths) {
  return Review(session, saved, branch, weeks, worths).page("");
}

sim::Week played_weeks(const SavedSession& saved, std::size_t branch) {
  const auto& own = saved.branches[branch];
  sim::Week weeks = own.hashes.empty() ? own.forked : own.hashes.rbegin()->first + 1;
  if (saved.position.branch == branch) weeks = std::max(weeks, saved.position.week);
  return weeks;
}

std::string make_review(const Session& session, const SavedSession& saved, std::size_t branch,
                        const std::function<void(std::size_t, std::size_t)>& progress) {
  const sim::Week weeks = played_weeks(saved, branch);
  agents::Workspace workspace;
  for (const auto& history : {session.branches()[branch].history, session.twin()})
    while (history->recorded() < weeks) history->advance(workspace);
  return review_html(session, saved, branch, weeks, worth_table(session, branch, {{weeks}, usual_lucks, {}}, progress));
}

std::string review_of_recorded(const Session& session, const SavedSession& saved, std::size_t branch,
                               const std::string& remark) {
  const sim::Week played = played_weeks(saved, branch);
  const sim::Week weeks =
      std::min({played, session.branches()[branch].history->recorded(), session.twin()->recorded()});
  const std::string left_out =
      weeks < played ? fmt::format(" Of {} weeks that were played, {} are in the file.", played, weeks) : "";
  const WorthTable none{{weeks}, 0, {}};
  return Review(session, saved, branch, weeks, none).page(remark + left_out);
}

std::filesystem::path review_path(const std::filesystem::path& session_file) {
  return std::filesystem::path(session_file).replace_extension(".review.html");
}

}  // namespace mainstay::sessions
