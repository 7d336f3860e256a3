// What a scenario leaves out is what the schema says: its "default" is the only place where such a number stands.
#pragma once

#include <string>

#include "scenarios/schema.h"

namespace mainstay::scenarios {

// The scenario schema that comes with the program, read once.
const Schema& scenario_schema();

// A checked scenario with the defaults of all keys that it does not give.
Json with_defaults(const Json& scenario);

// The same for a part of a scenario that is of that definition of the schema ("order", "government", ...).
Json with_defaults(const std::string& definition, const Json& part);

// The list or object under a key, or an empty object where there is none.
const Json& list_of(const Json& json, const char* key);

// A government as the scenario describes it; a country that it does not describe has the defaults.
Json government_of(const Json& scenario, const std::string& country);

}  // namespace mainstay::scenarios
