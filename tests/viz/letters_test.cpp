#include "viz/letters.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "scenarios/document.h"
#include "tests/catch.h"
#include "tests/fonts.h"
#include "viz/foreign_texts.h"
#include "viz/reading_order.h"
#include "viz/theme.h"
#include "viz/typesetter.h"
#include "viz/writing_systems.h"

using namespace mainstay::viz;
using mainstay::scenarios::Document;
using mainstay::tests::OnlyFonts;

namespace {

constexpr char arabic_kayes[] = "كاييس", tigray[] = "ትግራይ";

Letters with(std::set<char32_t> found, std::set<char32_t> missing) {
  return {{}, std::move(found), std::move(missing)};
}

}  // namespace

TEST_CASE("the window asks for letters that its own font has not, and for nothing else", "[viz]") {
  CHECK(foreign_letters("Ségou – Đắk Lắk, 12 km²\n").empty());
  CHECK(foreign_letters("Kano ƙ Дн") == std::set<char32_t>{U'ƙ', U'Д', U'н'});
  CHECK(find_letters({}, "").sources.empty());
}

TEST_CASE("Cyrillic, Greek, Hausa and Arabic are found in a font of the machine", "[viz]") {
  const OnlyFonts only(mainstay::tests::dejavu_folder);
  std::set<char32_t> wanted;
  for (const std::string text : {"Дніпро", "Ευρώπη", "ɓ ɗ ƙ", arabic_kayes}) wanted.merge(foreign_letters(text));
  const Letters letters = find_letters(wanted, "DejaVu Sans");
  CHECK(letters.found == wanted);
  CHECK(letters.missing.empty());
  REQUIRE(letters.sources.size() == 1);
  CHECK(letters.sources.front().regular->name.ends_with("/DejaVuSans.ttf"));
  CHECK(letters.sources.front().bold->name.ends_with("/DejaVuSans-Bold.ttf"));
  const Fonts fonts = Fonts::made(1, wanted);
  for (const Font font : {Font::small, Font::bold})
    for (const char32_t letter : wanted) CHECK(fonts[font]->FindGlyphNoFallback(static_cast<ImWchar>(letter)));
}

TEST_CASE("letters that no font has, that need shaping, or that are no letters, are missing", "[viz]") {
  const OnlyFonts none;
  CHECK(find_letters({U'Д'}, "Inter").missing == std::set<char32_t>{U'Д'});
  // Burmese; Osmanya, which is beyond what ImGui numbers; and what stands for a byte that is no text.
  const std::set<char32_t> odd = {U'\u1001', U'\U00010480', U'\ufffd'};
  CHECK(find_letters(odd, "Inter").missing == odd);
}

TEST_CASE("more letters than a graphics card has room for are not taken", "[viz]") {
  const OnlyFonts only(mainstay::tests::dejavu_folder);
  std::set<char32_t> wanted;
  for (char32_t letter = 0x180; letter < 0xd000; ++letter) wanted.insert(letter);
  const Letters letters = find_letters(wanted, "Inter");
  CHECK(letters.found.contains(U'Д'));
  CHECK(letters.found.size() <= 3000);
  CHECK(letters.found.size() + letters.missing.size() == wanted.size());
}

TEST_CASE("names that run from right to left are drawn in the order in which they are read, Arabic joined", "[viz]") {
  CHECK(in_drawn_order(U"Kayes 2") == U"Kayes 2");
  CHECK(in_drawn_order(U"\u05e9\u05dc\u05d5\u05dd") == U"\u05dd\u05d5\u05dc\u05e9");
  // Kayes in Arabic: each letter takes the form that its neighbours ask for.
  CHECK(in_drawn_order(U"\u0643\u0627\u064a\u064a\u0633") == U"\ufeb2\ufef4\ufef3\ufe8e\ufedb");
  // Lam and alef are one letter.
  CHECK(in_drawn_order(U"\u0644\u0627") == U"\ufefb");
  // A number in a name stands at its end, at the left; the window's own words run on to the right.
  CHECK(in_drawn_order(U"\u05d0\u05d1 5") == U"5 \u05d1\u05d0");
  CHECK(in_drawn_order(U"Attacks in \u05d0\u05d1, (\u05d2)") == U"Attacks in (\u05d2) ,\u05d1\u05d0");
}

TEST_CASE("a name that runs from right to left stays one piece among the window's own words and numbers", "[viz]") {
  Typesetter typesetter;
  typesetter.begin({{"\u05d0\u05d1", "A", ""}, {"\u05d2\u05d3", "B", ""}});
  typesetter.use(with({U'\u05d0', U'\u05d1', U'\u05d2', U'\u05d3'}, {}));
  CHECK(typesetter.drawn("\u05d0\u05d1, \u05d2\u05d3 · 120 people") == "\u05d1\u05d0, \u05d3\u05d2 · 120 people");
  CHECK(typesetter.turned("\u05d0\u05d1, \u05d2\u05d3 · 120 people"));
  CHECK(typesetter.drawn("one\n\u05d0\u05d1\ntwo") == "one\n\u05d1\u05d0\ntwo");
}

TEST_CASE("what cannot be shown gives way to its id, wherever it stands in a text", "[viz]") {
  Typesetter typesetter;
  typesetter.begin({{tigray, "ET-TI", ""}, {"Дон", "RU-1", ""}, {"Дон Север", "RU-2", ""}});
  typesetter.use(with({U'Д', U'о', U'н'}, foreign_letters("Север ትግራይ")));
  CHECK(typesetter.drawn(std::string("Attacks up in ") + tigray + ", Дон Север") == "Attacks up in ET-TI, RU-2");
  CHECK(typesetter.drawn("Дон, 5 km") == "Дон, 5 km");
  CHECK(typesetter.whole(tigray));
  CHECK(!typesetter.can_show(tigray));
  CHECK(!typesetter.whole("Север"));  // no name of the scenario
  typesetter.begin({});
  CHECK(typesetter.named(tigray) == tigray);
}

TEST_CASE("letters are asked for once they are to be drawn, and are blanks until they are there", "[viz]") {
  Typesetter typesetter;
  CHECK(typesetter.drawn("Ségou – 12") == "Ségou – 12");
  CHECK(!typesetter.wants_more());
  CHECK(typesetter.drawn("Дон 1") == "    1");
  CHECK(!typesetter.whole("Дон 1"));
  CHECK(typesetter.wants_more());
  CHECK(typesetter.wanted() == std::set<char32_t>{U'Д', U'о', U'н'});
  typesetter.use(with(typesetter.wanted(), {}));
  CHECK(!typesetter.wants_more());
  CHECK(typesetter.drawn("Дон 1") == "Дон 1");
  CHECK(typesetter.whole("Дон 1"));
  typesetter.begin({});
  CHECK(typesetter.wanted().empty());
}

TEST_CASE("foreign texts of a scenario are found with their ids and places", "[viz]") {
  const auto document = Document::parse("s.json", R"({ "title": "Дон", "sources": [{ "what": "Дон" }],
    "governments": { "XA": { "name": "Йа" } }, "donors": [{ "id": "us", "name": "Эс" }],
    "features": [{ "properties": { "id": "R", "name": "Эр", "country": "C", "country_name": "Це", "note": "Не" } }],
    "courses_of_action": { "calm": { "title": "Мир", "summary": "Тихо" } }, "things": { "name": "Вещь" } })");
  std::vector<std::string> found;
  for (const ForeignText& text : foreign_texts(document.root()))
    found.push_back(text.pointer + " " + text.text + " " + text.id);
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector<std::string>{"/courses_of_action/calm/summary Тихо ",
                                          "/courses_of_action/calm/title Мир calm", "/donors/0/name Эс us",
                                          "/features/0/properties/country_name Це C",
                                          "/features/0/properties/name Эр R", "/governments/XA/name Йа XA",
                                          "/things/name Вещь ", "/title Дон "});
}

TEST_CASE("a script is known by its name and the package that has its letters", "[viz]") {
  CHECK(writing_system_of(U'ት').name == std::string("Ethiopic"));
  CHECK(&writing_system_of(U'ት') == &writing_system_of(U'ⶀ'));
  CHECK(writing_system_of(U'中').package == std::string("fonts-noto-cjk"));
  CHECK(&writing_system_of(U'\ufeb2') == &writing_system_of(U'س'));
  CHECK(writing_system_of(U'ရ').needs_shaping);
  CHECK(!writing_system_of(U'Д').needs_shaping);
}
