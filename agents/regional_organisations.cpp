#include "agents/regional_organisations.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/numeric.h"
#include "agents/paying.h"
#include "sim/elementary.h"

namespace mainstay::agents {

void hold_exercise(World& world, const Picture& picture, Index index, double money) {
  const Parameters& p = world.setting->parameters;
  RegionalOrganisation& organisation = world.organisations[index];
  charge_organisation(world, index, cents(money));
  Institutions& units = world.institutions;
  double armed = 1;
  for (const CountryIndex member : organisation.members) armed += picture.armed_capacity[member];
  const double intensity = 1 - sim::exp(-money / (armed * p.exercise_usd_per_person));
  for (Index i = 0; i < units.size(); ++i) {
    if (!units.active[i] || units.country[i] == none || !world.setting->catalogue.institutions[units.kind[i]].armed)
      continue;
    if (std::find(organisation.members.begin(), organisation.members.end(), units.country[i]) ==
        organisation.members.end())
      continue;
    units.practice[i] = clamp01(units.practice[i] + 0.2 * intensity * (1 - units.practice[i]));
    units.interoperability[i] =
        clamp01(units.interoperability[i] + p.exercise_interoperability * intensity * (1 - units.interoperability[i]));
  }
}

void act_regionally(World& world, const Picture& picture) {
  for (Index o = 0; o < world.organisations.size(); ++o) {
    RegionalOrganisation& organisation = world.organisations[o];
    if (organisation.exercises_per_year >= fewest_exercises_per_year) {
      const auto every = static_cast<Week>(std::max(1.0, sim::weeks_per_year / organisation.exercises_per_year));
      if (world.week % every == every / 2) hold_exercise(world, picture, o, organisation.exercise_usd);
    }
  }
}

}  // namespace mainstay::agents
