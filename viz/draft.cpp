#include "viz/draft.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <stdexcept>
#include <utility>

#include "sessions/order_check.h"
#include "viz/compare.h"
#include "viz/order_form.h"
#include "viz/order_values.h"
#include "viz/preview.h"
#include "viz/session_keeping.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr double settle_seconds = 0.25;  // a slider that still moves starts no runs

template <class List, class Name>
std::string quoted_list(const List& list, const Name& name) {
  std::string text;
  for (const auto& item : list) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", name(item));
  return "[" + text + "]";
}

std::string reason_json(const State& state) {
  if (state.reason.empty()) return "";
  return "\"reason\": " +
         scenarios::Json(state.reason).dump(-1, ' ', false, scenarios::Json::error_handler_t::replace) + ", ";
}

// Ids name programmes in orders, books and reviews: each is used once in a branch.
std::string free_id(const Game& game, const std::string& wanted) {
  const auto taken = [&](const std::string& id) {
    const auto& orders = game.shown_branch().history->orders();
    const auto& programmes = game.moment->world->programmes;
    return std::any_of(orders.begin(), orders.end(), [&](const Order& order) { return order.id == id; }) ||
           std::any_of(programmes.begin(), programmes.end(), [&](const Programme& p) { return p.id == id; });
  };
  std::string id = wanted;
  for (int k = 2; taken(id); ++k) id = fmt::format("{}-{}", wanted, k);
  return id;
}

std::string surge_json(const State& state, sim::Week week) {
  const Game& game = *state.game;
  const Draft& draft = *state.draft;
  const auto& setting = game.setting();
  std::string money;
  for (std::size_t k = 0; k < draft_instruments.size(); ++k)
    if (draft.million_usd[k] > 0)
      money += fmt::format("{}\"{}\": {:.0f}", money.empty() ? "" : ", ", draft_instruments[k],
                           static_cast<double>(draft.million_usd[k]) * 1e6);
  std::string sustainment;
  if (draft.sustained) {
    const double build = static_cast<double>(draft.million_usd[3]) * 1e6;
    sustainment = fmt::format(
        R"(, "sustainment": {{"taper_weeks": {:.0f}, "instruments": {{"institution_building": {:.0f}}}, "own_share": {:.2f}}})",
        draft.taper_weeks, std::max(build, 1e6), static_cast<double>(draft.own_share) / 100);
  }
  const auto& first = setting.map.regions[draft.where.at(0)];
  const char* what = draft.surge ? "surge" : "programme";
  const std::string others = draft.where.size() > 1 ? fmt::format(" +{}", draft.where.size() - 1) : "";
  const std::string name = fmt::format("{}, {}{}", draft.surge ? "Surge" : "Programme", first.name, others);
  return fmt::format(R"({{"week": {}, {}"open_programme": {{"id": "{}", "name": {}, "donor": "{}", "surge": {}, )"
                     R"("targets": {{"regions": {}, "kinds": {}}}, "weeks": {:.0f}, "instruments": {{{}}}{}}}}})",
                     week, reason_json(state), free_id(game, fmt::format("{}-{}-w{}", what, first.id, week)),
                     scenarios::Json(name).dump(), game.scenario->start.donors[draft.donor].id, draft.surge,
                     quoted_list(draft.where, [&](RegionIndex r) { return setting.map.regions[r].id; }),
                     quoted_list(draft.whom, [&](KindIndex k) { return setting.catalogue.institutions[k].id; }),
                     draft.weeks, money, sustainment);
}

// Why a branch may not be given an order, as `check` would say it; empty if it may.
std::string find_order_problem(const sessions::OrderContext& context, const std::string& json) {
  try {
    const auto document = scenarios::Document::parse("order", json);
    sessions::check_order(context, document.root(), document, "");
    return "";
  } catch (const scenarios::InvalidInput& error) {
    return error.problems().front().message;
  } catch (const std::exception& error) {
    return error.what();
  }
}

// Whether the preview is of just what is drafted, in the branch and week in view.
bool preview_is_current(const State& state) {
  return state.previewed == state.draft && state.preview_from == state.game->moment->week &&
         state.preview_of == state.game->shown_branch().history;
}

// A check takes as long as a scenario's: too long for a frame.
void start_check(State& state) {
  const Game& game = *state.game;
  state.order_check =
      std::async(std::launch::async, find_order_problem, sessions::order_context(game.session, game.branch),
                 draft_json(state, game.moment->week));
}

// Takes over what a check has found; false as long as one is under way.
bool checked(State& state) {
  if (!state.order_check.valid()) return true;
  if (state.order_check.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
  const std::string problem = state.order_check.get();
  if (!state.draft || !preview_is_current(state) || problem.empty()) return true;
  state.order_problem = problem;
  state.game->preview.reset();
  return true;
}

// A draft that is open is never replaced by another.
bool keeps_open_draft(State& state) {
  if (!state.draft) return false;
  if (comparing(state))
    toggle_compare(state);
  else
    say(state, "This draft is open: give the order, or drop it with Esc.");
  return true;
}

void begin_draft(State& state, Draft draft) {
  if (comparing(state)) toggle_compare(state);
  state.game->player.play(false);
  state.draft = std::move(draft);
  state.draft_settled = state.draft_seen = state.draft;
  state.draft_changed = state.time - settle_seconds;  // nothing of it moves yet
  state.drafts_before.clear();
  state.previewed.reset();
  state.order_problem.clear();
}

}  // namespace

void toggle_place(State& state, sim::RegionIndex region) {
  if (!state.draft->opens_programme()) {
    if (!place_in_order(state, *state.draft, region)) state.selection = {Selection::Kind::region, region};
    return;
  }
  if (state.game->setting().map.regions[region].sea)
    return say(state, "Nobody can be assisted at sea: choose regions on land.");
  auto& where = state.draft->where;
  const auto at = std::find(where.begin(), where.end(), region);
  if (at == where.end())
    where.push_back(region);
  else
    where.erase(at);
}

double draft_cost_usd(const Draft& draft) {
  if (!draft.opens_programme()) return 0;
  double sum = draft.sustained ? std::max(1.0, static_cast<double>(draft.million_usd[3])) : 0;
  for (const float part : draft.million_usd) sum += static_cast<double>(part);
  return sum * 1e6;
}

double surge_cost_usd(const Draft& draft) {
  double sum = 0;
  for (const float part : draft.million_usd) sum += static_cast<double>(part);
  return sum * 1e6;
}

double reserve_left_usd(const Game& game, std::uint32_t donor) {
  const Donor& payer = game.moment->world->donors[donor];
  Cents left = payer.reserve;
  if (!payer.reserve_replenishes)
    for (const Order& order : game.shown_branch().history->orders())
      if (order.verb == Verb::open_programme && order.surge && order.donor == donor && order.week >= game.moment->week)
        left -= total(order.money);
  return static_cast<double>(left) / cents_per_usd;
}

double money_left_usd(const Game& game, const Draft& draft) {
  if (draft.surge) return reserve_left_usd(game, draft.donor);
  return static_cast<double>(game.moment->world->donors[draft.donor].left_this_year) / cents_per_usd;
}

namespace {

// A first draft that can be paid, with the same weight on each instrument; where money is short, half of it.
void fit_to_reserve(Draft& draft, double left_usd) {
  const double cost = surge_cost_usd(draft);
  if (cost <= left_usd) return;
  const double share = std::max(0.0, left_usd) / 2 / cost;
  for (float& part : draft.million_usd) part = std::floor(part * static_cast<float>(share));
}

}  // namespace

void start_surge(State& state) {
  if (!state.game || !state.game->moment || keeps_open_draft(state)) return;
  const Game& game = *state.game;
  Draft draft;
  if (state.selection.kind == Selection::Kind::region && !game.setting().map.regions[state.selection.index].sea) {
    draft.where = {state.selection.index};
  } else {
    for (const auto& course : game.scenario->courses)
      for (const Order& order : course.orders)
        if (draft.where.empty() && order.surge) draft.where = order.targets.regions;
    if (draft.where.size() > 3) draft.where.resize(3);
  }
  for (KindIndex k = 0; k < game.setting().catalogue.institutions.size(); ++k) {
    const std::string& id = game.setting().catalogue.institutions[k].id;
    if (id == "army_garrison" || id == "gendarmerie" || id == "police") draft.whom.push_back(k);
  }
  const auto& donors = game.moment->world->donors;
  for (std::uint32_t d = 0; d < donors.size(); ++d)
    if (reserve_left_usd(game, d) > reserve_left_usd(game, draft.donor)) draft.donor = d;
  fit_to_reserve(draft, reserve_left_usd(game, draft.donor));
  begin_draft(state, std::move(draft));
}

void start_order(State& state, const std::string& verb) {
  if (!state.game || !state.game->moment || keeps_open_draft(state)) return;
  const Game& game = *state.game;
  const OrderKind& kind = order_kind(verb);
  Draft draft;
  draft.verb = verb;
  draft.body = start_body(state, kind);
  for (const OrderField& field : order_fields(kind, draft.body))
    if (field.schema->contains("defines"))
      draft.body[field.key] = free_id(game, fmt::format("{}-w{}", verb, game.moment->week));
  if (const std::size_t scope = selected_scope(state); scope < game.setting().regions())
    draft.where = {static_cast<RegionIndex>(scope)};
  if (state.selection.kind == Selection::Kind::programme && draft.body.contains("programme") &&
      state.selection.index < game.moment->world->programmes.size())
    draft.where = game.moment->world->programmes[state.selection.index].targets.regions;
  begin_draft(state, std::move(draft));
}

namespace {

void end_draft(State& state) {
  state.draft.reset();
  state.reason.clear();
  if (state.game) state.game->preview.reset();
}

void bring_back(State& state) {
  DroppedDraft dropped = *std::exchange(state.dropped, {});
  begin_draft(state, std::move(dropped.draft));
  state.drafts_before = std::move(dropped.before);
  state.reason = std::move(dropped.reason);
}

}  // namespace

bool drafting(const State& state) {
  return state.draft && !comparing(state);
}

void drop_draft(State& state) {
  if (!state.draft) return;
  state.dropped = DroppedDraft{*state.draft, state.drafts_before, state.reason};
  end_draft(state);
  say(state, "Dropped. Ctrl Z brings it back.");
}

void undo_draft(State& state) {
  if (comparing(state)) return;
  if (!state.draft && state.dropped && state.game && state.game->moment) return bring_back(state);
  if (!state.draft) return;
  if (state.drafts_before.empty()) return drop_draft(state);
  state.draft = state.drafts_before.back();
  state.draft_settled = state.draft;
  state.drafts_before.pop_back();
}

std::string draft_json(const State& state, sim::Week week) {
  if (state.draft->opens_programme()) return surge_json(state, week);
  const Draft& draft = *state.draft;
  scenarios::Json order = {{"week", week}};
  if (!state.reason.empty()) order["reason"] = state.reason;
  if (draft.verb == "inject")
    order.update(draft.body);
  else
    order[draft.verb] = draft.body;
  return order.dump(-1, ' ', false, scenarios::Json::error_handler_t::replace);
}

std::string draft_problem(const State& state) {
  const Draft& draft = *state.draft;
  if (state.game->moment->week >= state.game->setting().weeks) return "The scenario ends here: go back in time.";
  const std::string otherwise = state.previewed == state.draft ? state.order_problem : "";
  if (!draft.opens_programme()) {
    const std::string missing = form_problem(draft);
    return missing.empty() ? otherwise : missing;
  }
  if (draft.where.empty()) return "Choose a place: click a region on the map.";
  if (draft.whom.empty()) return "Choose who is assisted.";
  if (draft_cost_usd(draft) < 1e6) return "Choose at least one instrument.";
  if (draft.surge && surge_cost_usd(draft) > money_left_usd(*state.game, draft))
    return "This costs more than the donor's reserve has left.";
  return otherwise;
}

void follow_draft(State& state) {
  if (!state.draft || !state.game->moment) return;
  if (state.draft_seen != state.draft) {
    state.draft_seen = state.draft;
    state.draft_changed = state.time;
  }
  // A slider held down is one change, however many values it runs through.
  if (!ImGui::GetIO().MouseDown[0] && state.draft_settled != state.draft) {
    if (state.draft_settled) state.drafts_before.push_back(*state.draft_settled);
    state.draft_settled = state.draft;
  }
  const bool settled = state.time - state.draft_changed >= settle_seconds;
  if (!checked(state) || !settled || preview_is_current(state) || state.game->player.playing() ||
      state.game->player.target() != state.game->moment->week)
    return;
  state.previewed = state.draft;
  state.preview_from = state.game->moment->week;
  state.preview_of = state.game->shown_branch().history;
  state.order_problem.clear();
  if (!draft_problem(state).empty()) return;
  start_check(state);
  start_preview(state);
}

namespace {

void show_given(State& state, std::size_t branch, sim::Week week, bool opens, const std::string& without) {
  Game& game = *state.game;
  end_draft(state);
  show_branch(state, branch, week);
  say(state,
      opens ? "Given. It opens a branch of its own: " + branch_title(game, branch) + "." + without + " Space plays on."
            : "The order is given. Space plays on.");
}

}  // namespace

void give_draft(State& state) {
  Game& game = *state.game;
  const sim::Week week = game.moment->week;
  const bool known = preview_is_current(state) && !state.order_check.valid();
  if (known && !state.order_problem.empty()) return warn(state, "Not given: " + state.order_problem);
  const bool playing = game.player.playing();
  game.player.play(false);
  const std::string json = draft_json(state, week);
  const bool opens = game.session.opens_branch(game.branch, week);
  std::string without;
  for (const sessions::GivenOrder& other : game.session.left_out(game.branch, week))
    without += (without.empty() ? " Without the later: " : ", ") + game.session.order_text(other.order);
  const auto prepare = [&session = game.session, branch = game.branch, json, known] {
    if (!known)
      if (const auto problem = find_order_problem(sessions::order_context(session, branch), json); !problem.empty())
        throw std::runtime_error(problem);
    return session.giving(branch, session.read_order(json, sessions::time_now()));
  };
  keep_change(state, "Not given: ", prepare, [=](State& now, std::int64_t branch) {
    show_given(now, static_cast<std::size_t>(branch), week, opens, without);
    now.game->player.play(playing);
  });
}

}  // namespace mainstay::viz
