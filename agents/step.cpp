#include "agents/step.h"

#include "agents/advisers.h"
#include "agents/apply_orders.h"
#include "agents/delivery.h"
#include "agents/donors.h"
#include "agents/governments.h"
#include "agents/hazards.h"
#include "agents/institutions.h"
#include "agents/measures.h"
#include "agents/missions.h"
#include "agents/programmes.h"
#include "agents/regional_organisations.h"
#include "agents/residents.h"
#include "agents/society.h"
#include "agents/threats.h"
#include "agents/trafficking.h"

namespace mainstay::agents {

namespace {

// One phase of a week, until it goes out of scope: what it takes, and what the world is then.
class Phase {
 public:
  Phase(Profile::Phase phase, const World& world, Workspace& workspace)
      : phase_(phase), world_(world), workspace_(workspace), start_(std::chrono::steady_clock::now()) {}
  ~Phase() {
    workspace_.profile.seconds[phase_] +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (workspace_.after_phase) workspace_.after_phase(phase_, world_);
  }
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;

 private:
  const Profile::Phase phase_;
  const World& world_;
  Workspace& workspace_;
  const std::chrono::steady_clock::time_point start_;
};

}  // namespace

void step(World& world, std::span<const Order> orders, Workspace& workspace, const std::vector<Index>* fires) {
  Picture& picture = workspace.picture;
  Postings& postings = workspace.postings;
  world.events.begin_week();

  {  // Everybody looks at the same frozen picture of last week.
    const Phase phase(Profile::picture, world, workspace);
    take_picture(world, picture);
    postings.begin_week(world);
  }
  {  // 1. Orders and injects that are due.
    const Phase phase(Profile::orders, world, workspace);
    if (sim::starts_year(world.week)) refill_reserves(world);
    const std::vector<RegionIndex> places = world.institutions.region;
    workspace.fired = apply_due_orders(world, orders, picture, postings, fires);
    // Regions are worked on in parallel, by who is in them.
    if (world.institutions.region != places) take_picture(world, picture);
  }
  {  // 2. Hazards; revenue and pay; once a year governments and donors plan.
    const Phase phase(Profile::treasury, world, workspace);
    start_and_end_hazards(world, picture);
    if (sim::starts_year(world.week)) {
      plan_year(world, picture);
      allocate_year(world);
    }
    collect_and_pay(world, picture);
    update_conditions(world);
    play_politics(world, picture, postings);
  }
  {  // 3. Programmes deliver, up to what institutions can absorb.
    const Phase phase(Profile::programmes, world, workspace);
    advance_programmes(world);
    deliver_all(world, picture, postings, workspace.offered);
    update_teams(world, picture);
    act_regionally(world, picture);
    serve_in_missions(world, postings);
  }
  {  // 4. Institutions and threat cells decide.
    const Phase phase(Profile::decisions, world, workspace);
    decide_tasks(world, picture);
    decide_actions(world, picture);
  }
  {  // 5. Decisions meet, region by region.
    const Phase phase(Profile::encounters, world, workspace);
    resolve_encounters(world, picture, postings, workspace.outcomes);
  }
  {  // 6. People make up their minds.
    const Phase phase(Profile::residents, world, workspace);
    update_residents(world, picture);
  }
  {  // 7. Slow states; movement; trafficking.
    const Phase phase(Profile::slow_state, world, workspace);
    update_institutions(world, picture, postings);
    update_society(world, picture);
    move_trafficking(world, picture);
    reorganise_threats(world, workspace.outcomes);
  }
  {  // 8. What is measured, and what observers make of it.
    const Phase phase(Profile::measures, world, workspace);
    take_measures(world, picture);
  }
  ++world.week;
}

}  // namespace mainstay::agents
