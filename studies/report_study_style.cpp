#include "studies/report_study.h"

namespace mainstay::studies {

const char* const study_report_style = R"css(
.bars rect { fill: var(--c); opacity: .55; } .bars .mid { stroke: var(--c); stroke-width: 2.4; opacity: 1; } .grid .whisker { stroke: var(--ink); stroke-width: 1.3; fill: none; }
.influence rect { fill: var(--c, var(--total)); } .influence .first { fill: none; stroke: var(--ink); stroke-width: 1.2; } .influence .faint { opacity: .35; }
.dot { fill: none; stroke: var(--zero); stroke-width: 1; } .dot.case { fill: var(--bad); stroke: none; } .box { fill: var(--span); stroke: var(--bad); stroke-width: 1.6; }
.trace { fill: none; stroke: var(--zero); stroke-width: 1.4; } .trace-dot { fill: var(--page); stroke: var(--faint); } .trace-dot.pasted { fill: var(--zero); } .trace-dot.chosen { fill: var(--bad); stroke: none; }
.axis-title { fill: var(--soft); font-size: 12px; } .grid.three { grid-template-columns: repeat(3, minmax(0, 1fr)); } .spread-maps, .spread { --m5: #eeeff1; --m6: #dcd9e2; --m7: #c3bdd0; --m8: #a49bb8; --m9: #81759b; --m10: #5c4f78; } .spread .steps { grid-template-columns: repeat(6, 1.3rem); } .figure-gap { margin-top: 1.6rem; }
section > .scroll + .scroll { margin-top: 1.2rem; } td.best b { color: var(--good-ink); } @media (prefers-color-scheme: dark) { .spread-maps, .spread { --m5: #2b2f37; --m6: #3a3647; --m7: #51496a; --m8: #6d618e; --m9: #8f80b5; --m10: #b7a8de; } }
@media screen and (max-width: 47rem) { .grid.three { grid-template-columns: minmax(0, 1fr); } }
)css";

}  // namespace mainstay::studies