#include "app/commands.h"

#include <CLI/CLI.hpp>

#include "app/bench.h"
#include "app/check.h"
#include "app/explain.h"
#include "app/export.h"
#include "app/map.h"
#include "app/merge.h"
#include "app/report.h"
#include "app/run.h"
#include "app/schema.h"
#include "app/session.h"
#include "app/study.h"
#include "app/view.h"

namespace mainstay::app {

void add_commands(CLI::App& program, int& status) {
  add_run(program, status);
  add_study(program, status);
  add_merge(program, status);
  add_export(program, status);
  add_explain(program, status);
  add_map_command(program, status);
  add_check(program, status);
  add_schema(program, status);
  add_report(program, status);
  add_bench(program, status);
  add_session(program, status);
  add_view(program, status);
}

}  // namespace mainstay::app
