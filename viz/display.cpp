#include "viz/display.h"

#include <X11/Xlib.h>

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

}  // namespace mainstay::viz
