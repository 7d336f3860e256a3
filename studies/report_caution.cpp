#include <fmt/format.h>

#include "studies/report_headline.h"
#include "studies/report_text.h"

namespace mainstay::studies {

std::string few_pairs_caution(const ReportData& data) {
  if (data.pairs() == 1)
    return fmt::format("One {} only: there is no interval, and effect cannot be told from luck. Use at least 20. ",
                       data.pair_noun());
  if (data.pairs() < 8 && data.pairs() > 0)
    return fmt::format(
        "Only {} {}s: intervals are rough, and a difference that looks clear may be luck. Use at least 20. ",
        data.pairs(), data.pair_noun());
  return "";
}

std::string caution_html(const ReportData& data) {
  std::string text = few_pairs_caution(data);
  const std::size_t there = data.runs() + data.failed().size();
  if (const std::string shard = data.provenance("shard"); !shard.empty())
    text += fmt::format("This is part {} of the study: {} of {}. `mainstay merge` joins all parts. ", escape(shard),
                        there, plural(data.planned_runs(), "run"));
  else if (data.planned_points() > 1 && data.planned_runs() > there)
    text += fmt::format("The study is not finished: {} of {} are there. ", there, plural(data.planned_runs(), "run"));
  else if (data.planned_points() == 1 && data.planned_seeds() > data.pairs())
    text += fmt::format("The run was interrupted: {} of {} are finished. ", data.pairs(),
                        plural(data.planned_seeds(), "seed"));
  if (!data.failed().empty())
    text += fmt::format("{} failed and {} left out; see the end of the page. ", plural(data.failed().size(), "run"),
                        data.failed().size() == 1 ? "is" : "are");
  return text;
}

}  // namespace mainstay::studies
