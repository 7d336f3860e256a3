// Runs that are made in the background, when there is time: work comes in small units, so that many share a few threads
// and any can be dropped at once.
#pragma once

#include "agents/step.h"

namespace mainstay::sessions {

class BackgroundRuns {
 public:
  virtual ~BackgroundRuns() = default;
  // Does one unit of work (a quarter year of one run) on the calling thread; false if there is nothing left to take.
  virtual bool work(agents::Workspace& workspace) = 0;
  virtual void cancel() = 0;
  virtual bool finished() const = 0;
  virtual std::size_t runs_done() const = 0;
};

}  // namespace mainstay::sessions
