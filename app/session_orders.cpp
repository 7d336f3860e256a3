#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>

#include "app/session_commands.h"
#include "scenarios/document.h"
#include "scenarios/terminal.h"
#include "sessions/order_check.h"

namespace mainstay::app {

using scenarios::Document;
using scenarios::Json;
using sessions::Branch;

namespace {

const std::vector<agents::Order>& course_orders(const sessions::Session& session, const Branch& branch) {
  static const std::vector<agents::Order> none;
  for (const auto& course : session.scenario().courses)
    if (course.name == branch.course) return course.orders;
  return none;
}

void print_branch(const sessions::Session& session, std::size_t number, const sessions::Position& position) {
  const Branch& branch = session.branches()[number];
  scenarios::print("{} {}  {}", number == position.branch ? "*" : " ", number, branch.title);
  if (branch.parent != sessions::no_branch)
    scenarios::print("  (branches off {} in week {})", branch.parent, branch.forked);
  scenarios::print("\n");
  for (const agents::Order& order : course_orders(session, branch))
    scenarios::print("       week {:>4}  scenario     {}{}\n", order.week, session.order_text(order),
                     order.reason.empty() ? "" : ". " + order.reason);
  for (const auto& given : branch.given)
    scenarios::print("       week {:>4}  {:<11}  {}{}  ({})\n", given.order.week, given.seat,
                     session.order_text(given.order), given.order.reason.empty() ? "" : ". " + given.order.reason,
                     given.time);
}

void print_json(const sessions::Session& session, const sessions::Position& position) {
  nlohmann::ordered_json out{{"format", "mainstay-orders/1"}, {"branch", position.branch}, {"week", position.week}};
  for (std::size_t k = 0; k < session.branches().size(); ++k) {
    const Branch& branch = session.branches()[k];
    nlohmann::ordered_json row{{"title", branch.title}, {"course_of_action", branch.course}};
    if (branch.parent != sessions::no_branch) row["parent"] = branch.parent, row["forked"] = branch.forked;
    row["orders"] = nlohmann::ordered_json::array();
    for (const auto& given : branch.given)
      row["orders"].push_back({{"week", given.order.week},
                               {"seat", given.seat},
                               {"time", given.time},
                               {"reason", given.order.reason},
                               {"order", Json::parse(given.json, nullptr, true, true)}});
    out["branches"].push_back(std::move(row));
  }
  scenarios::print("{}\n", out.dump(2));
}

Document read_input(const std::string& file) {
  if (file != "-") return Document::read(file);
  return Document::parse("standard input", {std::istreambuf_iterator<char>(std::cin), {}});
}

}  // namespace

int list_orders(const SessionOptions& options) {
  const auto saved = sessions::read_session(options.file);
  tell_version(saved, options.file, options.json);
  const auto session = sessions::restore(saved);
  if (options.json) {
    print_json(*session, saved.position);
    return 0;
  }
  scenarios::print("{}, seed {}, begun {}; stands at {}\n\n", session->scenario().title, saved.seed, saved.began,
                   date_of(*session, saved.position.week));
  for (std::size_t k = 0; k < session->branches().size(); ++k) print_branch(*session, k, saved.position);
  for (const auto& bookmark : session->bookmarks())
    scenarios::print("\nBookmark, branch {}, {}: {}", bookmark.branch, date_of(*session, bookmark.week), bookmark.note);
  if (!session->bookmarks().empty()) scenarios::print("\n");
  return 0;
}

int add_orders(const SessionOptions& options) {
  const Document document = read_input(options.add);
  OpenSession open(options.file);
  std::size_t branch = branch_of(options, *open.session, open.position.branch);
  const bool list = document.root().is_array();
  const std::size_t count = list ? document.root().size() : 1;
  for (std::size_t k = 0; k < count; ++k) {
    const std::string pointer = list ? scenarios::child("", k) : "";
    Json order = list ? document.root()[k] : document.root();
    if (!order.is_object()) throw scenarios::InvalidInput({document.problem(pointer, "an order is an object { }")});
    if (!order.contains("week"))
      order["week"] = options.week < 0 ? open.position.week : static_cast<sim::Week>(options.week);
    if (!options.reason.empty() && !order.contains("reason")) order["reason"] = options.reason;
    sessions::check_order(sessions::order_context(*open.session, branch), order, document, pointer);
    const auto given = open.session->read_order(order.dump(), sessions::time_now());
    const auto left_out = open.session->left_out(branch, given.order.week);
    const std::size_t holds = open.session->give(branch, given);
    scenarios::print("Given for {}: {}{}\n", date_of(*open.session, given.order.week),
                     open.session->order_text(given.order),
                     holds == branch ? "" : fmt::format(" (opens branch {})", holds));
    for (const auto& other : left_out)
      scenarios::print("  without the later order of {}: {}\n", date_of(*open.session, other.order.week),
                       open.session->order_text(other.order));
    std::fflush(stdout);  // said and kept go together, also if this program is killed
    branch = holds;
    open.position = {branch, std::min(open.position.week, given.order.week)};
  }
  open.keep();
  return 0;
}

}  // namespace mainstay::app
