// Disks that are full or read-only, and file systems that can do less than usual: what is there is read, all of it, and
// nothing is left behind.
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cstddef>

#include "sessions/session_file.h"
#include "studies/results.h"
#include "tests/app/program.h"
#include "tests/app/small_disk.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using mainstay::tests::Output;
using mainstay::tests::Program;
using mainstay::tests::run_program;
using mainstay::tests::SmallDisk;
using mainstay::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const std::string smallest = (fs::path(mainstay::tests::project_folder()) / "scenarios/smallest.json").string();

// Copied in another process: this one may have the file open.
void put_copy(const fs::path& from, const fs::path& to) {
  REQUIRE(Program({from.string(), to.string()}, "/bin/cp").finish().status == 0);
}

// A played session with three orders that are in the log only, as a killed program leaves it; its index is gone too.
void leave_killed_session(const fs::path& file) {
  const TemporaryFolder folder;
  const fs::path played = folder.path() / "game.mainstay";
  REQUIRE(run_program({"session", "new", smallest, played.string()}).status == 0);
  REQUIRE(run_program({"session", "turn", played.string(), "--weeks", "10", "--quiet"}).status == 0);
  const auto session = sessions::restore(sessions::read_session(played));
  sessions::SessionFile writer(played);
  for (int k = 0; k < 3; ++k)
    writer.add_order(0, session->read_order(R"({"week": 30, "relief": {"donor": "eu", "region": "XA-N", "usd": 5}})",
                                            "2026-01-01T00:00:00Z"));
  put_copy(played, file);
  put_copy(played.string() + "-wal", file.string() + "-wal");
}

// Results whose last run is in the log only.
void leave_killed_results(const fs::path& folder) {
  const TemporaryFolder there;
  const fs::path out = there.path() / "out";
  REQUIRE(run_program({"run", smallest, "--seeds", "2", "--weeks", "20", "--out", out.string(), "--quiet"}).status ==
          0);
  studies::ResultsStore writer(out);
  studies::RunRecord last;
  last.run_id = 999;
  last.coa = "twin";
  last.seed = 77;
  writer.write(last);
  fs::create_directories(folder);
  for (const char* name : {"results.sqlite", "results.sqlite-wal"}) put_copy(out / name, folder / name);
}

void expect_session_is_read(const SmallDisk& disk, const std::string& file, const fs::path& elsewhere) {
  const auto before = disk.files();
  const std::string page = (elsewhere / "review.html").string();
  for (const std::vector<std::string>& command : {std::vector<std::string>{"session", "orders", file},
                                                  {"session", "orders", file, "--json"},
                                                  {"session", "replay", file, "--verify", "--quiet"},
                                                  {"session", "replay", file, "--quiet"},
                                                  {"session", "attribute", file, "--quiet"},
                                                  {"session", "review", file, "--out", page, "--quiet"},
                                                  {"check", file}}) {
    const Output output = run_program(command);
    INFO(command[1] << "\n" << output.err);
    CHECK(output.status == 0);
    CHECK(disk.files() == before);
  }
  const std::string listed = run_program({"session", "orders", file}).out;
  CHECK(listed.find("Relief") != listed.rfind("Relief"));
}

void expect_results_are_read(const SmallDisk& disk, const std::string& folder, const fs::path& elsewhere) {
  const auto before = disk.files();
  const auto at = [&](const char* name) { return (elsewhere / name).string(); };
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"export", folder, "--out", at("csv")},
        {"export", folder, "--format", "netcdf", "--out", at("results.nc")},
        {"explain", folder},
        {"merge", folder, "--out", at("merged")},
        {"run", "--from", folder, "--run", "0", "--out", at("again"), "--quiet"}}) {
    const Output output = run_program(command);
    INFO(command[0] << "\n" << output.err);
    CHECK(output.status == 0);
    CHECK(disk.files() == before);
  }
  std::ifstream runs(at("csv") + "/runs.csv");
  const std::string text{std::istreambuf_iterator<char>(runs), {}};
  CHECK(text.find("\n999,") != std::string::npos);
  const studies::ResultsStore merged(at("merged"), studies::ResultsStore::Access::read);
  CHECK(merged.runs().back().run_id == 999);
}

// Starts the program where some system calls fail, as on file systems that do not know them.
Output run_without(std::vector<std::string> arguments, std::initializer_list<int> calls) {
  const TemporaryFolder folder;
  const fs::path err = folder.path() / "err";
  arguments.insert(arguments.begin(), mainstay::tests::program_file());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  std::vector<sock_filter> filter{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const int call : calls) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen(err.c_str(), "w", stderr) != nullptr && std::freopen("/dev/null", "w", stdout) != nullptr &&
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0)
      execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::ifstream said(err);
  return {WEXITSTATUS(status), "", {std::istreambuf_iterator<char>(said), {}}};
}

}  // namespace

TEST_CASE("on a full disk a session is read with every command, and nothing is left there") {
  const SmallDisk disk("8m");
  REQUIRE_DISK(disk);
  const TemporaryFolder elsewhere;
  const std::string file = (disk.path() / "game.mainstay").string();
  SECTION("closed in order") {
    leave_killed_session(elsewhere.path() / "game.mainstay");
    REQUIRE(run_program({"session", "orders", (elsewhere.path() / "game.mainstay").string()}).status == 0);
    put_copy(elsewhere.path() / "game.mainstay", file);
  }
  SECTION("killed") {
    leave_killed_session(file);
  }
  disk.fill();
  expect_session_is_read(disk, file, elsewhere.path());
}

TEST_CASE("on a read-only disk a session is read with every command, with the orders that a killed program left") {
  const SmallDisk disk("8m");
  REQUIRE_DISK(disk);
  const TemporaryFolder elsewhere;
  const std::string file = (disk.path() / "game.mainstay").string();
  leave_killed_session(file);
  SECTION("without its index") {}
  SECTION("with its index") {
    put_copy("/dev/null", file + "-shm");
  }
  disk.make_read_only();
  expect_session_is_read(disk, file, elsewhere.path());
  CHECK(run_program({"session", "turn", file}).err.find("cannot be written to") != std::string::npos);
}

TEST_CASE("on a full or read-only disk results are read with every command, with the last runs of a killed program") {
  const SmallDisk disk("32m");
  REQUIRE_DISK(disk);
  const TemporaryFolder elsewhere;
  const std::string folder = (disk.path() / "out").string();
  leave_killed_results(folder);
  SECTION("full") {
    disk.fill();
  }
  SECTION("read-only") {
    disk.make_read_only();
  }
  expect_results_are_read(disk, folder, elsewhere.path());
}

TEST_CASE("a session whose file may not be written to is read, and leaves nothing beside it") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "game.mainstay";
  REQUIRE(run_program({"session", "new", smallest, file.string()}).status == 0);
  fs::permissions(file, fs::perms::owner_read);
  REQUIRE(run_program({"session", "orders", file.string()}).status == 0);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a session begins on file systems without hard links, and without a renaming that replaces nothing") {
  const TemporaryFolder folder;
  const auto file = [&](const char* name) { return (folder.path() / name).string(); };
  const auto begin = [&](const char* name, std::initializer_list<int> missing) {
    return run_without({"session", "new", smallest, file(name)}, missing);
  };
  for (const auto& missing :
       {std::initializer_list<int>{SYS_link, SYS_linkat}, {SYS_renameat2}, {SYS_link, SYS_linkat, SYS_renameat2}}) {
    const Output begun = begin("game.mainstay", missing);
    INFO(begun.err);
    CHECK(begun.status == 0);
    CHECK(run_program({"session", "orders", file("game.mainstay")}).status == 0);
    CHECK(begin("game.mainstay", missing).err.find("exists already") != std::string::npos);
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    fs::remove(file("game.mainstay"));
  }
}
