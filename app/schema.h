// `mainstay schema NAME`: prints the JSON Schema of a file format, for editors and other programs.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_schema(CLI::App& program, int& status);

}  // namespace mainstay::app
