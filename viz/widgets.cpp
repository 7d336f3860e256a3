#include "viz/widgets.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace mainstay::viz {

namespace {

ImGuiWindowFlags window_flags(int flags) {
  ImGuiWindowFlags all = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                         ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
                         ImGuiWindowFlags_NoFocusOnAppearing;  // what appears by itself must not end a drag
  if (!(flags & Panel::scrolls)) all |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  if (flags & Panel::on_top) all &= ~(ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing);
  return all;
}

Painter begin_panel(State& state, const char* name, const Rect& rect, int flags) {
  ImGui::SetNextWindowPos(rect.min());
  ImGui::SetNextWindowSize({rect.w, rect.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, state.ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, state.ui.px(4));
  ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, flags & Panel::transparent ? 0 : state.ui.theme.panel);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, state.ui.theme.line);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabHovered, state.ui.theme.faint);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabActive, state.ui.theme.muted);
  ImGui::Begin(name, nullptr, window_flags(flags));
  return {state.ui, ImGui::GetWindowDrawList()};
}

}  // namespace

Panel::Panel(State& state, const char* name, const Rect& rect, int flags)
    : paint(begin_panel(state, name, rect, flags)),
      scroll_y(ImGui::GetScrollY()),
      state_(state),
      around_(std::exchange(state.panel, name)),
      transparent_((flags & transparent) != 0) {
  if (!transparent_) paint.fill(rect, state.ui.theme.panel);
}

Panel::~Panel() {
  state_.panel = std::move(around_);
  ImGui::End();
  ImGui::PopStyleColor(4);
  ImGui::PopStyleVar(4);
}

void Panel::reach(float bottom) const {
  ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, bottom});
  ImGui::Dummy({1, 1});
  // A shade where more follows: a panel that ends between two lines looks complete.
  const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  if (transparent_ || bottom <= at.y + size.y + state_.ui.px(8)) return;
  const Colour whole = state_.ui.theme.panel, none = with_alpha(whole, 0);
  paint.list->AddRectFilledMultiColor({at.x, at.y + size.y - state_.ui.px(28)},
                                      {at.x + size.x - state_.ui.px(8), at.y + size.y}, none, none, whole, whole);
}

ScrollArea::ScrollArea(State& state, const char* name, const Rect& rect)
    : paint([&] {
        ImGui::SetCursorScreenPos(rect.min());
        ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
        ImGui::BeginChild(name, {rect.w, rect.h}, false, ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
        return Painter{state.ui, ImGui::GetWindowDrawList()};
      }()),
      scroll_y(ImGui::GetScrollY()) {}

ScrollArea::~ScrollArea() {
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

void ScrollArea::reach(float bottom) const {
  ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, bottom});
  ImGui::Dummy({1, 1});
}

namespace {

// Notes where a control is, and shows it if the keyboard stands on it; true if Enter was pressed there.
bool note_control(State& state, const std::string& name, const Rect& rect) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 low = list->GetClipRectMin(), high = list->GetClipRectMax();
  Rect seen{std::max(rect.x, low.x), std::max(rect.y, low.y), 0, 0};
  seen.w = std::min(rect.right(), high.x) - seen.x;
  seen.h = std::min(rect.bottom(), high.y) - seen.y;
  const bool is_seen = seen.w > 1 && seen.h > 1;
  state.controls.push_back({name, is_seen ? seen : rect, state.panel, is_seen});
  if (state.focus.control != name) return false;
  if (state.focus.moved && (seen.w < rect.w - 1 || seen.h < rect.h - 1)) ImGui::SetScrollHereY(0.5f);
  const float gap = state.ui.px(2);
  list->AddRect(rect.grown(gap).min(), rect.grown(gap).max(), state.ui.theme.text, state.ui.px(4), 0, gap);
  return state.focus.pressed;
}

}  // namespace

bool clickable(State& state, const std::string& name, const Rect& rect) {
  ImGui::SetCursorScreenPos(rect.min());
  const bool clicked = ImGui::InvisibleButton(name.c_str(), {std::max(1.0f, rect.w), std::max(1.0f, rect.h)});
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return note_control(state, name, rect) || clicked;
}

bool text_field(State& state, const std::string& name, const Rect& rect, const char* hint, std::string& text,
                std::size_t longest, bool now) {
  const Theme& t = state.ui.theme;
  const float padding = (rect.h - state.ui.fonts[Font::small]->FontSize) / 2;
  std::vector<char> typed(longest + 1);
  text.copy(typed.data(), longest);
  state.ui.typesetter->want(text);  // ImGui draws what is typed, letter by letter as it is
  ImGui::SetCursorScreenPos(rect.min());
  if (note_control(state, name, rect) || now) {
    ImGui::SetKeyboardFocusHere();
    state.typing.awaited = name;
    state.typing.frames = 5;
  }
  ImGui::PushItemWidth(rect.w);
  ImGui::PushFont(state.ui.fonts[Font::small]);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, t.background);
  ImGui::PushStyleColor(ImGuiCol_Text, t.text);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(state.ui.px(10), padding));
  const bool enter = ImGui::InputTextWithHint(("##" + name).c_str(), hint, typed.data(), typed.size(),
                                              ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemActive()) {
    state.typing.field = name;
    if (state.typing.awaited == name) state.typing.awaited.clear();
  }
  // ImGui takes back what was typed when Esc leaves the field; it stays here.
  const bool escaped = ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape));
  if (!escaped) text = typed.data();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  ImGui::PopFont();
  ImGui::PopItemWidth();
  return enter;
}

bool button(State& state, const Painter& paint, const std::string& name, const Rect& rect, std::string_view label,
            ButtonStyle style, bool enabled) {
  const Theme& t = state.ui.theme;
  const bool clicked = clickable(state, name, rect) && enabled;
  const bool hovered = ImGui::IsItemHovered() && enabled, held = ImGui::IsItemActive() && enabled;
  Colour fill = style == ButtonStyle::primary ? t.surge : t.raised;
  Colour text = style == ButtonStyle::primary ? t.on_accent : (style == ButtonStyle::bare ? t.muted : t.text);
  if (hovered) fill = mix(fill, style == ButtonStyle::primary ? t.text : t.pressed, held ? 0.35f : 0.18f);
  if (hovered && style == ButtonStyle::bare) text = t.text;
  if (!enabled) {
    fill = t.raised;
    text = t.faint;
  }
  if (style != ButtonStyle::bare) paint.fill(rect, fill, state.ui.px(4));
  paint.text_centred(rect.centre(), style == ButtonStyle::primary ? Font::bold : Font::small, text, label);
  return clicked;
}

bool slider(State& state, const Painter& paint, const std::string& name, const Rect& rect, std::string_view label,
            std::string_view value_text, float& value, float low, float high, float step, Colour colour) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  clickable(state, name, rect);
  state.controls.back().slides = true;
  const bool active = ImGui::IsItemActive();
  float wanted = value;
  if (state.focus.control == name && state.focus.steps != 0)
    wanted = std::clamp(value + static_cast<float>(state.focus.steps) * step, low, high);
  if (active) {
    const float part = (ImGui::GetIO().MousePos.x - rect.x) / rect.w;
    wanted = std::clamp(low + std::round(part * (high - low) / step) * step, low, high);
  }
  if (ImGui::IsItemHovered() && ImGui::GetIO().MouseWheel != 0 && ImGui::GetIO().KeyCtrl)
    wanted = std::clamp(value + std::round(ImGui::GetIO().MouseWheel) * step, low, high);
  const bool changed = wanted != value;
  value = wanted;
  paint.text({rect.x, rect.y}, Font::small, t.muted, label);
  paint.text_right({rect.right(), rect.y}, Font::small_bold, t.text, value_text);
  const float y = rect.bottom() - px(5), part = high > low ? (value - low) / (high - low) : 0;
  const float knob = rect.x + part * rect.w;
  paint.fill({rect.x, y - px(1.5f), rect.w, px(3)}, t.line, px(1.5f));
  paint.fill({rect.x, y - px(1.5f), knob - rect.x, px(3)}, colour, px(1.5f));
  paint.list->AddCircleFilled({std::clamp(knob, rect.x + px(5), rect.right() - px(5)), y}, px(active ? 6.f : 5.f),
                              t.text);
  return changed;
}

bool toggle(State& state, const Painter& paint, const std::string& name, ImVec2 at, bool& value) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Rect rect{at.x, at.y, px(28), px(16)};
  const bool clicked = clickable(state, name, rect);
  if (clicked) value = !value;
  paint.fill(rect, value ? t.state : t.line, px(8));
  paint.list->AddCircleFilled({value ? rect.right() - px(8) : rect.x + px(8), at.y + px(8)}, px(5.5f), t.text);
  return clicked;
}

bool chip(State& state, const Painter& paint, const std::string& name, ImVec2 at, std::string_view label, bool chosen,
          float& width) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  width = paint.width(Font::small, label) + px(16);
  const Rect rect{at.x, at.y, width, px(22)};
  const bool clicked = clickable(state, name, rect);
  paint.fill(rect, chosen ? mix(t.panel, t.state, 0.3f) : t.raised, px(11));
  if (chosen || ImGui::IsItemHovered()) paint.frame(rect, chosen ? t.state : t.faint, px(11));
  paint.text({at.x + px(8), at.y + (px(22) - paint.height(Font::small)) / 2}, Font::small, chosen ? t.text : t.muted,
             label);
  return clicked;
}

bool choice(State& state, const Painter& paint, const std::string& name, const Rect& rect, std::string_view caption,
            std::span<const std::string> items, std::size_t& chosen) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  if (clickable(state, name, rect)) ImGui::OpenPopup(name.c_str());
  const bool hovered = ImGui::IsItemHovered();
  paint.fill(rect, hovered ? t.raised : t.background, px(4));
  paint.frame(rect, t.line, px(4));
  const float y = rect.y + (rect.h - paint.height(Font::small)) / 2;
  float x = rect.x + px(10);
  if (!caption.empty()) x += paint.text({x, y}, Font::small, t.muted, caption) + px(5);
  if (chosen < items.size())
    paint.text({x, y}, Font::small_bold, t.text, paint.fit(Font::small_bold, items[chosen], rect.right() - px(20) - x));
  const ImVec2 tip{rect.right() - px(12), rect.y + rect.h / 2};
  paint.list->AddTriangleFilled({tip.x - px(4), tip.y - px(2)}, {tip.x + px(4), tip.y - px(2)}, {tip.x, tip.y + px(3)},
                                t.muted);
  bool changed = false;
  const float row = px(26);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, px(4)));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, px(4));
  ImGui::PushStyleColor(ImGuiCol_PopupBg, t.raised);
  ImGui::PushStyleColor(ImGuiCol_Border, t.line);
  // The list is as wide as its longest line and stays within the window; a long one scrolls.
  float wide = rect.w;
  for (const auto& item : items) wide = std::max(wide, paint.width(Font::small, item) + px(32));
  wide = std::min(wide, state.width - px(16));
  const float all = row * static_cast<float>(items.size()) + px(8), below = state.height - rect.bottom() - px(12);
  const float high = std::min(all, std::max(below, std::min(all, rect.y - px(12))));
  const float top = high <= below ? rect.bottom() + px(4) : rect.y - px(4) - high;
  ImGui::SetNextWindowPos({std::clamp(rect.x, px(8), state.width - wide - px(8)), top});
  ImGui::SetNextWindowSize({wide, high});
  if (ImGui::BeginPopup(name.c_str(), ImGuiWindowFlags_NoNav | (high < all ? 0 : ImGuiWindowFlags_NoScrollbar))) {
    const std::string around = std::exchange(state.panel, name);
    const Painter list{state.ui, ImGui::GetWindowDrawList()};
    const ImVec2 origin{ImGui::GetWindowPos().x, ImGui::GetWindowPos().y - ImGui::GetScrollY()};
    bool close = std::exchange(state.focus.close_list, false);
    for (std::size_t k = 0; k < items.size(); ++k) {
      const Rect line{origin.x + px(4), origin.y + px(4) + row * static_cast<float>(k), wide - px(8), row};
      const bool clicked = clickable(state, name + ":" + items[k], line);
      state.controls.back().in_list = true;
      if (clicked) {
        changed = chosen != k;
        chosen = k;
        close = true;
      }
      if (ImGui::IsItemHovered()) list.fill(line, t.pressed, px(3));
      list.text({line.x + px(8), line.y + (row - list.height(Font::small)) / 2}, Font::small,
                k == chosen ? t.state : t.text, list.fit(Font::small, items[k], line.w - px(16)));
    }
    if (close) {
      ImGui::CloseCurrentPopup();
      if (!state.focus.control.empty()) state.focus.control = name;
    }
    state.panel = around;
    ImGui::EndPopup();
  }
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(2);
  return changed;
}

void tooltip(State& state, std::string_view text) {
  if (ImGui::IsItemHovered()) draw_note(state, "", text);
}

void tooltip_over(State& state, const Rect& rect, std::string_view title, std::string_view text) {
  if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(rect.min(), rect.max())) draw_note(state, title, text);
}

void draw_note(State& state, std::string_view title, std::string_view text) {
  if (state.notes_hidden) return;
  state.note = title;
  if (!title.empty()) state.note += ". ";
  state.note += text;
  const auto px = [&](float v) { return state.ui.px(v); };
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Theme& t = state.ui.theme;
  const Painter paint{state.ui, ImGui::GetForegroundDrawList()};
  const float wrap = px(260);
  const ImVec2 size = paint.paragraph_size(Font::small, text, wrap);
  const float head = title.empty() ? 0 : paint.height(Font::small_bold) + px(4);
  Rect box{mouse.x + px(12), mouse.y + px(16), std::max(size.x, paint.width(Font::small_bold, title)) + px(20),
           size.y + head + px(16)};
  box.x = std::min(box.x, state.width - box.w - px(8));
  if (box.bottom() > state.height - px(8)) box.y = mouse.y - box.h - px(8);
  paint.fill(box, t.raised, px(4));
  paint.frame(box, t.line, px(4));
  if (!title.empty()) paint.text({box.x + px(10), box.y + px(8)}, Font::small_bold, t.text, title);
  paint.paragraph({box.x + px(10), box.y + px(8) + head}, Font::small, t.text, text, wrap);
}

}  // namespace mainstay::viz
