// Why capacity changed: collects, over a week, what each cause did to the four factors of an institution's capacity,
// and then shares the change of capacity among the causes without a remainder (logarithmic mean Divisia index, Ang
// 2004).
#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <vector>

#include "agents/kinds.h"
#include "agents/world.h"

namespace mainstay::agents {

enum class Factor : std::uint8_t { staff, skill, materiel, management };

// The four factors of an institution's capacity as they are now, each in [0.02, 1].
std::array<double, 4> capacity_factors(const Institutions& institutions, Index i);
double capacity_from(const InstitutionKind& kind, const std::array<double, 4>& factors);

class Postings {
 public:
  // Forgets last week's postings and notes where each institution starts.
  void begin_week(const World& world);
  // Makes room for institutions that were raised since.
  void admit_new(const World& world);
  // `delta` is the change of the factor itself (share of authorised staff, skill, share of required materiel,
  // management).
  void add(Index institution, Factor factor, sim::AccountIndex capacity_account, double delta);
  // The same for persons who join the pay list, leave it with a negative number, or go abroad: ghosts do not count.
  void add_staff(const Institutions& institutions, Index i, sim::AccountIndex capacity_account, double persons);
  // Computes the new capacity of the institution and books the difference under its causes.
  void settle(World& world, Index institution) const;

 private:
  struct Posting {
    sim::AccountIndex account = 0;
    Factor factor = Factor::staff;
    double delta = 0;
  };
  struct Sheet {
    std::array<double, 4> factors{};
    boost::container::small_vector<Posting, 24> postings;  // many programmes at once take more room, and keep it
  };
  std::vector<Sheet> sheets_;
};

}  // namespace mainstay::agents
