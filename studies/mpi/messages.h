// What processes of one study send each other. Boost.MPI packs it.
#pragma once

#include <boost/serialization/map.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <chrono>
#include <string>

#include "studies/results.h"
#include "studies/simulate.h"

namespace mainstay::studies {

// From the first process to the others: study, block, end_of_study, end. From them: news.
enum Tag : int { tag_study, tag_block, tag_end_of_study, tag_end, tag_news };

// How long a process that has nothing to do waits before it looks for messages again.
inline constexpr auto nap = std::chrono::milliseconds(1);

struct StudyMessage {
  std::string study_file, study, scenario_file, scenario, map, catalogues;
  int keep = 0;
};

// How a process is getting on.
struct News {
  std::size_t threads = 0;      // told once, at the beginning of a study
  std::size_t blocks_done = 0;  // since the last news
  std::size_t weeks_done = 0;   // likewise
  bool left = false;            // it has finished with the study; the last news
  std::vector<RunRecord> runs;
};

template <class Archive>
void serialize(Archive& archive, StudyMessage& m, unsigned) {
  archive& m.study_file& m.study& m.scenario_file& m.scenario& m.map& m.catalogues& m.keep;
}
template <class Archive>
void serialize(Archive& archive, Block& b, unsigned) {
  archive& b.point& b.seed& b.wanted;
}
template <class Archive>
void serialize(Archive& archive, SeriesRow& r, unsigned) {
  archive& r.week& r.scope& r.measure& r.value;
}
template <class Archive>
void serialize(Archive& archive, EventRow& r, unsigned) {
  archive& r.week& r.kind& r.region& r.subject& r.detail& r.value;
}
template <class Archive>
void serialize(Archive& archive, BookRow& r, unsigned) {
  archive& r.week& r.scope& r.stock& r.cause& r.amount;
}
template <class Archive>
void serialize(Archive& archive, RunRecord& r, unsigned) {
  archive& r.run_id& r.point_id& r.coa& r.seed& r.status& r.weeks& r.wall_s& r.state_hash& r.error;
  archive& r.names& r.series& r.outcomes& r.events& r.books;
}
template <class Archive>
void serialize(Archive& archive, News& n, unsigned) {
  archive& n.threads& n.blocks_done& n.weeks_done& n.left& n.runs;
}

}  // namespace mainstay::studies

// Values, not shared objects: nothing is looked up by address, and no version stands before every row.
#define MAINSTAY_PLAIN(type)                                                                     \
  BOOST_CLASS_IMPLEMENTATION(mainstay::studies::type, boost::serialization::object_serializable) \
  BOOST_CLASS_TRACKING(mainstay::studies::type, boost::serialization::track_never)
MAINSTAY_PLAIN(StudyMessage)
MAINSTAY_PLAIN(Block)
MAINSTAY_PLAIN(SeriesRow)
MAINSTAY_PLAIN(EventRow)
MAINSTAY_PLAIN(BookRow)
MAINSTAY_PLAIN(RunRecord)
MAINSTAY_PLAIN(News)
#undef MAINSTAY_PLAIN
