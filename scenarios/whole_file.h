// Files that are read and written as a whole. Nothing else in the program opens users' files to read or write them,
// but for databases (studies/database_file.h).
#pragma once

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mainstay::scenarios {

inline constexpr std::size_t largest_file_bytes = 64u << 20;

// The text of a regular file. Throws InvalidInput with what to do if it is missing, is a folder, a pipe or a device,
// cannot be read, or is larger than that. `kind` is what should be named instead, such as "a JSON file". What the
// caller's shell has opened already (/dev/stdin, /dev/fd/63) may be a pipe.
std::string read_whole_file(const std::filesystem::path& file, std::string_view kind);

// Why a file could not be written, and what to do about it.
class CannotWrite : public std::runtime_error {
 public:
  CannotWrite(const std::filesystem::path& file, int error_number);
  const std::string& why() const { return why_; }  // without the file's name

 private:
  CannotWrite(const std::filesystem::path& file, std::string why);
  std::string why_;
};

// What is done with a symbolic link that has the file's name: it is replaced where the program chose the name, and
// followed where the user did.
enum class Links { replaced, followed };

// A new, empty file beside `file`, under a name that nobody else uses and that ends like it. Throws CannotWrite.
std::filesystem::path new_draft(const std::filesystem::path& file);

// Written beside the file and then renamed: whoever looks finds the old file or the whole new one, and a full disk
// leaves the old one. Devices and pipes that the user named are written to as they are.
class WholeFile {
 public:
  explicit WholeFile(const std::filesystem::path& file, Links links = Links::replaced);
  ~WholeFile();  // takes the draft away, unless kept
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  // Where what keep() brings into place is to be written, by write() or by others.
  const std::filesystem::path& draft() const { return draft_; }
  void write(std::string_view text);
  // Both throw CannotWrite.
  void keep();

 private:
  std::filesystem::path file_, draft_;
  std::FILE* stream_ = nullptr;
  bool in_place_ = false, kept_ = false;
};

void write_whole_file(const std::filesystem::path& file, std::string_view text, Links links = Links::replaced);

}  // namespace mainstay::scenarios
