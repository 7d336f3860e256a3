// Values, types, ranges and units of a JSON Schema in words, for messages.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/document.h"

namespace mainstay::scenarios {

std::string plain(double number);                  // "250000", "0.35", "1e+18"
std::string in_words(const Json& value);           // "the number -5", "the text \"abc\"", "a list"
std::string type_in_words(std::string_view type);  // "a whole number", "an object { }"
std::string range_in_words(const Json& schema);    // "0 to 60000 persons"
std::string unit_in_brackets(const Json& schema);  // " (persons)", or nothing

// Names of formats end with a number: "mainstay-scenario/1".
bool is_newer_format(std::string_view found, std::string_view known);

}  // namespace mainstay::scenarios
