#include "sim/ledger.h"

#include <algorithm>

namespace mainstay::sim {

AccountIndex Ledger::open(std::string_view stock, std::string_view cause) {
  const auto found = std::find_if(accounts_.begin(), accounts_.end(), [&](const Account& account) {
    return account.stock == stock && account.cause == cause;
  });
  if (found != accounts_.end()) return static_cast<AccountIndex>(found - accounts_.begin());
  accounts_.push_back({std::string(stock), std::string(cause)});
  if (accounts_.size() > stride_) {
    const std::uint32_t wider = stride_ == 0 ? 64 : stride_ * 2;
    std::vector<double> moved(std::size_t{scopes_} * wider, 0.0);
    for (std::size_t scope = 0; scope < scopes_; ++scope)
      std::copy_n(totals_.begin() + static_cast<std::ptrdiff_t>(scope * stride_), stride_,
                  moved.begin() + static_cast<std::ptrdiff_t>(scope * wider));
    totals_ = std::move(moved);
    stride_ = wider;
  }
  return static_cast<AccountIndex>(accounts_.size() - 1);
}

double Ledger::sum(std::size_t scope, std::string_view stock) const {
  double sum = 0;
  for (AccountIndex account = 0; account < accounts_.size(); ++account)
    if (accounts_[account].stock == stock) sum += total(scope, account);
  return sum;
}

}  // namespace mainstay::sim
