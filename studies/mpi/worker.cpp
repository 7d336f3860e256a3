#include "studies/mpi/worker.h"

#include <chrono>
#include <thread>

namespace mainstay::studies {

namespace {

using Clock = std::chrono::steady_clock;
// Weeks alone are not worth a message each.
constexpr auto between_news = std::chrono::milliseconds(500);

}  // namespace

Worker::Worker(boost::mpi::communicator& world, const StudyMessage& study)
    : world_(world),
      plan_({read_study(scenarios::Document::parse(study.study_file, study.study)),
             scenarios::ScenarioSource::stored(study.scenario_file, study.scenario, study.map, study.catalogues)}),
      keep_(static_cast<Keep>(study.keep)) {}

void Worker::run(const std::atomic<bool>& stop) {
  News hello;
  hello.threads = threads_of_process();
  world_.send(0, tag_news, hello);
  std::thread here([&] { simulate_here(); });
  auto told = Clock::now();
  while (!over_) {
    if (stop) halt();
    const bool came = listen();
    const auto now = Clock::now();
    bool worth_it = now - told >= between_news;
    {
      const std::lock_guard lock(mutex_);
      worth_it = news_.blocks_done > 0 || !news_.runs.empty() || (worth_it && news_.weeks_done > 0);
    }
    if (worth_it) {
      tell();
      told = now;
    } else if (!came) {
      std::this_thread::sleep_for(nap);
    }
  }
  halt();
  here.join();
  const std::lock_guard lock(mutex_);
  news_.left = true;
  world_.send(0, tag_news, news_);
}

bool Worker::listen() {
  bool any = false;
  while (const auto message = world_.iprobe(0)) {
    any = true;
    if (message->tag() == tag_end_of_study) {
      world_.recv(0, tag_end_of_study);
      over_ = true;
      return true;
    }
    Block block;
    world_.recv(0, tag_block, block);
    const std::lock_guard lock(mutex_);
    if (halt_)
      ++news_.blocks_done;  // not done, but no longer waited for
    else
      blocks_.push_back(std::move(block));
    changed_.notify_one();
  }
  return any;
}

void Worker::tell() {
  News news;
  {
    const std::lock_guard lock(mutex_);
    std::swap(news, news_);
  }
  world_.send(0, tag_news, news);
}

void Worker::halt() {
  const std::lock_guard lock(mutex_);
  halt_ = true;
  news_.blocks_done += blocks_.size();
  blocks_.clear();
  changed_.notify_all();
}

std::optional<Block> Worker::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return halt_ || !blocks_.empty(); });
  if (halt_) return {};
  Block block = std::move(blocks_.front());
  blocks_.pop_front();
  return block;
}

void Worker::simulate_here() {
  const Watch watch{[&](RunRecord&& run) {
                      const std::lock_guard lock(mutex_);
                      news_.runs.push_back(std::move(run));
                    },
                    [&] {
                      const std::lock_guard lock(mutex_);
                      ++news_.weeks_done;
                    }};
  on_all_threads([&] { return next(); },
                 [&](const Block& block) {
                   simulate(plan_, block, keep_, halt_, watch);
                   const std::lock_guard lock(mutex_);
                   ++news_.blocks_done;
                 });
}

}  // namespace mainstay::studies
