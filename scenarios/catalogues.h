// Reads the catalogues of kinds and instruments from assets/catalogues.
#pragma once

#include "agents/kinds.h"

namespace mainstay::scenarios {

agents::Catalogue read_catalogue();

}  // namespace mainstay::scenarios
