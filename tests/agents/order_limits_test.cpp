// What orders cannot do: spend money that is not there, make money, forget people, or act at sea.
#include "agents/donors.h"
#include "agents/numeric.h"
#include "agents/programmes.h"
#include "agents/threats.h"
#include "tests/agents/ordered_pair.h"

using namespace mainstay;
using namespace agents;
using namespace tests;

namespace {

std::string surge(const char* id, double usd, const std::string& more = "") {
  return R"("open_programme": {"id": ")" + std::string(id) + R"(", "donor": "us", "surge": true, "weeks": 52,
    "targets": {"region": "XA-N"}, "instruments": {"train": )" +
         std::to_string(usd) + "}" + more + "}";
}

const Programme& programme(const World& world, const std::string& id) {
  for (const Programme& p : world.programmes)
    if (p.id == id) return p;
  FAIL("no programme " << id);
  return world.programmes.front();
}

}  // namespace

TEST_CASE("a surge that costs more than the reserve is refused", "[orders][money]") {
  const double reserve = usd(smallest().begin(1).donors[us].reserve);
  check_refused("{" + surge("p", reserve + 1) + "}");
  const Pair twice = after(3, {in_week(0, surge("p", reserve - 10)), in_week(1, surge("q", 20))});
  CHECK(twice.given == 1);
  CHECK(twice.refused == 1);
}

TEST_CASE("more of a surge is paid from the reserve, and what is not delivered comes back", "[orders][money]") {
  const auto reserve = [](const World& world) { return usd(world.donors[us].reserve); };
  const std::vector<std::string> opened = {in_week(0, surge("p", 1e6))};
  const Pair extended = after(3, {in_week(1, R"("extend_programme": {"programme": "p", "weeks": 52})")}, opened);
  CHECK(reserve(extended.ordered) == reserve(extended.twin) - 1e6);
  const Pair too_long = after(3,
                              {in_week(1, R"("extend_programme": {"programme": "p", "weeks": 1040})"),
                               in_week(1, surge("q", reserve(extended.twin) - 1e6))},
                              opened);
  CHECK(too_long.refused == 1);
  const Pair terminated = after(3, {in_week(1, R"("terminate_programme": {"programme": "p"})")}, opened);
  CHECK(reserve(terminated.ordered) == reserve(terminated.twin) + 1e6);
}

TEST_CASE("a handover that is stretched pays out no more than was planned", "[orders][money]") {
  const std::vector<std::string> opened = {
      in_week(0, surge("p", 1e6, R"(, "sustainment": {"taper_weeks": 52, "own_share": 0.8, "instruments": {"train": 2000000}})"))};
  const Pair probe = after(1, {}, opened);
  const sim::Week halfway = programme(probe.twin, "p").ends + 26;
  const Pair stretched =
      after(halfway + 120, {in_week(halfway, R"("extend_programme": {"programme": "p", "weeks": 52})")}, opened);
  const auto spent = [](const World& world) { return usd(programme(world, "p").spent); };
  CHECK(stretched.given == 1 + 1);
  CHECK(spent(stretched.twin) == Approx(3e6).epsilon(0.001));
  CHECK(spent(stretched.ordered) == Approx(spent(stretched.twin)).epsilon(0.001));
}

TEST_CASE("a raised unit trains and buys for itself, and is paid", "[orders]") {
  const Pair raised = given(
      R"({"raise_unit": {"id": "new", "government": "XA", "region": "XA-N", "kind": "gendarmerie", "staff": 500}})",
      104);
  const Index i = unit(raised.ordered, "new");
  CHECK(raised.units().skill[i] > 0.02 + smallest().setting->parameters.recruit_skill);
  CHECK(raised.units().serviceable[i] > 0);
  CHECK(raised.units().pay_cover[i] > 0);
  CHECK(raised.units().parent[i] != none);
}

TEST_CASE("an extended programme keeps its advisers for as long as it lasts", "[orders]") {
  const std::string advise = R"("open_programme": {"id": "p", "donor": "us", "surge": true, "weeks": 20,
    "targets": {"region": "XA-N"}, "instruments": {"advise": 4000000}})";
  const std::vector<std::string> opened = {in_week(0, advise)};
  const Pair probe = after(1, {}, opened);
  const sim::Week starts = programme(probe.twin, "p").starts, ends = programme(probe.twin, "p").ends;
  const Pair extended =
      after(ends + 5, {in_week(starts + 3, R"("extend_programme": {"programme": "p", "weeks": 30})")}, opened);
  const auto advisers = [](const World& world) {
    double sum = 0;
    for (const AdvisoryTeam& team : world.teams) sum += team.advisers;
    return sum;
  };
  CHECK(advisers(extended.ordered) > advisers(extended.twin));
}

TEST_CASE("ceasefires of different pairs do not leak into each other", "[orders]") {
  const Pair longer = after(20, {in_week(0, R"("ceasefire": {"government": "XA", "threat": "front", "weeks": 30})"),
                                 in_week(1, R"("ceasefire": {"government": "XB", "threat": "front", "weeks": 3})")});
  REQUIRE(longer.given == 2);
  REQUIRE(longer.ordered.undertakings.size() == longer.twin.undertakings.size() + 1);
  for (Index c = 0; c < longer.ordered.cells.size(); ++c) {
    const CountryIndex country = smallest().setting->map.regions[longer.ordered.cells.region[c]].country;
    CHECK(keeps_truce(longer.ordered, c) == (country == xa && longer.ordered.cells.group[c] == front));
  }
}

TEST_CASE("a programme whose named units do not exist is refused, and one by kind works where they are", "[orders]") {
  check_refused(R"({"open_programme": {"id": "p", "donor": "us", "weeks": 52, "surge": true,
    "targets": {"institutions": ["later"]}, "instruments": {"train": 1000000}}})",
                {in_week(2, R"("raise_unit": {"id": "later", "government": "XA", "region": "XA-N",
    "kind": "gendarmerie", "staff": 300})")});
  const Pair by_kind = given(R"({"open_programme": {"id": "p", "donor": "us", "weeks": 52, "surge": true,
    "targets": {"kind": "police"}, "instruments": {"train": 1000000}}})");
  CHECK(works_in(by_kind.ordered, programme(by_kind.ordered, "p"), xa));
}

TEST_CASE("without money units stay where they are and doors stay closed", "[orders][money]") {
  const std::vector<std::string> poor = {
      in_week(0, R"("inject": {"kind": "custom", "stock": "treasury_usd", "government": "XA", "change": -1e15})")};
  const Pair moved =
      after(3, {in_week(0, R"("deploy_unit": {"institution": "army_garrison@XA-N", "to": "XA-S"})")}, poor);
  CHECK(moved.refused == 1);
}

TEST_CASE("civilians hurt in attacks and by extortion are counted", "[agents]") {
  World world = smallest().begin(1);
  Workspace workspace;
  double hurt = 0, attacks_on_civilians = 0;
  for (int week = 0; week < 104; ++week) {
    step(world, {}, workspace);
    hurt += world.measures.at(measure(Measure::harm_by_threat), world.setting->theatre_scope());
    world.events.for_each([&](const sim::Event& event) {
      if (event.kind == static_cast<std::uint16_t>(EventKind::attack) && event.detail == 1)
        attacks_on_civilians += event.value;
    });
  }
  REQUIRE(attacks_on_civilians > 0);
  CHECK(hurt >= attacks_on_civilians);  // those killed are among the hurt
}

TEST_CASE("agents of different kinds draw from streams of their own", "[agents]") {
  const World world = smallest().begin(1);
  for (const std::uint64_t id : world.cells.id) {
    CHECK(id >= world.setting->regions());
    for (const std::uint64_t number : world.institutions.number) CHECK(id != number);
  }
  auto ids = world.cells.id;
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}
