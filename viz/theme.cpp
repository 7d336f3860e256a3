#include "viz/theme.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

namespace mainstay::viz {

Colour mix(Colour a, Colour b, float t) {
  Colour mixed = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const float from = static_cast<float>((a >> shift) & 255u), to = static_cast<float>((b >> shift) & 255u);
    mixed |= static_cast<Colour>(std::lround(from + std::clamp(t, 0.0f, 1.0f) * (to - from))) << shift;
  }
  return mixed;
}

namespace {

double luminance(Colour colour) {
  const auto part = [&](unsigned shift) {
    const double stored = ((colour >> shift) & 255u) / 255.0;
    return stored <= 0.04045 ? stored / 12.92 : std::pow((stored + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(0) + 0.7152 * part(8) + 0.0722 * part(16);
}

}  // namespace

double contrast(Colour a, Colour b) {
  const double p = luminance(a), q = luminance(b);
  return (std::max(p, q) + 0.05) / (std::min(p, q) + 0.05);
}

const Theme& dark_theme() {
  static const Theme theme = {rgb(0x0f1318),
                              rgb(0x171c23),
                              rgb(0x1f2630),
                              rgb(0x252e39),
                              rgb(0x2a323d),
                              rgb(0xe7eaee),
                              rgb(0x8f9aa8),
                              rgb(0x8793a2),
                              rgb(0x0b0f14, 225),
                              rgb(0x0c1822),
                              rgb(0x222932),
                              rgb(0x10151b, 190),
                              rgb(0xd5dae0, 200),
                              rgb(0x5fa8e8),
                              rgb(0xf0a43a),
                              rgb(0xe77468),
                              rgb(0x9aa4b0),
                              rgb(0x12161b),
                              rgb(0x7d8fa3),
                              {rgb(0x6cf080), rgb(0xc43cf0), rgb(0xeaf040), rgb(0xf42c86), rgb(0x20eef0), rgb(0xc4ecb4),
                               rgb(0x74763a), rgb(0x9a4a9c)},
                              rgb(0xd96f1e),
                              rgb(0x3a414a),
                              rgb(0x6fbdf5)};
  return theme;
}

const Theme& light_theme() {
  static const Theme theme = {rgb(0xeef0f3),
                              rgb(0xffffff),
                              rgb(0xf2f4f7),
                              rgb(0xe2e7ed),
                              rgb(0xd3d9e0),
                              rgb(0x1b222b),
                              rgb(0x566270),
                              rgb(0x5c6774),
                              rgb(0xffffff, 225),
                              rgb(0xcfdfea),
                              rgb(0xe4e6e3),
                              rgb(0xffffff, 170),
                              rgb(0x39434f, 220),
                              rgb(0x1c67a9),
                              rgb(0x935400),
                              rgb(0xb5362b),
                              rgb(0x66717d),
                              rgb(0xffffff),
                              rgb(0x5f738a),
                              {rgb(0x378446), rgb(0xc005f7), rgb(0x5e2622), rgb(0xab0057), rgb(0xc7807e), rgb(0x55009b),
                               rgb(0xff3bd8), rgb(0x572868)},
                              rgb(0xd9772b),
                              rgb(0xdfe3e7),
                              rgb(0x3f8fd0)};
  return theme;
}

namespace {

struct Family {
  std::string_view name;
  const char *regular, *bold;
};
constexpr Family families[] = {
    {"Inter", "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
     "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf"},
    {"Inter", "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
     "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf"},
    {"DejaVu Sans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
     "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
};

// Null if none of them is installed.
const Family* installed_family() {
  const auto* family = std::find_if(std::begin(families), std::end(families), [](const Family& candidate) {
    return std::filesystem::exists(candidate.regular) && std::filesystem::exists(candidate.bold);
  });
  return family == std::end(families) ? nullptr : family;
}

struct Face {
  float pixels;
  bool bold;
};
constexpr std::array<Face, font_count> faces = {
    {{11, false}, {12.5f, false}, {14, false}, {12.5f, true}, {14, true}, {16, true}, {22, true}}};

// Figures in columns and on counters must not jump about: digits, and the signs before them, get one width.
void align_digits(ImFont& font) {
  float width = 0;
  for (ImWchar digit = '0'; digit <= '9'; ++digit)
    if (const ImFontGlyph* glyph = font.FindGlyph(digit)) width = std::max(width, glyph->AdvanceX);
  for (ImWchar digit = '0'; digit <= '9'; ++digit) {
    auto* glyph = const_cast<ImFontGlyph*>(font.FindGlyph(digit));
    if (!glyph) continue;
    const float shift = std::round((width - glyph->AdvanceX) / 2);
    glyph->X0 += shift;
    glyph->X1 += shift;
    glyph->AdvanceX = width;
    font.IndexAdvanceX[digit] = width;
  }
}

// To the font that was added last, at `pixels` an em.
void add_letters(ImFontAtlas& atlas, const FontFile& file, const LetterSource& source, float pixels) {
  ImFontConfig config;
  config.MergeMode = true;
  config.FontNo = file.face;
  config.OversampleH = 1;  // of Chinese alone there may be thousands
  config.GlyphRanges = source.ranges.data();
  config.SizePixels = pixels * file.line_height;
  // ImGui would copy the file for each of the fonts, unless it believes to own it: see forget_files.
  config.FontData = const_cast<char*>(file.bytes.data());
  config.FontDataSize = static_cast<int>(file.bytes.size());
  atlas.AddFont(&config);
}

void forget_files(ImFontAtlas& atlas) {
  for (ImFontConfig& config : atlas.ConfigData) {
    if (!config.MergeMode) continue;
    config.FontData = nullptr;
    config.FontDataOwnedByAtlas = false;
  }
}

}  // namespace

std::string own_family() {
  const Family* family = installed_family();
  return family ? std::string(family->name) : "";
}

Fonts Fonts::made(float scale, const std::set<char32_t>& others) {
  Fonts fonts;
  fonts.atlas_.reset(IM_NEW(ImFontAtlas)());
  ImFontAtlas& atlas = *fonts.atlas_;
  const Family* family = installed_family();
  fonts.others_ = find_letters(others, own_family());
  for (std::size_t k = 0; k < font_count; ++k) {
    ImFontConfig config;
    config.OversampleH = 2;
    const float pixels = std::round(2 * faces[k].pixels * scale) / 2;
    if (!family) {
      config.SizePixels = std::round(pixels);
      fonts.fonts_[k] = atlas.AddFontDefault(&config);
    } else {
      // Inter's line is taller than its size says; text of 14 px is set in a line of 17.
      config.GlyphOffset.y = 0;
      fonts.fonts_[k] = atlas.AddFontFromFileTTF(faces[k].bold ? family->bold : family->regular, pixels * 1.21f,
                                                 &config, own_letters);
    }
    for (const LetterSource& source : fonts.others_.sources)
      add_letters(atlas, faces[k].bold ? *source.bold : *source.regular, source, pixels);
  }
  atlas.Build();
  forget_files(atlas);
  fonts.others_.sources.clear();
  for (ImFont* font : fonts.fonts_) align_digits(*font);
  unsigned char* pixels = nullptr;  // as the graphics card will want them
  int width = 0, height = 0;
  atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
  return fonts;
}

void Fonts::use() {
  ImFontAtlas*& used = ImGui::GetIO().Fonts;
  IM_DELETE(used);
  used = atlas_.release();
}

}  // namespace mainstay::viz
