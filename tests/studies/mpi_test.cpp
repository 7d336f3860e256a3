// Studies on several processes, as mpirun starts them; only in builds with MAINSTAY_MPI.
#include <csignal>
#include <cstdlib>

#include "studies/results.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/program.h"
#include "tests/studies/study_example.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

namespace {

// Test machines have fewer cores than processes, and may run tests as root.
Ended run_in_processes(int count, const std::vector<std::string>& arguments, int kill_after_ms = -1, int signal = 9) {
  setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
  setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
  std::vector<std::string> words{mainstay::tests::mpirun_file(), "-n", std::to_string(count), "--oversubscribe",
                                 mainstay::tests::program_file()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(std::move(words), kill_after_ms, signal);
}

}  // namespace

TEST_CASE("a study on several processes has the tables of one") {
  const TemporaryFolder folder;
  // With stop_when, the processes meet again for each round of seeds.
  const auto file = write_study(folder.path(), two_factors,
                                R"("design": "sobol", "samples": 4, "seeds": 3, "weeks": 160,
    "stop_when": { "outcome": "peak_gain", "width": 0.02, "step": 2, "most_seeds": 9 },)");
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  REQUIRE(run_program({"study", file.string(), "--out", at("one"), "--quiet"}).status == 0);
  CHECK(run_in_processes(2, {"study", file.string(), "--out", at("two"), "--quiet"}).status == 0);
  const Ended four = run_in_processes(4, {"study", file.string(), "--out", at("four"), "--threads", "1"});
  CHECK(four.status == 0);
  CHECK_THAT(four.err, ContainsSubstring("on 4 threads of 4 processes"));
  CHECK(tables(at("two")) == tables(at("one")));
  CHECK(tables(at("four")) == tables(at("one")));
}

TEST_CASE("several processes that are told to end keep what is finished, and one process goes on") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 16, "seeds": 4,)");
  const auto one = (folder.path() / "one").string(), out = (folder.path() / "out").string();
  const Ended ended = run_in_processes(2, {"study", file.string(), "--out", out}, 3000, SIGTERM);
  CHECK(ended.status != 0);
  const auto kept = ResultsStore(out, ResultsStore::Access::read).runs().size();
  CHECK(kept < 16 * 4 * 3);
  CHECK(run_program({"study", file.string(), "--out", out, "--quiet"}).status == 0);
  REQUIRE(run_program({"study", file.string(), "--out", one, "--quiet"}).status == 0);
  CHECK(tables(out) == tables(one));
}

TEST_CASE("of several processes only the first speaks, and its exit code is that of all") {
  const TemporaryFolder folder;
  const auto wrong = write_study(folder.path(), two_factors, R"("design": "sobel",)");
  const Ended ended = run_in_processes(3, {"study", wrong.string(), "--out", (folder.path() / "out").string()});
  CHECK(ended.status == 2);
  const auto first = ended.err.find("did you mean \"sobol\"");
  CHECK(first != std::string::npos);
  CHECK(ended.err.find("did you mean \"sobol\"", first + 1) == std::string::npos);
  const auto good = write_study(folder.path(), two_factors, few_points);
  const Ended dry = run_in_processes(2, {"study", good.string(), "--dry-run"});
  CHECK(dry.status == 0);
  CHECK_THAT(dry.out, ContainsSubstring("24 runs in all"));
}
