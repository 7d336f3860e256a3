#include "scenarios/unit_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "scenarios/geojson.h"
#include "scenarios/nearest.h"
#include "scenarios/table_numbers.h"
#include "scenarios/unicode.h"
#include "scenarios/wording.h"

namespace mainstay::scenarios {

using nlohmann::ordered_json;

namespace {

const std::vector<std::string> known_columns = {"id",    "name",       "country",     "country_name",
                                                "role",  "population", "urban_share", "ruggedness",
                                                "coast", "capital",    "sea_links",   "note"};
constexpr double most_persons = 2e9;

bool is_number_column(const std::string& name) {
  return name == "population" || name == "urban_share" || name == "ruggedness";
}
bool is_answer_column(const std::string& name) {
  return name == "coast" || name == "capital";
}

// "Urban share" and "urban-share" are urban_share.
std::string column_name(const std::string& head) {
  std::string name;
  for (const char letter : head)
    name += letter >= 'A' && letter <= 'Z'   ? static_cast<char>(letter - 'A' + 'a')
            : letter == ' ' || letter == '-' ? '_'
                                             : letter;
  return name;
}

std::string without_leading_zeros(const std::string& id) {
  const std::size_t first = id.find_first_not_of('0');
  return first == id.npos ? "0" : id.substr(first);
}

bool all_digits(const std::string& id) {
  return !id.empty() && id.find_first_not_of("0123456789") == id.npos;
}

// The first few of a list, and how many more there are.
std::string listed(const std::vector<std::string>& all) {
  constexpr std::size_t most = 8;
  const std::vector<std::string> first(all.begin(),
                                       all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size())));
  const std::string rest = all.size() > most ? fmt::format(" and {} more", all.size() - most) : "";
  return fmt::format("{}{}", fmt::join(first, ", "), rest);
}

class Join {
 public:
  Join(const CsvTable& table, const std::string& id_column, std::vector<Unit>& units, std::vector<Problem>& notes)
      : table_(table), units_(units), notes_(notes) {
    find_columns(column_name(id_column));
    for (Unit& unit : units_)
      if (const std::string id = unit.text("id"); !id.empty()) by_id_.emplace(id, &unit);
  }

  void run() {
    for (const CsvRow& row : table_.rows)
      for (const auto& [name, column] : columns_)
        if (is_number_column(name) && !row[column].text.empty()) mark_.hear(table_, row[column]);
    for (const CsvRow& row : table_.rows)
      if (Unit* unit = unit_of(row)) read(row, *unit);
    note_left_out();
    for (const Unit& unit : units_) require_properties(unit);
    if (!problems_.empty()) throw InvalidInput(std::move(problems_));
  }

 private:
  void note(const CsvCell& at, std::string message) {
    notes_.push_back(table_.problem(at, std::move(message)));
    notes_.back().warning = true;
  }
  void note(std::string message) { notes_.push_back({table_.file, 0, 0, "", std::move(message), true}); }
  void problem(const CsvCell& at, std::string message) { problems_.push_back(table_.problem(at, std::move(message))); }

  void find_columns(const std::string& id_column) {
    for (std::size_t column = 0; column < table_.head.size(); ++column) {
      const CsvCell& head = table_.head[column];
      const std::string name = column_name(head.text);
      if (std::find(known_columns.begin(), known_columns.end(), name) == known_columns.end()) {
        if (name == id_column)
          own_id_ = column;
        else
          note_unread(column);
      } else if (!columns_.emplace(name, column).second) {
        problem(head, fmt::format("a second column \"{}\"; keep one", name));
      }
    }
    if (!columns_.contains("id")) {
      if (own_id_) {
        columns_.emplace("id", *own_id_);
      } else {
        std::vector<std::string> found;
        for (const CsvCell& head : table_.head) found.push_back(fmt::format("\"{}\"", head.text));
        problem(table_.head.front(), fmt::format("no column is named \"id\"; found: {}. Name the column that holds the "
                                                 "units' ids \"id\"",
                                                 listed(found)));
      }
    } else if (own_id_) {
      note_unread(*own_id_);
    }
    if (!problems_.empty()) throw InvalidInput(std::move(problems_));
  }

  void note_unread(std::size_t column) {
    const CsvCell& head = table_.head[column];
    const bool used = std::any_of(table_.rows.begin(), table_.rows.end(),
                                  [&](const CsvRow& row) { return !row[column].text.empty(); });
    if (head.text.empty() && !used) return;
    note(head, head.text.empty() ? std::string("a column without a name is not read")
                                 : fmt::format("the column \"{}\" is not read; {}", head.text,
                                               suggest(head.text, known_columns, "columns that are read")));
  }

  const CsvCell* cell(const CsvRow& row, const char* name) const {
    const auto column = columns_.find(name);
    return column == columns_.end() || row[column->second].text.empty() ? nullptr : &row[column->second];
  }

  Unit* unit_of(const CsvRow& row) {
    const CsvCell* id = cell(row, "id");
    if (!id) {
      problem(row[columns_.at("id")], "a row without id; each row needs one");
      return nullptr;
    }
    Unit* unit = find(*id);
    if (!unit) {
      std::vector<std::string> ids;
      for (const auto& [known, of] : by_id_) ids.push_back(known);
      problem(*id,
              fmt::format("no unit of the input has the id \"{}\"; {}", id->text, suggest(id->text, ids, "there are")));
      return nullptr;
    }
    if (unit->row) {
      problem(*id, fmt::format("\"{}\" has a row already, on line {}; keep one of the two", unit->text("id"),
                               unit->row->line));
      return nullptr;
    }
    unit->row = id;
    if (!unit->left_out) return unit;
    left_out_.push_back(id->text);
    return nullptr;
  }

  // Spreadsheets drop the zeros that ids begin with: "1" stands for "01" if nothing else can be meant.
  Unit* find(const CsvCell& id) {
    if (const auto same = by_id_.find(id.text); same != by_id_.end()) return same->second;
    if (!all_digits(id.text)) return nullptr;
    Unit* meant = nullptr;
    for (const auto& [known, unit] : by_id_) {
      if (!all_digits(known) || without_leading_zeros(known) != without_leading_zeros(id.text)) continue;
      if (meant) return nullptr;
      meant = unit;
    }
    if (meant)
      note(id, fmt::format("\"{}\" is taken for the unit \"{}\": they differ only in leading zeros", id.text,
                           meant->text("id")));
    return meant;
  }

  void read(const CsvRow& row, Unit& unit) {
    for (const std::string& name : known_columns) {
      const auto column = columns_.find(name);
      if (column == columns_.end() || name == "id" || row[column->second].text.empty()) continue;
      const CsvCell& at = row[column->second];
      if (is_number_column(name)) {
        read_number(at, name, unit);
      } else if (is_answer_column(name)) {
        if (const auto answer = read_answer(at.text))
          unit.properties[name] = *answer;
        else
          problem(at, fmt::format("\"{}\" in column {}; true or false is needed (also yes, no, 1, 0)", at.text, name));
      } else if (name == "sea_links") {
        read_links(at, unit);
      } else {
        unit.properties[name] = name == "note" ? at.text : on_one_line(at.text);
      }
    }
  }

  void read_number(const CsvCell& at, const std::string& name, Unit& unit) {
    const auto value = mark_.number(table_, at, problems_);
    if (!value) return;
    if (name == "population") {
      if (at.text.find('%') != at.text.npos || *value < 0 || *value > most_persons)
        problem(at, fmt::format("\"{}\" in column population; 0 to {:.0f} persons are allowed", at.text, most_persons));
      else if (*value != std::floor(*value) && *value < 1000)
        problem(at, fmt::format("\"{}\" in column population is {} persons; a whole number is needed", at.text,
                                plain(*value)));
      else
        unit.properties[name] = std::llround(*value);
    } else if (*value < 0 || *value > 1) {
      problem(at, fmt::format("\"{}\" in column {}; a share from 0 to 1 is needed, or a percentage with its sign",
                              at.text, name));
    } else {
      unit.properties[name] = *value;
    }
  }

  void read_links(const CsvCell& at, Unit& unit) {
    ordered_json links = ordered_json::array();
    for (std::size_t begin = 0; begin <= at.text.size();) {
      const std::size_t end = std::min(at.text.find_first_of(";|,", begin), at.text.size());
      const CsvCell link{trimmed(at.text.substr(begin, end - begin)), at.line, at.column};
      begin = end + 1;
      if (link.text.empty()) continue;
      if (const Unit* other = find(link))
        links.push_back(other->text("id"));
      else
        problem(at,
                fmt::format("\"{}\" in column sea_links is no unit of the input; ids are needed, several divided by "
                            "';'",
                            link.text));
    }
    unit.properties["sea_links"] = std::move(links);
  }

  void note_left_out() {
    if (!left_out_.empty())
      note(fmt::format("{} rows are of units of other countries than those asked for, and are not read: {}",
                       left_out_.size(), listed(left_out_)));
    std::vector<std::string> without;
    for (const Unit& unit : units_)
      if (!unit.row && !unit.left_out && !unit.is_context() && missing(unit).empty())
        without.push_back(unit.text("id"));
    if (!without.empty())
      note(fmt::format("units without a row keep what the input says of them: {}", listed(without)));
  }

  static std::vector<std::string> missing(const Unit& unit) {
    std::vector<std::string> names;
    if (unit.is_context()) return names;
    for (const char* name : {"name", "country", "country_name", "population", "urban_share", "ruggedness"}) {
      if (unit.text("role") == "sea" && std::string_view(name) != "name") continue;
      if (!unit.properties.contains(name)) names.emplace_back(name);
    }
    return names;
  }

  void require_properties(const Unit& unit) {
    if (unit.left_out || unit.text("id").empty()) return;
    const std::vector<std::string> names = missing(unit);
    if (names.empty()) return;
    const std::string said =
        fmt::format("{} of \"{}\": needed here or in the input", fmt::join(names, ", "), unit.text("id"));
    if (unit.row)
      problem(*unit.row, "the row lacks " + said);
    else
      problems_.push_back({table_.file, 0, 0, "", "there is no row, and so no " + said});
  }

  const CsvTable& table_;
  std::vector<Unit>& units_;
  std::vector<Problem>& notes_;
  std::vector<Problem> problems_;
  std::map<std::string, std::size_t> columns_;
  std::optional<std::size_t> own_id_;
  std::map<std::string, Unit*> by_id_;
  std::vector<std::string> left_out_;
  DecimalMark mark_;
};

}  // namespace

std::string Unit::text(const char* name) const {
  const auto found = properties.find(name);
  return found != properties.end() && found->is_string() ? found->get<std::string>() : "";
}

void join_table(const UnitTable& table, std::vector<Unit>& units, std::vector<Problem>& notes) {
  const CsvTable rows = parse_csv(read_text(table.file), table.file, table.encoding);
  Join(rows, table.id_column, units, notes).run();
  for (Unit& unit : units) unit.row = nullptr;  // the table goes away
}

}  // namespace mainstay::scenarios
