#include "sessions/order_words.h"

#include <algorithm>

namespace mainstay::sessions {

std::string order_title(const agents::Order& order) {
  std::string title = agents::verb_names[static_cast<std::size_t>(order.verb)];
  if (order.verb == agents::Verb::inject)
    title += std::string(" ") + agents::inject_names[static_cast<std::size_t>(order.inject)];
  std::replace(title.begin(), title.end(), '_', ' ');
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return order.id.empty() ? title : title + " " + order.id;
}

}  // namespace mainstay::sessions
