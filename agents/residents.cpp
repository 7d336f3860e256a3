#include "agents/residents.h"

#include "agents/books.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "sim/elementary.h"
#include "sim/lanes.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

// All that a cohort has in common this week, worked out once so that the loop over residents is plain arithmetic.
struct Surroundings {
  float hit_by_state, hit_by_threat;        // chance that a resident is among those hurt, in [0, 1)
  float near_state_harm, near_threat_harm;  // what harm to others does to one's feelings
  float injustice, service, hardship_target;
  float grievance_fading, fear_fading, hardship_pace;
  float harm_to_grievance, harm_to_fear;
  float state_pull, threat_pull, self_defence_pull;  // parts of a stance's value that all share
  float own_reasons_scale;                           // how far people differ
  float flight;                                      // how bad it must be to flee
  float reconsider;                                  // chance to think again this week
};

// The draws of one resident: the low half decides what happens to them, the high half what they decide.
constexpr float half_draw = 1.0f / 65536.0f;

// Resident states of one block as the loop sees them; no two arrays overlap.
struct Block {
  std::uint16_t* __restrict grievance;
  std::uint16_t* __restrict fear_of_state;
  std::uint16_t* __restrict fear_of_threat;
  std::uint16_t* __restrict hardship;
  const std::uint8_t* __restrict risk_aversion;
  std::uint8_t* __restrict stance;
  const std::uint32_t* __restrict draws;
};

// Branch-free, so that it runs on as many lanes as the machine has; without contraction all lanes give the same bits.
MAINSTAY_FOR_LANES void update_each(const Block& block, const Surroundings& at, std::size_t count) {
  constexpr float from_fixed = 1.0f / feeling_scale;
  const Surroundings s = at;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t draw = block.draws[i];
    const float fate = static_cast<float>(static_cast<std::int32_t>(draw & 0xffff)) * half_draw;
    const float thought = static_cast<float>(static_cast<std::int32_t>(draw >> 16)) * half_draw;
    float grievance = static_cast<float>(static_cast<std::int32_t>(block.grievance[i])) * from_fixed;
    float fear_state = static_cast<float>(static_cast<std::int32_t>(block.fear_of_state[i])) * from_fixed;
    float fear_threat = static_cast<float>(static_cast<std::int32_t>(block.fear_of_threat[i])) * from_fixed;
    float hardship = static_cast<float>(static_cast<std::int32_t>(block.hardship[i])) * from_fixed;
    const float caution = static_cast<float>(static_cast<std::int32_t>(block.risk_aversion[i])) * (1.0f / 255.0f);

    // Lived experience: being hurt oneself, and what happens around one.
    const float hurt_by_state = fate < s.hit_by_state ? 1.0f : 0.0f;
    const float hurt_by_threat = 1.0f - fate <= s.hit_by_threat ? 1.0f : 0.0f;
    grievance += (1.0f - grievance) *
                     (hurt_by_state * s.harm_to_grievance + s.near_state_harm + s.injustice * (0.5f + hardship)) -
                 grievance * (s.grievance_fading + s.service);
    fear_state +=
        (1.0f - fear_state) * (hurt_by_state * s.harm_to_fear + s.near_state_harm) - fear_state * s.fear_fading;
    fear_threat +=
        (1.0f - fear_threat) * (hurt_by_threat * s.harm_to_fear + s.near_threat_harm) - fear_threat * s.fear_fading;
    hardship +=
        s.hardship_pace * (s.hardship_target - hardship) + 0.2f * (1.0f - hardship) * (hurt_by_state + hurt_by_threat);
    grievance = grievance < 0.0f ? 0.0f : (grievance > 1.0f ? 1.0f : grievance);
    fear_state = fear_state > 1.0f ? 1.0f : fear_state;
    fear_threat = fear_threat > 1.0f ? 1.0f : fear_threat;
    hardship = hardship < 0.0f ? 0.0f : (hardship > 1.0f ? 1.0f : hardship);

    // Whose side promises more: what all expect, one's own fears and grievance, and one's own reasons (`thought`).
    const float boldness = 0.5f + caution;
    const float own_reasons = thought * (1.0f / s.reconsider);  // uniform when thinking again
    // Reasons of one's own pull to one side as much as they pull from the other; a few are strong enough to stand
    // against everything around, so that no side is ever without friends.
    const float lean = 1.0f - 2.0f * own_reasons;
    const float to_state = s.own_reasons_scale * lean / (1.1f - lean * lean);
    const float cooperate = s.state_pull - 0.5f - boldness * fear_threat - grievance + to_state;
    const float defend = s.self_defence_pull + 0.8f * fear_threat - 0.6f * caution - own_reasons;
    const float support = s.threat_pull - 0.5f + grievance + 0.4f * hardship - boldness * fear_state - to_state;
    const float fight = support - 0.2f - 0.35f * caution;
    const float flee = boldness * (fear_state > fear_threat ? fear_state : fear_threat) - s.flight - 0.5f * own_reasons;
    std::uint32_t choice = 0;  // Stance::neutral, worth 0
    float best = 0.0f;
    choice = cooperate > best ? 1u : choice;
    best = cooperate > best ? cooperate : best;
    choice = defend > best ? 2u : choice;
    best = defend > best ? defend : best;
    choice = support > best ? (fight > 0.0f ? 4u : 3u) : choice;
    best = support > best ? support : best;
    choice = flee > best ? 5u : choice;
    const bool thinks_again = thought < s.reconsider;
    block.stance[i] = static_cast<std::uint8_t>(thinks_again ? choice : static_cast<std::uint32_t>(block.stance[i]));
    block.grievance[i] = static_cast<std::uint16_t>(static_cast<std::int32_t>(grievance * feeling_scale + 0.5f));
    block.fear_of_state[i] = static_cast<std::uint16_t>(static_cast<std::int32_t>(fear_state * feeling_scale + 0.5f));
    block.fear_of_threat[i] = static_cast<std::uint16_t>(static_cast<std::int32_t>(fear_threat * feeling_scale + 0.5f));
    block.hardship[i] = static_cast<std::uint16_t>(static_cast<std::int32_t>(hardship * feeling_scale + 0.5f));
  }
}

MAINSTAY_AVX2 void update_block_avx2(const Block block, const Surroundings& at, std::size_t count) {
  update_each(block, at, count);
}
[[gnu::noinline]] void update_block_plain(const Block block, const Surroundings& at, std::size_t count) {
  update_each(block, at, count);
}
void update_block(const Block& block, const Surroundings& at, std::size_t count) {
  (sim::lanes() == sim::Lanes::avx2 ? update_block_avx2 : update_block_plain)(block, at, count);
}

Surroundings surroundings_of(const World& world, const Picture& picture, Index cohort) {
  const Parameters& p = world.setting->parameters;
  const RegionIndex region = world.cohorts.region[cohort];
  const Regions& regions = world.regions;
  const Cohorts& cohorts = world.cohorts;
  const double control = regions.control[region];
  const double harm_state = cohorts.harm_by_state[cohort], harm_threat = cohorts.harm_by_threat[cohort];
  const double presence = picture.state_presence[region] + picture.threat_presence[region];
  const double threat_share = ratio(picture.threat_presence[region], presence);
  const double trust = cohorts.trust[cohort];
  const double relief = 1 - sim::exp(-regions.relief_usd[region] / p.relief_usd_per_person);
  const double services = 1 - sim::exp(-regions.service_usd[region] / p.service_usd_per_person);
  const double crowding = ratio(static_cast<double>(regions.hosted[region]), picture.population[region]);

  Surroundings s{};
  s.hit_by_state = static_cast<float>(std::min(0.2, harm_state / 1000));
  s.hit_by_threat = static_cast<float>(std::min(0.2, harm_threat / 1000));
  s.near_state_harm = static_cast<float>(p.witness_effect * (1 - sim::exp(-harm_state / p.witness_harm_per_1000)));
  s.near_threat_harm = static_cast<float>(p.witness_effect * (1 - sim::exp(-harm_threat / p.witness_harm_per_1000)));
  s.injustice = static_cast<float>(p.injustice_effect * (1 - regions.justice[region]));
  s.service = static_cast<float>(p.service_effect * clamp01(regions.service[region] + 0.5 * services) * trust);
  s.hardship_target = static_cast<float>(clamp01(p.base_hardship + 0.6 * (1 - std::min(1.0, regions.economy[region])) +
                                                 0.5 * regions.hazard[region] + 0.4 * crowding +
                                                 0.02 * std::min(10.0, regions.violence[region]) - 0.3 * relief));
  s.grievance_fading = static_cast<float>(decay_rate(p.grievance_half_life_weeks));
  s.fear_fading = static_cast<float>(decay_rate(p.fear_half_life_weeks));
  s.hardship_pace = static_cast<float>(decay_rate(p.hardship_half_life_weeks));
  s.harm_to_grievance = static_cast<float>(p.harm_to_grievance);
  s.harm_to_fear = static_cast<float>(p.harm_to_fear);
  s.state_pull =
      static_cast<float>(p.cooperation_base + 0.35 * control + 0.5 * (trust - 0.5) + 0.1 * cohorts.message[cohort]);
  s.threat_pull = static_cast<float>(p.support_base + 0.2 * threat_share - 0.15 * control +
                                     p.kinship_pull * picture.kinship[cohort] - 0.1 * cohorts.message[cohort]);
  // People arm themselves where neither side holds the ground; where a threat rules, nobody dares.
  s.self_defence_pull = static_cast<float>(p.self_defence_base + 0.3 * (0.5 - std::abs(control)) - 0.3 * threat_share);
  s.flight = static_cast<float>(p.flight_threshold - 0.1 * std::max(0.0, -control));
  s.own_reasons_scale = static_cast<float>(p.own_reasons_scale);
  s.reconsider = static_cast<float>(p.reconsider_per_week);
  return s;
}

}  // namespace

namespace {

constexpr std::size_t block_size = 1024;  // residents worked on at a time: their states stay in the nearest cache

// Sums over one block, which cannot overflow: at most 1,024 feelings of 16 bits, and fewer persons than people on
// Earth.
struct BlockSums {
  std::array<std::uint32_t, 4> feelings{};  // in the order of Residents
  std::array<std::uint32_t, stance_count> by_stance{};
};

template <class Value>
MAINSTAY_FOR_LANES std::uint32_t sum_of(const Value* values, std::size_t count) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<std::uint32_t>(values[i]);
  return sum;
}

MAINSTAY_FOR_LANES BlockSums sum_each(const Residents& people, Index first, std::size_t count) {
  BlockSums sums;
  sums.feelings = {sum_of(people.grievance.data() + first, count), sum_of(people.fear_of_state.data() + first, count),
                   sum_of(people.fear_of_threat.data() + first, count), sum_of(people.hardship.data() + first, count)};
  const std::uint8_t* stances = people.stance.data() + first;
  const std::int32_t* persons = people.persons.data() + first;
  for (std::size_t stance = 0; stance < stance_count; ++stance) {  // a pass each is faster than a scatter
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += stances[i] == stance ? static_cast<std::uint32_t>(persons[i]) : 0;
    sums.by_stance[stance] = sum;
  }
  return sums;
}

MAINSTAY_AVX2 BlockSums sum_block_avx2(const Residents& people, Index first, std::size_t count) {
  return sum_each(people, first, count);
}
[[gnu::noinline]] BlockSums sum_block_plain(const Residents& people, Index first, std::size_t count) {
  return sum_each(people, first, count);
}
BlockSums sum_block(const Residents& people, Index first, std::size_t count) {
  return (sim::lanes() == sim::Lanes::avx2 ? sum_block_avx2 : sum_block_plain)(people, first, count);
}

}  // namespace

void sum_cohort(const Residents& residents, Cohorts& cohorts, Index cohort) {
  std::array<std::uint64_t, 4> feelings{};
  std::array<Persons, stance_count> by_stance{};
  const Index begin = cohorts.begin[cohort], end = cohorts.end[cohort];
  for (Index at = begin; at < end; at += block_size) {
    const BlockSums sums = sum_block(residents, at, std::min<std::size_t>(block_size, end - at));
    for (std::size_t i = 0; i < feelings.size(); ++i) feelings[i] += sums.feelings[i];
    for (std::size_t stance = 0; stance < stance_count; ++stance) by_stance[stance] += sums.by_stance[stance];
  }
  const double scale = 1.0 / (feeling_scale * std::max<double>(1, end - begin));
  cohorts.grievance[cohort] = static_cast<double>(feelings[0]) * scale;
  cohorts.fear_of_state[cohort] = static_cast<double>(feelings[1]) * scale;
  cohorts.fear_of_threat[cohort] = static_cast<double>(feelings[2]) * scale;
  cohorts.hardship[cohort] = static_cast<double>(feelings[3]) * scale;
  cohorts.persons[cohort] = 0;
  for (std::size_t stance = 0; stance < stance_count; ++stance) {
    cohorts.by_stance[stance][cohort] = by_stance[stance];
    cohorts.persons[cohort] += by_stance[stance];
  }
}

namespace {

// Books of grievance in points times persons, from the means; what the means leave out goes under "other".
void book_grievance(World& world, Index cohort, const Surroundings& s, double before) {
  const Cohorts& cohorts = world.cohorts;
  const double persons = static_cast<double>(cohorts.persons[cohort]), open = 1 - before;
  const double harm = open * (s.near_state_harm + s.hit_by_state * s.harm_to_grievance);
  const double hard = open * s.injustice * cohorts.hardship[cohort];
  const double unjust = open * s.injustice * 0.5;
  const double faded = -before * s.grievance_fading, served = -before * s.service;
  const auto book = [&](Book cause, double amount) {
    world.ledger.book(cohorts.region[cohort], account(cause), persons * amount);
  };
  book(Book::grievance_state_harm, harm);
  book(Book::grievance_hardship, hard);
  book(Book::grievance_injustice, unjust);
  book(Book::grievance_fading, faded);
  book(Book::grievance_service, served);
  book(Book::grievance_other, cohorts.grievance[cohort] - before - (harm + hard + unjust + faded + served));
}

void update_cohort(World& world, const Picture& picture, Index cohort) {
  Cohorts& cohorts = world.cohorts;
  Residents& people = world.residents;
  const Surroundings surroundings = surroundings_of(world, picture, cohort);
  const double grievance_before = cohorts.grievance[cohort];
  std::array<std::uint32_t, block_size + 4> draws;
  for (Index at = cohorts.begin[cohort]; at < cohorts.end[cohort]; at += block_size) {
    const std::size_t count = std::min<std::size_t>(block_size, cohorts.end[cohort] - at);
    const Index before_block = at % 4;  // draws come in fours
    sim::fill_draws(world.seed, static_cast<sim::Purpose>(Luck::residents), at - before_block, world.week,
                    {draws.data(), count + before_block});
    update_block({people.grievance.data() + at, people.fear_of_state.data() + at, people.fear_of_threat.data() + at,
                  people.hardship.data() + at, people.risk_aversion.data() + at, people.stance.data() + at,
                  draws.data() + before_block},
                 surroundings, count);
  }
  sum_cohort(people, cohorts, cohort);
  book_grievance(world, cohort, surroundings, grievance_before);
}

}  // namespace

void update_residents(World& world, const Picture& picture) {
  sim::parallel_for_each(world.setting->regions(), 2, [&](std::size_t region) {
    for (Index cohort = world.regions.cohort_begin[region]; cohort < world.regions.cohort_begin[region + 1]; ++cohort)
      update_cohort(world, picture, cohort);
  });
}

Persons take_persons(World& world, RegionIndex region, unsigned from, std::uint32_t community, Persons wanted,
                     double share, std::uint32_t draw) {
  Persons taken = 0;
  const Cohorts& cohorts = world.cohorts;
  Residents& people = world.residents;
  const Index first_cohort = world.regions.cohort_begin[region], last_cohort = world.regions.cohort_begin[region + 1];
  // First among the community that is meant, then among the others.
  for (const bool kin : {true, false}) {
    for (Index c = first_cohort; c < last_cohort && taken < wanted; ++c) {
      if ((community == none || cohorts.community[c] == community) != kin) continue;
      const Index size = cohorts.end[c] - cohorts.begin[c];
      for (Index k = 0; k < size && taken < wanted; ++k) {
        const Index i = cohorts.begin[c] + (draw + k) % size;
        if (!(from >> people.stance[i] & 1u)) continue;
        const auto willing = static_cast<std::int32_t>(people.persons[i] * share);
        const auto leaving = static_cast<std::int32_t>(std::min<Persons>(wanted - taken, willing));
        people.persons[i] -= leaving;
        taken += leaving;
      }
    }
  }
  return taken;
}

void return_persons(World& world, RegionIndex region, Persons persons, std::uint32_t draw) {
  const Index first = world.cohorts.begin[world.regions.cohort_begin[region]];
  const Index last = world.cohorts.end[world.regions.cohort_begin[region + 1] - 1];
  const Index count = last - first;
  for (Index k = 0; k < count && persons > 0; ++k) {
    std::int32_t& resident = world.residents.persons[first + (draw % count + k) % count];
    const auto here = static_cast<std::int32_t>(std::min(persons, most_persons - resident));
    resident += here;
    persons -= here;
  }
}

}  // namespace mainstay::agents
