#include "studies/report_axis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mainstay::studies {

Axis axis_for(double low, double high, bool zero) {
  if (zero || (low >= 0 && low < 0.45 * high)) low = std::min(low, 0.0);
  if (zero || (high <= 0 && high > 0.45 * low)) high = std::max(high, 0.0);
  if (high - low < 1e-9) {
    const double room = std::max(std::fabs(high) * 0.1, zero ? 0.5 : 0.05);
    low -= room;
    high += room;
  }
  const double rough = (high - low) / 4.5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (factor * power >= rough * 0.93) {
      step = factor * power;
      break;
    }
  Axis axis;
  const auto first = static_cast<long long>(std::floor(low / step + 1e-9)),
             last = static_cast<long long>(std::ceil(high / step - 1e-9));
  for (long long i = first; i <= last; ++i) axis.ticks.push_back(static_cast<double>(i) * step);
  axis.low = axis.ticks.front();
  axis.high = axis.ticks.back();
  while (axis.decimals < 6 &&
         std::fabs(step * std::pow(10, axis.decimals) - std::round(step * std::pow(10, axis.decimals))) > 1e-6)
    ++axis.decimals;
  return axis;
}

double rounded_up(double value) {
  if (!(value > 0)) return 1;
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (factor * power >= value * 0.999) return factor * power;
  return 10 * power;
}

std::vector<double> spread_labels(std::span<const double> wanted, double step, double top, double bottom) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Labels that would overlap form a block that is centred on what its members wanted.
  struct Block {
    double centre_sum;
    std::size_t first, count;
  };
  std::vector<Block> blocks;
  const auto begin_of = [&](const Block& block) {
    const auto count = static_cast<double>(block.count);
    const double begin = block.centre_sum / count - step * (count - 1) / 2;
    return std::max(top, std::min(begin, bottom - step * (count - 1)));
  };
  for (std::size_t i = 0; i < order.size(); ++i) {
    blocks.push_back({wanted[order[i]], i, 1});
    while (blocks.size() > 1) {
      const Block& above = blocks[blocks.size() - 2];
      if (begin_of(above) + step * static_cast<double>(above.count) <= begin_of(blocks.back())) break;
      const Block merged{above.centre_sum + blocks.back().centre_sum, above.first, above.count + blocks.back().count};
      blocks.pop_back();
      blocks.back() = merged;
    }
  }
  std::vector<double> placed(wanted.size());
  for (const Block& block : blocks)
    for (std::size_t i = 0; i < block.count; ++i)
      placed[order[block.first + i]] = begin_of(block) + step * static_cast<double>(i);
  return placed;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t characters = 0, cut = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) continue;
    if (characters == most - 1) cut = i;
    ++characters;
  }
  if (characters <= most) return std::string(text);
  std::string_view head = text.substr(0, cut);
  if (const auto space = head.rfind(' '); space != std::string_view::npos && space * 3 > cut * 2)
    head = head.substr(0, space);
  while (!head.empty() && (head.back() == ' ' || head.back() == ',')) head.remove_suffix(1);
  return std::string(head) + "…";
}

}  // namespace mainstay::studies
