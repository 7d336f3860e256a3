#include <fmt/format.h>

#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "scenarios/terminal.h"
#include "studies/mpi/coordinator.h"
#include "studies/mpi/worker.h"
#include "studies/ranks.h"

namespace mainstay::studies {

namespace {

// What mpirun and srun set. A process started by hand need not meet anybody, which would take a moment.
bool started_by_mpi() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

}  // namespace

struct Ranks::Link {
  // What is thrown while the processes work together is told by the program, not by an abort that leaves no word of it.
  boost::mpi::environment environment{boost::mpi::threading::funneled, false};
  boost::mpi::communicator world;
  std::size_t threads = 0;
};

Ranks::Ranks() {
  if (started_by_mpi()) link_ = std::make_unique<Link>();
}

Ranks::~Ranks() {
  if (!link_ || rank() > 0) return;
  for (int other = 1; other < link_->world.size(); ++other) link_->world.send(other, tag_end);
}

std::size_t Ranks::rank() const {
  return link_ ? static_cast<std::size_t>(link_->world.rank()) : 0;
}
std::size_t Ranks::count() const {
  return link_ ? static_cast<std::size_t>(link_->world.size()) : 1;
}
std::size_t Ranks::threads() const {
  return link_ ? link_->threads : threads_of_process();
}

Execute Ranks::execute(const Plan& plan, Keep keep, const std::atomic<bool>& stop) {
  if (count() == 1) return on_threads(plan, keep, stop);
  const auto coordinator = std::make_shared<Coordinator>(link_->world, plan, keep, stop);
  return [this, coordinator](const std::vector<Block>& blocks, const Watch& watch) {
    coordinator->simulate_all(blocks, watch);
    link_->threads = coordinator->threads();
  };
}

void Ranks::work(const std::atomic<bool>& stop) {
  for (;;) {
    const auto message = link_->world.probe(0);
    if (message.tag() != tag_study) {
      link_->world.recv(0, tag_end);
      return;
    }
    StudyMessage study;
    link_->world.recv(0, tag_study, study);
    try {
      Worker(link_->world, study).run(stop);
    } catch (const std::exception& error) {
      // The others would wait for this one for ever; what is stored is safe.
      scenarios::say("mainstay: process {}: {}\n", rank(), error.what());
      boost::mpi::environment::abort(1);
    }
  }
}

}  // namespace mainstay::studies
