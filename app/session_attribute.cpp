#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/progress.h"
#include "app/session_commands.h"
#include "scenarios/document.h"
#include "scenarios/error.h"
#include "scenarios/nearest.h"
#include "scenarios/terminal.h"
#include "sessions/worth_text.h"
#include "studies/report_text.h"

namespace mainstay::app {

namespace {

using scenarios::Json;
using sessions::Asked;
using sessions::Session;
using sessions::Worth;
using sessions::WorthSubject;
using sessions::WorthTable;

std::vector<sim::RegionIndex> find_regions(const agents::Setting& setting, const std::string& text) {
  std::vector<std::string> known = {"theatre"};
  std::vector<std::size_t> scopes = {setting.theatre_scope()};
  const auto add = [&](const std::string& name, std::size_t scope) {
    known.push_back(name);
    scopes.push_back(scope);
  };
  for (std::size_t r = 0; r < setting.regions(); ++r) add(setting.map.regions[r].name, r);
  for (sim::CountryIndex k = 0; k < setting.countries(); ++k)
    add(setting.map.countries[k].name, setting.country_scope(k));
  const std::size_t names = known.size();
  for (std::size_t r = 0; r < setting.regions(); ++r) add(setting.map.regions[r].id, r);
  for (sim::CountryIndex k = 0; k < setting.countries(); ++k)
    add(setting.map.countries[k].id, setting.country_scope(k));
  const auto found = std::find_if(known.begin(), known.end(), [&](const std::string& name) {
    return scenarios::edit_distance(name, text) == 0;  // capital letters count as small ones
  });
  if (found != known.end())
    return sessions::regions_of(setting, scopes[static_cast<std::size_t>(found - known.begin())]);
  known.resize(names);
  throw scenarios::InvalidInput(
      {{"--where", 0, 0, "", fmt::format("there is no \"{}\"; {}", text, scenarios::suggest(text, known))}});
}

std::vector<sim::RegionIndex> chosen_regions(const agents::Setting& setting, const std::vector<std::string>& names) {
  std::vector<sim::RegionIndex> all;
  for (const std::string& name : names)
    for (const sim::RegionIndex region : find_regions(setting, name)) all.push_back(region);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<sim::Week> asked_dates(const SessionOptions& options, const sessions::Position& position,
                                   std::size_t branch, sim::Week end) {
  if (options.week >= 0) {
    if (options.week == 0 || static_cast<sim::Week>(options.week) > end)
      throw scenarios::InvalidInput(
          {{"--week", 0, 0, "",
            fmt::format("found {}; allowed: 1 to {}, the end of the scenario", options.week, end)}});
    return {static_cast<sim::Week>(options.week)};
  }
  if (position.branch == branch && position.week > 0 && position.week < end) return {position.week, end};
  return {end};
}

std::string giver_of(const Session& session, std::size_t branch, const sessions::ListedOrder& listed) {
  return listed.given ? session.branches()[branch].given[*listed.given].seat : "scenario";
}

// "+1.4 (−0.3 to 2.6)"
std::string cell_text(const Worth& worth) {
  const std::string own = sessions::amount_text(worth.of, worth.own), range = sessions::range_digits(worth);
  return range.empty() ? own : own + " (" + range + ")";
}

// Letters are not cut in two.
std::string cut_to(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

void print_columns(const std::array<std::string, 8>& cells) {
  constexpr std::array widths = {5, 11, 30, 26, 26, 26, 26, 30};
  std::string line;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const std::string text = k < 4 ? cut_to(cells[k], static_cast<std::size_t>(widths[k])) : cells[k];
    line += k == 0 ? fmt::format("{:>{}}", text, widths[k]) : fmt::format("  {:<{}}", text, widths[k]);
  }
  scenarios::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
}

void print_date(const Session& session, std::size_t branch, const WorthTable& table, std::size_t date) {
  const sim::Week week = table.dates[date];
  scenarios::print("{}{}\n", date_of(session, week), week == session.setting().weeks ? ", the end of the scenario" : "");
  print_columns({"week", "given by", "order", "where it was meant to act", "worth there", "worth in all regions",
                 "of what", "civilians hurt, all regions"});
  const auto listed = session.orders_in(branch);
  for (const WorthTable::Row& row : table.rows) {
    if (!row.at[date]) continue;
    const WorthTable::Cell& cell = *row.at[date];
    const auto worth = [&](Asked asked) -> const Worth& { return cell[static_cast<std::size_t>(asked)]; };
    const bool one = row.subject.kind == WorthSubject::Kind::order;
    const auto& first = listed[row.subject.orders.front()];
    print_columns({one ? std::to_string(first.order.week) : "", one ? giver_of(session, branch, first) : "",
                   row.subject.title, worth(Asked::there).place, cell_text(worth(Asked::there)),
                   cell_text(worth(Asked::everywhere)), worth(Asked::there).of.words,
                   cell_text(worth(Asked::civilians_hurt))});
  }
  scenarios::print("\n");
}

void print_table(const Session& session, std::size_t branch, const WorthTable& table) {
  scenarios::print("{}, {}\n\n", session.scenario().title, session.branches()[branch].title);
  for (std::size_t date = 0; date < table.dates.size(); ++date) print_date(session, branch, table, date);
  scenarios::print(
      "Worth: the world as it was, minus the same world, with the same luck, without that order. All other orders and\n"
      "injects stay; what the scenario lets happen on a condition happens in both in the same weeks. Worths need not "
      "add "
      "up:\norders help, need, or hinder each other. First the session's own luck{}.\n",
      table.lucks == 0 ? "; --lucks 16 shows how much of it was chance"
      : table.lucks < 8
          ? fmt::format(", in brackets the lowest and highest of {}", studies::plural(table.lucks, "other luck"))
          : fmt::format(", in brackets nine tenths of {} other lucks", table.lucks));
}

Json worth_json(const Worth& worth) {
  Json json{{"place", worth.place}, {"unit", worth.of.words}, {"own", worth.own * worth.of.factor}};
  json["in_words"] = sessions::in_words(worth);
  json["other_lucks"] = Json::array();
  for (const double other : worth.others) json["other_lucks"].push_back(other * worth.of.factor);
  if (const auto range = sessions::luck_range(worth)) {
    json["median"] = range->median * worth.of.factor;
    json[range->nine_tenths ? "nine_tenths" : "lowest_to_highest"] = {range->low * worth.of.factor,
                                                                      range->high * worth.of.factor};
  }
  return json;
}

void print_json(const Session& session, std::size_t branch, const WorthTable& table) {
  static constexpr std::array kinds = {"order", "surge", "players"};
  static constexpr std::array asked = {"there", "all_regions", "incidents", "civilians_hurt", "donor_cost"};
  const auto listed = session.orders_in(branch);
  Json out{{"format", "mainstay-worth/1"},
           {"branch", branch},
           {"seed", session.seed()},
           {"lucks", table.lucks},
           {"worths", Json::array()}};
  for (const WorthTable::Row& row : table.rows) {
    Json orders = Json::array();
    for (const std::size_t order : row.subject.orders)
      orders.push_back({{"week", listed[order].order.week},
                        {"order", session.order_text(listed[order].order)},
                        {"given_by", giver_of(session, branch, listed[order])}});
    Json regions = Json::array();
    for (const auto region : row.subject.regions) regions.push_back(session.setting().map.regions[region].id);
    for (std::size_t date = 0; date < table.dates.size(); ++date) {
      if (!row.at[date]) continue;
      Json worth{{"of", kinds[static_cast<std::size_t>(row.subject.kind)]},
                 {"title", row.subject.title},
                 {"orders", orders},
                 {"measure", std::string(agents::measure_descriptions[agents::measure(row.subject.measure)].id)},
                 {"regions", regions},
                 {"week", table.dates[date]},
                 {"at_the_end", table.dates[date] == session.setting().weeks}};
      for (std::size_t a = 0; a < sessions::asked_count; ++a) worth[asked[a]] = worth_json((*row.at[date])[a]);
      out["worths"].push_back(std::move(worth));
    }
  }
  scenarios::print("{}\n", out.dump(2));
}

}  // namespace

int attribute_orders(const SessionOptions& options) {
  const auto saved = sessions::read_session(options.file);
  if (const auto other = tell_version(saved, options.file, options.quiet); other && !other->computes_the_same())
    throw scenarios::InvalidInput(
        {{options.file, 0, 0, "", "what its orders were worth is for the version that played it to say"}});
  const auto session = sessions::restore(saved);
  const std::size_t branch = branch_of(options, *session, saved.position.branch);
  if (session->branches()[branch].history->orders().empty())
    throw scenarios::InvalidInput({{options.file, 0, 0, "", "this branch has no orders to tell apart"}});
  const sessions::WorthQuestion question{asked_dates(options, saved.position, branch, session->setting().weeks),
                                         options.lucks, chosen_regions(session->setting(), options.where)};
  WorthTable table;
  {
    Progress progress("Leaving out one order at a time", options.quiet);
    table = sessions::worth_table(*session, branch, question, [&](std::size_t done, std::size_t all) {
      progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
    });
  }
  if (table.rows.empty())
    throw scenarios::InvalidInput({{options.file, 0, 0, "", "no order of this branch was due by then"}});
  if (options.json)
    print_json(*session, branch, table);
  else
    print_table(*session, branch, table);
  return 0;
}

}  // namespace mainstay::app
