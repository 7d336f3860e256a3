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

}  // namespace mainstay::viz
