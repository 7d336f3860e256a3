#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <limits>

#include "sim/map.h"

namespace mainstay::sim {

namespace {

struct BorderOf {
  std::uint32_t border = 0;
};
using RegionGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, BorderOf>;
using Edge = boost::graph_traits<RegionGraph>::edge_descriptor;

// Counting borders beside the weight keeps ties of zero weight free of cycles.
struct Cost {
  double weight = 0;
  std::uint32_t borders = 0;
  auto operator<=>(const Cost&) const = default;
};
constexpr Cost unreachable{std::numeric_limits<double>::infinity(), std::numeric_limits<std::uint32_t>::max()};

Cost sum(const Cost& left, const Cost& right) {
  const double weight = left.weight + right.weight;
  return weight == unreachable.weight ? unreachable : Cost{weight, left.borders + right.borders};
}

}  // namespace

struct PathFinder::Graph {
  RegionGraph regions;
};

PathFinder::PathFinder(const RegionalMap& map) {
  std::vector<std::pair<RegionIndex, RegionIndex>> edges;
  std::vector<BorderOf> borders;
  for (RegionIndex region = 0; region < map.regions.size(); ++region) {
    for (const Neighbour& neighbour : map.neighbours_of(region)) {
      edges.emplace_back(region, neighbour.region);
      borders.push_back({neighbour.border});
    }
  }
  RegionGraph regions(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), borders.begin(),
                      map.regions.size());
  graph_ = std::make_shared<const Graph>(Graph{std::move(regions)});
}

std::vector<std::uint32_t> PathFinder::least_weight_path(RegionIndex from, RegionIndex to,
                                                         std::span<const double> border_weight) const {
  const RegionGraph& graph = graph_->regions;
  const auto step = [&](const Edge& edge) { return Cost{border_weight[graph[edge].border], 1}; };
  // From the goal backwards, so that the walk forwards can prefer lower regions from its first step.
  std::vector<Cost> to_go(boost::num_vertices(graph));
  std::vector<boost::default_color_type> colour(to_go.size());
  const auto index = boost::get(boost::vertex_index, graph);
  boost::dijkstra_shortest_paths(
      graph, to, boost::dummy_property_map(), boost::make_iterator_property_map(to_go.begin(), index),
      boost::make_function_property_map<Edge, Cost>(step), index, std::less<Cost>(), sum, unreachable, Cost{},
      boost::default_dijkstra_visitor(), boost::make_iterator_property_map(colour.begin(), index));
  std::vector<std::uint32_t> path;
  if (to_go[from] == unreachable) return path;
  while (from != to) {
    for (const Edge& edge : boost::make_iterator_range(boost::out_edges(std::size_t{from}, graph))) {
      const auto next = static_cast<RegionIndex>(boost::target(edge, graph));
      if (to_go[from] != sum(to_go[next], step(edge))) continue;
      path.push_back(graph[edge].border);
      from = next;
      break;
    }
  }
  return path;
}

}  // namespace mainstay::sim
