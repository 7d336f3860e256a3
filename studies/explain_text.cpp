#include <fmt/format.h>

#include <cmath>
#include <set>

#include "studies/explain.h"

namespace mainstay::studies {

namespace {

// Flows of the stock that the text is about go without its name.
void add(const CausalFlow& flow, std::size_t depth, const std::string& about, std::string& text) {
  const std::string stock = depth > 0 || flow.stock != about ? flow.stock + ", " : "";
  text += fmt::format("{}{}{}{}: {}", std::string(4 * depth, ' '), depth > 0 ? "<- " : "", stock, flow.cause,
                      flow_in_words(flow));
  if (!flow.order.empty())
    text += "  <- " + flow.order;
  else if (flow.programme)
    text += "  (a programme that runs in either case, or that a donor opened by itself)";
  text += '\n';
  for (const CausalFlow& upstream : flow.moved_by) add(upstream, depth + 1, about, text);
}

}  // namespace

std::string amount_in_words(const std::string& stock, double amount) {
  static const std::set<std::string> persons = {"staff", "civilians", "fighters"};
  static const std::set<std::string> cents = {"money",       "aid",          "materiel",
                                              "serviceable", "threat funds", "regional funds"};
  const char* sign = amount < 0 ? "−" : "+";
  const double size = std::fabs(amount);
  if (persons.contains(stock)) return fmt::format("{}{:.0f} persons", sign, size);
  if (cents.contains(stock)) return fmt::format("{}{:.2f} million US$", sign, size / 1e8);
  // Booked by region and by person: sums over them.
  if (stock == "control") return fmt::format("{}{:.3g} of −1 to 1, over regions", sign, size);
  if (stock == "grievance") return fmt::format("{}{:.0f} persons at full grievance", sign, size);
  return fmt::format("{}{:.2f} points", sign, 100 * size);
}

std::string flow_in_words(const CausalFlow& flow) {
  return amount_in_words(flow.stock, flow.amount) + (flow.sense.empty() ? "" : ", " + flow.sense);
}

std::string explanation_text(const Explanation& explanation) {
  const ExplainQuestion& question = explanation.question;
  std::string text =
      fmt::format("{} in {}: {} against {} ({}).\n", explanation.measure, explanation.place, question.course,
                  question.against == "twin" ? "the world without it" : question.against, explanation.made_from);
  for (const std::string& line : explanation.differences) text += line + "\n";
  text += explanation.stock.empty() ? std::string("It has no books of its own; these flows move it, and differ:\n\n")
                                    : fmt::format("Booked under {}: {} in all.\n\n", explanation.stock,
                                                  amount_in_words(explanation.stock, explanation.sum));
  for (const CausalFlow& flow : explanation.flows) add(flow, 0, explanation.stock, text);
  if (explanation.flows.empty()) text += "No flow differs: the course of action did not reach this place.\n";
  if (!explanation.orders.empty()) text += fmt::format("\nOrders of {}:\n", question.course);
  for (const std::string& order : explanation.orders) text += "  " + order + "\n";
  return text;
}

}  // namespace mainstay::studies
