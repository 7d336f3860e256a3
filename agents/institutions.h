// Units and offices: what they do with their week, and how staff, skill, materiel, management, integrity and morale
// change (model.md section 6; loop A).
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// Each institution divides its working time by what it sees around it, unless it was ordered otherwise.
void decide_tasks(World& world, const Picture& picture);

// The slow states of all institutions, in parallel over regions; books every change and settles capacity.
void update_institutions(World& world, const Picture& picture, Postings& postings);

// What its government pays a year when everything but purchases is paid.
double own_cost_usd_per_year(const World& world, Index institution);

// Unit cost of common products falls with what has been bought of them in all (Wright's law); 1 at the start.
double price_of_common_products(const World& world);
// Adds what the money buys to its serviceable materiel, at the common price as far as it shares common products.
// Returns the acquisition value.
Cents buy_materiel(World& world, Index institution, Cents money);

// The level that training can reach under the given management, [0, 1].
double skill_ceiling(double management);

// Sets what keeps an institution where the scenario says it is (own training, own purchases), so that the world without
// any decision starts near rest.
void settle_at_start(World& world, Index institution);

}  // namespace mainstay::agents
