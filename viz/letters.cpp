#include "viz/letters.h"

#include <fontconfig/fontconfig.h>
#include <stb/stb_truetype.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "scenarios/error.h"
#include "scenarios/whole_file.h"
#include "viz/writing_systems.h"

namespace mainstay::viz {

namespace {

// More would make a picture of letters that graphics cards refuse: all type of the window would be gone.
constexpr std::size_t most_letters = 3000;

struct DeleteFc {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
template <class Thing>
using OwnedFc = std::unique_ptr<Thing, DeleteFc>;

const FcChar8* fc_text(const char* text) {
  return reinterpret_cast<const FcChar8*>(text);
}

std::string family_of(FcPattern* font) {
  FcChar8* family = nullptr;
  if (FcPatternGetString(font, FC_FAMILY, 0, &family) != FcResultMatch) return "";
  return reinterpret_cast<const char*>(family);
}

// Upright, neither thin nor bold, in outlines of one colour.
bool is_usual(FcPattern* font) {
  int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;
  FcBool outline = FcFalse, colour = FcFalse;
  FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
  FcPatternGetInteger(font, FC_SLANT, 0, &slant);
  FcPatternGetBool(font, FC_OUTLINE, 0, &outline);
  FcPatternGetBool(font, FC_COLOR, 0, &colour);
  return outline && !colour && slant == FC_SLANT_ROMAN && weight >= FC_WEIGHT_BOOK && weight <= FC_WEIGHT_MEDIUM;
}

bool may_have_any(FcPattern* font, const std::set<char32_t>& wanted) {
  FcCharSet* letters = nullptr;
  return FcPatternGetCharSet(font, FC_CHARSET, 0, &letters) == FcResultMatch &&
         std::any_of(wanted.begin(), wanted.end(), [&](char32_t letter) { return FcCharSetHasChar(letters, letter); });
}

// A font as ImGui will read it: what it could not would spoil all of the window's type.
class OpenedFont {
 public:
  static std::optional<OpenedFont> open(FcPattern* pattern) {
    FcChar8* name = nullptr;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &name) != FcResultMatch) return {};
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    if (index >> 16 != 0) return {};  // an instance of a variable font: only what this is by itself can be drawn
    auto file = std::make_shared<FontFile>();
    file->name = reinterpret_cast<const char*>(name);
    file->face = index;
    try {
      file->bytes = scenarios::read_whole_file(file->name, "a font");
    } catch (const scenarios::InvalidInput&) {
      return {};
    }
    OpenedFont font;
    const auto* data = reinterpret_cast<const unsigned char*>(file->bytes.data());
    const int offset = file->bytes.size() < 12 ? -1 : stbtt_GetFontOffsetForIndex(data, index);
    if (offset < 0 || !stbtt_InitFont(&font.info_, data, offset)) return {};
    file->line_height = stbtt_ScaleForMappingEmToPixels(&font.info_, 1) / stbtt_ScaleForPixelHeight(&font.info_, 1);
    font.file_ = std::move(file);
    return font;
  }

  std::shared_ptr<const FontFile> file() const { return file_; }
  bool has(char32_t letter) const { return stbtt_FindGlyphIndex(&info_, static_cast<int>(letter)) != 0; }

 private:
  stbtt_fontinfo info_{};
  std::shared_ptr<const FontFile> file_;  // info_ points into it
};

class MachineFonts {
 public:
  explicit MachineFonts(std::string family) : config_(FcInitLoadConfigAndFonts()), family_(std::move(family)) {}

  // The best first; empty if there are none.
  OwnedFc<FcFontSet> in_order() const {
    if (!config_) return nullptr;
    const auto pattern = wanted(family_, FC_WEIGHT_REGULAR);
    FcResult result = FcResultMatch;
    return OwnedFc<FcFontSet>(FcFontSort(config_.get(), pattern.get(), FcFalse, nullptr, &result));
  }

  // A bold font of the same family.
  OwnedFc<FcPattern> bold_of(const std::string& family) const {
    const auto pattern = wanted(family, FC_WEIGHT_DEMIBOLD);
    FcResult result = FcResultMatch;
    OwnedFc<FcPattern> font(FcFontMatch(config_.get(), pattern.get(), &result));
    int weight = FC_WEIGHT_REGULAR;
    if (font) FcPatternGetInteger(font.get(), FC_WEIGHT, 0, &weight);
    return font && family_of(font.get()) == family && weight >= FC_WEIGHT_DEMIBOLD ? std::move(font) : nullptr;
  }

 private:
  OwnedFc<FcPattern> wanted(const std::string& family, int weight) const {
    OwnedFc<FcPattern> pattern(FcPatternCreate());
    FcPatternAddString(pattern.get(), FC_FAMILY, fc_text(family.c_str()));
    FcPatternAddString(pattern.get(), FC_FAMILY, fc_text("sans-serif"));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight);
    FcPatternAddBool(pattern.get(), FC_OUTLINE, FcTrue);
    FcPatternAddBool(pattern.get(), FC_COLOR, FcFalse);
    FcConfigSubstitute(config_.get(), pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());  // the user's languages; signs that several share are drawn as in Chinese
    FcPatternAddString(pattern.get(), FC_LANG, fc_text("zh-cn"));
    return pattern;
  }

  OwnedFc<FcConfig> config_;
  std::string family_;
};

std::vector<ImWchar> as_ranges(const std::vector<char32_t>& letters) {
  std::vector<ImWchar> ranges;
  for (const char32_t letter : letters) {
    const auto sign = static_cast<ImWchar>(letter);
    if (!ranges.empty() && ranges.back() + 1 == sign)
      ranges.back() = sign;
    else
      ranges.insert(ranges.end(), {sign, sign});
  }
  ranges.push_back(0);
  return ranges;
}

std::shared_ptr<const FontFile> bold_file(const MachineFonts& fonts, const std::string& family,
                                          const std::vector<char32_t>& letters) {
  const auto pattern = fonts.bold_of(family);
  if (!pattern) return nullptr;
  const auto font = OpenedFont::open(pattern.get());
  if (!font || !std::all_of(letters.begin(), letters.end(), [&](char32_t letter) { return font->has(letter); }))
    return nullptr;
  return font->file();
}

// Takes what it finds out of `left`.
std::vector<LetterSource> take_from_machine(std::set<char32_t>& left, const std::string& family) {
  std::vector<LetterSource> sources;
  const MachineFonts fonts(family);
  const auto all = fonts.in_order();
  for (int k = 0; all && k < all->nfont && !left.empty(); ++k) {
    FcPattern* candidate = all->fonts[k];
    if (!is_usual(candidate) || !may_have_any(candidate, left)) continue;
    const auto font = OpenedFont::open(candidate);
    if (!font) continue;
    std::vector<char32_t> has;
    std::copy_if(left.begin(), left.end(), std::back_inserter(has), [&](char32_t letter) { return font->has(letter); });
    if (has.empty()) continue;
    for (const char32_t letter : has) left.erase(letter);
    const auto bold = bold_file(fonts, family_of(candidate), has);
    sources.push_back({font->file(), bold ? bold : font->file(), as_ranges(has)});
  }
  return sources;
}

}  // namespace

bool is_own_letter(char32_t letter) {
  if (letter < 0x20) return true;
  for (const ImWchar* range = own_letters; *range != 0; range += 2)
    if (letter >= range[0] && letter <= range[1]) return true;
  return false;
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char sign) { return static_cast<unsigned char>(sign) < 0x80; });
}

Letters find_letters(const std::set<char32_t>& wanted, const std::string& family) {
  Letters letters;
  for (const char32_t letter : wanted) {
    const bool drawable = letter <= IM_UNICODE_CODEPOINT_MAX && !writing_system_of(letter).needs_shaping &&
                          letters.found.size() < most_letters;
    (drawable ? letters.found : letters.missing).insert(letter);
  }
  std::set<char32_t> left = letters.found;
  if (!left.empty()) letters.sources = take_from_machine(left, family);
  for (const char32_t letter : left) letters.found.erase(letter);
  letters.missing.merge(left);
  return letters;
}

}  // namespace mainstay::viz
