#include "app/export.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/run_plan.h"
#include "scenarios/terminal.h"
#include "studies/export.h"

namespace mainstay::app {

namespace {

struct ExportOptions {
  std::string folder, format = "csv", out;
};

int write_files(const ExportOptions& options) {
  const std::filesystem::path folder = options.folder;
  tell_version(studies::ResultsStore(folder, studies::ResultsStore::Access::read));
  if (options.format == "netcdf") {
    const auto file = options.out.empty() ? folder / "results.nc" : std::filesystem::path(options.out);
    studies::export_netcdf(folder, file);
    scenarios::print("{}\n", file.string());
    return 0;
  }
  const auto out = options.out.empty() ? folder / "csv" : std::filesystem::path(options.out);
  if (options.out.empty() && std::filesystem::is_symlink(out))
    throw studies::ResultsError(
        fmt::format("{}: is a link to another folder, which nobody named; take it away, or name a folder with --out.",
                    out.string()));
  for (const auto& file : studies::export_csv(folder, out)) scenarios::print("{}\n", file.string());
  return 0;
}

}  // namespace

void add_export(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("export", "Write results as CSV or NetCDF files");
  const auto options = std::make_shared<ExportOptions>();
  command->add_option("DIR", options->folder, "Folder that `mainstay run` or `mainstay study` has written")->required();
  command->add_option("--format", options->format, "csv: a file a table; netcdf: one file, CF conventions")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "netcdf"}));
  command->add_option("--out", options->out,
                      "Folder for csv (default: DIR/csv), file for netcdf (default: DIR/results.nc)");
  command->footer("Example:\n  mainstay export results/sahel --format netcdf");
  command->callback([options, &status] { status = guarded([&] { return write_files(*options); }); });
}

}  // namespace mainstay::app
