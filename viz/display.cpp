#include "viz/display.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
// Other headers use these words.
#undef None
#undef Status
#undef True
#undef False
#undef Always

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mainstay::viz {

// SFML ends the program when there is no display, so it is looked for beforehand.
DisplayProbe::DisplayProbe() : display_(XOpenDisplay(nullptr)) {}

DisplayProbe::~DisplayProbe() {
  if (display_) XCloseDisplay(static_cast<Display*>(display_));
}

std::string DisplayProbe::problem() const {
  if (display_) return "";
  const char* name = std::getenv("DISPLAY");
  const std::string found = name && *name ? std::string("the display \"") + name + "\" cannot be opened"
                                          : "there is no display (the variable DISPLAY is not set)";
  return found +
         ". The window needs an X display (or XWayland).\n"
         "Without one: `mainstay run SCENARIO` simulates and writes report.html; over ssh, use `ssh -X`; or give the "
         "window a virtual display: `xvfb-run mainstay view SCENARIO --script STEPS.json`.";
}

namespace {

double number_of(const char* text) {
  return text ? std::max(0.0, std::strtod(text, nullptr)) : 0;
}

double dpi_of(int dots, int millimetres) {
  return millimetres > 0 ? dots * 25.4 / millimetres : 0;
}

// Of the main monitor, or the first one.
void measure_monitor(Display* display, DisplayFacts& facts) {
  int event = 0, error = 0, count = 0;
  if (!XRRQueryExtension(display, &event, &error)) return;
  XRRMonitorInfo* monitors = XRRGetMonitors(display, DefaultRootWindow(display), 1, &count);
  if (!monitors) return;
  const XRRMonitorInfo* shown = std::find_if(monitors, monitors + count, [](const auto& m) { return m.primary != 0; });
  if (shown == monitors + count) shown = monitors;
  if (count > 0) {
    facts.dots = shown->height;
    facts.monitor_dpi = dpi_of(shown->height, shown->mheight);
  }
  XRRFreeMonitors(monitors);
}

}  // namespace

DisplayFacts display_facts() {
  DisplayFacts facts;
  facts.toolkit_scale = number_of(std::getenv("GDK_SCALE"));
  Display* display = XOpenDisplay(nullptr);
  if (!display) return facts;
  facts.font_dpi = number_of(XGetDefault(display, "Xft", "dpi"));
  const int screen = DefaultScreen(display);
  facts.screen_dpi = dpi_of(DisplayHeight(display, screen), DisplayHeightMM(display, screen));
  measure_monitor(display, facts);
  XCloseDisplay(display);
  return facts;
}

float scale_of(const DisplayFacts& facts) {
  constexpr double usual_dpi = 96, least_dpi = 60, most_dpi = 400;  // beyond these a monitor does not know its size
  double scale = std::max(facts.font_dpi / usual_dpi, facts.toolkit_scale);
  const auto is_believed = [](double dpi) {  // the usual density is what servers invent
    return dpi >= least_dpi && dpi <= most_dpi && std::abs(dpi - usual_dpi) > 0.5;
  };
  if (scale == 0)
    for (const double dpi : {facts.monitor_dpi, facts.screen_dpi})
      if (is_believed(dpi)) scale = std::max(scale, dpi / usual_dpi);
  if (scale == 0) scale = facts.dots / 1080;
  return static_cast<float>(std::clamp(std::round(scale * 4) / 4, 1.0, 2.5));
}

}  // namespace mainstay::viz
