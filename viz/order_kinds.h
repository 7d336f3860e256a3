// What orders there are and what each takes, as the scenario's schema says it: the form for an order is drawn from
// there, so that a new verb needs no code here.
#pragma once

#include <string>
#include <vector>

#include "scenarios/document.h"

namespace mainstay::viz {

struct OrderKind {
  std::string verb;                         // "relief"
  std::string title;                        // "Relief"
  std::string about;                        // what it does, in a few words
  const char* giver;                        // whose order it is: a heading of the list
  const scenarios::Json* fields = nullptr;  // schema of its body
};

// In the order of agents::verb_names. The schema is read once.
const std::vector<OrderKind>& order_kinds();
const OrderKind& order_kind(const std::string& verb);
// Follows a "$ref" of the scenario's schema.
const scenarios::Json& resolved(const scenarios::Json& schema);

// A field of a form as it is asked for: injects ask for different things by what happens.
struct OrderField {
  std::string key;
  const scenarios::Json* schema = nullptr;
  bool required = false;
};
std::vector<OrderField> order_fields(const OrderKind& kind, const scenarios::Json& body);
std::vector<OrderField> fields_of(const scenarios::Json& object);
// "own_share" as "Own share".
std::string words_of(std::string id);

}  // namespace mainstay::viz
