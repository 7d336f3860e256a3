// Loaded before the C library (LD_PRELOAD): a disk that takes 600 ms for each sync.
#include <dlfcn.h>
#include <unistd.h>

namespace {

int late(const char* name, int file) {
  usleep(600 * 1000);
  return reinterpret_cast<int (*)(int)>(dlsym(RTLD_NEXT, name))(file);
}

}  // namespace

extern "C" int fsync(int file) {
  return late("fsync", file);
}

extern "C" int fdatasync(int file) {
  return late("fdatasync", file);
}
