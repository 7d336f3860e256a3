#include "viz/writing_systems.h"

#include <algorithm>
#include <iterator>

namespace mainstay::viz {

namespace {

constexpr char core[] = "fonts-noto-core", cjk[] = "fonts-noto-cjk", dejavu[] = "fonts-dejavu-core";

constexpr WritingSystem latin{"Latin", dejavu, false}, marks{"Latin (combining accents)", dejavu, false},
    greek{"Greek", dejavu, false}, cyrillic{"Cyrillic", dejavu, false}, armenian{"Armenian", core, false},
    hebrew{"Hebrew", core, false}, arabic{"Arabic", dejavu, false}, syriac{"Syriac", core, true},
    thaana{"Thaana", core, false}, nko{"N'Ko", core, true}, samaritan{"Samaritan or Mandaic", core, true},
    indic{"Indic", core, true}, thai{"Thai", core, false}, lao{"Lao", core, false}, tibetan{"Tibetan", core, true},
    myanmar{"Myanmar", core, true}, georgian{"Georgian", core, false}, hangul{"Hangul", cjk, false},
    ethiopic{"Ethiopic", core, false}, cherokee{"Cherokee", core, false}, canadian{"Canadian", core, false},
    philippine{"Philippine", core, true}, khmer{"Khmer", core, true}, mongolian{"Mongolian", core, true},
    southeast{"Southeast Asian", core, true}, tifinagh{"Tifinagh", core, false}, han{"Chinese or Japanese", cjk, false},
    vai{"Vai", core, false}, adlam{"Adlam", core, true}, other{"an unknown", core, false};

struct Block {
  char32_t first, last;
  const WritingSystem& system;
};
// After Blocks.txt of the Unicode Character Database, 15.0; those of one script that follow one another are one.
constexpr Block blocks[] = {
    {0x0000, 0x02ff, latin},      {0x0300, 0x036f, marks},    {0x0370, 0x03ff, greek},     {0x0400, 0x052f, cyrillic},
    {0x0530, 0x058f, armenian},   {0x0590, 0x05ff, hebrew},   {0x0600, 0x06ff, arabic},    {0x0700, 0x074f, syriac},
    {0x0750, 0x077f, arabic},     {0x0780, 0x07bf, thaana},   {0x07c0, 0x07ff, nko},       {0x0800, 0x085f, samaritan},
    {0x0860, 0x086f, syriac},     {0x0870, 0x08ff, arabic},   {0x0900, 0x0dff, indic},     {0x0e00, 0x0e7f, thai},
    {0x0e80, 0x0eff, lao},        {0x0f00, 0x0fff, tibetan},  {0x1000, 0x109f, myanmar},   {0x10a0, 0x10ff, georgian},
    {0x1100, 0x11ff, hangul},     {0x1200, 0x139f, ethiopic}, {0x13a0, 0x13ff, cherokee},  {0x1400, 0x167f, canadian},
    {0x1700, 0x177f, philippine}, {0x1780, 0x17ff, khmer},    {0x1800, 0x18af, mongolian}, {0x18b0, 0x18ff, canadian},
    {0x1900, 0x1aaf, southeast},  {0x1ab0, 0x1aff, marks},    {0x1b00, 0x1c7f, southeast}, {0x1c80, 0x1c8f, cyrillic},
    {0x1c90, 0x1cbf, georgian},   {0x1cc0, 0x1cff, indic},    {0x1d00, 0x1dbf, latin},     {0x1dc0, 0x1dff, marks},
    {0x1e00, 0x1eff, latin},      {0x1f00, 0x1fff, greek},    {0x2c60, 0x2c7f, latin},     {0x2d00, 0x2d2f, georgian},
    {0x2d30, 0x2d7f, tifinagh},   {0x2d80, 0x2ddf, ethiopic}, {0x2de0, 0x2dff, cyrillic},  {0x2e80, 0x312f, han},
    {0x3130, 0x318f, hangul},     {0x3190, 0x9fff, han},      {0xa500, 0xa63f, vai},       {0xa640, 0xa69f, cyrillic},
    {0xa720, 0xa7ff, latin},      {0xa800, 0xa95f, indic},    {0xa960, 0xa97f, hangul},    {0xa980, 0xaaff, southeast},
    {0xab00, 0xab2f, ethiopic},   {0xab30, 0xab6f, latin},    {0xab70, 0xabbf, cherokee},  {0xabc0, 0xabff, indic},
    {0xac00, 0xd7ff, hangul},     {0xf900, 0xfaff, han},      {0xfb00, 0xfb12, latin},     {0xfb13, 0xfb17, armenian},
    {0xfb1d, 0xfb4f, hebrew},     {0xfb50, 0xfdff, arabic},   {0xfe70, 0xfefe, arabic},    {0xff00, 0xffef, han},
    {0x1e900, 0x1e95f, adlam},    {0x20000, 0x3ffff, han}};

}  // namespace

const WritingSystem& writing_system_of(char32_t letter) {
  const auto* block = std::find_if(std::begin(blocks), std::end(blocks), [&](const Block& candidate) {
    return letter >= candidate.first && letter <= candidate.last;
  });
  return block == std::end(blocks) ? other : block->system;
}

}  // namespace mainstay::viz
