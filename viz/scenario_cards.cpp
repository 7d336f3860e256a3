#include "viz/scenario_cards.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "scenarios/assets.h"
#include "scenarios/document.h"
#include "scenarios/error.h"
#include "scenarios/map_file.h"

namespace mainstay::viz {

namespace fs = std::filesystem;

namespace {

sim::Ring thinned(const sim::Ring& ring, double detail) {
  sim::Ring kept;
  for (const sim::Point p : ring)
    if (kept.empty() || std::hypot(p.longitude - kept.back().longitude, p.latitude - kept.back().latitude) > detail)
      kept.push_back(p);
  return kept.size() >= 3 ? kept : ring;
}

// An illustration needs no detail: points nearer to each other than a pixel or so are left out before the shapes are
// cut into triangles.
void thin(sim::RegionalMap& map) {
  double west = 180, east = -180;
  for (const sim::Region& region : map.regions) {
    west = std::min(west, region.centroid.longitude);
    east = std::max(east, region.centroid.longitude);
  }
  const double detail = std::max(0.01, (east - west) / 220);
  map.context.clear();
  for (sim::Region& region : map.regions)
    for (sim::Polygon& polygon : region.shape) polygon = {thinned(polygon.outer, detail), {}};
}

template <class Read>
std::shared_ptr<const MapGeometry> picture(const Read& read) {
  try {
    sim::RegionalMap map = read();
    thin(map);
    return std::make_shared<const MapGeometry>(make_geometry(map));
  } catch (const std::exception&) {
    return nullptr;  // the card goes without a picture; opening the scenario will say what is wrong
  }
}

// The first two sentences.
std::string shortened(const std::string& summary) {
  std::size_t end = 0;
  for (int sentences = 0; sentences < 2; ++sentences) {
    const std::size_t next = summary.find(". ", end);
    if (next == std::string::npos) return summary;
    end = next + 1;
  }
  return summary.substr(0, end);
}

}  // namespace

std::vector<ScenarioCard> find_scenario_cards() {
  std::vector<ScenarioCard> cards;
  fs::path folder;
  try {
    folder = scenarios::assets_folder().parent_path() / "scenarios";
  } catch (const scenarios::InvalidInput&) {
    return cards;
  }
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() != ".json") continue;
    try {
      const auto document = scenarios::Document::read(entry.path());
      const auto& root = document.root();
      if (root.value("format", "") != "mainstay-scenario/1") continue;
      const fs::path map = folder.parent_path() / root.value("map", "");
      cards.push_back({entry.path().string(), entry.path().stem().string(), root.value("title", ""),
                       shortened(root.value("summary", "")),
                       std::async(std::launch::async, picture_of_map_file, map).share()});
    } catch (const std::exception&) {
      continue;  // what cannot be read cannot be offered; `mainstay check` says why
    }
  }
  // The default scenario first, the one for reading last.
  const auto rank = [](const ScenarioCard& card) {
    return card.name == "sahel" ? 0 : (card.name == "smallest" ? 2 : 1);
  };
  std::sort(cards.begin(), cards.end(), [&](const ScenarioCard& a, const ScenarioCard& b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.title < b.title;
  });
  return cards;
}

std::shared_ptr<const MapGeometry> picture_of_map(const std::string& text) {
  return picture([&] { return scenarios::parse_map(text, "map"); });
}

std::shared_ptr<const MapGeometry> picture_of_map_file(const fs::path& file) {
  return picture([&] { return scenarios::read_map(file); });
}

void draw_map_picture(const MapGeometry* geometry, const Painter& paint, const Rect& rect) {
  const Theme& t = paint.ui.theme;
  paint.fill(rect, t.sea, paint.ui.px(4));
  if (!geometry) return;
  Camera camera;
  camera.view = rect;
  camera.fit(geometry->bounds, paint.ui.px(6));
  paint.list->PushClipRect(rect.min(), rect.max(), true);
  const ImDrawListFlags flags = paint.list->Flags;
  paint.list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // soft edges would show as seams between triangles
  for (std::size_t r = 0; r < geometry->regions.size(); ++r) {
    const auto& triangles = geometry->regions[r].triangles;
    const Colour fill = mix(t.neutral, t.state, static_cast<float>(r * 37 % 10) / 22);
    for (std::size_t k = 0; k + 2 < triangles.size(); k += 3)
      paint.list->AddTriangleFilled(camera.to_screen(triangles[k]), camera.to_screen(triangles[k + 1]),
                                    camera.to_screen(triangles[k + 2]), fill);
  }
  paint.list->Flags = flags;
  paint.list->PopClipRect();
}

}  // namespace mainstay::viz
