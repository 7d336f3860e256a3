#include "studies/mpi/coordinator.h"

#include <thread>

namespace mainstay::studies {

Coordinator::Coordinator(boost::mpi::communicator& world, const Plan& plan, Keep keep, const std::atomic<bool>& stop)
    : world_(world), plan_(plan), keep_(keep), stop_(stop), others_(static_cast<std::size_t>(world.size() - 1)) {
  const StudyMessage study{plan.study().file,
                           plan.study().text,
                           plan.source().document().file(),
                           plan.source().document().text(),
                           plan.source().map_text(),
                           plan.source().catalogues_text(),
                           static_cast<int>(keep)};
  for (int rank = 1; rank < world_.size(); ++rank) world_.send(rank, tag_study, study);
}

Coordinator::~Coordinator() {
  for (int rank = 1; rank < world_.size(); ++rank) world_.send(rank, tag_end_of_study);
  for (const Watch nobody{[](RunRecord&&) {}};;) {
    bool waiting = false;
    for (const Other& other : others_) waiting |= !other.left;
    if (!waiting) return;
    if (!take_in(nobody)) std::this_thread::sleep_for(nap);
  }
}

std::size_t Coordinator::threads() const {
  std::size_t sum = threads_of_process();
  for (const Other& other : others_) sum += other.threads;
  return sum;
}

std::optional<Block> Coordinator::take() {
  const std::lock_guard lock(mutex_);
  if (halt_ || stop_ || next_ == blocks_->size()) return {};
  return (*blocks_)[next_++];
}

bool Coordinator::hand_out() {
  bool any = false;
  for (std::size_t i = 0; i < others_.size(); ++i)
    for (; others_[i].free > 0; --others_[i].free) {
      const auto block = take();
      if (!block) return any;
      world_.send(static_cast<int>(i) + 1, tag_block, *block);
      ++outstanding_;
      any = true;
    }
  return any;
}

bool Coordinator::take_in(const Watch& watch) {
  bool any = false;
  while (const auto message = world_.iprobe(boost::mpi::any_source, tag_news)) {
    News news;
    world_.recv(message->source(), tag_news, news);
    any = true;
    Other& other = others_[static_cast<std::size_t>(message->source() - 1)];
    // One block more than threads, so that none waits for the next.
    if (news.threads > 0) other = {news.threads, news.threads + 1, false};
    other.free += news.blocks_done;
    other.left = news.left;
    outstanding_ -= news.blocks_done;
    for (RunRecord& run : news.runs) watch.finished(std::move(run));
    for (std::size_t week = 0; week < news.weeks_done; ++week) watch.week_done();
  }
  return any;
}

void Coordinator::simulate_here(const Watch& watch) {
  try {
    on_all_threads([&] { return take(); }, [&](const Block& block) { simulate(plan_, block, keep_, stop_, watch); });
  } catch (...) {
    failed_here_ = std::current_exception();
    halt_ = true;
  }
  idle_here_ = true;
}

void Coordinator::simulate_all(const std::vector<Block>& blocks, const Watch& watch) {
  blocks_ = &blocks;
  next_ = 0;
  idle_here_ = false;
  std::thread here([&] { simulate_here(watch); });
  try {
    while (!halt_ && (!idle_here_ || outstanding_ > 0)) {
      const bool came = take_in(watch);
      if (!hand_out() && !came) std::this_thread::sleep_for(nap);
    }
  } catch (...) {
    halt_ = true;
    here.join();
    throw;
  }
  here.join();
  if (failed_here_) std::rethrow_exception(failed_here_);
}

}  // namespace mainstay::studies
