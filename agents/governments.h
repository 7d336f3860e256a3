// Governments: revenue, pay, the yearly choice of effort, and politics (model.md section 6; loop D).
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"
#include "sim/random.h"

namespace mainstay::agents {

// What an institution costs its government when everything is paid, cents a week.
struct Need {
  Cents pay = 0;
  Cents upkeep = 0;
  Cents training = 0;
  Cents purchase = 0;  // of what replaces its scrapped materiel
};
Need weekly_need(const World& world, Index institution);

// Revenue comes in and is spent on pay, upkeep, training and purchases; sets what share of each need is covered.
void collect_and_pay(World& world, const Picture& picture);

// Once a year: each government forms beliefs and divides its effort; its will follows.
void plan_year(World& world, const Picture& picture);

// Elections, leader changes, coups; each week.
void play_politics(World& world, const Picture& picture, Postings& postings);

// What also facilitators can bring about.
void change_leader(World& world, CountryIndex country, sim::Stream& draws, Postings& postings);
void attempt_coup(World& world, const Picture& picture, CountryIndex country, sim::Stream& draws, Postings& postings);

// Oversight as units feel it: the government's own and the work of oversight bodies, [0, 1].
double felt_oversight(const World& world, const Picture& picture, CountryIndex country);

// The income that security can count on in a week, cents.
Cents weekly_security_revenue(const World& world, const Picture& picture, CountryIndex country);

}  // namespace mainstay::agents
