#include "viz/export.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "scenarios/whole_file.h"
#include "viz/format.h"
#include "viz/timeline_lines.h"

namespace mainstay::viz {

namespace {

std::string quoted(const std::string& text) {
  std::string doubled;
  for (const char c : text) doubled += c == '"' ? "\"\"" : std::string(1, c);
  return "\"" + doubled + "\"";
}

// The sample of a band that belongs to a week; samples.size() if there is none.
std::size_t sample_of(const sessions::Bands& bands, sim::Week week) {
  return static_cast<std::size_t>(std::find(bands.weeks.begin(), bands.weeks.end(), week) - bands.weeks.begin());
}

}  // namespace

std::string free_file_name(const State& state, const std::string& extension) {
  const std::string stem =
      state.game && state.game->moment
          ? fmt::format("{}-week-{}", std::filesystem::path(state.game->scenario->file).stem().string(),
                        state.game->moment->week)
          : "mainstay";
  std::string name = stem + extension;
  for (int k = 2; std::filesystem::exists(name); ++k) name = fmt::format("{}-{}{}", stem, k, extension);
  return name;
}

bool write_series(const State& state, const std::string& file) {
  const agents::Measure measure = map_modes()[state.mode].measure;
  const auto& description = agents::measure_descriptions[agents::measure(measure)];
  const std::string& start = state.game->setting().start_date;
  const double factor = shown_factor(measure);  // as on screen
  const auto shown = [&](float value) { return fmt::format("{:.6g}", factor * static_cast<double>(value)); };
  std::string out = "place,measure,unit,line,week,date,value,low90,low50,median,high50,high90,runs\n";
  const Area area = selected_area(state);
  for (const TimelineLine& line : timeline_lines(state, measure, area)) {
    const sim::Week last = std::max<sim::Week>(static_cast<sim::Week>(line.values.size()),
                                               line.bands.weeks.empty() ? 0 : line.bands.weeks.back());
    for (sim::Week week = 1; week <= last; ++week) {
      const std::size_t sample = sample_of(line.bands, week);
      const bool known = week <= line.values.size(), banded = sample < line.bands.weeks.size();
      if (!known && !banded) continue;
      out += fmt::format("{},{},{},{},{},{},", quoted(area.name), description.id, quoted(unit_text(measure)),
                         quoted(line.title), week, date_text(start, week));
      if (known) out += shown(line.values[week - 1]);
      if (banded)
        out += fmt::format(",{},{},{},{},{},{}\n", shown(line.bands.low90[sample]), shown(line.bands.low50[sample]),
                           shown(line.bands.median[sample]), shown(line.bands.high50[sample]),
                           shown(line.bands.high90[sample]), line.bands.pairs[sample]);
      else
        out += ",,,,,,\n";
    }
  }
  try {
    scenarios::write_whole_file(file, out, scenarios::Links::followed);
    return true;
  } catch (const scenarios::CannotWrite&) {
    return false;
  }
}

}  // namespace mainstay::viz
