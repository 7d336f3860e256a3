// Values as the window writes them.
#pragma once

#include <string>

#include "agents/measures.h"

namespace mainstay::viz {

// "58" (points), "+0.21", "3.1", "12 %", "1.2 M"; without the unit.
std::string value_text(agents::Measure measure, double value);
// The same with a sign, for differences.
// A value beside others that are `step` apart: with as many digits as tell them apart.
std::string step_text(agents::Measure measure, double value, double step);
std::string change_text(agents::Measure measure, double change);
// What value_text counts in: "points, 0 to 100", "M US$", ...
std::string unit_text(agents::Measure measure);
// A measure's title without what it is taken over: "Capacity".
std::string short_title(agents::Measure measure);
// What a stored value is multiplied with to be shown: 100 for indices and shares.
double shown_factor(agents::Measure measure);

std::string people_text(double persons);                                // "2.9 M", "340 k", "85"
std::string usd_text(double usd);                                       // "31 M US$"
std::string date_text(const std::string& start_date, sim::Week week);   // "9 Feb 2027"
std::string month_text(const std::string& start_date, sim::Week week);  // "Feb 2027"
int year_of(const std::string& start_date, sim::Week week);
// The first week that begins in `year`.
sim::Week week_of_year_start(const std::string& start_date, int year);

std::string weeks_text(sim::Week weeks);  // "26 weeks", "2 years"

}  // namespace mainstay::viz
