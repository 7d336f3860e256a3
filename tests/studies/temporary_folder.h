// A folder for one test, and a disk that is full for a while.
#pragma once

#include <sys/resource.h>

#include <csignal>

#include "tests/temporary_folder.h"

using mainstay::tests::TemporaryFolder;

// Files larger than this cannot be written for a while, as if the disk were full.
class LargestFile {
 public:
  explicit LargestFile(rlim_t bytes) {
    before_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit smaller{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &smaller);
  }
  ~LargestFile() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, before_handler_);
  }
  LargestFile(const LargestFile&) = delete;
  LargestFile& operator=(const LargestFile&) = delete;

 private:
  rlimit before_{};
  void (*before_handler_)(int) = nullptr;
};
