// What a week's money of programmes becomes: who gets it, what is lost on the way, what can be taken up, and what that
// changes (model.md section 6; loops A and F).
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// What all programmes have offered each institution so far this week: the more, the less of it is taken up. Not state.
struct Offered {
  std::vector<double> usd;                    // before what turns to waste
  std::vector<double> management, integrity;  // doses of reform
  void begin_week(std::size_t institutions);
};

struct Recipient {
  Index institution;
  double weight;  // of those that share; sum 1
};
// Those that the instrument can help, weighted by size and by what they lack.
std::vector<Recipient> recipients(const World& world, const Programme& programme, const Instrument& instrument);

// US dollars a week that the institution can take up before help turns to waste.
double absorptive_capacity_usd(const World& world, Index institution, double separate_programmes);

// Opens the books for every stock that the programme's instruments move.
void open_programme_accounts(World& world, Programme& programme);

// Whether the books are open for all that the programme's money moves.
bool has_open_accounts(const World& world, const Programme& programme);

// Money that is due this week goes out and reaches institutions up to what they can absorb.
void deliver_all(World& world, const Picture& picture, Postings& postings, Offered& offered);

}  // namespace mainstay::agents
