#include "app/session.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/run_plan.h"
#include "app/session_commands.h"
#include "app/version.h"
#include "viz/window.h"

namespace mainstay::app {

namespace {

using Options = std::shared_ptr<SessionOptions>;
using Work = int (*)(const SessionOptions&);

struct Adder {
  CLI::App& session;
  int& status;

  // A subcommand on a session's file.
  CLI::App* on_file(const char* name, const char* does, const char* example, const Options& options, Work work) const {
    CLI::App* command = add(name, does, example, options, work);
    command->add_option("FILE", options->file, "Session (*.mainstay)")->required();
    return command;
  }
  CLI::App* add(const char* name, const char* does, const char* example, const Options& options, Work work) const {
    CLI::App* command = session.add_subcommand(name, does);
    command->footer(std::string("Example:\n  ") + example);
    command->callback([options, work, &status = status] { status = guarded([&] { return work(*options); }); });
    return command;
  }
};

void add_branch_option(CLI::App* command, const Options& options) {
  command->add_option("--branch", options->branch,
                      "Its number, as `session orders` lists it (default: looked at last)");
}

void add_new(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command =
      adder.add("new", "Begin a session of a scenario; prints the file's name",
                "mainstay session new scenarios/sahel.json game.mainstay --seed 7", options, new_session);
  command->add_option("SCENARIO", options->scenario, "Scenario file")->required();
  command->add_option("FILE", options->file, "Where (default: in $XDG_DATA_HOME/mainstay/sessions)");
  command->add_option("--seed", options->seed, "The luck that is played")->capture_default_str();
}

void add_view_session(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  adder.on_file("view", "Open a session in the window, where it was left", "mainstay session view game.mainstay",
                options, [](const SessionOptions& of) {
                  viz::ViewOptions view;
                  view.file = of.file;
                  view.program = program_name();
                  return viz::view(view);
                });
}

void add_orders_command(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command = adder.on_file(
      "orders", "List branches and their orders, or give an order",
      "mainstay session orders game.mainstay\n  mainstay session orders game.mainstay --add order.json --reason "
      "\"Mopti is lost otherwise\"",
      options, [](const SessionOptions& of) { return of.add.empty() ? list_orders(of) : add_orders(of); });
  command->add_option("--add", options->add,
                      "Order as a scenario writes it, or a list of them, in this JSON file (-: standard input)");
  command->add_option("--reason", options->reason, "Why, where the order does not say itself");
  command->add_option("--week", options->week, "When it is due, where it does not say itself (default: now)");
  add_branch_option(command, options);
  command->add_flag("--json", options->json, "List as JSON");
}

void add_turn(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command = adder.on_file("turn", "Go on by some weeks and say what has changed",
                                    "mainstay session turn game.mainstay --weeks 26", options, take_turn);
  command->add_option("--weeks", options->weeks, "How many")->capture_default_str()->check(CLI::Range(1u, 5200u));
  add_branch_option(command, options);
  command->add_flag("--json", options->json, "As JSON, every measure");
  command->add_flag("--quiet", options->quiet, "No progress");
}

void add_branch_command(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command =
      adder.on_file("branch", "Branch off: the same weeks before, other orders from then on",
                    "mainstay session branch game.mainstay --week 104 --title \"Advisers stay\"", options, open_branch);
  command->add_option("--week", options->week, "From when (default: where the session stands)");
  command->add_option("--title", options->title, "What it is called");
  add_branch_option(command, options);
}

void add_replay(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command = adder.on_file("replay", "Recompute a session from its scenario, luck and orders",
                                    "mainstay session replay game.mainstay --verify", options, replay_session);
  command->add_flag("--verify", options->verify,
                    "Compare every week with what the file says; ends with 1 and names the first that differs");
  command->add_flag("--quiet", options->quiet, "No progress");
}

void add_attribute(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command = adder.on_file(
      "attribute", "What each order was worth: the world as it was, minus the same world and luck without that order",
      "mainstay session attribute game.mainstay --week 208 --where Mopti --lucks 16", options, attribute_orders);
  add_branch_option(command, options);
  command->add_option("--week", options->week,
                      "After how many weeks (default: where the session stands, and at the end of the scenario)");
  command->add_option("--where", options->where,
                      "A region or country, by name or id, or theatre (default: where each order was meant to act; may "
                      "be repeated)");
  command->add_option("--lucks", options->lucks, "How many beside the session's own, to see what was chance")
      ->capture_default_str()
      ->check(CLI::Range(0, 1000));
  command->add_flag("--json", options->json, "As JSON, with the value in each luck");
  command->add_flag("--quiet", options->quiet, "No progress");
}

void add_review(const Adder& adder) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command = adder.on_file("review", "Write the after-action review of a branch as one HTML page",
                                    "mainstay session review game.mainstay --out review.html", options, review_session);
  add_branch_option(command, options);
  command->add_option("--out", options->out, "The page (default: beside the session)");
  command->add_flag("--quiet", options->quiet, "No progress");
}

}  // namespace

void add_session(CLI::App& program, int& status) {
  CLI::App* session = program.add_subcommand("session", "Play, branch, verify and review sessions without a window");
  session->require_subcommand(1);
  session->footer(
      "Example:\n  mainstay session new scenarios/sahel.json game.mainstay\n"
      "  mainstay session turn game.mainstay --weeks 26");
  const Adder adder{*session, status};
  add_new(adder);
  add_view_session(adder);
  add_orders_command(adder);
  add_turn(adder);
  add_branch_command(adder);
  add_replay(adder);
  add_attribute(adder);
  add_review(adder);
}

}  // namespace mainstay::app
