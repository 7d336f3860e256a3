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

// Adds the time until it goes out of scope to one phase of the profile.
class Timed {
 public:
  Timed(Profile& profile, Profile::Phase phase)
      : seconds_(profile.seconds[phase]), start_(std::chrono::steady_clock::now()) {}
  ~Timed() { seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  double& seconds_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace

void step(World& world, std::span<const Order> orders, Workspace& workspace) {
  Picture& picture = workspace.picture;
  Postings& postings = workspace.postings;
  world.events.begin_week();

  {  // Everybody looks at the same frozen picture of last week.
    Timed timed(workspace.profile, Profile::picture);
    take_picture(world, picture);
    postings.begin_week(world);
  }
  {  // 1. Orders and injects that are due.
    Timed timed(workspace.profile, Profile::orders);
    if (sim::starts_year(world.week)) refill_reserves(world);
    const std::vector<RegionIndex> places = world.institutions.region;
    apply_due_orders(world, orders, picture, postings);
    // Regions are worked on in parallel, by who is in them.
    if (world.institutions.region != places) take_picture(world, picture);
  }
  {  // 2. Hazards; revenue and pay; once a year governments and donors plan.
    Timed timed(workspace.profile, Profile::treasury);
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
    Timed timed(workspace.profile, Profile::programmes);
    advance_programmes(world);
    deliver_all(world, picture, postings, workspace.offered);
    update_teams(world, picture);
    act_regionally(world, picture);
    serve_in_missions(world, postings);
  }
  {  // 4. Institutions and threat cells decide.
    Timed timed(workspace.profile, Profile::decisions);
    decide_tasks(world, picture);
    decide_actions(world, picture);
  }
  {  // 5. Decisions meet, region by region.
    Timed timed(workspace.profile, Profile::encounters);
    resolve_encounters(world, picture, postings, workspace.outcomes);
  }
  {  // 6. People make up their minds.
    Timed timed(workspace.profile, Profile::residents);
    update_residents(world, picture);
  }
  {  // 7. Slow states; movement; trafficking.
    Timed timed(workspace.profile, Profile::slow_state);
    update_institutions(world, picture, postings);
    update_society(world, picture);
    move_trafficking(world, picture);
    reorganise_threats(world, workspace.outcomes);
  }
  {  // 8. What is measured, and what observers make of it.
    Timed timed(workspace.profile, Profile::measures);
    take_measures(world, picture);
  }
  ++world.week;
}

}  // namespace mainstay::agents
