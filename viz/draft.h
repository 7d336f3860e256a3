// An order that is being drafted: a surge with its form, or a change to a programme; with the ensemble that shows what
// it would do.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "agents/orders.h"

namespace mainstay::sessions {
class Ensemble;
}

namespace mainstay::viz {

struct Game;

struct State;

// Instruments that the form offers, by their names in the catalogue.
inline constexpr std::array draft_instruments = {"train", "equip", "advise", "institution_building"};

struct Draft {
  std::string title;  // of an order without a form
  std::string json;   // of an order without a form, "week" left out
  std::vector<sim::RegionIndex> where;
  std::vector<agents::KindIndex> whom;
  std::uint32_t donor = 0;
  std::array<float, draft_instruments.size()> million_usd = {9, 12, 6, 4};
  float weeks = 52;
  bool sustained = true;
  float taper_weeks = 104;
  float own_share = 60;  // per cent
  bool operator==(const Draft&) const = default;
  bool has_form() const { return json.empty(); }
};

// Starts a surge for the selected region, or for the regions of the scenario's own surge.
void start_surge(State& state);
// Starts an order on a programme: verb is "extend_programme", "terminate_programme" or "hand_over_programme".
void start_programme_order(State& state, std::uint32_t programme, const std::string& verb);
void drop_draft(State& state);
void undo_draft(State& state);
// The order as a scenario would write it, due in `week`.
std::string draft_json(const State& state, sim::Week week);
// What a draft lacks before it can be given; empty if nothing.
std::string draft_problem(const State& state);
// Adds a region or takes it away. A sea zone has nobody to assist.
void toggle_place(State& state, sim::RegionIndex region);
// Keeps the preview in step with the draft; once a frame.
void follow_draft(State& state);
void give_draft(State& state);
double draft_cost_usd(const Draft& draft);
// What of it the reserve pays: not the years of sustainment, which come from regular money.
double surge_cost_usd(const Draft& draft);
// What a donor's reserve holds beyond the surges that the branch has announced.
double reserve_left_usd(const Game& game, std::uint32_t donor);

}  // namespace mainstay::viz
