// Joins the results of shards into those of one study.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace mainstay::studies {

struct MergeCounts {
  std::size_t runs = 0;      // in the end
  std::size_t repeated = 0;  // that several shards had
};

// `out` may hold an earlier merge of the same study. Throws ResultsError if the folders are not of one study, or if two
// have different results for the same run; `out` then has whole shards only.
MergeCounts merge(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& out);

}  // namespace mainstay::studies
