#include "agents/aims.h"

namespace mainstay::agents {

Measure aim_of(Verb verb) {
  switch (verb) {
    case Verb::relief:
    case Verb::provide_services:
      return Measure::hardship;
    case Verb::communicate:
      return Measure::trust;
    case Verb::amnesty:
      return Measure::threat_strength;
    case Verb::talks:
    case Verb::ceasefire:
    case Verb::peacekeeping_mission:
    case Verb::set_doctrine:
    case Verb::inject:
      return Measure::incidents;
    case Verb::set_rules_of_engagement:
      return Measure::harm_by_state;
    case Verb::reform_oversight:
      return Measure::human_rights;
    case Verb::deploy_unit:
    case Verb::set_tasks:
      return Measure::control;
    case Verb::joint_patrols:
      return Measure::border_control;
    case Verb::share_information:
      return Measure::information;
    case Verb::engage:
      return Measure::will;
    default:  // programmes, and what changes institutions
      return Measure::capacity;
  }
}

}  // namespace mainstay::agents
