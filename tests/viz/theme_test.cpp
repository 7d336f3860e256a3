#include "viz/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tests/catch.h"
#include "viz/map_modes.h"

using namespace mainstay::viz;

namespace {

using Triple = std::array<double, 3>;

Triple linear(Colour colour) {
  Triple parts;
  for (unsigned k = 0; k < 3; ++k) {
    const double part = ((colour >> (8 * k)) & 255u) / 255.0;
    parts[k] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return parts;
}

// Eyes without red or green receptors: G. M. Machado and others, "A physiologically-based model for simulation of color
// vision deficiency" (2009), at full severity; the first are eyes with all of them.
constexpr double eyes[3][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};

// CIE L*a*b*, in which equal distances look about equally large.
Triple lab(Colour colour, const double (&eye)[3][3]) {
  const Triple seen = linear(colour);
  Triple rgb;
  for (int k = 0; k < 3; ++k)
    rgb[k] = std::clamp(eye[k][0] * seen[0] + eye[k][1] * seen[1] + eye[k][2] * seen[2], 0.0, 1.0);
  const auto root = [](double v) { return v > 0.008856 ? std::cbrt(v) : 7.787 * v + 16.0 / 116; };
  const double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505),
               y = root(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]),
               z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// For the eyes that tell them apart least.
double distance(Colour a, Colour b) {
  double least = 1e9;
  for (const auto& eye : eyes) {
    const Triple p = lab(a, eye), q = lab(b, eye);
    least = std::min(least, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
  }
  return least;
}

}  // namespace

TEST_CASE("branches are told apart from each other and from the twin, by colour-blind eyes, too", "[window]") {
  for (const Theme* theme : {&dark_theme(), &light_theme()}) {
    std::vector<Colour> lines(theme->branches.begin(), theme->branches.end());
    lines.push_back(theme->twin);
    lines.push_back(theme->panel);
    for (std::size_t a = 0; a < lines.size(); ++a)
      for (std::size_t b = a + 1; b < lines.size(); ++b) {
        INFO((theme == &dark_theme() ? "dark" : "light") << " theme, lines " << a << " and " << b);
        CHECK(distance(lines[a], lines[b]) > 15);
      }
  }
}

TEST_CASE("branches are never in the colours of better and worse, nor of gain, surge and threat", "[window]") {
  for (const Theme* theme : {&dark_theme(), &light_theme()})
    for (std::size_t k = 0; k < theme->branches.size(); ++k)
      for (const Colour meaning : {theme->worse, theme->better, theme->state, theme->surge, theme->threat}) {
        INFO((theme == &dark_theme() ? "dark" : "light") << " theme, line " << k);
        CHECK(distance(theme->branches[k], meaning) > 15);
      }
}

TEST_CASE("every text can be read on every ground that it stands on", "[window]") {
  constexpr double least = 4.5;  // WCAG 2, AA
  for (const Theme* theme : {&dark_theme(), &light_theme()}) {
    const Theme& t = *theme;
    INFO((theme == &dark_theme() ? "dark" : "light") << " theme");
    for (const Colour ground : {t.background, t.panel, t.raised})
      for (const Colour text : {t.text, t.muted, t.faint, t.state, t.surge, t.threat}) {
        CAPTURE(ground, text);
        CHECK(contrast(text, ground) >= least);
      }
    for (const Colour text : {t.text, t.muted, t.state, t.surge, t.threat}) CHECK(contrast(text, t.pressed) >= least);
    for (const Colour ground : {t.state, t.surge, t.programme}) CHECK(contrast(t.on_accent, ground) >= least);
    CHECK(contrast(t.text, mix(t.panel, t.state, 0.3f)) >= least);  // a chip that is chosen
    // Signs on the map; names there have a halo, whatever the colour beneath.
    const Colour sign = theme == &dark_theme() ? rgb(0x10151b) : t.panel;
    for (const Colour text : {t.state, t.surge, t.threat}) CHECK(contrast(text, sign) >= least);
    for (std::size_t k = 0; k < class_count; ++k)
      for (const Palette palette : {Palette::cividis, Palette::viridis, Palette::magma, Palette::brown_teal}) {
        const Colour halo = mix(class_colour(palette, k), t.halo, static_cast<float>(t.halo >> 24) / 255);
        CHECK(contrast(t.text, halo) >= least);
        CHECK(contrast(mix(halo, t.text, 190.0f / 255), halo) >= least);  // of countries
      }
  }
}

TEST_CASE("a small difference is seen on the map, and its colour depends on nothing but its value", "[window]") {
  const MapMode& mode = map_modes()[find_map_mode("difference")];
  for (const Theme* theme : {&dark_theme(), &light_theme()}) {
    const auto colour = [&](double points) { return mode_colour(*theme, mode, points / 100); };
    CHECK(colour(0) == theme->neutral);
    CHECK(distance(colour(2), theme->neutral) > 10);
    CHECK(distance(colour(-2), theme->neutral) > 10);
    CHECK(colour(40) == theme->better);
    CHECK(colour(-40) == theme->worse);
  }
  const MapMode& incidents = map_modes()[find_map_mode("incidents_difference")];
  CHECK(mode_colour(dark_theme(), incidents, -100) == dark_theme().better);  // fewer are better
}
