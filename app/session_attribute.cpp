#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/progress.h"
#include "app/session_commands.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "sessions/attribution.h"
#include "studies/outcomes.h"
#include "studies/report_text.h"
#include "studies/statistics.h"

namespace mainstay::app {

namespace {

using sessions::Attribution;
using sessions::OrderWorth;

constexpr const char* columns[] = {"sustained_gain", "peak_gain", "incidents", "civilian_harm", "donor_cost_usd"};

const studies::OutcomeInfo& info_of(const std::string& outcome) {
  for (const auto& info : studies::run_outcomes())
    if (info.outcome == outcome) return info;
  throw std::logic_error("no outcome " + outcome);
}

// One scale for a column, so that its values can be compared.
studies::Format format_of(const Attribution& attribution, const std::string& outcome) {
  double largest = 0;
  for (const auto& all : attribution.with_all) largest = std::max(largest, std::abs(all.at(outcome)));
  for (const OrderWorth& worth : attribution.by_order)
    for (const auto& effect : worth.effects)
      if (std::isfinite(effect.at(outcome))) largest = std::max(largest, std::abs(effect.at(outcome)));
  return studies::Format(info_of(outcome).unit, largest);
}

std::string cell(const studies::Format& format, const std::vector<sessions::Outcomes>& by_luck,
                 const std::string& outcome) {
  if (by_luck.size() == 1) return format.with_sign(by_luck[0].at(outcome));
  std::vector<double> values;
  for (const auto& luck : by_luck)
    if (std::isfinite(luck.at(outcome))) values.push_back(luck.at(outcome));
  if (values.empty()) return "";
  constexpr std::array<double, 3> shares = {0.5, 0.05, 0.95};
  const std::vector<double> at = studies::quantiles(values, shares);
  return fmt::format("{} ({} to {})", format.with_sign(at[0]), format.with_sign(at[1]), format.with_sign(at[2]));
}

void print_row(const Attribution& attribution, const std::string& week, const std::string& who, const std::string& what,
               const std::vector<sessions::Outcomes>& by_luck) {
  scenarios::print("{:>5}  {:<11}  {:<34}", week, who, what.substr(0, 34));
  for (const char* outcome : columns)
    scenarios::print("  {:>22}", cell(format_of(attribution, outcome), by_luck, outcome));
  scenarios::print("\n");
}

void print_table(const sessions::Session& session, const Attribution& attribution, std::size_t lucks) {
  scenarios::print("{:>5}  {:<11}  {:<34}", "week", "given by", "order");
  for (const char* outcome : columns) scenarios::print("  {:>22}", info_of(outcome).title);
  scenarios::print("\n{:>5}  {:<11}  {:<34}", "", "", "");
  for (const char* outcome : columns) scenarios::print("  {:>22}", format_of(attribution, outcome).unit());
  scenarios::print("\n");
  for (const OrderWorth& worth : attribution.by_order)
    print_row(attribution, std::to_string(worth.order.week), worth.of_scenario ? "scenario" : "facilitator",
              session.order_text(worth.order), worth.effects);
  print_row(attribution, "", "", "All orders, against the twin", attribution.with_all);
  scenarios::print(
      "\nEach row: the world with all orders minus the same world, with the same luck, without that order, over {} "
      "weeks.\nEffects need not add up: orders help, need, or hinder each other.{}\n",
      attribution.weeks,
      lucks == 1 ? " One luck only: --lucks 16 shows how much of this was chance."
                 : fmt::format(" Median and nine tenths of {} lucks.", lucks));
}

nlohmann::ordered_json effects_json(const std::vector<sessions::Outcomes>& by_luck) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& luck : by_luck) {
    nlohmann::ordered_json row = nlohmann::ordered_json::object();
    for (const auto& [name, value] : luck)
      row[name] = std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
    list.push_back(std::move(row));
  }
  return list;
}

void print_json(const sessions::Session& session, const Attribution& attribution) {
  nlohmann::ordered_json out{{"format", "mainstay-attribution/1"},
                             {"weeks", attribution.weeks},
                             {"with_all", effects_json(attribution.with_all)},
                             {"orders", nlohmann::ordered_json::array()}};
  for (const OrderWorth& worth : attribution.by_order)
    out["orders"].push_back({{"week", worth.order.week},
                             {"order", session.order_text(worth.order)},
                             {"of_scenario", worth.of_scenario},
                             {"effects", effects_json(worth.effects)}});
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
  Attribution attribution;
  {
    Progress progress("Leaving out one order at a time", options.quiet);
    attribution = sessions::attribute(
        *session, branch, session->setting().weeks, options.lucks, [&](std::size_t done, std::size_t all) {
          progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
        });
  }
  if (options.json) {
    print_json(*session, attribution);
    return 0;
  }
  scenarios::print("{}, {}\n\n", session->scenario().title, session->branches()[branch].title);
  print_table(*session, attribution, options.lucks);
  return 0;
}

}  // namespace mainstay::app
