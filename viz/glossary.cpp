#include "viz/glossary.h"

#include "viz/format.h"
#include "viz/map_modes.h"

namespace mainstay::viz {

std::string measure_note(agents::Measure measure) {
  std::string text;
  for (const MapMode& mode : map_modes())
    if (mode.measure == measure && !mode.difference) text = std::string(mode.definition) + " ";
  const auto better = agents::measure_descriptions[agents::measure(measure)].better;
  text += "Unit: " + unit_text(measure) + (better.empty() ? "." : "; " + std::string(better) + " is better.");
  return text + " Source: computed by the model; docs/model.md has the rules, docs/parameters.md the evidence.";
}

}  // namespace mainstay::viz
