// What all commands have in common: unknown ones, help, and output that cannot be written.
#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/paths.h"

using mainstay::tests::Output;
using mainstay::tests::run_program;

TEST_CASE("an unknown command is answered with the nearest one and with the list", "[app]") {
  const Output output = run_program({"rn", "scenarios/sahel.json"});
  CHECK(output.status == 2);
  CHECK(output.err.find("there is no command \"rn\"; did you mean \"run\"?") != std::string::npos);
  CHECK(output.err.find("session") != std::string::npos);
}

TEST_CASE("help is given when it is asked for in any of the usual ways", "[app]") {
  for (const char* word : {"help", "--help", "-h"}) {
    const Output output = run_program({word});
    CHECK(output.status == 0);
    CHECK(output.out.find("Usage: mainstay") != std::string::npos);
  }
  const Output nothing = run_program({});
  CHECK(nothing.status == 2);
  CHECK(nothing.err.find("Usage: mainstay") != std::string::npos);
  CHECK(run_program({"-v"}).out == run_program({"--version"}).out);
}

TEST_CASE("output that cannot be written is an error, not silence", "[app]") {
  for (const std::string& command :
       {std::string("schema scenario"), std::string("--help"),
        "map info " + mainstay::tests::project_folder() + "/assets/maps/smallest.geojson"}) {
    const Output output =
        mainstay::tests::Program({"-c", mainstay::tests::program_file() + " " + command + " >/dev/full"}, "/bin/sh")
            .finish();
    INFO(command << "\n" << output.err);
    CHECK(output.status == 1);
    CHECK(output.err.find("No space left on device") != std::string::npos);
  }
}
