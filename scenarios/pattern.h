// Regular expressions of schemas and dates of the calendar.
#pragma once

#include <string>

namespace mainstay::scenarios {

bool has_pattern(const std::string& text, const std::string& pattern);
bool is_date(const std::string& text);  // YYYY-MM-DD, and a day that exists

}  // namespace mainstay::scenarios
