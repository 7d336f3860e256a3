#include "tests/paths.h"

#ifndef MAINSTAY_MPIRUN
#define MAINSTAY_MPIRUN ""
#endif

namespace mainstay::tests {

std::string project_folder() {
  return MAINSTAY_SOURCE_DIR;
}

std::string program_file() {
  return MAINSTAY_BINARY;
}

std::string mpirun_file() {
  return MAINSTAY_MPIRUN;
}

}  // namespace mainstay::tests
