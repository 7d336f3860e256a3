// Every order and every inject, as a scenario writes it: given in one of two worlds that share their luck, it is told
// as given (or refused), and its first effect is there.
#include <functional>

#include "agents/numeric.h"
#include "tests/agents/ordered_pair.h"

using namespace mainstay;
using namespace agents;
using namespace tests;

namespace {

const std::string programme = R"({"open_programme": {"id": "p", "donor": "us", "surge": true, "weeks": 52,
    "targets": {"region": "XA-N"}, "instruments": {"train": 5200000}}})";

}  // namespace

TEST_CASE("donors open programmes, and a surge is paid from the reserve", "[orders]") {
  const Pair pair = given(programme, 30);
  CHECK(pair.ordered.programmes.size() == pair.twin.programmes.size() + 1);
  CHECK(pair.ordered.donors[us].reserve == pair.twin.donors[us].reserve - cents(5200000));
  CHECK(pair.ordered.programmes.back().spent > 0);
  CHECK(pair.ordered.programmes.back().announced);
  check_refused(programme, {programme});
}

TEST_CASE("donors change programmes that are under way", "[orders]") {
  const auto changed = [](const std::string& body, std::uint32_t weeks = 42) {
    const Pair pair = after(weeks, {in_week(40, body)}, {programme});
    INFO(body);
    CHECK(pair.given == 2);
    return pair;
  };
  const auto last = [](const World& world) { return world.programmes.back(); };
  {
    const Pair pair = changed(R"("extend_programme": {"programme": "p", "weeks": 52})");
    CHECK(last(pair.ordered).ends == last(pair.twin).ends + 52);
    CHECK(std::abs(last(pair.ordered).spent - last(pair.twin).spent) < 100);  // at the same weekly budget
  }
  {
    const Pair pair = changed(R"("hand_over_programme": {"programme": "p", "sustainment": {"taper_weeks": 20,
        "own_share": 0.5, "instruments": {"train": 1000000}}})");
    CHECK(last(pair.ordered).stage == Stage::handing_over);
    CHECK(last(pair.ordered).own_share > 0);
  }
  {
    const Pair pair = changed(R"("terminate_programme": {"programme": "p"})");
    CHECK(last(pair.ordered).stage == Stage::terminated);
    CHECK(last(pair.ordered).spent < last(pair.twin).spent);
  }
  check_refused(R"({"terminate_programme": {"programme": "another"}})");
  check_refused(R"({"hand_over_programme": {"programme": "p"}})", {programme});  // nothing is delivered yet
}

TEST_CASE("a restructured programme costs no more than it did unless it is given more", "[orders]") {
  const std::string targets = R"("restructure_programme": {"programme": "p", "targets": {"region": "XA-C"}})";
  const Pair same = after(120, {in_week(40, targets)}, {programme});
  const auto spent = [](const World& world) { return usd(world.programmes.back().spent); };
  CHECK(std::abs(spent(same.ordered) - spent(same.twin)) < 10);
  CHECK(same.ordered.programmes.back().targets.regions == std::vector<RegionIndex>{region("XA-C")});
  const Pair longer =
      after(60, {in_week(40, R"("restructure_programme": {"programme": "p", "weeks": 104})")}, {programme});
  CHECK(longer.ordered.programmes.back().ends == longer.twin.programmes.back().ends + 52);
  const Pair more =
      after(120, {in_week(40, R"("restructure_programme": {"programme": "p", "instruments": {"equip": 9000000}})")},
            {programme});
  CHECK(spent(more.ordered) > spent(more.twin) + 3e6);
}

TEST_CASE("donors set their policy, divide labour and engage", "[orders]") {
  const Pair policy = given(R"({"set_donor_policy": {"donor": "us", "vetting": 0.9, "monitoring_share": 0.1,
      "selectivity": 0.8, "conditionality": 0.7, "coordination": 0.6, "priorities": {"court": 5}}})");
  const Donor& donor = policy.ordered.donors[us];
  CHECK(donor.vetting == 0.9);
  CHECK(donor.monitoring_share == 0.1);
  CHECK(donor.selectivity == 0.8);
  CHECK(donor.conditionality == 0.7);
  CHECK(donor.coordination == 0.6);
  CHECK(donor.priorities[policy.ordered.setting->catalogue.institution("court")] == 5);
  const Pair division = given(R"({"agree_division_of_labour": {"donors": ["us", "eu"]}})");
  CHECK(division.ordered.donors[us].division == division.ordered.donors[eu].division);
  CHECK(division.ordered.donors[us].division != none);
  const Pair reform = given(R"({"engage": {"donor": "us", "government": "XA", "topic": "reform"}})");
  CHECK(reform.ordered.governments[xa].reform_commitment > reform.twin.governments[xa].reform_commitment);
  CHECK(reform.ordered.donors[us].spent == reform.twin.donors[us].spent + cents(1e6));  // the schema's default
  const Pair effort = given(R"({"engage": {"donor": "us", "government": "XA", "topic": "effort", "usd": 500000}})");
  CHECK(effort.ordered.governments[xa].base_preference > effort.twin.governments[xa].base_preference);
  const Pair access = given(R"({"engage": {"donor": "us", "government": "XA", "topic": "access", "usd": 500000}})");
  CHECK(access.ordered.governments[xa].access[us] > access.twin.governments[xa].access[us]);
}

TEST_CASE("advisers are paid every week, and go home at a cost", "[orders]") {
  const std::string deploy =
      R"({"deploy_advisers": {"donor": "eu", "region": "XA-N", "kind": "police", "advisers": 20, "weeks": 30}})";
  const Pair there = given(deploy, 4);
  CHECK(there.ordered.teams.size() == there.twin.teams.size() + 1);
  const double week = 20 * 350000.0 / 52;
  CHECK(usd(there.ordered.donors[eu].spent - there.twin.donors[eu].spent) > 2.5 * week);
  CHECK(there.books(Book::aid_spent) > 0);
  const Index police = unit(there.ordered, "police@XA-N");
  CHECK(there.units().practice[police] > there.twin.institutions.practice[police]);
  const std::string withdraw = R"("withdraw_advisers": {"donor": "eu", "region": "XA-N"})";
  const Pair home = after(6, {in_week(5, withdraw)}, {deploy});
  CHECK(home.given == 2);
  CHECK(home.ordered.teams.size() + 1 == home.twin.teams.size());
  CHECK(home.ordered.donors[eu].spent > home.twin.donors[eu].spent);  // four weeks' cost against one
  check_refused("{" + withdraw + "}");
  check_refused(
      R"({"deploy_advisers": {"donor": "eu", "region": "XA-S", "kind": "air_wing", "advisers": 5, "weeks": 9}})");
}

TEST_CASE("relief reaches a region and is paid", "[orders]") {
  const Pair pair = given(R"({"relief": {"donor": "eu", "region": "XA-N", "usd": 3000000}})");
  CHECK(pair.ordered.regions.relief_usd[region("XA-N")] > pair.twin.regions.relief_usd[region("XA-N")]);
  CHECK(pair.ordered.donors[eu].relief_spent == cents(3000000));
}

TEST_CASE("governments move money and levels", "[orders]") {
  const Pair budget = given(R"({"set_budget_shares": {"government": "XA", "shares": {"court": 0.5}}})");
  const KindIndex court = budget.ordered.setting->catalogue.institution("court");
  CHECK(budget.ordered.governments[xa].budget_shares[court] > 0.3);
  const Pair rules = given(R"({"set_rules_of_engagement": {"government": "XA", "restraint": 0.95}})");
  CHECK(rules.ordered.governments[xa].restraint == 0.95);
  const Pair pay = given(R"({"reform_pay": {"government": "XA", "pay_factor": 1.5}})", 2);
  CHECK(pay.ordered.governments[xa].pay_factor == 1.5);
  CHECK(pay.books(Book::money_pay) != 0);
  const Pair merit = given(R"({"appoint": {"government": "XA", "by": "merit"}})");
  const Pair loyalty = given(R"({"appoint": {"government": "XA", "by": "loyalty"}})");
  CHECK(merit.ordered.governments[xa].merit > merit.twin.governments[xa].merit);
  CHECK(loyalty.ordered.governments[xa].merit < loyalty.twin.governments[xa].merit);
  const Pair services = given(R"({"provide_services": {"government": "XA", "region": "XA-N", "usd": 2000000}})");
  CHECK(services.ordered.regions.service_usd[region("XA-N")] > 0);
  CHECK(services.books(Book::money_reform) == -2e8);
}

TEST_CASE("reform of oversight goes on from year to year until it is set anew", "[orders]") {
  const std::string reform = R"("reform_oversight": {"government": "XA", "usd_per_year": 2000000})";
  const Pair pair = given("{" + reform + "}", 52);
  CHECK(std::abs(pair.books(Book::money_reform) + 2e8) < 1e6);
  CHECK(pair.ordered.governments[xa].oversight > pair.twin.governments[xa].oversight + 0.01);
  const Pair ended =
      after(52, {"{" + reform + "}", in_week(26, R"("reform_oversight": {"government": "XA", "usd_per_year": 0})")});
  CHECK(std::abs(ended.books(Book::money_reform) + 1e8) < 1e6);
}

TEST_CASE("governments raise, move, merge and disband units, also those raised in the run", "[orders]") {
  const std::string raise =
      R"({"raise_unit": {"id": "new", "government": "XA", "region": "XA-N", "kind": "gendarmerie", "staff": 500}})";
  const Pair raised = given(raise, 2);
  CHECK(raised.units().region[unit(raised.ordered, "new")] == region("XA-N"));
  CHECK(raised.units().staff[unit(raised.ordered, "new")] > 0);

  const Pair tasked =
      after(4, {in_week(2, R"("set_tasks": {"targets": {"institution": "new"}, "tasks": {"train": 1}})")}, {raise});
  CHECK(tasked.given == 2);
  CHECK(tasked.units().ordered_tasks[unit(tasked.ordered, "new")] != TaskMix{});
  const Index police = unit(tasked.ordered, "police@XA-N");
  CHECK(tasked.units().ordered_tasks[police] == TaskMix{});

  const Pair moved = after(4, {in_week(2, R"("deploy_unit": {"institution": "new", "to": "XA-S"})")}, {raise});
  CHECK(moved.units().region[unit(moved.ordered, "new")] == region("XA-S"));
  CHECK(moved.books(Book::money_orders) < 0);

  const Pair merged =
      after(4, {in_week(2, R"("merge_units": {"from": "new", "into": "army_garrison@XA-N"})")}, {raise});
  CHECK(merged.given == 2);
  CHECK(!merged.units().active[unit(merged.ordered, "new")]);
  const Index garrison = unit(merged.ordered, "army_garrison@XA-N");
  CHECK(merged.units().staff[garrison] > merged.twin.institutions.staff[garrison]);
  const Pair into = after(4, {in_week(2, R"("merge_units": {"from": "police@XA-N", "into": "new"})")}, {raise});
  CHECK(into.given == 2);

  const Pair disbanded = after(4, {in_week(2, R"("disband_unit": {"institution": "new"})")}, {raise});
  CHECK(!disbanded.units().active[unit(disbanded.ordered, "new")]);

  const Pair helped = after(40, {in_week(2, R"("open_programme": {"id": "p", "donor": "us", "surge": true, "weeks": 26,
      "targets": {"institution": "new"}, "instruments": {"train": 3000000}})")},
                            {raise});
  CHECK(helped.units().skill[unit(helped.ordered, "new")] > helped.twin.institutions.skill[unit(helped.twin, "new")]);

  for (const char* body :
       {R"("merge_units": {"from": "new", "into": "police@XA-N"})",
        R"("merge_units": {"from": "police@XA-N", "into": "new"})", R"("disband_unit": {"institution": "new"})",
        R"("deploy_unit": {"institution": "new", "to": "XA-S"})",
        R"("set_tasks": {"targets": {"institution": "new"}, "tasks": {"train": 1}})"})
    check_refused(std::string("{") + body + "}");  // nobody has raised it
}

TEST_CASE("access is granted at a cost, and assistance is refused", "[orders]") {
  const Pair access = given(R"({"grant_access": {"government": "XA", "donor": "us", "level": 0.9}})");
  CHECK(access.ordered.governments[xa].access[us] > 0.85);
  CHECK(access.books(Book::money_orders) == Approx(-0.4 * 5e7).epsilon(0.02));  // half was granted before
  const Pair refused =
      after(40, {R"({"accept_assistance": {"government": "XA", "donor": "us", "accept": false}})"}, {programme});
  CHECK(refused.given == 2);
  CHECK(refused.ordered.governments[xa].accepts[us] == 0);
  CHECK(refused.ordered.programmes.back().spent == 0);
  CHECK(refused.twin.programmes.back().spent > 0);
}

TEST_CASE("deals with groups cost the government", "[orders]") {
  const Pair talks = given(R"({"talks": {"government": "XA", "threat": "front"}})");
  CHECK(talks.ordered.groups[front].reputation < talks.twin.groups[front].reputation);
  CHECK(talks.books(Book::money_orders) == -25e6);
  const Pair ceasefire = given(R"({"ceasefire": {"government": "XA", "threat": "front", "weeks": 10}})", 5);
  REQUIRE(ceasefire.ordered.undertakings.size() == 1);
  CHECK(ceasefire.ordered.undertakings.front().until == 10);
  CHECK(ceasefire.books(Book::money_orders) == -5 * 2e6);
  const Pair amnesty = given(R"({"amnesty": {"government": "XA", "threat": "front"}})");
  CHECK(amnesty.books(Book::fighters_surrendered) < 0);
  CHECK(amnesty.books(Book::money_orders) == 15e4 * amnesty.books(Book::fighters_surrendered));
  const std::string over = R"({"inject": "end_of_group", "threat": "front"})";
  for (const char* verb : {"talks", "amnesty"})
    check_refused(in_week(1, std::string("\"") + verb + R"(": {"government": "XA", "threat": "front"})"), {over});
}

TEST_CASE("public communication lasts for its weeks, is paid by who speaks, and fades", "[orders]") {
  const auto message = [](const World& world) {
    return world.cohorts.message[world.regions.cohort_begin[region("XA-N")]];
  };
  const auto speaks = [](const std::string& who) {
    return R"({"communicate": {"by": ")" + who + R"(", "region": "XA-N", "intensity": 0.8, "weeks": 10}})";
  };
  const Pair state = given(speaks("XA"), 10);
  CHECK(message(state.ordered) > 0.6);
  CHECK(state.books(Book::money_orders) < 0);
  const Pair over = given(speaks("XA"), 30);
  CHECK(message(over.ordered) < 0.3);
  CHECK(over.books(Book::money_orders) == state.books(Book::money_orders));
  const Pair donor = given(speaks("us"));
  CHECK(message(donor.ordered) > 0);
  CHECK(donor.ordered.donors[us].spent > donor.twin.donors[us].spent);
  const Pair union_of_states = given(speaks("compact"));
  CHECK(union_of_states.ordered.organisations[compact].spent > 0);
  const Pair group = given(speaks("front"));
  CHECK(message(group.ordered) < 0);
  CHECK(group.books(Book::threat_funds_communication) < 0);
}

TEST_CASE("regional organisations share, exercise, patrol and keep peace, at their cost", "[orders]") {
  const auto spent = [](const Pair& pair) {
    return usd(pair.ordered.organisations[compact].spent - pair.twin.organisations[compact].spent);
  };
  const Pair shared = given(R"({"share_information": {"organisation": "compact", "level": 0.9}})");
  CHECK(shared.ordered.organisations[compact].information_sharing == 0.9);
  const Pair exercise = given(R"({"joint_exercise": {"organisation": "compact", "usd": 800000}})");
  const Index exercised = unit(exercise.ordered, "army_garrison@XA-N");
  CHECK(exercise.units().interoperability[exercised] > exercise.twin.institutions.interoperability[exercised]);
  CHECK(spent(exercise) == 800000);
  const auto cost = [](const World& world) {
    return world.measures.at(measure(Measure::organisation_cost_usd), world.setting->theatre_scope());
  };
  CHECK(cost(exercise.ordered) == cost(exercise.twin) + 800000);
  const Pair patrols =
      given(R"({"joint_patrols": {"organisation": "compact", "regions": ["XA-N", "XB-1"], "weeks": 6}})", 10);
  CHECK(patrols.ordered.regions.joint_patrol_until[region("XA-N")] == 6);
  CHECK(spent(patrols) > 0);
  CHECK(patrols.books(Book::regional_funds_spent) == Approx(100 * spent(patrols)));
  const std::string mission = R"({"peacekeeping_mission": {"organisation": "compact", "id": "m", "country": "XA",
      "persons": 2000, "weeks": 20)";
  const Pair usual = given(mission + "}}", 5);
  CHECK(usual.ordered.missions.back().mandate.protect == 0.5);  // the schema's default
  CHECK(usual.ordered.measures.at(measure(Measure::peacekeepers), usual.ordered.setting->country_scope(xa)) == 2000);
  CHECK(std::abs(spent(usual) - 5 * 2000 * 60000.0 / 52) < 100);
  const Pair mentors = given(mission + R"(, "mandate": {"mentor": 0.7, "monitor": 0.3}}})", 8);
  const Index garrison = unit(mentors.ordered, "army_garrison@XA-N");
  CHECK(mentors.units().practice[garrison] > mentors.twin.institutions.practice[garrison]);
  const auto hurt_by_state = [](const World& world) {
    double sum = 0;
    for (const double harm : world.cohorts.harm_by_state) sum += harm;
    return sum;
  };
  const Pair monitors = given(mission + R"(, "mandate": {"monitor": 1}}})", 20);
  CHECK(hurt_by_state(monitors.ordered) < hurt_by_state(monitors.twin));
  const Pair over = given(mission + "}}", 22);
  CHECK(over.ordered.missions.empty());
}

TEST_CASE("a red seat leans its group towards actions, as a scenario does", "[orders]") {
  const Pair pair = given(R"({"set_doctrine": {"threat": "front", "weights": {"attack": 3}}})");
  const auto& doctrine = pair.ordered.groups[front].doctrine;
  CHECK(doctrine[static_cast<std::size_t>(Action::attack)] > 0);
  CHECK(doctrine[static_cast<std::size_t>(Action::hide)] == 0);  // 1 is the weight of what is not named
}

TEST_CASE("hazards, displacement and violence from outside", "[orders]") {
  for (const char* kind : {"drought", "flood", "cyclone", "epidemic"}) {
    const Pair pair =
        given(std::string(R"({"inject": ")") + kind + R"(", "region": "XA-N", "severity": 0.7, "weeks": 9})", 5);
    CHECK(pair.ordered.regions.hazard[region("XA-N")] > pair.twin.regions.hazard[region("XA-N")]);
    const Pair over =
        given(std::string(R"({"inject": ")") + kind + R"(", "region": "XA-N", "severity": 0.7, "weeks": 9})", 10);
    CHECK(over.ordered.regions.hazard[region("XA-N")] == over.twin.regions.hazard[region("XA-N")]);
  }
  const Pair usual = given(R"({"inject": "drought", "region": "XA-S"})", 1);
  REQUIRE(usual.ordered.hazards.size() == usual.twin.hazards.size() + 1);
  CHECK(usual.ordered.hazards.back().severity == 0.5);
  CHECK(usual.ordered.hazards.back().weeks_left == 11);

  const Pair flight = given(R"({"inject": "displacement", "region": "XA-N", "persons": 40000})");
  double away = 0, hosted = 0;
  for (Index c = 0; c < flight.ordered.cohorts.size(); ++c)
    away += static_cast<double>(flight.ordered.cohorts.by_stance[5][c] - flight.twin.cohorts.by_stance[5][c]);
  for (RegionIndex r = 0; r < flight.ordered.setting->regions(); ++r)
    hosted += static_cast<double>(flight.ordered.regions.hosted[r] - flight.twin.regions.hosted[r]);
  CHECK(away > 25000);
  CHECK(hosted == away);
  CHECK(flight.more(Measure::displaced, "XA-C") > 0);

  const Pair attack = given(R"({"inject": "attack", "region": "XA-N", "persons": 30})");
  CHECK(attack.books(Book::civilians_killed) <= -30);
  const Pair on_unit =
      given(R"({"inject": "attack", "region": "XA-N", "institution": "police@XA-N", "persons": 30, "severity": 0.2})");
  CHECK(on_unit.books(Book::staff_killed) <= -30);
  CHECK(on_unit.books(Book::materiel_destroyed) < 0);
  const Pair accident = given(R"({"inject": "accident", "region": "XA-C", "persons": 12})");
  CHECK(accident.ordered.regions.dead[region("XA-C")] == accident.twin.regions.dead[region("XA-C")] + 12);
}

TEST_CASE("politics from outside", "[orders]") {
  const auto happened = [](const char* inject, EventKind kind, std::uint32_t weeks = 1) {
    World world = smallest().begin(1);
    Workspace workspace;
    bool seen = false;
    const std::vector<Order> orders = {order(std::string(R"({"inject": ")") + inject + R"(", "government": "XA"})")};
    for (std::uint32_t week = 0; week < weeks; ++week) {
      step(world, orders, workspace);
      world.events.for_each(
          [&](const sim::Event& event) { seen = seen || event.kind == static_cast<std::uint16_t>(kind); });
    }
    return seen;
  };
  CHECK(happened("election", EventKind::election, 2));
  CHECK(happened("leader_change", EventKind::leader_change));
  CHECK(happened("coup_attempt", EventKind::coup_attempt));
  CHECK(happened("scandal", EventKind::scandal));
  const Pair scandal = given(R"({"inject": "scandal", "government": "XA"})");
  CHECK(scandal.more(Measure::trust, "XA-N") < 0);
}

TEST_CASE("shocks of prices and revenue last for their weeks", "[orders]") {
  const std::string prices = R"({"inject": "price_shock", "region": "XA-N", "change": 0.3, "weeks": 20})";
  const auto economy = [](const Pair& pair) {
    return pair.ordered.regions.economy[region("XA-N")] / pair.twin.regions.economy[region("XA-N")];
  };
  CHECK(economy(given(prices, 10)) < 0.75);
  CHECK(economy(given(prices, 22)) > 0.97);
  const Pair everywhere = given(R"({"inject": "price_shock", "change": 0.2, "weeks": 8})", 2);
  for (const char* place : {"XA-N", "XA-C", "XA-S", "XB-1"})
    CHECK(everywhere.ordered.regions.economy[region(place)] < 0.85 * everywhere.twin.regions.economy[region(place)]);

  const auto revenue = [](std::uint32_t weeks) {
    const Pair pair = given(R"({"inject": "revenue_shock", "government": "XA", "change": -0.5, "weeks": 10})", weeks);
    return usd(pair.ordered.governments[xa].revenue_received) - usd(pair.twin.governments[xa].revenue_received);
  };
  const double lost = revenue(10);
  CHECK(lost < 0);
  CHECK(revenue(5) > 0.6 * lost);
  CHECK(revenue(14) > 1.1 * lost);  // no more is lost afterwards, but for what follows
  const Pair windfall = given(R"({"inject": "revenue_shock", "government": "XA", "change": 0.5})", 5);
  CHECK(windfall.ordered.governments[xa].revenue_received > windfall.twin.governments[xa].revenue_received);
}

TEST_CASE("groups appear, act under orders, and end", "[orders]") {
  const std::string appear = R"({"inject": "new_group", "id": "new", "kind": "insurgency", "region": "XA-S",
      "persons": 300, "usd": 50000})";
  const Pair pair = given(appear);
  CHECK(pair.ordered.groups.size() == pair.twin.groups.size() + 1);
  CHECK(pair.books(Book::fighters_inject) == 300);
  CHECK(pair.books(Book::threat_funds_inject) == 5e6);
  for (const char* body :
       {R"("talks": {"government": "XA", "threat": "new"})", R"("amnesty": {"government": "XA", "threat": "new"})",
        R"("ceasefire": {"government": "XA", "threat": "new", "weeks": 9})",
        R"("set_doctrine": {"threat": "new", "weights": {"hide": 2}})",
        R"("communicate": {"by": "new", "region": "XA-S", "intensity": 0.5, "weeks": 3})",
        R"("inject": "end_of_group", "threat": "new")"}) {
    INFO(body);
    const Pair later = after(4, {in_week(2, body)}, {appear});
    CHECK(later.given == 2);
    check_refused(std::string("{") + body + "}");  // it has not appeared
  }
  const Pair end = given(R"({"inject": "end_of_group", "threat": "front"})");
  CHECK(!end.ordered.groups[front].active);
  CHECK(end.more(Measure::threat_strength, "XA-N") < 0);
}

TEST_CASE("a custom inject moves any stock, under its reason, everywhere or in places, and is given back", "[orders]") {
  for (const std::string_view stock : stock_names) {
    INFO(stock);
    const bool money = stock.ends_with("_usd") || stock == "materiel";
    const bool persons = stock == "staff" || stock == "strength_persons" || stock == "displaced";
    const std::string change = money ? "400000" : persons ? "60" : "0.1";
    const std::string body = R"("inject": "custom", "stock": ")" + std::string(stock) + R"(", "change": )" + change +
                             R"(, "reason": "a test")";
    for (const char* place : {"", R"(, "region": "XA-N")", R"(, "government": "XA")"}) {
      const Pair pair = after(2, {"{" + body + place + "}"});
      CHECK(pair.given == 1);
      double booked = 0;
      for (std::size_t r = 0; r < pair.ordered.setting->regions(); ++r)
        for (std::size_t a = 0; a < pair.ordered.ledger.accounts().size(); ++a)
          if (pair.ordered.ledger.accounts()[a].cause == "a test" &&
              pair.ordered.ledger.accounts()[a].stock != "civilians")
            booked += pair.ordered.ledger.total(r, static_cast<sim::AccountIndex>(a));
      CHECK(booked > 0);
    }
    // Given and given back: the books of the reason come out even, as far as limits and the dead let them.
    const Pair back = after(5, {"{" + body + R"(, "region": "XA-N", "weeks": 3})"});
    CHECK(back.ordered.undertakings.empty());
  }
}

TEST_CASE("a custom inject of one institution, group or government leaves the others alone", "[orders]") {
  const Pair unit_only =
      given(R"({"inject": "custom", "stock": "skill", "institution": "court-n", "change": 0.2, "reason": "r"})");
  const Index court = unit(unit_only.ordered, "court-n"), police = unit(unit_only.ordered, "police@XA-N");
  CHECK(unit_only.units().skill[court] > unit_only.twin.institutions.skill[court] + 0.15);
  CHECK(unit_only.units().skill[police] == unit_only.twin.institutions.skill[police]);
  const Pair treasury =
      given(R"({"inject": "custom", "stock": "treasury_usd", "government": "XB", "change": 1000000, "reason": "r"})");
  CHECK(treasury.books(Book::money_inject) == 0);  // booked under the reason that is given
  const auto has = [](const World& world) { return world.governments[1].treasury + world.governments[1].own_cost; };
  CHECK(has(treasury.ordered) == has(treasury.twin) + cents(1e6));
  CHECK(treasury.ordered.governments[xa].treasury == treasury.twin.governments[xa].treasury);
  const Pair control = given(
      R"({"inject": "custom", "stock": "control", "region": "XA-N", "change": -0.3, "reason": "r", "weeks": 4})", 4);
  CHECK(control.more(Measure::control, "XA-N") < -0.2);
  const Pair over = given(
      R"({"inject": "custom", "stock": "control", "region": "XA-N", "change": -0.3, "reason": "r", "weeks": 4})", 6);
  CHECK(over.more(Measure::control, "XA-N") > -0.1);
}

TEST_CASE("what goes on for a time survives saving and loading", "[orders]") {
  const std::vector<Order> orders = {
      order(R"({"inject": "custom", "stock": "skill", "region": "XA-N", "change": 0.2, "reason": "r", "weeks": 8})"),
      order(R"({"inject": "price_shock", "change": 0.2, "weeks": 8})"),
      order(R"({"communicate": {"by": "XA", "region": "XA-N", "intensity": 0.8, "weeks": 10}})")};
  World straight = smallest().begin(1), broken_off = straight;
  tests::simulate(straight, orders, 12);
  tests::simulate(broken_off, orders, 4);
  World resumed = smallest().start;
  sim::load(resumed, world_version, sim::save(broken_off, world_version));
  tests::simulate(resumed, orders, 8);
  CHECK(sim::first_difference(straight, resumed) == "");
}
