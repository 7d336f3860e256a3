// Everything the window knows: the open session, what is shown of it, and what is being typed and drafted.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "sessions/player.h"
#include "sessions/saved_states.h"
#include "sessions/session.h"
#include "viz/agent_titles.h"
#include "viz/books_view.h"
#include "viz/call_times.h"
#include "viz/camera.h"
#include "viz/draft.h"
#include "viz/map_geometry.h"
#include "viz/map_modes.h"
#include "viz/outlook.h"
#include "viz/preview.h"
#include "viz/session_work.h"
#include "viz/settings.h"
#include "viz/story.h"
#include "viz/surge_worth.h"
#include "viz/theme.h"

namespace mainstay::viz {

struct Selection {
  enum class Kind { surges, theatre, country, region, institution, group, programme };
  Kind kind = Kind::surges;  // where the surges go: the view as long as nothing is chosen
  std::uint32_t index = 0;
  bool operator==(const Selection&) const = default;
};

// A control as it was last drawn: scripts, tests and the keyboard find it by name.
struct Control {
  std::string name;
  Rect rect;             // the part of it that is seen
  std::string panel;     // that it stands in
  bool seen = true;      // not scrolled out of sight
  bool slides = false;   // has a value that left and right change
  bool by_keys = true;   // worth a stop on the keyboard's way; what has a key of its own is not
  bool in_list = false;  // of an opened list: nothing else can be reached until it closes
};

// Where the keyboard stands: up and down lead from control to control, Enter presses.
struct KeyFocus {
  std::string control;      // empty: nowhere
  bool pressed = false;     // in this frame
  bool moved = false;       // in this frame: it is brought into sight
  int steps = 0;            // of a slider, in this frame
  bool close_list = false;  // Esc, while a list is open
};

// Which field is typed into, as of the last frame: keys and letters are its.
struct Typing {
  std::string field;      // empty: none
  std::string awaited;    // that begins to be typed into within the next frames; empty: none
  int frames = 0;         // that are waited for it
  double note_until = 0;  // a bookmark is being written, whose note is typed next: waited for until then
};

// Something that cannot be undone waits for an answer.
struct Doubt {
  std::string text, yes, no;  // yes: empty if there is nothing to be done
  std::function<void(State&)> act;
  std::string instead = {};  // a third answer; may be empty
  std::function<void(State&)> act_instead = {};
};

// A draft that was let go of, and comes back when that is taken back.
struct DroppedDraft {
  Draft draft;
  std::vector<Draft> before;
  std::string reason;
};

// Something that a search has found.
struct Found {
  std::string name, what;
  Selection selection;
  int rank = 0;  // lower is better
};

// What was found for a text in one week; looking through a thousand units is not for every frame.
struct FoundList {
  std::string text;
  std::shared_ptr<const sessions::Moment> moment;
  std::vector<Found> found;
};

// Why capacity differs between two worlds, or has changed since a week: added up once, not in every frame.
struct KnownExplanation {
  std::shared_ptr<const agents::World> shown, base;  // base: null for a change over time
  std::vector<sim::RegionIndex> regions;
  std::size_t most = 0;
  sim::Week since = 0;
  Explanation why;
};

// A token as it was last drawn, and what a click on it chooses.
struct TokenSpot {
  Rect rect;
  Selection selection;
};

// Something that happened, as the timeline marks it; the higher the rank the sooner it is shown.
struct Mark {
  sim::Week week = 0;
  int rank = 0;
  std::string text;
  Colour colour = 0;
  Selection place;
  bool due = false;  // ordered, but its week has not been played
};

// What happened within a few pixels: one sign, the weightiest first, and the words that have room beside it.
struct MarkSign {
  float x = 0;
  std::vector<Mark> marks;
  std::string label;  // of the first; empty where there is no room
};

// Marks of the weeks before `until` of one history; and their signs, as long as they stand in the same place.
struct TimelineMarks {
  std::shared_ptr<const sessions::History> history;
  sim::Week until = 0;
  bool light = false;
  std::vector<Mark> marks;
  float x = 0, width = 0, scale = 0;  // of the signs' row
  std::vector<MarkSign> signs;
};

// Whether runs with other luck agree on a branch's difference from the twin, by region; of one week and map mode.
struct Clarity {
  std::shared_ptr<const sessions::Ensemble> runs, twins;
  std::size_t mode = 0;
  sim::Week week = 0;
  std::size_t units = 0;  // of the runs, when it was added up
  double time = 0;
  std::size_t lucks = 0;
  std::vector<bool> unclear;  // empty: too few runs have got there
};

// Something that a user should not miss.
struct Alert {
  int rank = 0;
  std::string title, detail;
  Colour colour = 0;
  Selection place;        // as long as nothing is chosen: nowhere in particular
  std::string more = "";  // for the mouse
};

// Those of one week of one history.
struct AlertList {
  std::shared_ptr<const sessions::History> history;
  sim::Week week = 0;
  bool light = false;
  std::vector<Alert> alerts;
  std::set<std::string> dismissed;  // titles
};

class StoredRuns;
struct ForeignText;
struct PendingChange;

// One opened scenario or session, or one run of a results folder.
struct Game {
  std::shared_ptr<const scenarios::Scenario> scenario;
  MapGeometry geometry;
  sessions::Session session;
  std::size_t branch = 0;
  std::vector<std::size_t> compared;        // branches side by side; empty: one map
  std::map<std::size_t, Outlook> outlooks;  // by branch
  Baseline baseline;
  std::shared_ptr<sessions::Ensemble> preview;  // with the drafted order; its base is the baseline
  SurgeWorth surge_worth;
  std::vector<std::shared_ptr<sessions::BackgroundRuns>> background;  // what the player was last told to work on
  std::shared_ptr<const sessions::Moment> moment;  // taken once a frame; null until the first is ready
  std::shared_ptr<StoredRuns> stored;              // null unless it is a run of results
  sessions::Position opened_at;
  std::unique_ptr<sessions::StateKeeper> keeper;  // of the session's file; null as long as there is none
  std::string keeper_problem;                     // that has been said
  std::unique_ptr<PendingChange> pending;         // a change that is being written; null most of the time
  std::vector<ForeignText> foreign_texts;         // of the scenario and its orders
  sessions::Player player;                        // last: its threads end before what they work on

  explicit Game(sessions::Session opened);
  ~Game();
  const agents::Setting& setting() const { return *scenario->setting; }
  const sessions::Branch& shown_branch() const { return session.branches()[branch]; }
};

// A scenario that the chooser offers. Its map is read in the background.
struct ScenarioCard {
  std::string file, name, title, summary;
  std::shared_future<std::shared_ptr<const MapGeometry>> map;
};

// A file that the chooser offers to go on with.
struct FileCard {
  struct Told {
    std::string title, detail;
    std::shared_ptr<const MapGeometry> map;  // null: no picture
  };
  std::string file;
  bool opened_last = false;
  std::shared_future<std::shared_ptr<const Told>> told;
};

// The mouse held down on the map.
struct MapDrag {
  bool active = false, moved = false;
  ImVec2 from, last;
};

struct State {
  Ui ui;
  float width = 0, height = 0;  // of the window
  double time = 0;              // seconds since the window opened
  float frame_seconds = 0;
  CallTimes calls;  // since the window opened, or since a script asked last

  std::unique_ptr<Game> game;
  std::future<std::unique_ptr<Game>> loading;
  std::future<std::string> recorded_review;  // of a session of another version: where it was written, or why not
  std::string loading_title, problem;        // problem: why a file could not be opened

  std::string file_name;         // that is typed in the chooser
  std::string wanted_file;       // to be opened
  bool computed_anew = false;    // if its weeks are another version's
  bool chooser_wanted = false;   // instead of the open game
  std::int64_t wanted_run = -1;  // of a results folder; -1: the first
  bool run_list = false;         // of a results folder, opened
  std::vector<ScenarioCard> cards;
  std::vector<FileCard> files;
  std::jthread file_reader;  // of what each file is
  float wanted_scale = 1;    // of the display; ui.scale follows between frames
  MapDrag map_drag;
  Camera camera;
  std::size_t mode = 0;
  Selection selection, selection_seen;  // seen: of the last frame
  Selection place;                      // what timeline and figures are about: the selection, unless it is no place
  std::string selected_programme;       // its id: in another branch the same index may be another programme
  sim::RegionIndex hovered = sim::none;
  std::vector<Control> controls;  // of this frame
  std::string panel;              // that is being drawn
  std::string note;               // that explains what the mouse rests on, in this frame
  KeyFocus focus;
  Typing typing;
  std::optional<Doubt> doubt;
  bool notes_hidden = false;      // a key was pressed: notes come back when the mouse moves
  std::vector<TokenSpot> tokens;  // of this frame, those above first
  std::vector<TokenSpot> names;   // the same of the names of regions and countries
  std::size_t search_choice = 0;  // of what was found
  FoundList found;
  KnownExplanation explained;
  TimelineMarks marks;
  AlertList alerts;
  std::map<std::size_t, Clarity> clarity;  // by branch
  Story story;
  enum class Why { against_twin, against_parent, over_time };
  Why why = Why::against_twin;                     // what the waterfall explains
  std::size_t compare_base = 0, compare_with = 1;  // the two of the compared that are explained
  Settings settings;                               // remembered from one start to the next
  int tour_step = -1;                              // none
  bool tour_offered = false;                       // stands on the map until it is taken or declined

  std::optional<Draft> draft;
  std::optional<Draft> draft_seen, draft_settled,
      previewed;                     // of the last frame; before the mouse moved it; in the preview
  std::vector<Draft> drafts_before;  // for taking changes back
  std::optional<DroppedDraft> dropped;
  std::string reason;  // that is stated for the drafted order
  double draft_changed = 0;
  sim::Week preview_from = 0;
  std::shared_ptr<const sessions::History> preview_of;  // the branch's
  std::future<std::string> order_check;                 // of the draft in the preview, on a thread of its own
  std::string order_problem;  // what is wrong with the draft in the preview, as `check` says it

  bool session_tools = false;                 // what can be asked of the session is in view
  std::unique_ptr<SessionWork> session_work;  // null until something was asked for
  bool order_list = false;                    // all orders, to choose one from
  bool all_orders = false;                    // of the branch, however many they are
  bool signs = false;                         // the key of the signs on the map is open
  bool light = false, help = false, full_screen = false, quit = false;
  bool search = false;
  std::string search_text;
  bool renaming = false, renaming_begins = false;  // the branch in view
  std::string branch_name;
  std::string picture_wanted;  // file to write the next frame to
  bool series_wanted = false;  // the timeline's lines are to be written as CSV
  std::string notice;          // short message at the bottom of the map
  double notice_until = 0;
  std::string warning;                   // what has gone wrong; stands there until it is dismissed
  std::string program;                   // version and commit, as session files say who has simulated
  std::optional<std::int64_t> bookmark;  // whose note is being written
  std::string bookmark_note;
  bool bookmark_new = false;    // set by the last key press: Esc takes it back
  std::string script_mismatch;  // what a script's last condition found otherwise
};

// The scope of measures that the selection stands in; all regions where it is none.
std::size_t selected_scope(const State& state);
std::string scope_name(const agents::Setting& setting, std::size_t scope);

// With what it branched off from beside it.
void show_branch(State& state, std::size_t branch, sim::Week week);
void select(State& state, Selection selection, bool move_camera);
// Takes the next moment of the game; the chosen programme stays the same one.
void take_moment(State& state);
// Forgets what belongs to the game that was open before; call when another one is. `same_map`: places stay chosen.
void reset_for_game(State& state, bool same_map);
// For a few seconds.
void say(State& state, std::string notice);
// Asks before something is lost. What is drafted or typed and not given yet is `unfinished` (empty: nothing is).
void ask(State& state, Doubt doubt);
std::string unfinished(const State& state);
// Does it at once if nothing is lost by it, else asks.
void leaving(State& state, std::string yes, std::function<void(State&)> act);
// Something has gone wrong: stands until it is dismissed.
void warn(State& state, std::string warning);
// The history of a branch; of the twin for sessions::no_branch.
std::shared_ptr<const sessions::History> history_of(const Game& game, std::size_t branch);
// The world of a history in the week in view; null as long as it is not shown with it.
std::shared_ptr<const agents::World> world_of(const Game& game, const sessions::History& history);
// Whether another branch is still in view than the one that was asked for.
bool catches_up(const Game& game);
std::string branch_title(const Game& game, std::size_t branch);
// The same wherever the branch is drawn. There are more branches than colours that can be told apart: those of a later
// round have a broken line.
Colour branch_colour(const State& state, std::size_t branch);
int branch_round(const State& state, std::size_t branch);

}  // namespace mainstay::viz
