#include "viz/inspector.h"

namespace mainstay::viz {

void draw_title(Column& c, std::string_view title, std::string_view subtitle) {
  c.paint.text({c.x, c.y}, Font::heading, c.state.ui.theme.text, c.paint.fit(Font::heading, title, c.width));
  c.y += c.px(22);
  c.paint.text({c.x, c.y}, Font::small, c.state.ui.theme.muted, c.paint.fit(Font::small, subtitle, c.width));
  c.y += c.px(24);
}

void draw_heading(Column& c, std::string_view text) {
  c.y += c.px(8);
  c.paint.text({c.x, c.y}, Font::small_bold, c.state.ui.theme.text, c.paint.fit(Font::small_bold, text, c.width));
  c.y += c.px(24);
}

void draw_row(Column& c, std::string_view name, std::string_view value) {
  const float room = c.width - c.paint.width(Font::small_bold, value) - c.px(8);
  c.paint.text({c.x, c.y}, Font::small, c.state.ui.theme.muted, c.paint.fit(Font::small, name, room));
  c.paint.text_right({c.x + c.width, c.y}, Font::small_bold, c.state.ui.theme.text, value);
  c.y += c.px(20);
}

bool link_row(Column& c, const std::string& control, std::string_view name, std::string_view value) {
  const Rect box{c.x - c.px(8), c.y - c.px(2), c.width + c.px(16), c.px(20)};
  const bool clicked = clickable(c.state, control, box);
  if (ImGui::IsItemHovered()) c.paint.fill(box, c.state.ui.theme.raised, c.px(4));
  draw_row(c, name, value);
  return clicked;
}

void draw_inspector(State& state, const Rect& rect) {
  Panel panel(state, "inspector", rect, Panel::scrolls);
  panel.paint.line({rect.x + 0.5f, rect.y}, {rect.x + 0.5f, rect.bottom()}, state.ui.theme.line);
  if (!state.game->moment) return;
  if (catches_up(*state.game))
    return panel.paint.text_centred(rect.centre(), Font::body, state.ui.theme.muted, "Catching up …");
  Column column{state,
                panel.paint,
                rect.x + state.ui.px(16),
                rect.w - state.ui.px(32),
                rect.y + state.ui.px(16) - panel.scroll_y,
                rect.bottom() - panel.scroll_y};
  const agents::World& world = *state.game->moment->world;
  using Kind = Selection::Kind;
  const Selection chosen = state.selection;
  if (chosen.kind == Kind::institution && chosen.index < world.institutions.size())
    inspect_institution(column, chosen.index);
  else if (chosen.kind == Kind::programme && chosen.index < world.programmes.size())
    inspect_programme(column, chosen.index);
  else if (chosen.kind == Kind::group && chosen.index < world.groups.size())
    inspect_group(column, chosen.index);
  else
    inspect_area(column, selected_area(state));
  panel.reach(column.y + state.ui.px(12));
}

}  // namespace mainstay::viz
