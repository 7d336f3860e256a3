// The books: every change of a stock is booked under its cause, so that any difference can be explained by adding up.
// A scope is a place that keeps books (a region); an account is one pair of stock and cause ("skill", "forgetting").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::sim {

struct Account {
  std::string stock;
  std::string cause;
  bool operator==(const Account&) const = default;
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("stock", self.stock);
    visit("cause", self.cause);
  }
};

using AccountIndex = std::uint32_t;

// Running totals since the start, an amount for each scope and account. Amounts of counted stocks (persons, cents) are
// whole numbers below 2^53 and so exact. Booking is safe from several threads as long as each scope has one writer.
class Ledger {
 public:
  Ledger() = default;
  explicit Ledger(std::size_t scopes) : scopes_(static_cast<std::uint32_t>(scopes)) {}

  // The account of that name; opened if it is new (not thread-safe).
  AccountIndex open(std::string_view stock, std::string_view cause);

  void book(std::size_t scope, AccountIndex account, double amount) { totals_[scope * stride_ + account] += amount; }
  double total(std::size_t scope, AccountIndex account) const { return totals_[scope * stride_ + account]; }
  // All accounts of one scope, in the order of accounts().
  std::span<const double> totals(std::size_t scope) const {
    return {totals_.data() + scope * stride_, accounts_.size()};
  }
  // Closes the books: all totals back to nothing, accounts stay open.
  void clear_totals() { totals_.assign(totals_.size(), 0.0); }
  // Sum over the causes of one stock.
  double sum(std::size_t scope, std::string_view stock) const;

  std::span<const Account> accounts() const { return accounts_; }
  std::size_t scopes() const { return scopes_; }

  bool operator==(const Ledger&) const = default;
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("scopes", self.scopes_);
    visit("stride", self.stride_);
    visit("accounts", self.accounts_);
    visit("totals", self.totals_);
  }

 private:
  std::uint32_t scopes_ = 0;
  std::uint32_t stride_ = 0;  // room for accounts in each scope's row
  std::vector<Account> accounts_;
  std::vector<double> totals_;
};

}  // namespace mainstay::sim
