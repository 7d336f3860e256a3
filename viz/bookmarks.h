// Bookmarks on the timeline: set at the shown week by key, with a note, and jumped between.
#pragma once

#include "viz/chart.h"
#include "viz/widgets.h"

namespace mainstay::viz {

// Sets one at the shown week of the shown branch, or opens the note of the one that is there.
void set_bookmark(State& state);
// A branch of its own from the week in view, with the orders that were due until then.
void branch_here(State& state);
void go_to_next_bookmark(State& state);
void go_to_previous_bookmark(State& state);
void close_bookmark(State& state);
// Closes the note: what was typed is kept; without any, a bookmark that was only just set is taken back.
void leave_bookmark(State& state);
bool has_unsaved_note(const State& state);

// Whether the mouse is held down on one.
bool draw_bookmarks(State& state, const Painter& paint, const Axes& axes, float top);
// The note being written, above the timeline.
void draw_bookmark_note(State& state, const Rect& map);

}  // namespace mainstay::viz
