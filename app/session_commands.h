// What the subcommands of `mainstay session` do, one file for each group of them. Each returns the exit code and throws
// scenarios::InvalidInput for what cannot be used.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sessions/other_version.h"
#include "sessions/worth.h"

namespace mainstay::app {

struct SessionOptions {
  std::string file;
  int branch = -1;  // as numbered by `orders`; -1: the one looked at last
  bool json = false, quiet = false;

  std::string scenario;  // new
  std::uint64_t seed = 1;
  std::string add, reason;  // orders
  std::string title;        // branch
  int week = -1;            // branch, orders: -1: where the session stands; attribute: there and at the end
  std::size_t lucks = sessions::usual_lucks;  // attribute: beside the session's own
  std::vector<std::string> where;             // attribute; empty: where each order was meant to act
  std::string out;                            // review
  std::uint32_t weeks = 13;                   // turn
  bool verify = false;                        // replay
};

// Says on stderr if another version has recorded the session's weeks, and what this one makes of them.
std::optional<sessions::OtherVersion> tell_version(const sessions::SavedSession& saved, const std::string& file,
                                                   bool quiet);

// A session opened to go on with, its file held meanwhile.
struct OpenSession {
  explicit OpenSession(const std::string& file, sessions::Recorded otherwise = sessions::Recorded::refuse);
  // Simulates the branch and the twin up to a week and stands there.
  void go_to(std::size_t branch, sim::Week week, bool quiet);
  // Writes what was simulated and where the session stands.
  void keep();

  std::unique_ptr<sessions::Session> session;
  sessions::Position position;
};

// The branch that the options name; throws InvalidInput with those there are.
std::size_t branch_of(const SessionOptions& options, const sessions::Session& session, std::size_t otherwise);
std::string date_of(const sessions::Session& session, sim::Week week);  // "9 Feb 2027 (week 52)"

int new_session(const SessionOptions& options);       // session_play.cpp
int list_orders(const SessionOptions& options);       // session_orders.cpp
int add_orders(const SessionOptions& options);        // session_orders.cpp
int take_turn(const SessionOptions& options);         // session_play.cpp
int open_branch(const SessionOptions& options);       // session_play.cpp
int replay_session(const SessionOptions& options);    // session_replay.cpp
int attribute_orders(const SessionOptions& options);  // session_attribute.cpp
int review_session(const SessionOptions& options);    // session_review.cpp

}  // namespace mainstay::app
