// A week's measures: one value for each measure and scope. Scopes are regions first, then countries, then the theatre.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mainstay::sim {

class Measures {
 public:
  Measures() = default;
  Measures(std::size_t measures, std::size_t scopes)
      : scopes_(static_cast<std::uint32_t>(scopes)), values_(measures * scopes) {}

  double& at(std::size_t measure, std::size_t scope) { return values_[measure * scopes_ + scope]; }
  double at(std::size_t measure, std::size_t scope) const { return values_[measure * scopes_ + scope]; }
  std::span<double> row(std::size_t measure) { return {values_.data() + measure * scopes_, scopes_}; }
  std::span<const double> row(std::size_t measure) const { return {values_.data() + measure * scopes_, scopes_}; }
  std::size_t scopes() const { return scopes_; }

  bool operator==(const Measures&) const = default;
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("scopes", self.scopes_);
    visit("values", self.values_);
  }

 private:
  std::uint32_t scopes_ = 0;
  std::vector<double> values_;
};

}  // namespace mainstay::sim
