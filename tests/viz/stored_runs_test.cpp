#include "viz/stored_runs.h"

#include <chrono>
#include <thread>

#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;

TEST_CASE("bands of stored runs rest on all of them in every week", "[viz]") {
  const tests::TemporaryFolder folder;
  const std::string results = (folder.path() / "results").string();
  REQUIRE(tests::run_program({"run", mainstay::tests::project_folder() + "/scenarios/smallest.json", "--seeds", "3",
                              "--weeks", "26", "--quiet", "--out", results})
              .status == 0);
  viz::StoredRuns stored(results);
  stored.choose(-1);
  sessions::Bands bands;
  for (int k = 0; k < 1000 && bands.weeks.empty(); ++k) {
    bands = stored.bands("twin", agents::Measure::capacity, {"theatre"}, sessions::Place::scope(0));
    stored.follow(0.01 * k);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  REQUIRE(bands.weeks.size() > 3);
  for (const std::size_t pairs : bands.pairs) CHECK(pairs == 3);
}
