// What an order other than a programme costs, and who has to go along with it: in words, from the model's parameters.
#pragma once

#include <string>

#include "viz/draft.h"

namespace mainstay::viz {

struct State;

struct OrderTerms {
  std::string cost, consent;
};
OrderTerms terms_of(const State& state, const Draft& draft);

}  // namespace mainstay::viz
