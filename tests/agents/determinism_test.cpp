// The state after some weeks is a function of scenario, seed and orders alone: not of threads, of saving and loading,
// of watching, or of the build. tests/expected_hashes.json holds one value for each shipped scenario.
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "studies/recorder.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using tests::orders_of;
using tests::shipped;
using tests::shipped_names;
using tests::simulate;
using tests::with_threads;

namespace {

const std::string hashes_file = mainstay::tests::project_folder() + "/tests/expected_hashes.json";
constexpr std::uint64_t seed = 1;
// Enough for a surge to be opened, approved, delivered and over.
constexpr std::uint32_t weeks = 208;

agents::World world_after(const scenarios::Scenario& scenario, std::uint32_t after = weeks) {
  agents::World world = scenario.begin(seed);
  simulate(world, orders_of(scenario), after);
  return world;
}

std::string hash_of(const agents::World& world) {
  return sim::hash_text(sim::state_hash(world));
}

nlohmann::ordered_json expected_hashes() {
  std::ifstream stream(hashes_file);
  return nlohmann::ordered_json::parse(stream);
}

}  // namespace

TEST_CASE("the state hash of every shipped scenario is the expected one, for 1, 2, 3 and 8 threads", "[determinism]") {
  const auto expected = expected_hashes();
  for (const std::string& name : shipped_names()) {
    INFO(name << ": if the model was meant to change, renew the expected values with tools/renew_hashes.sh");
    REQUIRE(expected.contains(name));
    for (const int threads : {1, 2, 3, 8}) {
      INFO(threads << " threads");
      std::string found;
      with_threads(threads, [&] { found = hash_of(world_after(shipped(name))); });
      CHECK(found == expected.at(name));
    }
  }
  CHECK(expected.size() == shipped_names().size());
}

// Hidden; tools/renew_hashes.sh asks for it by its tag and says so by the variable, so that no filter runs it unasked.
TEST_CASE("write tests/expected_hashes.json", "[.][renew_hashes]") {
  if (std::getenv("MAINSTAY_RENEW_HASHES") == nullptr) return;
  nlohmann::ordered_json hashes;
  for (const std::string& name : shipped_names()) hashes[name] = hash_of(world_after(shipped(name)));
  std::ofstream stream(hashes_file);
  stream << hashes.dump(2) << "\n";
  CHECK(stream.flush());
}

TEST_CASE("saving and loading in the middle leaves no trace", "[determinism]") {
  for (const char* name : {"smallest", "sahel"}) {
    INFO(name);
    const scenarios::Scenario& scenario = shipped(name);
    agents::World straight = scenario.begin(seed);
    agents::World broken_off = straight;
    simulate(straight, orders_of(scenario), 60);
    simulate(broken_off, orders_of(scenario), 25);
    const sim::Bytes snapshot = sim::save(broken_off, agents::world_version);

    agents::World resumed = scenario.start;  // the state comes from the snapshot alone
    sim::load(resumed, agents::world_version, snapshot);
    CHECK(hash_of(resumed) == hash_of(broken_off));
    simulate(resumed, orders_of(scenario), 35);
    INFO(sim::first_difference(straight, resumed));
    CHECK(hash_of(resumed) == hash_of(straight));
  }
}

TEST_CASE("a run does not depend on what its workspace and its program did before", "[determinism]") {
  const scenarios::Scenario& scenario = shipped("smallest");
  agents::Workspace used;
  agents::World other = shipped("sahel").start;
  agents::step(other, {}, used);
  agents::World first = scenario.begin(seed), second = first;
  simulate(first, orders_of(scenario), 20);
  for (int week = 0; week < 20; ++week) agents::step(second, orders_of(scenario), used);
  INFO(sim::first_difference(first, second));
  CHECK(hash_of(first) == hash_of(second));
}

TEST_CASE("recording a run does not change it", "[determinism]") {
  const scenarios::Scenario& scenario = shipped("smallest");
  const studies::Focus focus = studies::find_focus(scenario);
  const std::string unwatched = hash_of(world_after(scenario));
  for (const bool everything : {false, true}) {
    studies::RunRecord record;
    const auto keep =
        everything ? studies::RecordPlan::everything(*scenario.setting) : studies::RecordPlan::usual(*scenario.setting);
    const std::vector<studies::MeasureOutcome> none;
    studies::Recorder recorder(scenario, focus, keep, none, scenario.setting->weeks, record);
    agents::World world = scenario.begin(seed);
    agents::Workspace workspace;
    for (std::uint32_t week = 0; week < weeks; ++week) {
      agents::step(world, orders_of(scenario), workspace);
      recorder.observe(world);
    }
    CHECK(hash_of(world) == unwatched);
    CHECK_FALSE(record.series.empty());
  }
}

TEST_CASE("the first field in which two worlds differ is named", "[determinism]") {
  const agents::World world = world_after(shipped("smallest"), 2);
  agents::World other = world;
  CHECK(sim::first_difference(world, other).empty());
  CHECK(hash_of(world) == hash_of(other));
  other.institutions.skill[3] += 1e-15;
  CHECK(sim::first_difference(world, other) == "institutions.skill[3]");
  CHECK(hash_of(world) != hash_of(other));
  other.governments[1].effort.reform += 0.25;  // earlier fields come first
  CHECK(sim::first_difference(world, other) == "institutions.skill[3]");
  other.institutions.skill = world.institutions.skill;
  CHECK(sim::first_difference(world, other) == "governments[1].effort.reform");
  other.residents.stance[5] ^= 1;
  CHECK(sim::first_difference(world, other) == "residents.stance[5]");
  other.seed = 99;
  CHECK(sim::first_difference(world, other) == "seed");
}

TEST_CASE("different seeds make different worlds", "[determinism]") {
  const scenarios::Scenario& scenario = shipped("smallest");
  agents::World a = scenario.begin(1), b = scenario.begin(2);
  simulate(a, {}, 5);
  simulate(b, {}, 5);
  b.seed = a.seed;
  CHECK(hash_of(a) != hash_of(b));
}

TEST_CASE("surge_only and its twin are equal until the first order that differs, and differ afterwards",
          "[determinism]") {
  for (const char* name : {"smallest", "sahel"}) {
    INFO(name);
    const scenarios::Scenario& scenario = shipped(name);
    const auto& orders = orders_of(scenario, "surge_only");
    REQUIRE_FALSE(orders.empty());
    const sim::Week first_order = orders.front().week;
    agents::World surge = scenario.begin(seed), twin = surge;
    agents::Workspace workspace;
    for (sim::Week week = 0; week < first_order + 20; ++week) {
      agents::step(surge, orders, workspace);
      agents::step(twin, {}, workspace);
      const bool equal = sim::state_hash(surge) == sim::state_hash(twin);
      if (equal == (week < first_order)) continue;
      FAIL("week " << week << ", first order in " << first_order << ": " << sim::first_difference(twin, surge));
    }
  }
}

TEST_CASE("a damaged or foreign snapshot is refused and leaves the world as it was", "[determinism]") {
  agents::World world = world_after(shipped("smallest"), 1);
  const std::string before = hash_of(world);
  const sim::Bytes good = sim::save(shipped("smallest").start, agents::world_version);
  const auto refuse = [&](const sim::Bytes& bytes, std::uint32_t version, const std::string& why) {
    CHECK_THROWS_WITH(sim::load(world, version, bytes), ContainsSubstring(why));
    CHECK(hash_of(world) == before);
  };
  refuse({}, agents::world_version, "too short");
  refuse(sim::Bytes(100, 'x'), agents::world_version, "does not begin with MAINSTAY");
  refuse(good, agents::world_version + 1, "version");
  sim::Bytes cut(good.begin(), good.end() - 7);
  refuse(cut, agents::world_version, "damaged");
  sim::Bytes flipped = good;
  flipped[flipped.size() / 2] ^= 1;
  refuse(flipped, agents::world_version, "checksum");
}
