#include "app/progress.h"

#include "tests/catch.h"

using namespace mainstay::app;

TEST_CASE("progress says how much is done, how fast it goes and how long it will take") {
  CHECK(progress_text("Simulating", 6, 24, 0.25, 30, true) ==
        "Simulating  [#####---------------]  6 of 24 runs, 12.0 runs a minute, 1 min 30 s left");
  CHECK(progress_text("Simulating", 24, 24, 1, 10, false) == "Simulating 24 of 24 runs, 2.4 runs a second, 0 s left");
  // In the first second, and before the first week, rate and time left would be guesses.
  CHECK(progress_text("Simulating", 0, 24, 0.001, 0.5, false) == "Simulating 0 of 24 runs");
  CHECK(progress_text("Simulating", 0, 24, 0, 60, false) == "Simulating 0 of 24 runs");
  CHECK(progress_text("Simulating", 0, 1, 0, 60, false) == "Simulating 0 of 1 run");
}

TEST_CASE("times are told in the units that people use") {
  CHECK(time_text(0.4) == "0 s");
  CHECK(time_text(200) == "3 min 20 s");
  CHECK(time_text(7500) == "2 h 05 min");
}
