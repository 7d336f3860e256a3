// What scripts can ask of the window: the steps "check", "wait" and "print".
#pragma once

#include <string>

#include "scenarios/document.h"
#include "viz/state.h"

namespace mainstay::viz {

// Questions that are asked with a name or a text: whether it is seen, or not.
bool names_what_is_seen(const std::string& key);
bool is_question(const std::string& key);
// What is so now; null where there is nothing of the kind.
scenarios::Json answer(const State& state, const std::string& key);

// Whether a value can be compared with an answer: as it is, or {"at_least": n}, {"below": n}, {"says": part}.
bool is_condition(const scenarios::Json& value);
// Empty if all conditions, by question, are met; else the first that is not. "control" and "no_control" name one that
// is or is not seen, "written" and "not_written" a text.
std::string find_mismatch(const State& state, const scenarios::Json& conditions);

}  // namespace mainstay::viz
