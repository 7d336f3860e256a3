#include "studies/report_study.h"

namespace mainstay::studies {

const char* const study_report_style = R"css(
.bars rect { fill: var(--c); opacity: .55; } .bars .mid { stroke: var(--c); stroke-width: 2.4; opacity: 1; } .grid .whisker { stroke: var(--ink); stroke-width: 1.3; fill: none; }
.influence rect { fill: var(--c, var(--total)); } .influence .first { fill: none; stroke: var(--ink); stroke-width: 1.2; } .influence .faint { opacity: .35; }
.dot { fill: none; stroke: var(--zero); stroke-width: 1; } .dot.case { fill: var(--bad); stroke: none; } .box { fill: var(--span); stroke: var(--bad); stroke-width: 1.6; }
.trace { fill: none; stroke: var(--zero); stroke-width: 1.4; } .trace-dot { fill: var(--page); stroke: var(--faint); } .trace-dot.pasted { fill: var(--zero); } .trace-dot.chosen { fill: var(--bad); stroke: none; }
.axis-title { fill: var(--soft); font-size: 12px; } .grid.three { grid-template-columns: repeat(3, minmax(0, 1fr)); } .spread .steps { grid-template-columns: repeat(6, 1.3rem); } .figure-gap { margin-top: 1.6rem; }
section > .scroll + .scroll { margin-top: 1.2rem; } td.best b { color: var(--good-ink); }
@media screen and (max-width: 47rem) { .grid.three { grid-template-columns: minmax(0, 1fr); } }
)css";

}  // namespace mainstay::studies
