#include "scenarios/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "scenarios/error.h"

namespace mainstay::scenarios {

namespace fs = std::filesystem;

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  operator int() const { return number_; }

 private:
  int number_;
};

// What the caller's shell has opened before the program began: nobody is waited for to open its other end.
bool is_open_already(const std::string& name) {
  return name == "/dev/stdin" || name == "/dev/stdout" || name == "/dev/stderr" || name.starts_with("/dev/fd/") ||
         name.starts_with("/proc/self/fd/");
}

void require_readable_kind(const fs::path& file, std::string_view kind) {
  const std::string name = file.string();
  if (name.find('\0') != std::string::npos) refuse(name.c_str(), "a name of a file holds no NUL character");
  std::error_code error;
  const auto status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) {
    const auto folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    const bool folder_there = fs::is_directory(folder, error);
    refuse(name, folder_there ? "there is no such file; check its name"
                              : fmt::format("there is no such file, nor a folder {}; check the path", folder.string()));
  }
  if (status.type() == fs::file_type::directory) refuse(name, "this is a folder; name a file in it");
  if (status.type() != fs::file_type::regular && !is_open_already(name))
    refuse(name, fmt::format("this is not a regular file; name {}", kind));
}

[[noreturn]] void refuse_too_large(const std::string& name, std::uintmax_t size) {
  refuse(name, fmt::format("the file has {} bytes; at most {} (64 MB) are read", size, largest_file_bytes));
}

std::string read_to_the_end(int opened, const std::string& name) {
  std::string text;
  char piece[1 << 16];
  for (;;) {
    const auto got = read(opened, piece, sizeof piece);
    if (got == 0) return text;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      refuse(name, fmt::format("the file cannot be read to its end ({}); copy it anew", std::strerror(errno)));
    text.append(piece, static_cast<std::size_t>(got));
    if (text.size() > largest_file_bytes) refuse_too_large(name, text.size());
  }
}

}  // namespace

std::string read_whole_file(const fs::path& file, std::string_view kind) {
  require_readable_kind(file, kind);
  const std::string name = file.string();
  // Should a pipe have taken the file's place since, nobody is waited for.
  const Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | (is_open_already(name) ? 0 : O_NONBLOCK)));
  if (opened < 0)
    refuse(name, fmt::format("the file cannot be opened ({}); check its permissions", std::strerror(errno)));
  struct stat is {};
  if (fstat(opened, &is) != 0 || (!S_ISREG(is.st_mode) && !is_open_already(name)))
    refuse(name, fmt::format("this is not a regular file; name {}", kind));
  const auto size = static_cast<std::uintmax_t>(is.st_size);
  if (S_ISREG(is.st_mode) && size > largest_file_bytes) refuse_too_large(name, size);
  return read_to_the_end(opened, name);
}

CannotWrite::CannotWrite(const fs::path& file, int error_number)
    : CannotWrite(file,
                  fmt::format("cannot be written ({}). {}", std::strerror(error_number),
                              error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG
                                  ? "Make room on the disk, or name another place."
                                  : "Check that its folder exists and may be written to, or name another place.")) {}
CannotWrite::CannotWrite(const fs::path& file, std::string why)
    : std::runtime_error(file.string() + ": " + why), why_(std::move(why)) {}

fs::path new_draft(const fs::path& file) {
  static std::atomic<unsigned> number{0};
  for (;;) {
    const fs::path draft =
        file.parent_path() / fmt::format(".mainstay-{}-{}{}", getpid(), ++number, file.extension().string());
    const Descriptor made(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (made >= 0) return draft;
    if (errno != EEXIST) throw CannotWrite(file, errno);
  }
}

WholeFile::WholeFile(const fs::path& file, Links links) : file_(file) {
  struct stat there {};
  std::error_code unknown;
  const bool followed = links == Links::followed;
  const bool exists = (followed ? stat(file.c_str(), &there) : lstat(file.c_str(), &there)) == 0;
  if (exists && S_ISDIR(there.st_mode)) throw CannotWrite(file, EISDIR);
  in_place_ = exists && followed && (!S_ISREG(there.st_mode) || is_open_already(file.string()));
  if (followed && !in_place_ && fs::is_symlink(file, unknown))
    if (const fs::path target = fs::weakly_canonical(file, unknown); !unknown) file_ = target;
  draft_ = in_place_ ? file : new_draft(file_);
  if (exists && S_ISREG(there.st_mode)) chmod(draft_.c_str(), there.st_mode & 07777);
}

WholeFile::~WholeFile() {
  if (stream_ != nullptr) std::fclose(stream_);
  if (!kept_ && !in_place_) unlink(draft_.c_str());
}

void WholeFile::write(std::string_view text) {
  if (stream_ == nullptr) stream_ = std::fopen(draft_.c_str(), "we");
  if (stream_ == nullptr || std::fwrite(text.data(), 1, text.size(), stream_) != text.size())
    throw CannotWrite(file_, errno);
}

void WholeFile::keep() {
  if (stream_ != nullptr) {
    // A device takes no syncing, and some file systems do not.
    const bool written =
        std::fflush(stream_) == 0 && (fsync(fileno(stream_)) == 0 || errno == EINVAL || errno == EROFS);
    const int why = errno;
    const bool closed = std::fclose(std::exchange(stream_, nullptr)) == 0;
    if (!written || !closed) throw CannotWrite(file_, written ? errno : why);
  }
  if (!in_place_ && rename(draft_.c_str(), file_.c_str()) != 0) throw CannotWrite(file_, errno);
  kept_ = true;
}

void write_whole_file(const fs::path& file, std::string_view text, Links links) {
  WholeFile whole(file, links);
  whole.write(text);
  whole.keep();
}

}  // namespace mainstay::scenarios
