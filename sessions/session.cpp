#include "sessions/session.h"

#include <algorithm>
#include <ctime>
#include <iterator>

#include "agents/order_fault.h"
#include "scenarios/checks.h"
#include "scenarios/defaults.h"
#include "scenarios/read_orders.h"
#include "sessions/session_file.h"
#include "studies/report_text.h"

namespace mainstay::sessions {

using agents::Order;

namespace {

// The first week in which two lists of orders differ.
sim::Week same_until(const std::vector<Order>& a, const std::vector<Order>& b) {
  std::size_t k = 0;
  while (k < a.size() && k < b.size() && a[k] == b[k]) ++k;
  const auto week = [k](const std::vector<Order>& orders) { return k < orders.size() ? orders[k].week : sim::none; };
  return std::min(week(a), week(b));
}

// Whether an order was given later than `week`, in weeks that have been played: [0, known).
bool is_left_out(const GivenOrder& given, sim::Week week, sim::Week known) {
  return given.order.week > week && given.order.week < known;
}

std::string words_of(const Order& order, const scenarios::Scenario& scenario, const scenarios::AgentNames& names) {
  using scenarios::words_of_id;
  using Kind = scenarios::AgentNames::Kind;
  const auto& map = scenario.setting->map;
  std::string what = words_of_id(agents::verb_names[static_cast<std::size_t>(order.verb)]);
  if (order.verb == agents::Verb::inject)
    what += ": " + words_of_id(agents::inject_names[static_cast<std::size_t>(order.inject)]);
  if (!order.id.empty()) {
    const std::string name = names.of(Kind::programme, order.id);
    return order.verb == agents::Verb::open_programme ? name : what + ": " + name;
  }
  std::string where;
  if (order.government < map.countries.size()) where = map.countries[order.government].name;
  if (!order.regions.empty()) where = map.regions[order.regions.front()].name;
  if (where.empty() && order.donor < scenario.start.donors.size())
    where = names.of(Kind::donor, scenario.start.donors[order.donor].id);
  return where.empty() ? what : what + ": " + where;
}

}  // namespace

Session::Session(std::shared_ptr<const scenarios::Scenario> scenario, std::uint64_t seed)
    : scenario_(std::move(scenario)), seed_(seed), names_(scenario_->text) {
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

std::string Session::order_text(const Order& order) const {
  return words_of(order, *scenario_, names_);
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

std::string time_now() {
  const std::time_t now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return text;
}

void Session::write_to(std::unique_ptr<SessionFile> file) {
  file_ = std::move(file);
}

void Session::restore_branches(std::vector<Branch> branches, const std::function<void(std::size_t, History&)>& known) {
  agents::Workspace workspace;
  const agents::World begin = twin_->at(0, workspace);
  branches_ = std::move(branches);
  if (known) known(no_branch, *twin_);
  for (std::size_t k = 0; k < branches_.size(); ++k) {
    Branch& branch = branches_[k];
    for (const GivenOrder& given : branch.given) names_.learn_order(given.json);
    if (branch.parent == no_branch) {
      branch.history = std::make_shared<History>(begin, orders_of(branch));
    } else {
      const History& parent = *branches_[branch.parent].history;
      const std::vector<Order> orders = orders_of(branch);
      const sim::Week shared = std::min(branch.forked, same_until(parent.orders(), orders));
      branch.history = parent.fork(std::min(shared, parent.recorded()), orders);
    }
    if (known) known(k, *branch.history);
  }
}

GivenOrder Session::read_order(const std::string& json, const std::string& time) const {
  const auto document = scenarios::Document::parse("order", json);
  if (auto problems = scenarios::check_order(document); !problems.empty()) throw scenarios::InvalidInput(problems);
  const scenarios::OrderReader reader{setting(), scenario_->start};
  GivenOrder given{json, time, reader.read(document.root())};
  if (const auto fault = agents::first_fault(given.order, scenario_->start); !fault.empty())
    throw scenarios::InvalidInput({document.problem("", "this order cannot be given: its " + fault)});
  return given;
}

bool Session::opens_branch(std::size_t branch, sim::Week week) const {
  const Branch& chosen = branches_[branch];
  return chosen.parent == no_branch || week < chosen.history->recorded() || week < chosen.forked;
}

Change Session::giving(std::size_t index, GivenOrder order) const {
  const sim::Week week = order.order.week;
  if (opens_branch(index, week)) {
    const Branch& from = branches_[index];
    scenarios::AgentNames names = names_;
    names.learn_order(order.json);
    const std::string title =
        words_of(order.order, *scenario_, names) + ", " + studies::Calendar(setting().start_date).date(week);
    Branch branch{title, from.course, index, week, {}, nullptr};
    const sim::Week known = from.history->recorded();
    std::copy_if(from.given.begin(), from.given.end(), std::back_inserter(branch.given),
                 [&](const GivenOrder& given) { return !is_left_out(given, week, known); });
    branch.given.push_back(std::move(order));
    return opening(std::move(branch));
  }
  return {[=](SessionFile& file) { file.add_order(index, order); },
          [=](Session& session) {
            Branch& branch = session.branches_[index];
            branch.given.push_back(order);
            session.names_.learn_order(order.json);
            const History& history = *branch.history;
            branch.history = history.fork(std::min(week, history.recorded()), session.orders_of(branch));
          },
          std::make_shared<const std::int64_t>(static_cast<std::int64_t>(index))};
}

Change Session::branching_off(std::size_t index, sim::Week week, std::string title) const {
  const Branch& from = branches_[index];
  Branch branch{std::move(title), from.course, index, week, {}, nullptr};
  for (const GivenOrder& given : from.given)
    if (given.order.week < week) branch.given.push_back(given);
  return opening(std::move(branch));
}

// Orders of a course of action, as if they had been given: of a branch that does not hold to it as a whole.
std::vector<GivenOrder> Session::course_as_given(const std::string& course) const {
  std::vector<GivenOrder> given;
  const auto document = scenarios::Document::parse(scenario_->file, scenario_->text);
  const auto root = scenarios::with_defaults(document.root());
  if (course.empty() || !root.contains("courses_of_action")) return given;
  for (const auto& [name, json] : root.at("courses_of_action").items())
    if (name == course && json.contains("orders"))
      for (const auto& order : json.at("orders")) {
        given.push_back(read_order(order.dump(), ""));
        given.back().seat = "scenario";
      }
  std::stable_sort(given.begin(), given.end(),
                   [](const GivenOrder& a, const GivenOrder& b) { return a.order.week < b.order.week; });
  return given;
}

Change Session::withdrawing(std::size_t index, const Order& order) const {
  const Branch& from = branches_[index];
  Branch branch{"Without " + order_text(order) + ", " + studies::Calendar(setting().start_date).date(order.week),
                from.course,
                index,
                order.week,
                from.given,
                nullptr};
  const auto is_it = [&](const GivenOrder& given) { return given.order == order; };
  auto at = std::find_if(branch.given.begin(), branch.given.end(), is_it);
  if (at == branch.given.end()) {
    std::vector<GivenOrder> all = course_as_given(from.course);
    std::copy(from.given.begin(), from.given.end(), std::back_inserter(all));
    branch.course.clear();
    branch.given = std::move(all);
    at = std::find_if(branch.given.begin(), branch.given.end(), is_it);
  }
  if (at == branch.given.end()) throw scenarios::InvalidInput({{"order", 0, 0, "", "the branch has no such order"}});
  branch.given.erase(at);
  return opening(std::move(branch));
}

Change Session::renaming(std::size_t index, const std::string& title) const {
  const std::size_t begin = title.find_first_not_of(' '), end = title.find_last_not_of(' ');
  if (begin == std::string::npos)
    throw scenarios::InvalidInput({{"branch", 0, 0, "", "a branch needs a name: type at least one letter"}});
  const std::string name = title.substr(begin, end + 1 - begin);
  return {[=](SessionFile& file) { file.rename_branch(index, name); },
          [=](Session& session) { session.branches_[index].title = name; },
          std::make_shared<const std::int64_t>(static_cast<std::int64_t>(index))};
}

std::vector<GivenOrder> Session::left_out(std::size_t index, sim::Week week) const {
  std::vector<GivenOrder> left;
  if (!opens_branch(index, week)) return left;
  const Branch& from = branches_[index];
  std::copy_if(from.given.begin(), from.given.end(), std::back_inserter(left),
               [&](const GivenOrder& given) { return is_left_out(given, week, from.history->recorded()); });
  return left;
}

Change Session::opening(Branch branch) const {
  const std::size_t number = branches_.size();
  return {[=](SessionFile& file) { file.add_branch(number, branch); },
          [=](Session& session) {
            Branch opened = branch;
            for (const GivenOrder& given : opened.given) session.names_.learn_order(given.json);
            const History& from = *session.branches_[opened.parent].history;
            opened.history = from.fork(std::min(opened.forked, from.recorded()), session.orders_of(opened));
            session.branches_.push_back(std::move(opened));
          },
          std::make_shared<const std::int64_t>(static_cast<std::int64_t>(number))};
}

Change Session::adding_bookmark(Bookmark bookmark) const {
  std::int64_t next = 1;
  for (const Bookmark& other : bookmarks_) next = std::max(next, other.id + 1);
  const auto id = std::make_shared<std::int64_t>(next);  // the file's own, where there is one
  return {[=](SessionFile& file) { *id = file.add_bookmark(bookmark); },
          [=](Session& session) {
            auto& all = session.bookmarks_;
            const auto after =
                std::find_if(all.begin(), all.end(), [&](const Bookmark& other) { return other.week > bookmark.week; });
            all.insert(after, bookmark)->id = *id;
          },
          id};
}

Change Session::changing_note(std::int64_t id, const std::string& note) const {
  return {[=](SessionFile& file) { file.change_note(id, note); },
          [=](Session& session) {
            for (Bookmark& bookmark : session.bookmarks_)
              if (bookmark.id == id) bookmark.note = note;
          },
          std::make_shared<const std::int64_t>(id)};
}

Change Session::removing_bookmark(std::int64_t id) const {
  return {[=](SessionFile& file) { file.remove_bookmark(id); },
          [=](Session& session) {
            std::erase_if(session.bookmarks_, [&](const Bookmark& bookmark) { return bookmark.id == id; });
          },
          std::make_shared<const std::int64_t>(id)};
}

std::int64_t Session::make(const Change& change) {
  if (file_) change.write(*file_);
  change.apply(*this);
  return *change.result;
}

std::size_t Session::give(std::size_t branch, GivenOrder order) {
  return static_cast<std::size_t>(make(giving(branch, std::move(order))));
}

std::size_t Session::branch_off(std::size_t branch, sim::Week week, std::string title) {
  return static_cast<std::size_t>(make(branching_off(branch, week, std::move(title))));
}

std::int64_t Session::add_bookmark(Bookmark bookmark) {
  return make(adding_bookmark(std::move(bookmark)));
}

void Session::change_note(std::int64_t id, const std::string& note) {
  make(changing_note(id, note));
}

void Session::remove_bookmark(std::int64_t id) {
  make(removing_bookmark(id));
}

// Orders of the scenario's course of action hold in every branch of it; so do announced ones that are still to come.
std::vector<ListedOrder> Session::list_orders(const Branch& branch) const {
  std::vector<ListedOrder> listed;
  for (const auto& course : scenario_->courses)
    if (course.name == branch.course)
      for (const Order& order : course.orders) listed.push_back({order, {}, true, false});
  std::vector<GivenOrder> inherited;
  if (branch.parent != no_branch) inherited = branches_[branch.parent].given;
  for (std::size_t k = 0; k < branch.given.size(); ++k) {
    const GivenOrder& given = branch.given[k];
    const auto same = std::find_if(inherited.begin(), inherited.end(), [&](const GivenOrder& other) {
      return other.json == given.json && other.time == given.time && other.order == given.order;
    });
    const bool of_scenario = given.seat == "scenario";
    listed.push_back({given.order, k, of_scenario, !of_scenario && same == inherited.end()});
    if (same != inherited.end()) inherited.erase(same);
  }
  std::stable_sort(listed.begin(), listed.end(),
                   [](const ListedOrder& a, const ListedOrder& b) { return a.order.week < b.order.week; });
  return listed;
}

std::vector<ListedOrder> Session::orders_in(std::size_t branch) const {
  return list_orders(branches_[branch]);
}

std::vector<Order> Session::orders_of(const Branch& branch) const {
  std::vector<Order> orders;
  for (ListedOrder& listed : list_orders(branch)) orders.push_back(std::move(listed.order));
  return orders;
}

}  // namespace mainstay::sessions
