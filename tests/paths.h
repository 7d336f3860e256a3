// Where the project and the program under test are. CMake tells paths.cpp alone, so that copies of the project in other
// folders share what is compiled of all other tests.
#pragma once

#include <string>

namespace mainstay::tests {

std::string project_folder();
std::string program_file();
std::string mpirun_file();  // empty where there is none

}  // namespace mainstay::tests
