#include "scenarios/error.h"

#include <fmt/format.h>

namespace mainstay::scenarios {

std::string Problem::text() const {
  std::string place = file;
  if (line > 0) place += fmt::format(":{}:{}", line, column);
  return fmt::format("{}: {}: {}{}{}", place, warning ? "warning" : "error", pointer, pointer.empty() ? "" : ": ",
                     message);
}

namespace {
std::string joined(const std::vector<Problem>& problems) {
  std::string all;
  for (const Problem& problem : problems) {
    if (!all.empty()) all += '\n';
    all += problem.text();
  }
  return all;
}
}  // namespace

InvalidInput::InvalidInput(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

void refuse(const std::string& file, std::string message) {
  throw InvalidInput({Problem{file, 0, 0, "", std::move(message)}});
}

}  // namespace mainstay::scenarios
