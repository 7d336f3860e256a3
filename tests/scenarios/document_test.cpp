#include "scenarios/document.h"

#include <fstream>

#include "scenarios/whole_file.h"
#include "tests/catch.h"
#include "tests/scenarios/fixture_assets.h"

using namespace mainstay::scenarios;

namespace {

std::string refusal(const std::string& text) {
  try {
    Document::parse("f.json", text);
    return "";
  } catch (const InvalidInput& invalid) {
    return invalid.what();
  }
}

std::string refusal_of_file(const std::filesystem::path& file) {
  try {
    Document::read(file);
    return "";
  } catch (const InvalidInput& invalid) {
    return invalid.what();
  }
}

bool same(Place place, int line, int column) {
  return place.line == line && place.column == column;
}

// Every pointer of a value, in the order of the text.
void all_pointers(const Json& value, const std::string& pointer, std::vector<std::string>& all) {
  all.push_back(pointer);
  if (!value.is_structured()) return;
  for (const auto& [key, inner] : value.items()) all_pointers(inner, child(pointer, key), all);
}

}  // namespace

TEST_CASE("a document knows the line and column of every value and key") {
  const auto document = Document::parse("f.json", "{ // a comment\n  \"a\": [1, {\"b/c\": \"x\"}],\n  \"d~\": true }");
  CHECK(same(document.value_place(""), 1, 1));
  CHECK(same(document.key_place("/a"), 2, 3));
  CHECK(same(document.value_place("/a"), 2, 8));
  CHECK(same(document.value_place("/a/1"), 2, 12));
  CHECK(same(document.key_place("/a/1/b~1c"), 2, 13));
  CHECK(same(document.value_place("/a/1/b~1c"), 2, 20));
  CHECK(same(document.value_place("/d~0"), 3, 9));
  CHECK(document.root()["a"][1]["b/c"] == "x");
}

TEST_CASE("a place that is asked for but not there is that of the innermost value that is") {
  const auto document = Document::parse("f.json", "{\n \"a\": { \"b\": 1 } }");
  CHECK(same(document.value_place("/a/x/y"), 2, 7));
  CHECK(same(document.value_place("/q"), 1, 1));
}

TEST_CASE("columns count characters, not bytes, and a byte order mark is not one") {
  const auto document = Document::parse("f.json", "\xef\xbb\xbf{ \"\xc3\xa9\xe2\x82\xac\": 1 }");
  CHECK(same(document.key_place("/\xc3\xa9\xe2\x82\xac"), 1, 3));
  CHECK(same(document.value_place("/\xc3\xa9\xe2\x82\xac"), 1, 9));
}

TEST_CASE("the places found in the smallest scenario hold the values that were parsed") {
  const auto document = Document::read(mainstay::tests::source_folder / "scenarios/smallest.json");
  std::vector<std::string> pointers;
  all_pointers(document.root(), "", pointers);
  std::vector<std::string> lines(1);
  for (const char c : document.text()) c == '\n' ? void(lines.emplace_back()) : void(lines.back() += c);
  REQUIRE(pointers.size() > 300);
  for (const auto& pointer : pointers) {
    const auto& value = document.root()[Json::json_pointer(pointer)];
    if (value.is_structured()) continue;
    const Place place = document.value_place(pointer);
    const auto rest =
        lines.at(static_cast<std::size_t>(place.line - 1)).substr(static_cast<std::size_t>(place.column - 1));
    const auto size = rest[0] == '"' ? value.dump().size() : rest.find_first_of(",] }");
    INFO(pointer << " at " << place.line << ":" << place.column);
    CHECK(Json::parse(rest.substr(0, size)) == value);
  }
}

TEST_CASE("comments and a byte order mark are allowed") {
  CHECK(refusal("\xef\xbb\xbf// x\n{ /* y */ \"a\" /* z */ : 1 // end\n}").empty());
}

TEST_CASE("both keys given twice are reported, not only the first") {
  const auto message = refusal("{ \"a\": 1,\n \"a\": 2,\n \"b\": { \"c\": 1, \"\\u0063\": 2 } }");
  CHECK_THAT(message, ContainsSubstring("f.json:2:2: error: /a: the key \"a\" is given twice, first on line 1"));
  CHECK_THAT(message, ContainsSubstring("f.json:3:17: error: /b/c: the key \"c\" is given twice"));
}

TEST_CASE("64 levels of nesting are read, 65 are not, and 100000 do no harm") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(refusal(nested(64)).empty());
  CHECK_THAT(refusal(nested(65)), ContainsSubstring("nested more than 64 deep"));
  CHECK_THAT(refusal(nested(100000)), ContainsSubstring("nested more than 64 deep"));
}

TEST_CASE("an object with very many keys is refused before it takes minutes") {
  std::string text = "{";
  for (int i = 0; i < 30000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  CHECK_THAT(refusal(text + "\"end\":0}"), ContainsSubstring("more than 20000 keys"));
}

TEST_CASE("bytes that are not UTF-8 are refused wherever they stand") {
  for (const char* bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\x80"}) {
    CHECK_THAT(refusal("{ \"a\": \"" + std::string(bad) + "\" }"), ContainsSubstring("is not UTF-8 text"));
    CHECK_THAT(refusal("// " + std::string(bad)), ContainsSubstring("is not UTF-8 text"));
  }
}

TEST_CASE("a file that cannot be read says why and what to do") {
  const mainstay::tests::TemporaryFolder folder;
  CHECK_THAT(refusal_of_file(folder.path() / "missing.json"),
             ContainsSubstring("there is no such file; check its name"));
  CHECK_THAT(refusal_of_file(folder.path() / "nowhere/missing.json"), ContainsSubstring("nor a folder"));
  CHECK_THAT(refusal_of_file(folder.path()), ContainsSubstring("this is a folder; name a file in it"));
  CHECK_THAT(refusal_of_file("/dev/null"), ContainsSubstring("not a regular file"));
  const auto big = folder.path() / "big.json";
  std::ofstream(big) << "{}";
  std::filesystem::resize_file(big, largest_file_bytes + 1);
  CHECK_THAT(refusal_of_file(big), ContainsSubstring("at most 67108864 (64 MB)"));
}

TEST_CASE("what we refuse in damaged text is what nlohmann/json refuses, and nothing gets past us") {
  const auto good = mainstay::tests::contents(mainstay::tests::source_folder / "tests/broken/valid.json");
  const std::string alphabet = "{}[]\",:0123456789eE+-.\\/*ntu a\n\t";
  std::uint32_t state = 1;
  const auto draw = [&](std::size_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
  };
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text = good.substr(0, 200 + draw(600));
    if (draw(2) == 0) text = "{ \"a\": [1, -2.5e3, \"x\\u00e9\\n\", true, null, {}], \"b\": { \"c\": \"d\" } } // end";
    for (std::size_t change = 0; change <= draw(3); ++change) {
      const auto at = draw(text.size());
      if (draw(3) == 0) {
        text.erase(at, 1 + draw(3));
      } else {
        text[at] = alphabet[draw(alphabet.size())];
      }
    }
    const auto scan = scan_json(text);
    const bool ours = scan.faults.empty();
    const bool theirs = Json::accept(text, true);
    const bool stricter = !ours && scan.faults.back().message.find("is given twice") != std::string::npos;
    INFO(text);
    if (!ours && !stricter) CHECK_FALSE(scan.faults.back().message.empty());
    CHECK((ours == theirs || stricter));
    refused += ours ? 0 : 1;
  }
  CHECK(refused > 1000);
  CHECK(refused < 3990);
}
