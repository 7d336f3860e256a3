#include "sessions/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "sessions/saved_states.h"
#include "sim/snapshot.h"
#include "studies/sha256.h"

namespace mainstay::sessions {

namespace {

class Verifier {
 public:
  Verifier(const SavedSession& saved, const std::filesystem::path& file,
           const std::function<void(std::size_t, std::size_t)>& progress)
      : saved_(saved), states_(file, ""), progress_(progress) {
    all_ = saved.twin_hashes.size();
    for (const SavedBranch& branch : saved.branches) all_ += branch.hashes.size();
    differs_from_.assign(saved.branches.size(), sim::none);
  }

  void compare(std::size_t branch, History& history);
  Verified result;

 private:
  void explain(std::size_t branch, History& history, Mismatch& mismatch);
  void find_gaps(const WeekHashes& hashes, const std::string& title, sim::Week begin);

  const SavedSession& saved_;
  const SavedStates states_;
  const std::function<void(std::size_t, std::size_t)>& progress_;
  std::size_t all_ = 0;
  std::vector<sim::Week> differs_from_;  // by branch: the first week that is not as the file says
  agents::Workspace workspace_;
};

void Verifier::compare(std::size_t branch, History& history) {
  const bool twin = branch == no_branch;
  const std::string title = twin ? "twin" : saved_.branches[branch].title;
  if (!twin && saved_.branches[branch].parent != no_branch) {
    const SavedBranch& own = saved_.branches[branch];
    if (differs_from_[own.parent] < own.forked) {
      differs_from_[branch] = differs_from_[own.parent];
      result.not_compared.push_back(title);
      return;
    }
  }
  const WeekHashes& hashes = twin ? saved_.twin_hashes : saved_.branches[branch].hashes;
  find_gaps(hashes, title, twin || saved_.branches[branch].parent == no_branch ? 0 : saved_.branches[branch].forked);
  for (const auto& [week, hash] : hashes) {
    while (history.recorded() <= week) history.advance(workspace_);
    progress_(++result.weeks, all_);
    if (history.hash(week) == hash) continue;
    Mismatch mismatch{title, week, hash, history.hash(week), "", {}, "", 0};
    explain(branch, history, mismatch);
    result.mismatches.push_back(std::move(mismatch));
    if (!twin) differs_from_[branch] = week;
    return;
  }
}

// A branch may have weeks of its own before it forked: those that its parent did not know yet.
void Verifier::find_gaps(const WeekHashes& hashes, const std::string& title, sim::Week begin) {
  sim::Week next = begin;
  for (const auto& [week, hash] : hashes) {
    if (week > next) result.gaps.push_back({title, next, week});
    next = std::max(next, week + 1);
  }
}

void Verifier::explain(std::size_t branch, History& history, Mismatch& mismatch) {
  const auto record = history.record(mismatch.week);
  const auto phases = states_.phases(branch, mismatch.week);
  for (std::size_t k = phases.size(); k-- > 0 && phases.size() == record->phases.size();)
    if (phases[k] != record->phases[k]) mismatch.phase = agents::phase_names[k];
  const auto saved = states_.parts(branch, mismatch.week);
  for (std::size_t k = 0; k < saved.size() && saved.size() == record->parts.size(); ++k)
    if (saved[k] != record->parts[k]) mismatch.parts.push_back(world_parts()[k]);
  const sim::Week after = mismatch.week + 1, step = weeks_between_saved_worlds;
  for (sim::Week week = (after + step - 1) / step * step; week <= history.setting()->weeks; week += step) {
    const auto world = states_.world(branch, week, *history.keyframe(history.first()));
    if (!world) continue;
    while (history.recorded() < week) history.advance(workspace_);
    mismatch.field = sim::first_difference(*world, history.at(week, workspace_));
    mismatch.field_week = week;
    return;
  }
}

}  // namespace

Verified verify(const SavedSession& saved, const std::filesystem::path& file,
                const std::function<void(std::size_t, std::size_t)>& progress) {
  Verifier verifier(saved, file, progress);
  verifier.result.scenario_changed = studies::sha256_hex(saved.scenario_text) != saved.scenario_sha256;
  restore(saved, [&](std::size_t branch, History& history) { verifier.compare(branch, history); });
  return std::move(verifier.result);
}

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void describe(const Mismatch& mismatch, std::vector<std::string>& lines) {
  lines.push_back(fmt::format("{}: week {} is the first that differs: the file says {}, computed {}", mismatch.branch,
                              mismatch.week, sim::hash_text(mismatch.saved), sim::hash_text(mismatch.computed)));
  if (!mismatch.phase.empty()) lines.push_back("  first phase of it after which the world differs: " + mismatch.phase);
  if (!mismatch.parts.empty()) lines.push_back("  differs after that week: " + joined(mismatch.parts));
  if (!mismatch.field.empty())
    lines.push_back(fmt::format("  first field that differs in the world saved before week {}: {}", mismatch.field_week,
                                mismatch.field));
}

}  // namespace

VerifiedText verified_text(const Verified& verified, const SavedSession& saved, const std::string& program) {
  VerifiedText text;
  auto& lines = text.lines;
  for (const auto& mismatch : verified.mismatches) describe(mismatch, lines);
  for (const auto& branch : verified.not_compared)
    lines.push_back(branch + ": not compared, since it goes on from weeks that differ");
  for (const auto& gap : verified.gaps)
    lines.push_back(fmt::format("{}: weeks {} to {} are not in the file, and were not compared", gap.branch, gap.from,
                                gap.until - 1));
  if (verified.scenario_changed)
    lines.push_back("The scenario in the file is not the one that the session began with.");
  if (verified.weeks == 0) {
    lines.push_back("Nothing to verify: no week of this session has been played.");
  } else if (!verified.mismatches.empty()) {
    lines.push_back(saved.program == program
                        ? fmt::format("This is Mainstay {}, which recorded them.", program)
                        : fmt::format("The weeks were recorded by Mainstay {}; this is {}. A session verifies with the "
                                      "version that recorded it.",
                                      saved.program, program));
  } else if (verified.scenario_changed || !verified.gaps.empty()) {
    lines.push_back(
        fmt::format("Not verified, though the {} weeks that are there are as the file says.", verified.weeks));
  } else {
    text.verified = true;
    lines.push_back(fmt::format("Verified: {} weeks of {} branches and the twin are as the file says, bit for bit.",
                                verified.weeks, saved.branches.size()));
  }
  return text;
}

}  // namespace mainstay::sessions
