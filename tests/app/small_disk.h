// A disk of its own for a test: it can be filled, or made read-only.
#pragma once

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>

#include "tests/temporary_folder.h"

namespace mainstay::tests {

class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size)
      : there_(mount("none", path().c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0) {}
  ~SmallDisk() {
    if (there_) umount2(path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_there() const { return there_; }  // false where the test may not mount
  const std::filesystem::path& path() const { return folder_.path(); }
  void make_read_only() const { mount("none", path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr); }
  // Until not a byte is left.
  void fill() const {
    const int file = open((path() / "filler").c_str(), O_WRONLY | O_CREAT, 0600);
    const std::string piece(4096, 'x');
    while (write(file, piece.data(), piece.size()) > 0) {
    }
    close(file);
  }

  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path())) names.insert(entry.path().string());
    return names;
  }

 private:
  TemporaryFolder folder_;
  bool there_ = false;
};

}  // namespace mainstay::tests

// Leaves the test with a word where it needs a disk that cannot be had.
#define REQUIRE_DISK(disk)                                                                 \
  if (!(disk).is_there()) {                                                                \
    WARN("skipped: a file system cannot be mounted here, which takes the rights of root"); \
    return;                                                                                \
  }
