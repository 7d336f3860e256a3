#include "studies/treatment.h"

#include <algorithm>
#include <fstream>

#include "studies/plan.h"
#include "studies/report_data.h"
#include "studies/study_folder.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

Plan plan_of_smallest(const TemporaryFolder& folder) {
  const auto file = folder.path() / "study.json";
  std::ofstream(file) << R"({ "format": "mainstay-study/1", "scenario": ")" << mainstay::tests::project_folder()
                      << R"(/scenarios/smallest.json", "design": "list", "seeds": 1 })";
  return Plan(load_study(file));
}

}  // namespace

TEST_CASE("a programme is planned to begin after the usual delay of its kind and is over with its handover") {
  mainstay::agents::Parameters parameters;
  parameters.surge_delay_weeks = 9;
  parameters.programme_delay_weeks = 70;
  mainstay::agents::Order order;
  order.week = 104;
  order.weeks = 52;
  PlannedProgramme planned = planned_programme(order, parameters);
  CHECK(planned.starts == 174);
  CHECK(planned.ends == 226);
  CHECK(planned.over == 226);
  order.surge = true;
  order.sustainment.taper_weeks = 156;
  planned = planned_programme(order, parameters);
  CHECK(planned.starts == 113);
  CHECK(planned.ends == 165);
  CHECK(planned.over == 321);
}

TEST_CASE("reports and evaluations go by the same end of a course's effort") {
  const TemporaryFolder folder;
  const Plan plan = plan_of_smallest(folder);
  ResultsStore store(folder.path() / "out");
  prepare(plan, {"test", "1", "abc", "g++", "today"}, {}, store);
  const ReportData data(store);
  REQUIRE(plan.treatments().size() > 1);
  for (const Treatment& treatment : plan.treatments()) {
    const auto course = std::find_if(data.courses().begin(), data.courses().end(),
                                     [&](const Course& one) { return one.id == treatment.course; });
    REQUIRE(course != data.courses().end());
    INFO(treatment.course);
    CHECK(course->end_of_effort == treatment.until);
  }
}
