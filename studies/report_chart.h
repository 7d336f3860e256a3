// Line charts as inline SVG: medians with bands over seeds, labelled at the line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "studies/report_data.h"

namespace mainstay::studies {

enum class LineStyle { solid, dashed, dotted };

struct ChartLine {
  std::string label;  // at the line's end
  std::string style;  // CSS class that sets colour: "c1", "c2", ..., "twin"
  LineStyle dash = LineStyle::solid;
  Curves curves;
  bool bands = true;
};

struct ChartSpan {
  std::uint32_t from = 0, to = 0;
  std::string label;
};

struct Chart {
  std::string title;    // heading and accessible name
  std::string heading;  // the same with mark-up, if any
  std::string unit;     // as MeasureInfo's
  std::string note;     // below the heading, small
  std::string over;     // what medians and bands are over: "seeds"
  std::vector<ChartLine> lines;
  std::vector<ChartSpan> spans;  // shaded weeks
  bool zero_line = false;        // differences: zero belongs on the axis
  Interval shown{1, -1};         // on the axis in any case, in stored units; nothing if low is above high
  unsigned average_weeks = 0;    // trailing mean over so many weeks, for counts a week
};

// Least and greatest value that the chart draws, in stored units.
Interval extent_of(const Chart& chart);

// A <figure> with heading, picture and the figures behind it as a table. Empty if there is nothing to draw.
std::string chart_html(const Chart& chart, const Calendar& calendar);

}  // namespace mainstay::studies
