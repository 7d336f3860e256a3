#include "viz/bookmarks.h"

#include <algorithm>

#include "viz/format.h"
#include "viz/session_keeping.h"

namespace mainstay::viz {

using sessions::Bookmark;

namespace {

constexpr std::size_t longest_note = 300;

const Bookmark* find(const State& state, std::int64_t id) {
  for (const Bookmark& bookmark : state.game->session.bookmarks())
    if (bookmark.id == id) return &bookmark;
  return nullptr;
}

void go_to(State& state, const Bookmark& bookmark) {
  state.game->player.play(false);
  if (bookmark.branch != state.game->branch)
    show_branch(state, bookmark.branch, bookmark.week);
  else
    state.game->player.seek(bookmark.week);
  say(state, bookmark.note.empty() ? "Bookmark" : bookmark.note);
}

void open_note(State& state, const Bookmark& bookmark) {
  state.bookmark = bookmark.id;
  state.bookmark_note = bookmark.note;
  state.bookmark_new = false;
}

void save_note(State& state, std::function<void(State&)> then = {}) {
  const auto& session = state.game->session;
  keep_change(
      state, "The note is not saved: ",
      [&session, note = state.bookmark_note, id = *state.bookmark] { return session.changing_note(id, note); },
      [then](State& now, std::int64_t) {
        close_bookmark(now);
        if (then) then(now);
      });
}

void remove(State& state) {
  const auto& session = state.game->session;
  keep_change(
      state, "Not removed: ", [&session, id = *state.bookmark] { return session.removing_bookmark(id); },
      [](State& now, std::int64_t) { close_bookmark(now); });
}

}  // namespace

void set_bookmark(State& state) {
  Game& game = *state.game;
  if (!game.moment) return;
  if (has_unsaved_note(state)) return save_note(state, set_bookmark);
  game.player.play(false);
  for (const Bookmark& bookmark : game.session.bookmarks())
    if (bookmark.branch == game.branch && bookmark.week == game.moment->week) return open_note(state, bookmark);
  const sessions::Bookmark fresh{0, game.branch, game.moment->week, sessions::time_now(), ""};
  const bool begun = keep_change(
      state, "No bookmark is set: ", [&session = game.session, fresh] { return session.adding_bookmark(fresh); },
      [](State& now, std::int64_t id) {
        now.typing.note_until = 0;
        now.bookmark = id;
        now.bookmark_note.clear();
        now.bookmark_new = true;
      });
  if (begun) state.typing.note_until = state.time + 5;
}

bool has_unsaved_note(const State& state) {
  const Bookmark* bookmark = state.bookmark ? find(state, *state.bookmark) : nullptr;
  return bookmark && bookmark->note != state.bookmark_note;
}

void branch_here(State& state) {
  Game& game = *state.game;
  if (!game.moment) return;
  if (has_unsaved_note(state)) return save_note(state, branch_here);
  const sim::Week week = game.moment->week;
  game.player.play(false);
  const std::string title = branch_title(game, game.branch) + ", from " + date_text(game.setting().start_date, week);
  keep_change(
      state, "No branch is opened: ",
      [&session = game.session, from = game.branch, week, title] { return session.branching_off(from, week, title); },
      [week](State& now, std::int64_t branch) {
        close_bookmark(now);
        show_branch(now, static_cast<std::size_t>(branch), week);
        say(now, "A branch begins here. What was played stays as it is.");
      });
}

void go_to_next_bookmark(State& state) {
  const auto& all = state.game->session.bookmarks();
  const sim::Week week = state.game->player.target();
  const auto next = std::find_if(all.begin(), all.end(), [&](const Bookmark& b) { return b.week > week; });
  if (next != all.end()) go_to(state, *next);
}

void go_to_previous_bookmark(State& state) {
  const auto& all = state.game->session.bookmarks();
  const sim::Week week = state.game->player.target();
  const auto previous = std::find_if(all.rbegin(), all.rend(), [&](const Bookmark& b) { return b.week < week; });
  if (previous != all.rend()) go_to(state, *previous);
}

void close_bookmark(State& state) {
  state.bookmark.reset();
  state.bookmark_note.clear();
  state.bookmark_new = false;
}

// Esc: a bookmark that was only just set goes; a note that was typed stays.
void leave_bookmark(State& state) {
  if (has_unsaved_note(state)) return save_note(state);
  if (state.bookmark_new) return remove(state);
  close_bookmark(state);
}

bool draw_bookmarks(State& state, const Painter& paint, const Axes& axes, float top) {
  bool held = false;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  for (const Bookmark& bookmark : state.game->session.bookmarks()) {
    const float x = axes.x(bookmark.week);
    const bool own = bookmark.branch == state.game->branch;
    const Rect area{x - px(5), top, px(10), px(14)};
    if (clickable(state, "bookmark " + std::to_string(bookmark.id), area)) {
      const auto go = [id = bookmark.id](State& now) {
        const Bookmark* there = find(now, id);
        if (!there) return;
        go_to(now, *there);
        open_note(now, *there);
      };
      if (has_unsaved_note(state))
        save_note(state, go);
      else
        go(state);
    }
    held |= ImGui::IsItemActive();
    tooltip(state, (bookmark.note.empty() ? std::string("Bookmark without a note") : bookmark.note) + " (" +
                       date_text(state.game->setting().start_date, bookmark.week) + ", " +
                       branch_title(*state.game, bookmark.branch) + ")");
    const Colour colour = own ? t.text : t.faint;
    const ImVec2 ribbon[] = {
        {x - px(4), top}, {x + px(4), top}, {x + px(4), top + px(12)}, {x, top + px(8.5f)}, {x - px(4), top + px(12)}};
    if (state.bookmark == bookmark.id) paint.list->AddPolyline(ribbon, 5, t.surge, ImDrawFlags_Closed, px(2));
    // Two convex halves: the notch between them.
    paint.list->AddQuadFilled(ribbon[0], {x, top}, ribbon[3], ribbon[4], colour);
    paint.list->AddQuadFilled({x, top}, ribbon[1], ribbon[2], ribbon[3], colour);
  }
  return held;
}

void draw_bookmark_note(State& state, const Rect& map) {
  const Bookmark* bookmark = state.bookmark ? find(state, *state.bookmark) : nullptr;
  if (!bookmark) return close_bookmark(state);
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const float w = std::min(px(460), map.w - px(24));
  const Rect box{map.x + (map.w - w) / 2, map.bottom() - px(102), w, px(90)};
  Panel panel(state, "bookmark note", box, Panel::transparent | Panel::on_top);
  const Painter& paint = panel.paint;
  paint.fill(box, t.panel, px(6));
  paint.frame(box, t.line, px(6));
  paint.text({box.x + px(14), box.y + px(10)}, Font::small_bold, t.text,
             "Bookmark, " + date_text(state.game->setting().start_date, bookmark->week));
  const bool enter =
      text_field(state, "note", {box.x + px(12), box.y + px(32), w - px(24), px(26)}, "What is worth remembering here",
                 state.bookmark_note, longest_note, ImGui::IsWindowAppearing());
  const float y = box.y + px(62);
  if (bookmark->branch == state.game->branch && state.game->moment && bookmark->week == state.game->moment->week &&
      button(state, paint, "branch here", {box.x + px(110), y, px(100), px(22)}, "Branch here", ButtonStyle::quiet))
    return branch_here(state);
  if (button(state, paint, "remove bookmark", {box.x + px(12), y, px(90), px(22)}, "Remove", ButtonStyle::bare))
    return remove(state);
  if (button(state, paint, "save note", {box.right() - px(92), y, px(80), px(22)}, "Save", ButtonStyle::quiet) || enter)
    save_note(state);
}

}  // namespace mainstay::viz
