#pragma once

#include <string>

namespace mainstay::viz {

// Looks whether a window can be opened. Hold it until one is: a display whose last visitor leaves may restart.
class DisplayProbe {
 public:
  DisplayProbe();
  ~DisplayProbe();
  DisplayProbe(const DisplayProbe&) = delete;
  DisplayProbe& operator=(const DisplayProbe&) = delete;
  // Why not, in words with a remedy; empty if it can.
  std::string problem() const;

 private:
  void* display_;
};

// What a display says of itself; 0 where it says nothing.
struct DisplayFacts {
  double font_dpi = 0;       // the X resource Xft.dpi, which desktops set to the scale that was chosen there
  double toolkit_scale = 0;  // GDK_SCALE
  double dots = 0;           // height of the main monitor
  double monitor_dpi = 0;    // of it, by its size
  double screen_dpi = 0;     // of all monitors together; either may be invented
};
DisplayFacts display_facts();
// The scale at which type is as large as on a usual display (96 dots an inch): what was chosen for the desktop, else by
// the monitor's size, else, where that is unknown or as servers invent it, by its lines. In quarters from 1 to 2.5.
float scale_of(const DisplayFacts& facts);
inline float display_scale() {
  return scale_of(display_facts());
}

}  // namespace mainstay::viz
