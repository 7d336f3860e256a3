// Which part of the map is seen. Map units: degrees of latitude in the map's equirectangular projection, y downwards.
#pragma once

#include "viz/painter.h"

namespace mainstay::viz {

struct MapPoint {
  float x = 0, y = 0;
};

struct Bounds {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
  void include(MapPoint p);
  MapPoint centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

class Camera {
 public:
  Rect view;          // on screen
  MapPoint centre;    // in the middle of the view
  float zoom = 20;    // screen pixels a map unit
  float fitted = 20;  // the zoom at which the whole map is seen

  ImVec2 to_screen(MapPoint p) const;
  MapPoint to_map(ImVec2 p) const;
  // `margin` is in pixels on all sides.
  void fit(const Bounds& bounds, float margin);
  void zoom_at(ImVec2 screen, float factor);
  void pan(ImVec2 pixels);
  // Moves a part of the way to where `go_to` led; called once a frame.
  void go_to(MapPoint place, float zoom);
  void glide(float seconds);

 private:
  bool gliding_ = false;
  MapPoint goal_;
  float goal_zoom_ = 20;
};

}  // namespace mainstay::viz
