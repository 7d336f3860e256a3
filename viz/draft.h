// An order that is being drafted: a surge or a regular programme by a form of their own, any other by a form that
// follows the schema; with the ensemble that shows what it would do.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "agents/orders.h"
#include "scenarios/document.h"

namespace mainstay::sessions {
class Ensemble;
}

namespace mainstay::viz {

struct Game;

struct State;

// Instruments that the form offers, by their names in the catalogue.
inline constexpr std::array draft_instruments = {"train", "equip", "advise", "institution_building"};

struct Draft {
  std::string verb;      // empty: a surge, or a regular programme, by the fields below
  scenarios::Json body;  // of any other order, as a scenario writes it beneath its verb
  std::vector<sim::RegionIndex> where;
  std::vector<agents::KindIndex> whom;
  std::uint32_t donor = 0;
  bool surge = true;  // paid from the donor's reserve, at once; else from its yearly budget
  std::array<float, draft_instruments.size()> million_usd = {9, 12, 6, 4};
  float weeks = 52;
  bool sustained = true;
  float taper_weeks = 104;
  float own_share = 60;  // per cent
  bool operator==(const Draft&) const = default;
  bool opens_programme() const { return verb.empty(); }
};

// Starts a surge for the selected region, or for the regions of the scenario's own surge.
void start_surge(State& state);
// Starts any other order, with what is selected filled in.
void start_order(State& state, const std::string& verb);
// Lets go of it; until another draft is dropped, taking back brings it again.
void drop_draft(State& state);
void undo_draft(State& state);
// Whether its form is in view: beside compared maps it waits.
bool drafting(const State& state);
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
// What a donor can pay a programme of this kind from.
double money_left_usd(const Game& game, const Draft& draft);

}  // namespace mainstay::viz
