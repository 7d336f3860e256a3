#include "viz/map_layers.h"

namespace mainstay::viz {

void draw_map_layers(sf::RenderTarget& target, State& state, const Camera& camera, ShapeLayer& shapes,
                     const MapValues& values, const sessions::Moment* moment, Occupied& occupied) {
  const Painter paint{state.ui, ImGui::GetBackgroundDrawList()};
  shapes.draw(target, state, camera, values);
  paint.list->PushClipRect(camera.view.min(), camera.view.max());
  draw_selection(state, camera, paint);
  if (moment) {
    draw_flashes(state, camera, paint, *moment);
    draw_arrows(state, camera, paint, *moment);
    draw_tokens(state, camera, paint, *moment->world, occupied);
  }
  draw_labels(state, camera, paint, occupied);
  paint.list->PopClipRect();
}

}  // namespace mainstay::viz
