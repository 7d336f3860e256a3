// What results keep as JSON (the study, its factors, the parameters, the places of programmes) is read where it is
// needed, and may have been damaged or altered since.
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "studies/results.h"

namespace mainstay::studies {

// Calls `work`, which reads such texts of the store.
template <class Work>
auto with_kept_texts(const ResultsStore& store, Work&& work) {
  try {
    return work();
  } catch (const nlohmann::json::exception& error) {
    throw ResultsError(fmt::format(
        "{}: is damaged: in the table provenance, what is kept as JSON is not what was written ({}). Copy it "
        "from where it was made, or repeat the runs with --restart.",
        (store.folder() / "results.sqlite").string(), error.what()));
  }
}

}  // namespace mainstay::studies
