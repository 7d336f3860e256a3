#include "studies/report_waterfall.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "studies/report_axis.h"

namespace mainstay::studies {

namespace {

constexpr double width = 500, row = 25, bar_height = 15, left = 208, right = 66;

constexpr std::size_t widest_label = 30;  // characters that fit left of the bars

struct Scale {
  double low = 0, high = 1;
  double x(double value) const { return left + (width - left - right) * (value - low) / std::max(high - low, 1e-12); }
};

Scale scale_of(const Waterfall& waterfall) {
  double sum = waterfall.start;
  Scale scale{std::min(waterfall.low, sum), std::max(waterfall.high, sum)};
  for (const WaterfallBar& bar : waterfall.bars) {
    sum += bar.amount;
    scale.low = std::min(scale.low, sum);
    scale.high = std::max(scale.high, sum);
  }
  return scale;
}

std::string bar_svg(const std::string& label, const std::string& style, double from, double to,
                    const std::string& number, double y, const Scale& scale) {
  const double x = std::min(scale.x(from), scale.x(to)), wide = std::max(1.5, std::fabs(scale.x(to) - scale.x(from)));
  return fmt::format(
      "<text class=\"bar-label\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text><rect class=\"{}\" x=\"{:.1f}\" "
      "y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\"/>"
      "<text class=\"bar-number {}\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
      left - 10, y + bar_height - 3, escape(shortened(label, widest_label)), style, x, y, wide, bar_height, style,
      width, y + bar_height - 3, number);
}

}  // namespace

std::vector<WaterfallBar> largest_bars(std::vector<WaterfallBar> bars, std::size_t most, double least) {
  std::stable_sort(bars.begin(), bars.end(), [](const WaterfallBar& a, const WaterfallBar& b) {
    return std::fabs(a.amount) > std::fabs(b.amount);
  });
  double sum = 0, others = 0;
  for (const WaterfallBar& bar : bars) sum += bar.amount;
  std::size_t kept = 0;
  while (kept < bars.size() && kept < most && std::fabs(bars[kept].amount) >= least) ++kept;
  for (std::size_t i = kept; i < bars.size(); ++i) others += bars[i].amount;
  bars.resize(kept);
  std::stable_sort(bars.begin(), bars.end(), [&](const WaterfallBar& a, const WaterfallBar& b) {
    return sum < 0 ? a.amount < b.amount : a.amount > b.amount;
  });
  if (others != 0 && std::fabs(others) >= least) bars.push_back({"Other causes", others});
  return bars;
}

void share_scale(std::vector<Waterfall>& waterfalls) {
  Scale all{0, 0};
  for (const Waterfall& waterfall : waterfalls) {
    const Scale scale = scale_of(waterfall);
    all = {std::min(all.low, scale.low), std::max(all.high, scale.high)};
  }
  for (Waterfall& waterfall : waterfalls) {
    waterfall.low = all.low;
    waterfall.high = all.high;
  }
}

std::string waterfall_html(const Waterfall& waterfall, const Format& format) {
  const Scale scale = scale_of(waterfall);
  std::string svg, spoken = waterfall.title + ".";
  double y = 4, sum = waterfall.start;
  const auto add = [&](const std::string& label, const std::string& style, double from, double to,
                       const std::string& number) {
    svg += bar_svg(label, style, from, to, number, y, scale);
    spoken += fmt::format(" {}: {}.", label, number);
    y += row;
  };
  if (!waterfall.start_label.empty()) add(waterfall.start_label, "total", 0, sum, format.plain(sum));
  for (const WaterfallBar& bar : waterfall.bars) {
    const bool good = (bar.amount > 0) == waterfall.more_is_better;
    svg += fmt::format("<line class=\"join\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>",
                       scale.x(sum), y - row + bar_height, y);
    add(bar.label, std::string(good ? "good" : "bad") + (bar.unclear ? " unclear" : ""), sum, sum + bar.amount,
        (bar.unclear ? "≈ " : "") + format.with_sign(bar.amount));
    sum += bar.amount;
  }
  svg += fmt::format("<line class=\"join\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>", scale.x(sum),
                     y - row + bar_height, y);
  add(waterfall.end_label, waterfall.end_unclear ? "total unclear" : "total", 0, sum,
      (waterfall.end_unclear ? "≈ " : "") + format.plain(sum));
  svg =
      fmt::format("<line class=\"zero\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1:.1f}\"/>", scale.x(0), y) + svg;
  return fmt::format(
      "<figure class=\"chart\"><h3>{}</h3><p class=\"unit\">{}{}{}</p><svg viewBox=\"0 0 {} {:.0f}\" role=\"img\" "
      "aria-label=\"{}\">{}</svg>{}</figure>\n",
      waterfall.heading.empty() ? escape(waterfall.title) : waterfall.heading, escape(format.unit()),
      waterfall.note.empty() ? "" : "; ", escape(waterfall.note), width, y + 2, escape(spoken), svg, waterfall.below);
}

}  // namespace mainstay::studies
