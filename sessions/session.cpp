#include "sessions/session.h"

#include <algorithm>

#include "scenarios/read_orders.h"
#include "sessions/session_file.h"

namespace mainstay::sessions {

using agents::Order;

namespace {

void sort_by_week(std::vector<Order>& orders) {
  std::stable_sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) { return a.week < b.week; });
}

}  // namespace

Session::Session(std::shared_ptr<const scenarios::Scenario> scenario, std::uint64_t seed)
    : scenario_(std::move(scenario)), seed_(seed) {
  const agents::World begin = scenario_->begin(seed_);
  twin_ = std::make_shared<History>(begin, std::vector<Order>{});
  for (const auto& course : scenario_->courses) {
    Branch branch;
    branch.title = course.title;
    branch.course = course.name;
    branch.history = std::make_shared<History>(begin, course.orders);
    branches_.push_back(std::move(branch));
  }
  if (branches_.empty())
    branches_.push_back({"No orders", "", no_branch, 0, {}, std::make_shared<History>(begin, std::vector<Order>{})});
}

Session::~Session() = default;

void Session::write_to(std::unique_ptr<SessionFile> file) {
  file_ = std::move(file);
}

void Session::restore_branches(std::vector<Branch> branches) {
  agents::Workspace workspace;
  const agents::World begin = twin_->at(0, workspace);
  branches_ = std::move(branches);
  for (Branch& branch : branches_) branch.history = std::make_shared<History>(begin, orders_of(branch));
}

GivenOrder Session::read_order(const std::string& json, const std::string& time) const {
  const auto document = scenarios::Document::parse("order", json);
  const scenarios::OrderReader reader{setting(), scenario_->start};
  return {json, time, reader.read(document.root())};
}

bool Session::opens_branch(std::size_t branch, sim::Week week) const {
  const Branch& chosen = branches_[branch];
  return chosen.parent == no_branch || week < chosen.history->recorded() || week < chosen.forked;
}

std::size_t Session::give(std::size_t index, GivenOrder order) {
  const sim::Week week = order.order.week;
  if (opens_branch(index, week))
    index = branch_off(index, week, order.order.id.empty() ? "With the order" : "With " + order.order.id);
  if (file_) file_->add_order(index, order);
  Branch& branch = branches_[index];
  branch.given.push_back(std::move(order));
  branch.history = branch.history->fork(std::min(week, branch.history->recorded()), orders_of(branch));
  return index;
}

std::size_t Session::branch_off(std::size_t index, sim::Week week, std::string title) {
  const Branch& from = branches_[index];
  Branch branch{std::move(title), from.course, index, week, {}, nullptr};
  for (const GivenOrder& given : from.given)
    if (given.order.week < week) branch.given.push_back(given);
  if (file_) file_->add_branch(branches_.size(), branch);
  branch.history = from.history->fork(std::min(week, from.history->recorded()), orders_of(branch));
  branches_.push_back(std::move(branch));
  return branches_.size() - 1;
}

// Orders of the scenario's course of action hold in every branch of it; so do announced ones that are still to come.
std::vector<Order> Session::orders_of(const Branch& branch) const {
  std::vector<Order> orders;
  for (const auto& course : scenario_->courses)
    if (course.name == branch.course) orders = course.orders;
  for (const GivenOrder& given : branch.given) orders.push_back(given.order);
  sort_by_week(orders);
  return orders;
}

}  // namespace mainstay::sessions
