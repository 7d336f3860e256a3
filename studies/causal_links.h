// Which flows of other stocks move a flow: how explanations walk upstream through the books.
#pragma once

#include <array>
#include <string_view>

namespace mainstay::studies {

struct Flow {
  std::string_view stock, cause;  // as in the books; an empty cause: every cause of that stock
};
struct CausalLink {
  Flow flow, moved_by;
};

inline constexpr std::array causal_links = {
    CausalLink{{"capacity", "hiring"}, {"staff", "hiring"}},
    CausalLink{{"capacity", "leaving"}, {"staff", "leaving in peace"}},
    CausalLink{{"capacity", "desertion, unpaid"}, {"staff", "desertion"}},
    CausalLink{{"capacity", "desertion, unpaid"}, {"staff", "leaving unpaid"}},
    CausalLink{{"capacity", "killed"}, {"staff", "killed"}},
    CausalLink{{"capacity", "own training"}, {"skill", "own training"}},
    CausalLink{{"capacity", "practice"}, {"skill", "practice"}},
    CausalLink{{"capacity", "forgetting"}, {"skill", "forgetting"}},
    CausalLink{{"capacity", "raw recruits"}, {"skill", "recruits"}},
    CausalLink{{"capacity", "wear, no spares"}, {"serviceable", "wear"}},
    CausalLink{{"capacity", "repair"}, {"serviceable", "repair"}},
    CausalLink{{"capacity", "destroyed"}, {"serviceable", "destroyed"}},
    CausalLink{{"capacity", "own purchase"}, {"materiel", "own purchase"}},
    CausalLink{{"capacity", "management decay"}, {"management", "decay"}},
    CausalLink{{"capacity", "rents"}, {"management", "rents"}},
    CausalLink{{"capacity", "leadership turnover"}, {"management", "leadership turnover"}},
    CausalLink{{"capacity", "partner's ownership"}, {"management", "partner's ownership"}},
    CausalLink{{"skill", "own training"}, {"money", "training"}},
    CausalLink{{"skill", "recruits"}, {"staff", "hiring"}},
    CausalLink{{"serviceable", "repair"}, {"money", "upkeep"}},
    CausalLink{{"serviceable", "wear"}, {"materiel", ""}},
    CausalLink{{"materiel", "own purchase"}, {"money", "purchase"}},
    CausalLink{{"staff", "hiring"}, {"money", "pay"}},
    CausalLink{{"staff", "leaving unpaid"}, {"money", "pay"}},
    CausalLink{{"staff", "desertion"}, {"morale", ""}},
    CausalLink{{"staff", "killed"}, {"fighters", "recruited"}},
    CausalLink{{"morale", "pay"}, {"money", "pay"}},
    CausalLink{{"morale", "casualties"}, {"staff", "killed"}},
    CausalLink{{"management", "rents"}, {"aid", "diverted"}},
    CausalLink{{"management", "rents"}, {"money", "patronage"}},
    CausalLink{{"management", "partner's ownership"}, {"money", "own share"}},
    CausalLink{{"integrity", "rents"}, {"aid", "diverted"}},
    CausalLink{{"integrity", "regular pay"}, {"money", "pay"}},
    CausalLink{{"integrity", "bribes"}, {"threat funds", "trafficking"}},
    CausalLink{{"fighters", "recruited"}, {"grievance", ""}},
    CausalLink{{"fighters", "recruited"}, {"threat funds", ""}},
    CausalLink{{"threat funds", "tolls on aid"}, {"aid", "tolls"}},
    CausalLink{{"grievance", "harm by the state"}, {"fighters", "killed"}},
    CausalLink{{"grievance", "fair service"}, {"integrity", ""}},
    CausalLink{{"control", "state presence"}, {"capacity", ""}},
    CausalLink{{"control", "threat presence"}, {"fighters", ""}},
    CausalLink{{"money", "own share"}, {"aid", "spent"}},
    CausalLink{{"aid", "tolls"}, {"aid", "spent"}},
    CausalLink{{"aid", "diverted"}, {"aid", "spent"}},
};

}  // namespace mainstay::studies
