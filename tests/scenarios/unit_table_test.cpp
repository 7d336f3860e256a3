// Tables that spreadsheets save, and what of them a map is made from.
#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <vector>

#include "scenarios/csv.h"
#include "scenarios/map_file.h"
#include "scenarios/map_maker.h"
#include "scenarios/table_numbers.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

using namespace mainstay;
using scenarios::InvalidInput;

namespace {

constexpr const char* square = R"("geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]})";
constexpr const char* beside = R"("geometry":{"type":"Polygon","coordinates":[[[1,0],[2,0],[2,1],[1,1],[1,0]]]})";

std::string unit(const std::string& id, const char* geometry, const char* more = "") {
  return fmt::format(R"({{"type":"Feature","properties":{{"pcode":{},"nom":"Nom","adm0":"MLI","pays":"Mali"{}}},{}}})",
                     id, more, geometry);
}

// What comes of two units and a table.
struct Made {
  std::optional<sim::RegionalMap> map;
  std::string said;  // notes, then problems
};

Made made(const std::string& table, const std::string& first = "\"ML01\"", const std::string& second = "\"ML02\"",
          scenarios::CsvEncoding encoding = scenarios::CsvEncoding::unicode, const char* more = "") {
  const tests::TemporaryFolder folder;
  const auto input = folder.path() / "units.geojson", csv = folder.path() / "t.csv";
  std::ofstream(input) << fmt::format(R"({{"type":"FeatureCollection","features":[{},{}]}})", unit(first, square, more),
                                      unit(second, beside, more));
  std::ofstream(csv, std::ios::binary) << table;
  scenarios::MapMakerOptions options;
  options.input = input.string();
  options.table = {csv.string(), encoding, "pcode"};
  options.id_property = "pcode";
  options.name_property = "nom";
  options.country_property = "adm0";
  options.country_name_property = "pays";
  options.title = options.attribution = "T";
  options.population_year = 2023;
  Made result;
  std::vector<scenarios::Problem> notes;
  try {
    result.map = scenarios::parse_map(scenarios::make_map(options, notes), "made");
  } catch (const InvalidInput& invalid) {
    notes.insert(notes.end(), invalid.problems().begin(), invalid.problems().end());
  }
  for (const auto& note : notes) {
    result.said += note.text().substr(note.file == csv ? note.file.size() - 5 : 0) + "\n";
  }
  return result;
}

const std::string head = "id,population,urban_share,ruggedness,capital\n";

std::string utf16(const std::string& ascii, bool big_endian) {
  std::string out = big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char letter : ascii) big_endian ? (out += '\0') += letter : (out += letter) += '\0';
  return out;
}

}  // namespace

TEST_CASE("a table is read as any common spreadsheet saves it", "[tables]") {
  const std::string comma = head + "ML01,100000,0.2,0.3,true\nML02,200000,0.3,0.1,\n";
  const std::vector<std::pair<std::string, std::string>> tables = {
      {"as it is", comma},
      {"a byte order mark", "\xef\xbb\xbf" + comma},
      {"UTF-16, little end first", utf16(comma, false)},
      {"UTF-16, big end first", utf16(comma, true)},
      {"lines of Windows",
       "id,population,urban_share,ruggedness,capital\r\nML01,100000,0.2,0.3,TRUE\r\n\r\nML02,200000,0.3,0.1,\r\n"},
      {"semicolons and decimal commas",
       "id;population;urban_share;ruggedness;capital\nML01;100000;0,2;0,3;WAHR\nML02;200.000;0,3;0,1;\n"},
      {"tabs",
       "id\tpopulation\turban_share\truggedness\tcapital\nML01\t100000\t0.2\t0.3\tyes\nML02\t200000\t0.3\t0.1\n"},
      {"a line that says the separator",
       "sep=;\nid;population;urban_share;ruggedness;capital\nML01;100000;0,2;0,3;1\nML02;200000;0,3;0,1;0\n"},
      {"thousands", head + "ML01,\"100,000\",0.2,0.3,Yes\nML02,200 000,30%,\"0.1\",No\n"},
      {"thousands by narrow blanks, percent with a comma",
       "id;population;urban_share;ruggedness;capital\nML01;100\xe2\x80\xaf"
       "000;20,0 %;0,3;vrai\nML02;200\xc2\xa0"
       "000;0,3;0,1;faux\n"},
      {"blanks, empty lines and comments",
       "# source\n\n id , Population,Urban share,ruggedness,CAPITAL,\n\" ML01 \",100000 , 0.2,0.3,true,,\n,,,,,\n\"# a "
       "note, quoted\",,,,\nML02\t,2e5,.3,0.1,\n"},
      {"lines that end as on old Macs",
       "id,population,urban_share,ruggedness,capital\rML01,100000,0.2,0.3,t\rML02,200000,0.3,0.1,f\r"},
      {"the input's own name for ids",
       "PCODE,population,urban_share,ruggedness,capital\nML01,100000,0.2,0.3,true\nML02,200000,0.3,0.1,\n"},
  };
  for (const auto& [name, table] : tables) {
    INFO(name);
    const Made result = made(table);
    CHECK(result.said == "");
    REQUIRE(result.map);
    CHECK(result.map->regions[0].population == 100000);
    CHECK(result.map->regions[0].urban_share == 0.2);
    CHECK(result.map->regions[1].population == 200000);
    CHECK(result.map->regions[1].urban_share == 0.3);
    CHECK(result.map->regions[1].ruggedness == 0.1);
    CHECK(result.map->countries[0].capital == 0);
  }
}

TEST_CASE("what cannot be read of a table is told with its place and what to do", "[tables]") {
  const std::string first = "ML01,100000,0.2,0.3,true\n";
  const std::vector<std::pair<std::string, std::string>> tables = {
      {head + first + "ML02,200000,0.3,0.1,\nML02,999,0.3,0.1,\n",
       "t.csv:4:1: error: \"ML02\" has a row already, on line 3"},
      {head + first + "S\xe9gou,200000,0.3,0.1,\n", "t.csv:3:2: error: byte 0xe9 is not UTF-8"},
      {head + first + "ML02,many,0.3,0.1,\n", "t.csv:3:6: error: \"many\" found; a number is needed"},
      {head + first + "ML02,nan,0.3,0.1,\n", "t.csv:3:6: error: \"nan\" found"},
      {head + first + "ML02,200000,3,0.1,\n", "t.csv:3:13: error: \"3\" in column urban_share; a share from 0 to 1"},
      {head + first + "ML02,-5,0.3,0.1,\n", "t.csv:3:6: error: \"-5\" in column population; 0 to"},
      {head + first + "ML02,2.5,0.3,0.1,\n", "a whole number is needed"},
      {head + first + "ML02,200000,\"0,3\",0.1,\n",
       "\"0,3\" has a decimal comma, but \"0.3\" on line 2 has a decimal point"},
      {"id;population;urban_share;ruggedness;capital\nML01;1.234;1;1;true\nML02;5;0;0;\n",
       "t.csv:2:6: error: \"1.234\" could be 1.234 or 1234"},
      {head + first + "ML02,200000,0.3,0.1,perhaps\n",
       "t.csv:3:21: error: \"perhaps\" in column capital; true or false"},
      {head + first + "ML02,200000,0.3,0.1,,,7\n", "t.csv:3:22: error: 7 cells found; the head line has 5"},
      {head + first + ",200000,0.3,0.1,\n", "t.csv:3:1: error: a row without id"},
      {head + first + "ML03,200000,0.3,0.1,\n", "no unit of the input has the id \"ML03\"; did you mean"},
      {head + first, "t.csv: error: there is no row, and so no population, urban_share, ruggedness of \"ML02\""},
      {head + first + "ML02,200000,,0.1,\n", "t.csv:3:1: error: the row lacks urban_share of \"ML02\""},
      {"code,population\nML01,5\n", "t.csv:1:1: error: no column is named \"id\"; found: \"code\", \"population\""},
      {"id,population,Population\nML01,5,5\n", "t.csv:1:15: error: a second column \"population\""},
      {head + "ML01,\"100000,0.2,0.3,true\n", "t.csv:2:6: error: the quote that begins here is never closed"},
      {"\n\n", "the table is empty"},
      {"PK\x03\x04...", "this is a spreadsheet"},
      {std::string("i\0d\0", 4), "UTF-16 without a byte order mark"},
      {"id,sea_links\nML01,ML09\nML02,\n", "\"ML09\" in column sea_links is no unit"},
  };
  for (const auto& [table, told] : tables) {
    INFO(table);
    const Made result = made(table);
    CHECK_FALSE(result.map);
    CHECK_THAT(result.said, ContainsSubstring(told));
  }
}

TEST_CASE("nothing of a table is left out without a word", "[tables]") {
  const std::string rows = head.substr(0, head.size() - 1) +
                           ",sea_links,Coast,density,,popultion\nML01,100000,0.2,0.3,true,ML02,true,7,x,1\n"
                           "ML02,200000,0.3,0.1,,,,,,\n";
  const Made result = made(rows);
  REQUIRE(result.map);
  CHECK_THAT(result.said, ContainsSubstring("t.csv:1:62: warning: the column \"density\" is not read"));
  CHECK_THAT(result.said, ContainsSubstring("the column \"popultion\" is not read; did you mean \"population\""));
  CHECK_THAT(result.said, ContainsSubstring("a column without a name is not read"));
  CHECK(result.map->regions[0].coast);
  CHECK(result.map->neighbours_of(0).size() == 1);

  const char* full = R"(,"population":5,"urban_share":0,"ruggedness":0)";
  const Made partly = made("id,capital\nML01,true\n", "\"ML01\"", "\"ML02\"", scenarios::CsvEncoding::unicode, full);
  REQUIRE(partly.map);
  CHECK(partly.said == "t.csv: warning: units without a row keep what the input says of them: ML02\n");
}

TEST_CASE("ids that are numbers join, with or without leading zeros, but never by guessing", "[tables]") {
  const std::string rows = head + "1,100000,0.2,0.3,true\n2,200000,0.3,0.1,\n";
  CHECK(made(rows, "1", "2.0").map);
  CHECK(made(rows, "1", "2").said == "");
  const Made zeros = made(rows, "\"01\"", "\"02\"");
  REQUIRE(zeros.map);
  CHECK(zeros.map->regions[1].id == "02");
  CHECK_THAT(zeros.said, ContainsSubstring("t.csv:2:1: warning: \"1\" is taken for the unit \"01\""));
  CHECK_THAT(made(rows, "\"01\"", "\"001\"").said, ContainsSubstring("no unit of the input has the id \"1\""));
}

TEST_CASE("Latin-1 is read once somebody says that it is", "[tables]") {
  const Made result = made(
      "id,name,population,urban_share,ruggedness,capital\nML01,S\xe9gou \x96 "
      "1,1,0,0,true\nML02,\"Two\nlines\",1,0,0,\n",
      "\"ML01\"", "\"ML02\"", scenarios::CsvEncoding::windows_1252);
  REQUIRE(result.map);
  CHECK(result.map->regions[0].name == "Ségou – 1");
  CHECK(result.map->regions[1].name == "Two lines");
}

TEST_CASE("tables keep quotes, separators and the places of cells", "[tables]") {
  const auto table = scenarios::parse_csv("id,name\nA,\"One, \"\"two\"\"\"\nB,5\" wide\n", "t.csv");
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][1].text == "One, \"two\"");
  CHECK(table.rows[1][1].text == "5\" wide");
  CHECK(table.rows[1][1].line == 3);
  CHECK(table.rows[1][1].column == 3);
}

TEST_CASE("numbers are read as they are written anywhere, or not at all", "[tables]") {
  const auto point = [](const char* text) { return scenarios::read_number(text).with_point; };
  const auto comma = [](const char* text) { return scenarios::read_number(text).with_comma; };
  CHECK(point("1,234,567.5") == 1234567.5);
  CHECK_FALSE(comma("1,234,567.5"));
  CHECK(comma("1.234.567,5") == 1234567.5);
  CHECK(comma("1 234,5") == 1234.5);
  CHECK(point("1'234.5") == 1234.5);
  CHECK(point("+1.5E+03") == 1500);
  CHECK(point("\xe2\x88\x92"
              "3") == -3);
  CHECK(point("30 %") == 0.3);
  CHECK(comma("0,234") == 0.234);
  CHECK_FALSE(point("0,234"));
  for (const char* wrong :
       {"", "-", ".", "1,23,456", "12 34", "1e", "inf", "0x10", "1.2.3", "1 000 00", "1e999", "%"}) {
    INFO(wrong);
    CHECK_FALSE(point(wrong));
    CHECK_FALSE(comma(wrong));
  }
}

TEST_CASE("damaged tables never crash the reader", "[tables]") {
  const std::string text = "\xef\xbb\xbfid;population;name\n\"ML01\";1.234,5;\"a\n\"\"b\"\n# x\nML02;2;\xc3\xa9\n";
  for (std::size_t at = 0; at <= text.size(); ++at)
    for (const char* put : {"", "\"", ";", "\n", "\xff", "\r"}) {
      try {
        scenarios::parse_csv(text.substr(0, at) + put + text.substr(std::min(text.size(), at + 1)), "t.csv");
      } catch (const InvalidInput&) {
      }
    }
  SUCCEED();
}
