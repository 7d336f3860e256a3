// What of a study is allowed, but probably not meant so.
#include <fmt/format.h>

#include "scenarios/wording.h"
#include "studies/study_file.h"

namespace mainstay::studies {

using scenarios::child;
using scenarios::Document;
using scenarios::Json;
using scenarios::Problem;

std::vector<Problem> warn_of_study(const Document& document) {
  std::vector<Problem> warnings;
  const auto warn = [&](Problem problem) {
    problem.warning = true;
    warnings.push_back(std::move(problem));
  };
  const Study study = read_study(document);
  for (std::size_t f = 0; f < study.factors.size(); ++f) {
    const Factor& factor = study.factors[f];
    const Json& written = document.root().at("factors")[f];
    const std::string at = child("/factors", f);
    const bool ranged = factor.values.empty(), normal = ranged && factor.distribution == Distribution::normal;
    const bool triangular = ranged && factor.distribution == Distribution::triangular;
    const auto means_nothing = [&](const char* key, bool used, const char* to) {
      if (!used && written.contains(key))
        warn(document.key_problem(child(at, key),
                                  fmt::format("\"{}\" means nothing without {}; it is not read", key, to)));
    };
    means_nothing("mode", triangular, "the distribution \"triangular\"");
    means_nothing("mean", normal, "the distribution \"normal\"");
    means_nothing("standard_deviation", normal, "the distribution \"normal\"");
    means_nothing("distribution", ranged, "\"low\" and \"high\"");
    if (normal && (factor.mean < factor.low || factor.mean > factor.high))
      warn(document.problem(
          child(at, written.contains("mean") ? "mean" : "distribution"),
          fmt::format(
              "the mean {} lies outside of the range, {} to {}: only a tail is left, and most points lie near {}",
              scenarios::plain(factor.mean), scenarios::plain(factor.low), scenarios::plain(factor.high),
              scenarios::plain(factor.mean < factor.low ? factor.low : factor.high))));
  }
  return warnings;
}

}  // namespace mainstay::studies
