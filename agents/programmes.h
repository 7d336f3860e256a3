// Assistance on its way: stages of programmes, what institutions can take up, handover, and advisory teams (loop F).
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// Opens a programme from an order; it enters the pipeline at once when a surge pays from the reserve.
void open_programme(World& world, const Order& order);
void plan_handover(World& world, Programme& programme, const Sustainment& sustainment);
// Opens the books for every stock that the programme's instruments move.
void open_programme_accounts(World& world, Programme& programme);
void end_programme(World& world, Index programme, Stage stage);
// What of its money for the delivering stage is still to go out.
Cents undelivered(const Programme& programme, Week week);
// Sends the advisers whom the programme pays for to those it helps now, in place of those it has there.
void send_team(World& world, Index programme);

// Stages move on; money that is due this week goes out and reaches institutions up to what they can absorb.
void advance_programmes(World& world, const Picture& picture, Postings& postings, std::vector<double>& taken_up_usd);

// Advisers' safety and departure.
void update_teams(World& world, const Picture& picture);

bool matches(const Targets& targets, const World& world, Index institution);
// Whether a programme helps anybody in the country.
bool works_in(const World& world, const Programme& programme, CountryIndex country);

// US dollars a week that the institution can take up before help turns to waste.
double absorptive_capacity_usd(const World& world, Index institution, double separate_programmes);

}  // namespace mainstay::agents
