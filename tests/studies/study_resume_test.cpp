// What a study promises when it is killed, stopped, or started where it should not be.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "sim/random.h"
#include "studies/results.h"
#include "studies/study_folder.h"
#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/program.h"
#include "tests/studies/study_example.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay::studies;

TEST_CASE("a study killed at any time goes on where it was, and ends with the tables of an uninterrupted one") {
  const TemporaryFolder folder;
  const auto file =
      write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 16, "seeds": 3, "weeks": 208,)");
  const auto whole = folder.path() / "whole", killed = folder.path() / "killed";
  const auto started = std::chrono::steady_clock::now();
  REQUIRE(run_program({"study", file.string(), "--out", whole.string(), "--quiet"}).status == 0);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
  // Moments by chance, from the first milliseconds to a tenth of the whole study, so that it dies at least ten times
  // almost surely: while it opens the folder, writes its first tables, simulates, writes runs, and writes the report.
  mainstay::sim::Stream random(2024, 211, 0, 0);
  int kills = 0, status = 128 + SIGKILL;
  for (unsigned attempt = 0; status != 0 && attempt < 300; ++attempt) {
    const double share = kills < 4 ? 0.03 : attempt < 150 ? 0.1 : 2;
    const int after_ms = static_cast<int>(1 + share * took.count() * random.uniform());
    status = run_program({"study", file.string(), "--out", killed.string(), "--quiet"}, after_ms).status;
    REQUIRE((status == 0 || status == 128 + SIGKILL));
    kills += status != 0;
  }
  CHECK(status == 0);
  CHECK(kills >= 10);
  CHECK(tables(whole) == tables(killed));
}

TEST_CASE("Ctrl-C keeps what is finished and ends with 130") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 400, "seeds": 20,)");
  const auto out = folder.path() / "out";
  const auto runs = [&] {
    try {
      return ResultsStore(out, ResultsStore::Access::read).runs();
    } catch (const ResultsError&) {
      return std::vector<RunInfo>();  // not there yet
    }
  };
  mainstay::tests::Program program({"study", file.string(), "--out", out.string()});
  const auto started = std::chrono::steady_clock::now();
  while (runs().empty() && std::chrono::steady_clock::now() - started < std::chrono::minutes(2))
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  program.interrupt();
  const mainstay::tests::Output ended = program.finish();
  CHECK(ended.status == 130);
  CHECK_THAT(ended.err, ContainsSubstring("the same command goes on"));
  CHECK_FALSE(runs().empty());
  for (const RunInfo& run : runs()) CHECK(run.status == "done");
}

TEST_CASE("a second process in the same folder is told so") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const FolderLock lock(folder.path() / "out");
  const Ended ended = run_program({"study", file.string(), "--out", (folder.path() / "out").string()});
  CHECK(ended.status == 1);
  CHECK_THAT(ended.err, ContainsSubstring("another Mainstay is at work in this folder (process " +
                                          std::to_string(getpid()) + " on "));
}

TEST_CASE("of two processes that start in one folder at once, one does the study and the other is told so") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 8, "seeds": 2,)");
  const auto out = folder.path() / "out";
  Ended first, second;
  std::thread other([&] { second = run_program({"study", file.string(), "--out", out.string(), "--quiet"}); });
  first = run_program({"study", file.string(), "--out", out.string(), "--quiet"});
  other.join();
  CHECK(std::min(first.status, second.status) == 0);
  CHECK(std::max(first.status, second.status) == 1);
  CHECK_THAT(first.err + second.err, ContainsSubstring("another Mainstay is at work in this folder"));
  CHECK(ResultsStore(out, ResultsStore::Access::read).runs().size() == 48);
}

TEST_CASE("a disk that is full in the middle of a study is named, with more space the same command goes on") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const auto out = folder.path() / "out", whole = folder.path() / "whole";
  const std::vector<std::string> command{"study", file.string(), "--out", out.string(), "--quiet"};
  {
    const LargestFile limit(600'000);  // of every file that the program writes
    const Ended full = run_program(command);
    CHECK(full.status == 1);
    CHECK_THAT(full.err, ContainsSubstring("Runs written so far are safe"));
  }
  for (const RunInfo& run : ResultsStore(out, ResultsStore::Access::read).runs()) CHECK(run.status == "done");
  CHECK(run_program(command).status == 0);
  REQUIRE(run_program({"study", file.string(), "--out", whole.string(), "--quiet"}).status == 0);
  CHECK(tables(out) == tables(whole));
}

TEST_CASE("results of another version of the program are not gone on with, and are kept") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const auto out = folder.path() / "out";
  REQUIRE(run_program({"study", file.string(), "--out", out.string(), "--quiet"}).status == 0);
  const auto before = tables(out);
  ResultsStore(out).set_provenance("version", "0.0.9");
  const Ended other = run_program({"study", file.string(), "--out", out.string()});
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ContainsSubstring("they are of Mainstay 0.0.9") && ContainsSubstring("--restart"));
  CHECK(tables(out) == before);
}

TEST_CASE("a folder where nothing can be written is refused before the first run") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const Ended ended = run_program({"study", file.string(), "--out", "/proc/mainstay"});
  CHECK(ended.status == 2);
  CHECK_THAT(ended.err, ContainsSubstring("results cannot be written into /proc/mainstay"));
}

TEST_CASE("results of another study or scenario are refused until --restart, more seeds go on") {
  const TemporaryFolder folder;
  const auto out = (folder.path() / "out").string();
  const auto run = [&](const std::string& rest, const char* option) {
    return run_program({"study", write_study(folder.path(), two_factors, rest).string(), "--out", out, option});
  };
  const std::string rest = R"("design": "sobol", "samples": 2, "weeks": 30, )";
  REQUIRE(run(rest + R"("seeds": 1,)", "--quiet").status == 0);
  const Ended other = run(rest + R"("seeds": 1, "design_seed": 2,)", "--quiet");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ContainsSubstring("the study has changed") && ContainsSubstring("--restart"));
  CHECK(ResultsStore(out, ResultsStore::Access::read).runs().size() == 6);
  // Nor is it announced as if it began.
  CHECK(run(rest + R"("seeds": 1, "design_seed": 2,)", "--json").err.find("and the twin") == std::string::npos);
  CHECK(run(rest + R"("seeds": 2, "title": "with a title",)", "--quiet").status == 0);
  CHECK(ResultsStore(out, ResultsStore::Access::read).runs().size() == 12);
  CHECK(run(rest + R"("seeds": 1,)", "--quiet").status == 2);
  CHECK(run(rest + R"("seeds": 1, "design_seed": 2,)", "--restart").status == 0);
  CHECK(ResultsStore(out, ResultsStore::Access::read).runs().size() == 6);
  // The same study after the scenario's file has changed.
  ResultsStore(out).set_provenance("scenario", "{}");
  const Ended changed = run(rest + R"("seeds": 1, "design_seed": 2,)", "--quiet");
  CHECK(changed.status == 2);
  CHECK_THAT(changed.err, ContainsSubstring("the scenario has changed"));
  ResultsStore(out).set_provenance("commit", "another");
  CHECK_THAT(run(rest + R"("seeds": 1, "design_seed": 2,)", "--quiet").err, ContainsSubstring("commit another"));
}

TEST_CASE("what does not change a run never forces a restart") {
  const TemporaryFolder folder;
  const auto out = (folder.path() / "out").string();
  const auto run = [&](const std::string& factors, const std::string& rest) {
    return run_program({"study", write_study(folder.path(), factors, rest).string(), "--out", out, "--quiet"});
  };
  const std::string design = R"("design": "sobol", "weeks": 30, "samples": 2, "seeds": 2, )";
  const auto rule = [](int most) {
    return fmt::format(R"("stop_when": {{ "outcome": "donor_cost_usd", "width": 1, "step": 1, "most_seeds": {} }}, )",
                       most);
  };
  REQUIRE(run(two_factors, design + rule(2)).status == 0);
  const std::string titled =
      R"([{ "pointer": "/parameters/skill_half_life_weeks", "low": 28, "high": 57, "title": "Half-life" },
          { "pointer": "/governments/XA/base_preference", "low": 0.2, "high": 0.8 }])";
  CHECK(run(titled, design + rule(2)).err == "");
  CHECK(run(titled, design + rule(3)).err == "");
  CHECK(run(titled, design + R"("record": { "every_weeks": 2 }, "summary": "Mended", )" + rule(3)).err == "");
  const std::string narrower =
      R"([{ "pointer": "/parameters/skill_half_life_weeks", "low": 28, "high": 56, "title": "Half-life" },
          { "pointer": "/governments/XA/base_preference", "low": 0.2, "high": 0.8 }])";
  const Ended changed = run(narrower, design + rule(3));
  CHECK(changed.status == 2);
  CHECK_THAT(changed.err, ContainsSubstring("the study has changed (/factors/0/high)"));
}

TEST_CASE("samples are added where a design keeps its points, with the tables of one that had them at once") {
  const TemporaryFolder folder;
  const auto run = [&](const char* out, const char* design, int samples) {
    const auto rest = fmt::format(R"("design": "{}", "samples": {}, "weeks": 30, "seeds": 2,)", design, samples);
    return run_program({"study", write_study(folder.path(), two_factors, rest).string(), "--out",
                        (folder.path() / out).string(), "--quiet"});
  };
  for (const char* design : {"sobol", "saltelli", "morris"}) {
    INFO(design);
    const std::string grown = std::string(design) + "-grown", whole = std::string(design) + "-whole";
    REQUIRE(run(grown.c_str(), design, 2).status == 0);
    const Ended more = run(grown.c_str(), design, 3);
    INFO(more.err);
    CHECK(more.status == 0);
    REQUIRE(run(whole.c_str(), design, 3).status == 0);
    CHECK(tables(folder.path() / grown) == tables(folder.path() / whole));
    CHECK_THAT(run(grown.c_str(), design, 2).err, ContainsSubstring("points already, more than"));
  }
  REQUIRE(run("latin", "latin_hypercube", 2).status == 0);
  const Ended others = run("latin", "latin_hypercube", 3);
  CHECK(others.status == 2);
  CHECK_THAT(others.err, ContainsSubstring("the points of this design are all others"));
}

TEST_CASE("a damaged results file is named with a remedy, and --restart mends it") {
  const TemporaryFolder folder;
  const auto file =
      write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 2, "weeks": 30, "seeds": 1,)");
  const auto out = folder.path() / "out";
  const std::vector<std::string> command = {"study", file.string(), "--out", out.string(), "--quiet"};
  REQUIRE(run_program(command).status == 0);
  {
    std::fstream database(out / "results.sqlite", std::ios::in | std::ios::out | std::ios::binary);
    database.seekp(8192);
    database << std::string(400'000, 'x');
  }
  const Ended damaged = run_program(command);
  CHECK(damaged.status == 1);
  CHECK_THAT(damaged.err, ContainsSubstring("is damaged") && ContainsSubstring("--restart"));
  auto again = command;
  again.emplace_back("--restart");
  CHECK(run_program(again).status == 0);
}

TEST_CASE("enormous studies are refused with their cost, unless they are meant") {
  const TemporaryFolder folder;
  const auto file =
      write_study(folder.path(), two_factors, R"("design": "sobol", "samples": 1000000000, "seeds": 2, "weeks": 30,)");
  const auto out = (folder.path() / "out").string();
  const Ended ended = run_program({"study", file.string(), "--out", out});
  CHECK(ended.status == 2);
  CHECK_THAT(ended.err,
             ContainsSubstring("6,000,000,000 runs") && ContainsSubstring("Estimated: ") && ContainsSubstring("--yes"));
  CHECK_THAT(run_program({"study", file.string(), "--out", out, "--yes"}).err,
             ContainsSubstring("do not fit into memory"));
  CHECK(!std::filesystem::exists(out));
  const Ended dry = run_program({"study", file.string(), "--dry-run"});
  CHECK(dry.status == 0);
  CHECK_THAT(dry.out, ContainsSubstring("1,000,000,000 points"));
}

TEST_CASE("study new writes a study that is valid") {
  const TemporaryFolder folder;
  const std::string scenario = mainstay::tests::project_folder() + "/scenarios/smallest.json";
  const Ended written = run_program({"study", "new", scenario});
  REQUIRE(written.status == 0);
  std::ofstream(folder.path() / "mine.json") << written.out;
  const Ended checked = run_program({"check", (folder.path() / "mine.json").string()});
  CHECK(checked.status == 0);
  CHECK(checked.out.empty());
}

TEST_CASE("shards merge into the tables of one process, parts of different studies do not") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  const auto study = [&](const std::string& of, const std::string& shard, const char* out) {
    return run_program({"study", of, "--shard", shard, "--out", at(out), "--quiet"}).status;
  };
  REQUIRE(run_program({"study", file.string(), "--out", at("whole"), "--quiet"}).status == 0);
  REQUIRE(study(file.string(), "1/3", "a") == 0);
  REQUIRE(study(file.string(), "2/3", "b") == 0);
  REQUIRE(study(file.string(), "3/3", "c") == 0);
  CHECK(run_program({"merge", at("c"), at("a"), "--out", at("merged")}).status == 0);
  CHECK(tables(at("merged")) != tables(at("whole")));
  const Ended joined = run_program({"merge", at("a"), at("b"), at("c"), "--out", at("merged")});
  CHECK(joined.status == 0);
  CHECK_THAT(joined.err, ContainsSubstring("24 runs from 3 folders"));
  CHECK(tables(at("merged")) == tables(at("whole")));
  // The merged study is one that can be gone on with.
  CHECK(run_program({"study", file.string(), "--out", at("merged"), "--quiet"}).status == 0);
  CHECK(tables(at("merged")) == tables(at("whole")));

  const auto other = write_study(folder.path(), two_factors, few_points + R"("design_seed": 2,)", "other");
  REQUIRE(study(other.string(), "2/3", "d") == 0);
  const Ended refused = run_program({"merge", at("a"), at("d"), "--out", at("wrong")});
  CHECK(refused.status == 1);
  CHECK_THAT(refused.err, ContainsSubstring("not of the same study"));
  CHECK(study(file.string(), "4/3", "e") == 2);
}

TEST_CASE("any run of a study is repeated bit for bit from what is stored, with everything recorded") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), two_factors, few_points);
  const auto out = folder.path() / "out", again = folder.path() / "again";
  REQUIRE(run_program({"study", file.string(), "--out", out.string(), "--quiet"}).status == 0);
  std::filesystem::remove(file);
  const Ended repeated =
      run_program({"run", "--from", out.string(), "--run", "17", "--out", again.string(), "--threads", "1"});
  CHECK(repeated.status == 0);
  CHECK_THAT(repeated.out, ContainsSubstring(", as it was"));
  const ResultsStore store(out), repeat(again);
  const auto runs = repeat.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].run_id == 17);
  CHECK(runs[1].state_hash == store.runs()[17].state_hash);
  CHECK(repeat.series("capacity", "theatre").size() == 2 * 160);
  CHECK(!repeat.books("capacity", "XA-N", 0, 160).empty());
  const Ended none = run_program({"run", "--from", out.string(), "--run", "24"});
  CHECK(none.status == 1);
  CHECK_THAT(none.err, ContainsSubstring("ids of those there are go from 0 to 23"));
}

TEST_CASE("a run does not throw away a study, and a repeated run not what it is repeated from") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), "[]", R"("design": "list", "seeds": 2, "weeks": 30,)");
  const std::string out = (folder.path() / "out").string();
  REQUIRE(run_program({"study", file.string(), "--out", out, "--quiet"}).status == 0);
  const std::string before = tables(out);
  const std::string scenario = mainstay::tests::project_folder() + "/scenarios/smallest.json";
  const std::vector<std::string> run{"run", scenario, "--weeks", "30", "--seeds", "1", "--quiet", "--out"};
  const auto run_to = [&](const std::string& place) {
    auto words = run;
    words.push_back(place);
    return run_program(words);
  };
  const Ended refused = run_to(out);
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err, ContainsSubstring("were made by `mainstay study") && ContainsSubstring("--out"));
  CHECK(tables(out) == before);
  const Ended source = run_program({"run", "--from", out, "--run", "1", "--out", out + "/../out"});
  CHECK(source.status == 2);
  CHECK_THAT(source.err, ContainsSubstring("holds the results that the run is repeated from"));
  CHECK(tables(out) == before);
  // Results of a run make room for those of the next.
  const std::string own = (folder.path() / "own").string();
  CHECK(run_to(own).status == 0);
  CHECK(run_to(own).status == 0);
  std::ofstream(folder.path() / "own" / "results.sqlite") << "not a database, but somebody's";
  const Ended unknown = run_to(own);
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, ContainsSubstring("nobody can tell what they are of"));
}

TEST_CASE("a merge does not write into what it merges, and tells the pace of all runs") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), "[]", R"("design": "list", "seeds": 4, "weeks": 30,)");
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  for (const auto& [shard, out] : {std::pair{"1/2", "a"}, {"2/2", "b"}})
    REQUIRE(run_program({"study", file.string(), "--shard", shard, "--out", at(out), "--quiet"}).status == 0);
  const Ended into = run_program({"merge", at("a"), at("b"), "--out", at("a")});
  CHECK(into.status == 2);
  CHECK_THAT(into.err, ContainsSubstring("is one of the folders to be merged"));
  REQUIRE(run_program({"merge", at("a"), at("b"), "--out", at("whole")}).status == 0);
  const ResultsStore whole(at("whole"), ResultsStore::Access::read);
  double seconds = 0;
  for (const RunInfo& run : whole.runs()) seconds += run.wall_s;
  CHECK(whole.provenance("runs") == "12");
  CHECK(std::stod(whole.provenance("core_seconds_per_run")) == Approx(seconds / 12).margin(0.001));
}

TEST_CASE("what a study may cost counts the seeds that stop_when may add") {
  const TemporaryFolder folder;
  const auto file = write_study(folder.path(), "[]", R"("design": "list", "seeds": 2, "weeks": 30,
    "stop_when": { "outcome": "peak_gain", "width": 0.001, "most_seeds": 100000 },)");
  CHECK_THAT(run_program({"study", file.string(), "--dry-run"}).out, ContainsSubstring("300,000 runs in all at most"));
  CHECK(run_program({"study", file.string(), "--out", (folder.path() / "out").string()}).status == 2);
}
