// What exists in the catalogues (assets/catalogues): kinds of institutions and threats, and instruments of assistance.
// Kinds are data; the behaviours that they combine are the enumerations here.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::agents {

using KindIndex = std::uint32_t;

// What an institution does for a region when it has capacity. A kind's catalogue entry gives the output of one
// authorised person at full capacity for each.
enum class Function : std::uint8_t {
  protection,   // being there: patrols, posts, beats
  operations,   // targeted operations against cells
  border,       // watching land borders
  customs,      // searching goods
  sea,          // watching coast and sea zones
  justice,      // cases tried, prisoners held lawfully
  mediation,    // disputes settled by custom
  emergency,    // disaster relief
  oversight,    // inspection, audit, complaints
  training,     // schools for others
  management,   // pay, logistics, planning for others
  information,  // finding out and sharing
  service,      // help that people feel
};
inline constexpr std::size_t function_count = 13;
inline constexpr std::array<std::string_view, function_count> function_names = {
    "protection", "operations", "border",   "customs",    "sea",         "justice", "mediation",
    "emergency",  "oversight",  "training", "management", "information", "service"};

enum class Task : std::uint8_t { protect, patrol, targeted_operations, guard_border, investigate, train };
inline constexpr std::size_t task_count = 6;
inline constexpr std::array<std::string_view, task_count> task_names = {
    "protect", "patrol", "targeted_operations", "guard_border", "investigate", "train"};
using TaskMix = std::array<double, task_count>;  // shares of working time, sum 1

// Groups kinds for measures and for what an instrument may help.
enum class Sector : std::uint8_t { defence, police, border, justice, civil, oversight, society, non_state, regional };
inline constexpr std::size_t sector_count = 9;
inline constexpr std::array<std::string_view, sector_count> sector_names = {
    "defence", "police", "border", "justice", "civil", "oversight", "society", "non_state", "regional"};

// How far the work of an institution reaches.
enum class Reach : std::uint8_t { region, neighbours, country };

struct InstitutionKind {
  std::string id;
  std::string title;
  std::string symbol;  // one or two letters for maps
  Sector sector = Sector::police;
  Reach reach = Reach::region;
  bool armed = false;          // may use force
  bool state = true;           // paid by a government
  double staff_weight = 0.25;  // exponents of the capacity function; they sum to 1
  double skill_weight = 0.25;
  double materiel_weight = 0.25;
  double management_weight = 0.25;
  double pay_usd_per_year = 0;              // a person
  double materiel_usd_per_person = 0;       // acquisition value that a full unit needs
  double unsupported_half_life_weeks = 78;  // of serviceable materiel without maintenance
  TaskMix tasks{};
  std::array<double, function_count> output{};  // per authorised person at capacity 1
};

enum class Action : std::uint8_t { recruit, attack, intimidate, extort, traffic, sabotage, hide, relocate };
inline constexpr std::size_t action_count = 8;
inline constexpr std::array<std::string_view, action_count> action_names = {
    "recruit", "attack", "intimidate", "extort", "traffic", "sabotage", "hide", "relocate"};

struct ThreatKind {
  std::string id;
  std::string title;
  std::array<double, action_count> inclination{};  // starting weight of each action, before anything is learned
  double lethality = 1;                            // deaths it causes in an attack, relative to an insurgency
  double territorial = 1;                          // how much its presence contests control
  double appeal = 1;                               // how much it recruits from grievance
  double civilian_target = 0.3;                    // share of attacks that are meant for civilians
  double upkeep_usd_per_fighter_per_week = 12;
};

// What an instrument changes in the institutions that it reaches; weights in [0, 1].
struct Instrument {
  std::string id;
  std::string title;
  double full_cost_usd_per_person = 10000;  // absorbed per authorised person, closes 63 % of a gap with weight 1
  double skill = 0;
  double materiel = 0;  // share of the money that becomes materiel
  double management = 0;
  double integrity = 0;
  double pay = 0;          // share of the money that pays staff
  double practice = 0;     // keeps skills in use while it lasts
  double information = 0;  // helps to find
  double interoperability = 0;
  double lasting = 0;             // share of a management or integrity gain that becomes the institution's own at once
  double relief = 0;              // share of the money that reaches households
  double service = 0;             // share that people feel as service
  double own_share_training = 0;  // keeps the unit's own training alive (trains trainers)
  double usd_per_adviser_year = 0;  // > 0: comes with advisory teams
  std::vector<Sector> sectors;      // that it can help; empty: all
  bool helps(Sector sector) const {
    if (sectors.empty()) return true;
    for (const Sector helped : sectors)
      if (helped == sector) return true;
    return false;
  }
};

inline constexpr std::size_t max_instruments = 16;

struct Catalogue {
  std::vector<InstitutionKind> institutions;
  std::vector<ThreatKind> threats;
  std::vector<Instrument> instruments;  // at most max_instruments

  KindIndex institution(std::string_view id) const { return find(institutions, id); }
  KindIndex threat(std::string_view id) const { return find(threats, id); }
  KindIndex instrument(std::string_view id) const { return find(instruments, id); }
  // What an adviser costs, by the first instrument that comes with some.
  double adviser_usd_per_year() const {
    for (const Instrument& instrument : instruments)
      if (instrument.usd_per_adviser_year > 0) return instrument.usd_per_adviser_year;
    return 0;
  }

 private:
  template <class List>
  static KindIndex find(const List& list, std::string_view id) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].id == id) return static_cast<KindIndex>(i);
    return 0xffffffff;
  }
};

}  // namespace mainstay::agents
