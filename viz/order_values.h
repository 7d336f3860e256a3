// What the fields of an order's form can hold, and begin with: from the schema, the world in view and what is selected.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "viz/draft.h"
#include "viz/order_kinds.h"

namespace mainstay::viz {

struct State;

struct Named {
  std::string id, name;
};
// Whether a field names things of a list of the scenario, such as "donors".
bool refers_to(const scenarios::Json& schema, std::string_view list);
bool is_place(const scenarios::Json& schema);
// What a field can name.
std::vector<Named> names_of(const State& state, const Draft& draft, const scenarios::Json& schema);

// Numbers that a user means, of very different sizes: a slider goes from one to the next.
struct Scale {
  std::vector<double> values;
  std::size_t start = 0;
  enum class Unit { usd, weeks, persons, share, plain } unit = Unit::plain;
};

Scale scale_of(const scenarios::Json& schema, const scenarios::Json& body);
std::string number_text(const Scale& scale, double value);
void set_number(const scenarios::Json& schema, scenarios::Json& slot, double value);

// A first value of a field in `body`: what is required is filled in from what is selected.
scenarios::Json start_value(const State& state, const Draft& draft, const scenarios::Json& schema,
                            const scenarios::Json& body);
// The same of a whole order.
scenarios::Json start_body(const State& state, const OrderKind& kind);
// How a government divides its security budget in the week in view, as an order would say it.
scenarios::Json budget_shares(const State& state, const std::string& government);
// What is missing in the form, in its own words; empty if nothing.
std::string form_problem(const Draft& draft);

}  // namespace mainstay::viz
