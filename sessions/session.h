// A session: one scenario with one seed, its twin, and a tree of branches, each with its own list of orders.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/agent_names.h"
#include "scenarios/scenario.h"
#include "sessions/history.h"

namespace mainstay::sessions {

inline constexpr std::size_t no_branch = static_cast<std::size_t>(-1);

// An order that a user gave, as written in a scenario (with "week"), and the model's form of it.
struct GivenOrder {
  std::string json;
  std::string time;  // of day and date when it was given, UTC, ISO 8601
  agents::Order order;
  std::string seat = "facilitator";  // who gave it; "scenario": of the course of action that the branch was without
};

// A week worth coming back to, with what was said about it.
struct Bookmark {
  std::int64_t id = 0;
  std::size_t branch = 0;
  sim::Week week = 0;
  std::string time;  // when it was set, as of orders
  std::string note;
};

// The time now, as orders and bookmarks carry it.
std::string time_now();

// One of the orders that hold in a branch, and who gave it.
struct ListedOrder {
  agents::Order order;
  std::optional<std::size_t> given;  // its place in Branch::given; none: it is of the course of action
  bool of_scenario = true;           // not given by a user
  bool own = false;                  // given by a user in this branch, not in the one that it branched off from
};

class SessionFile;
class Session;

struct Branch {
  std::string title;
  std::string course;              // of the scenario, that it began with
  std::size_t parent = no_branch;  // it shares the parent's weeks before `forked`
  sim::Week forked = 0;
  std::vector<GivenOrder> given;     // by users, beyond the course of action; in order of week
  std::shared_ptr<History> history;  // replaced when an order is added
};

// A change that is still to be made, in two steps: a thread may write it while another shows the session as it was, as
// long as nobody else changes it meanwhile.
struct Change {
  std::function<void(SessionFile&)> write;  // throws InvalidInput when it cannot; then nothing is written
  std::function<void(Session&)> apply;
  std::shared_ptr<const std::int64_t> result;  // once it is applied: the branch or the bookmark's id
};

class Session {
 public:
  // One branch for each course of action, or a single one without orders. Simulates the warm-up.
  Session(std::shared_ptr<const scenarios::Scenario> scenario, std::uint64_t seed);
  ~Session();
  Session(Session&&) noexcept;
  // From now on every branch and order is in the file before it takes effect; null: no more.
  void write_to(std::unique_ptr<SessionFile> file);
  SessionFile* file() const { return file_.get(); }
  // Puts saved branches in the place of the scenario's own; their histories are made from their orders. `known` may add
  // weeks to each as soon as it is made (no_branch: the twin), before those that branch off from it are made.
  void restore_branches(std::vector<Branch> branches, const std::function<void(std::size_t, History&)>& known = {});
  void restore_bookmarks(std::vector<Bookmark> bookmarks) { bookmarks_ = std::move(bookmarks); }

  const scenarios::Scenario& scenario() const { return *scenario_; }
  std::shared_ptr<const scenarios::Scenario> shared_scenario() const { return scenario_; }
  const agents::Setting& setting() const { return *scenario_->setting; }
  std::uint64_t seed() const { return seed_; }
  const std::vector<Branch>& branches() const { return branches_; }
  const std::shared_ptr<History>& twin() const { return twin_; }

  // All orders that hold in a branch, in order of week, as its history has them.
  std::vector<ListedOrder> orders_in(std::size_t branch) const;

  // What agents are called; programmes also by the orders that were given.
  const scenarios::AgentNames& names() const { return names_; }
  std::string order_text(const agents::Order& order) const;  // "Three-border surge", "Engage: Mali", "Inject: drought"

  // In order of week, those of one week in order of time.
  const std::vector<Bookmark>& bookmarks() const { return bookmarks_; }
  // Like orders, they are in the file before they are shown.
  Change adding_bookmark(Bookmark bookmark) const;
  Change changing_note(std::int64_t id, const std::string& note) const;
  Change removing_bookmark(std::int64_t id) const;

  // The model's form of an order; throws scenarios::InvalidInput with what is wrong with it.
  GivenOrder read_order(const std::string& json, const std::string& time) const;
  // Whether an order of that week can be added to the branch itself; if not, it opens a new one.
  bool opens_branch(std::size_t branch, sim::Week week) const;
  // Adds an order from its week on; all weeks before stay as they are. The result is the branch that holds it. A new
  // branch keeps the orders that were due until then and those announced for weeks that were never played; it is called
  // by the order and its month.
  Change giving(std::size_t branch, GivenOrder order) const;
  // Orders of the branch that a new one, opened by an order of that week, goes on without: given later, in weeks that
  // it plays anew.
  std::vector<GivenOrder> left_out(std::size_t branch, sim::Week week) const;
  // A branch without one order of another, from that order's week on; all other orders stay, those that were given
  // later, too. Throws scenarios::InvalidInput where the branch has no such order.
  Change withdrawing(std::size_t branch, const agents::Order& order) const;
  // Another name for a branch; spaces around it are left out. Throws scenarios::InvalidInput when nothing is left.
  Change renaming(std::size_t branch, const std::string& title) const;
  // A branch that shares all weeks before `week` and has the orders that the other one had until then.
  Change branching_off(std::size_t branch, sim::Week week, std::string title) const;

  // Writes and applies; returns the result.
  std::int64_t make(const Change& change);
  std::size_t give(std::size_t branch, GivenOrder order);
  std::size_t branch_off(std::size_t branch, sim::Week week, std::string title);
  std::int64_t add_bookmark(Bookmark bookmark);
  void change_note(std::int64_t id, const std::string& note);
  void remove_bookmark(std::int64_t id);

 private:
  std::vector<ListedOrder> list_orders(const Branch& branch) const;
  std::vector<agents::Order> orders_of(const Branch& branch) const;
  std::vector<GivenOrder> course_as_given(const std::string& course) const;
  Change opening(Branch branch) const;

  std::shared_ptr<const scenarios::Scenario> scenario_;
  std::uint64_t seed_;
  scenarios::AgentNames names_;
  std::vector<Branch> branches_;
  std::shared_ptr<History> twin_;
  std::vector<Bookmark> bookmarks_;
  std::unique_ptr<SessionFile> file_;
};

}  // namespace mainstay::sessions
