#include <fmt/format.h>

#include <algorithm>

#include "studies/explain.h"
#include "studies/report_axis.h"
#include "studies/report_names.h"
#include "studies/report_sections.h"
#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

constexpr double chain_column = 216, chain_row = 60, box_width = 188, box_height = 50;
constexpr std::size_t widest_box_label = 28;  // characters

std::string words_of(const CausalFlow& flow, bool first) {
  if (first) return cause_title(flow.cause);
  // "Equipment (surge-north)": the order beside it names the programme.
  const std::string cause = flow.programme ? lower_first(flow.cause.substr(0, flow.cause.rfind(" ("))) : flow.cause;
  return readable(flow.stock) + ": " + cause;
}

// Flows from left to right, what moved each to the right of it, so that a chain is read as the answer to "why?"; a
// flow stands level with the first that moved it.
class ChainPicture {
 public:
  explicit ChainPicture(const Explanation& explanation) {
    for (const CausalFlow& flow : explanation.flows) add(flow, 0);
  }
  double width() const { return chain_column * static_cast<double>(columns_) - (chain_column - box_width) + 2; }
  double height() const { return chain_row * static_cast<double>(rows_); }
  const std::string& svg() const { return svg_; }
  const std::string& spoken() const { return spoken_; }
  const std::string& table() const { return table_; }

 private:
  void box(std::size_t column, std::size_t row, const char* style, const std::string& label, const std::string& amount,
           const std::string& sense) {
    columns_ = std::max(columns_, column + 1);
    const double x = 1 + chain_column * static_cast<double>(column), y = 2 + chain_row * static_cast<double>(row);
    svg_ += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>", style, x, y,
                        box_width, box_height);
    svg_ += fmt::format("<text class=\"bar-label\" x=\"{}\" y=\"{}\">{}</text>", x + 10, y + 16,
                        escape(shortened(label, widest_box_label)));
    svg_ += fmt::format("<text class=\"chain-amount\" x=\"{}\" y=\"{}\">{}</text>", x + 10, y + 31,
                        escape(shortened(amount, widest_box_label)));
    if (!sense.empty())
      svg_ += fmt::format("<text class=\"chain-sense\" x=\"{}\" y=\"{}\">{}</text>", x + 10, y + 45,
                          escape(shortened(sense, widest_box_label)));
  }

  // From a cause back to what it moved, one column to the left.
  void arrow(std::size_t column, std::size_t from_row, std::size_t to_row) {
    const double from = 1 + chain_column * static_cast<double>(column);
    const double to = from - (chain_column - box_width), middle = (from + to) / 2;
    const auto y = [](std::size_t row) { return 2 + chain_row * static_cast<double>(row) + box_height / 2; };
    svg_ += fmt::format("<path class=\"chain-link\" d=\"M{0} {1}H{2}V{3}H{4}m5 -4l-5 4l5 4\"/>", from, y(from_row),
                        middle, y(to_row), to + 1);
  }

  void add(const CausalFlow& flow, std::size_t depth) {
    const std::size_t row = rows_;
    const std::string label = words_of(flow, depth == 0), amount = flow_in_words(flow);
    box(depth, row,
        depth > 0         ? "chain-box"
        : flow.amount > 0 ? "chain-box up"
                          : "chain-box down",
        label, amount_in_words(flow.stock, flow.amount), flow.sense);
    const std::string order = !flow.order.empty() ? flow.order
                              : flow.programme    ? "a programme that runs in either case"
                                                  : "";
    spoken_ +=
        fmt::format("{}{}: {}{}. ", depth == 0 ? "" : "Moved by ", label, amount, order.empty() ? "" : ", by " + order);
    table_ += fmt::format(
        "<tr><th scope=\"row\" style=\"padding-left: {}rem\">{}{}</th><td>{}</td><td class=\"text\">{}</td></tr>",
        1.5 * static_cast<double>(depth), depth == 0 ? "" : "← ", escape(label), escape(amount), escape(order));
    if (!flow.order.empty()) {
      // "order of surge_only in week 104: us opens surge-north"
      const std::string what = flow.order.substr(flow.order.find(": ") + 2);
      const auto week = flow.order.find("week ");
      box(depth + 1, row, "chain-order", "Order in " + flow.order.substr(week, flow.order.find(':') - week), what, "");
      arrow(depth + 1, row, row);
      rows_ = row + 1;
    }
    for (const CausalFlow& upstream : flow.moved_by) {
      arrow(depth + 1, rows_, row);
      add(upstream, depth + 1);
    }
    rows_ = std::max(rows_, row + 1);
  }

  std::size_t rows_ = 0, columns_ = 1;
  std::string svg_, spoken_, table_;
};

std::string figure_of(const ReportData& data, const Course& course, const Explanation& explanation) {
  const ChainPicture picture(explanation);
  const std::string said =
      fmt::format("Capacity in {}, against the world without it: {}; {}", data.scope_title(data.focus()),
                  amount_in_words(explanation.stock, explanation.sum), explanation.made_from);
  return fmt::format(
      "<figure class=\"chart chain {0}\"><h3>{1} {2}</h3><p class=\"unit\">{3}</p><div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"Causes of {4}\"><svg viewBox=\"0 0 {5} {6}\" style=\"width: {5}px\" role=\"img\" "
      "aria-label=\"{4}. {7}\">{8}</svg></div><details class=\"data\"><summary>Flows behind this picture</summary><div "
      "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Flows of {4}\"><table><thead><tr><th "
      "scope=\"col\">Flow, and what moved it</th><th scope=\"col\">Difference</th><th scope=\"col\" "
      "class=\"text\">Opened by</th></tr></thead><tbody>{9}</tbody></table></div></details></figure>\n",
      course_style(course), chip_html(course), escape(course.title), escape(said),
      escape(course.letter + " " + course.title), picture.width(), picture.height(), escape(picture.spoken()),
      picture.svg(), picture.table());
}

}  // namespace

std::string chains_html(const ReportData& data) {
  std::string figures;
  for (const Explanation& explanation : explain_courses(data.store(), "capacity", data.focus())) {
    const auto course = std::find_if(data.courses().begin(), data.courses().end(),
                                     [&](const Course& one) { return one.id == explanation.question.course; });
    if (course != data.courses().end() && !explanation.flows.empty()) figures += figure_of(data, *course, explanation);
  }
  if (figures.empty()) return "";
  return "<section><h2>Why: from the flows back to the orders</h2>" + figures +
         "<p class=\"note\">Left: the flows of capacity that differ most over the whole period, largest first. Right "
         "of "
         "each: what moved it, as far as the books follow it, up to the order that opened the programme. A flow that "
         "has been followed above is not followed again. <code>mainstay explain</code> tells the same of any region, "
         "measure or point.</p></section>\n";
}

}  // namespace mainstay::studies
