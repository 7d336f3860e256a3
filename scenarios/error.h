// What is wrong with a file a user wrote: every problem with its place, what was found, what is allowed, and the
// nearest valid name.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace mainstay::scenarios {

struct Problem {
  std::string file;
  int line = 0;  // 1-based; 0 when the file as a whole is meant
  int column = 0;
  std::string pointer;   // JSON pointer of the value, "" for the whole document
  std::string message;   // what is wrong; what is allowed
  bool warning = false;  // worth saying, but the file can be used as it is

  // "FILE:LINE:COLUMN: error: /json/pointer: message"; "warning" instead of "error" for one.
  std::string text() const;
};

// Thrown by everything that reads users' files; holds every problem found, not only the first.
class InvalidInput : public std::runtime_error {
 public:
  explicit InvalidInput(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// Throws InvalidInput about a file, or an option, as a whole.
[[noreturn]] void refuse(const std::string& file, std::string message);

}  // namespace mainstay::scenarios
