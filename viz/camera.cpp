#include "viz/camera.h"

#include <algorithm>
#include <cmath>

namespace mainstay::viz {

void Bounds::include(MapPoint p) {
  left = std::min(left, p.x);
  right = std::max(right, p.x);
  top = std::min(top, p.y);
  bottom = std::max(bottom, p.y);
}

ImVec2 Camera::to_screen(MapPoint p) const {
  const ImVec2 middle = view.centre();
  return {middle.x + (p.x - centre.x) * zoom, middle.y + (p.y - centre.y) * zoom};
}

MapPoint Camera::to_map(ImVec2 p) const {
  const ImVec2 middle = view.centre();
  return {centre.x + (p.x - middle.x) / zoom, centre.y + (p.y - middle.y) / zoom};
}

void Camera::fit(const Bounds& bounds, float margin) {
  const float w = std::max(0.1f, bounds.right - bounds.left), h = std::max(0.1f, bounds.bottom - bounds.top);
  zoom = fitted = std::max(1.0f, std::min((view.w - 2 * margin) / w, (view.h - 2 * margin) / h));
  centre = bounds.centre();
  gliding_ = false;
}

void Camera::zoom_at(ImVec2 screen, float factor) {
  gliding_ = false;
  const MapPoint under = to_map(screen);
  zoom = std::clamp(zoom * factor, fitted * 0.5f, fitted * 40);
  const MapPoint now = to_map(screen);
  centre = {centre.x + under.x - now.x, centre.y + under.y - now.y};
}

void Camera::pan(ImVec2 pixels) {
  gliding_ = false;
  centre = {centre.x - pixels.x / zoom, centre.y - pixels.y / zoom};
}

void Camera::go_to(MapPoint place, float new_zoom) {
  gliding_ = true;
  goal_ = place;
  goal_zoom_ = std::clamp(new_zoom, fitted * 0.5f, fitted * 40);
}

void Camera::glide(float seconds) {
  if (!gliding_) return;
  const float part = 1 - std::exp(-seconds * 9);
  centre = {centre.x + (goal_.x - centre.x) * part, centre.y + (goal_.y - centre.y) * part};
  zoom *= std::pow(goal_zoom_ / zoom, part);
  const float left = std::hypot(goal_.x - centre.x, goal_.y - centre.y) * zoom;
  if (left < 0.5f && std::abs(goal_zoom_ / zoom - 1) < 0.002f) {
    centre = goal_;
    zoom = goal_zoom_;
    gliding_ = false;
  }
}

}  // namespace mainstay::viz
