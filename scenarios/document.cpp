#include "scenarios/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenarios/whole_file.h"

namespace mainstay::scenarios {
namespace {

// What kind of file somebody offered instead of JSON text; empty if it may be text.
std::string not_text(std::string_view text) {
  if (text.empty()) return "the file is empty; write an object with a \"format\" key, or copy an example";
  if (text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff")
    return "the file is encoded as UTF-16; save it as UTF-8";
  if (text.substr(0, 15) == "SQLite format 3") return "this is an SQLite database, not a JSON file";
  if (text.substr(0, 4) == "PK\x03\x04" || text.substr(0, 2) == "\x1f\x8b")
    return "this is a compressed file, not JSON; unpack it first";
  if (text.find('\0') != text.npos) return "this is a binary file, not JSON text; name a JSON file in UTF-8";
  return {};
}

}  // namespace

Document Document::read(const std::filesystem::path& file) {
  return parse(file.string(), read_whole_file(file, "a JSON file"));
}

Document Document::parse(std::string file_name, std::string text) {
  Document document(std::move(file_name), std::move(text));
  document.parse();
  return document;
}

Document Document::unwritten(std::string file_name, Json root) {
  Document document(std::move(file_name), "");
  document.root_ = std::move(root);
  return document;
}

Document::Document(std::string file_name, std::string text)
    : file_(std::move(file_name)), text_(std::move(text)), line_starts_{0} {
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (text_[at] == '\n') line_starts_.push_back(at + 1);
  }
}

void Document::parse() {
  if (const auto reason = not_text(text_); !reason.empty()) refuse(file_, reason);
  const auto fail_at = [&](std::size_t offset, std::string message) {
    const Place where = place(offset);
    throw InvalidInput({Problem{file_, where.line, where.column, "", std::move(message)}});
  };
  if (const auto bad = find_not_utf8(text_); bad != std::string::npos) {
    fail_at(bad, fmt::format("byte {:#04x} is not UTF-8 text; save the file as UTF-8",
                             static_cast<unsigned char>(text_[bad])));
  }
  // Windows editors put a byte order mark first; it is no part of the text.
  if (text_.substr(0, 3) == "\xef\xbb\xbf") {
    text_.erase(0, 3);
    for (auto& start : line_starts_) start -= std::min<std::size_t>(start, 3);
  }
  auto scan = scan_json(text_);
  if (!scan.faults.empty()) {
    std::vector<Problem> problems;
    for (auto& fault : scan.faults) {
      const Place where = place(fault.offset);
      problems.push_back({file_, where.line, where.column, std::move(fault.pointer), std::move(fault.message)});
    }
    throw InvalidInput(std::move(problems));
  }
  nodes_ = std::move(scan.nodes);
  try {
    root_ = Json::parse(text_, nullptr, true, true);
  } catch (const Json::parse_error& error) {
    fail_at(error.byte > 0 ? error.byte - 1 : 0, fmt::format("this is not JSON: {}", error.what()));
  }
}

Place Document::place(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = after - line_starts_.begin();
  const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(line_starts_[static_cast<std::size_t>(line - 1)]);
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
  // Bytes 10xxxxxx continue a character that is counted already.
  const auto characters =
      std::count_if(begin, end, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return {static_cast<int>(line), static_cast<int>(characters) + 1};
}

const JsonNode* Document::node(std::string_view pointer) const {
  if (nodes_.empty()) return nullptr;
  const Json* value = &root_;
  std::uint32_t at = 0;
  while (!pointer.empty()) {
    const auto slash = pointer.find('/', 1);
    const auto token = pointer.substr(1, slash == pointer.npos ? pointer.npos : slash - 1);
    pointer = slash == pointer.npos ? std::string_view() : pointer.substr(slash);
    std::size_t wanted = value->size();
    if (value->is_object()) {
      wanted = 0;
      for (auto member = value->begin(); member != value->end() && pointer_token(member.key()) != token; ++member)
        ++wanted;
    } else if (value->is_array()) {
      std::from_chars(token.data(), token.data() + token.size(), wanted);
    }
    if (!value->is_structured() || wanted >= value->size()) break;
    ++at;
    for (std::size_t sibling = 0; sibling < wanted; ++sibling) at = nodes_[at].end;
    value = value->is_object() ? &std::next(value->begin(), static_cast<std::ptrdiff_t>(wanted)).value()
                               : &(*value)[wanted];
  }
  return &nodes_[at];
}

Place Document::value_place(std::string_view pointer) const {
  const auto* found = node(pointer);
  return found ? place(found->value) : Place{};
}

Place Document::key_place(std::string_view pointer) const {
  const auto* found = node(pointer);
  return found ? place(found->key) : Place{};
}

Problem Document::problem(std::string_view pointer, std::string message) const {
  const Place where = value_place(pointer);
  return {file_, where.line, where.column, std::string(pointer), std::move(message)};
}

Problem Document::key_problem(std::string_view pointer, std::string message) const {
  const Place where = key_place(pointer);
  return {file_, where.line, where.column, std::string(pointer), std::move(message)};
}

std::string child(std::string_view pointer, std::string_view key) {
  std::string path;
  path.reserve(pointer.size() + 1 + key.size());
  path.append(pointer) += '/';
  return key.find_first_of("~/") == key.npos ? path.append(key) : path.append(pointer_token(key));
}
std::string child(std::string_view pointer, std::size_t index) {
  return fmt::format("{}/{}", pointer, index);
}

}  // namespace mainstay::scenarios
