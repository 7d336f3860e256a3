#include "studies/report_sections.h"

namespace mainstay::studies {

const char* const report_style = R"css(
:root { color-scheme: light dark; --page: #fff; --ink: #1b2130; --soft: #56606f; --faint: #6b7482; --rule: #d9dde3; --grid: #e6e9ed;
  --span: rgba(96, 104, 120, .13); --total: #7c8897; --good: #2f7ec4; --bad: #d6800f; --good-ink: #1f66a6; --bad-ink: #9a5600;
  --c1: #8556c6; --c2: #2f9d4f; --c3: #c8438f; --c4: #7f8c1c; --c5: #149b8c; --c6: #a3324a; --c7: #c283cf; --c8: #55605a;
  --t1: #6d3fb0; --t2: #1f7438; --t3: #a52f71; --t4: #5d6810; --t5: #0b6e63; --t6: #8c2a3d; --t7: #8a4a93; --t8: #475049; --chip: #fff;
  --twin: #6b7482; --land: #f8f9fa; --coast: #e3e6ea; --edge: #9aa3af; --zero: #9aa3af; --nodata: #e4e6ea; --changed: #fdf3e0;
  --m0: #b35806; --m1: #d6812d; --m2: #e8a765; --m3: #f3cb9d; --m4: #f8e4cd; --m5: #e6e8eb; --m6: #d6e6f4; --m7: #abcdea; --m8: #78aedb; --m9: #458cc7; --m10: #1c66a8; }
@media (prefers-color-scheme: dark) { :root { --page: #14181f; --ink: #e8ebf0; --soft: #b1b9c5; --faint: #929ba9; --rule: #353c47; --grid: #2a303a;
  --span: rgba(150, 160, 178, .16); --total: #8894a4; --good: #5aa5e6; --bad: #eda23f; --good-ink: #7fbcf2; --bad-ink: #f3b662;
  --c1: #b393ee; --c2: #62c97f; --c3: #ec7fbb; --c4: #b9c850; --c5: #4bcbb9; --c6: #e57f92; --c7: #dba6e2; --c8: #a3b0aa;
  --t1: #c6abf3; --t2: #84d69b; --t3: #f29fcc; --t4: #cbd778; --t5: #74d8c9; --t6: #ee9dac; --t7: #e5bdea; --t8: #b9c4bf; --chip: #14181f;
  --twin: #a2abb8; --land: #1b2029; --coast: #262c36; --edge: #0f1318; --zero: #5c6675; --nodata: #2a303a; --changed: #33290f;
  --m0: #f59a2c; --m1: #cf7d1f; --m2: #a56316; --m3: #7b4c18; --m4: #54391d; --m5: #343b46; --m6: #2b4560; --m7: #2c5f8c; --m8: #3578b3; --m9: #4a97d9; --m10: #84c1f7; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 72.5rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 Inter, "Inter var", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .75rem; } h3 { font-size: 1rem; margin: 0; }
section { margin-top: 2.75rem; } p { margin: .4rem 0; } small { font-size: .8em; font-weight: 400; color: var(--faint); } b { font-weight: 650; }
header .sub { color: var(--soft); margin: .35rem 0 0; } header .about { color: var(--soft); max-width: 46rem; }
.headline { font-size: clamp(1.15rem, 2.2vw, 1.4rem); line-height: 1.45; max-width: 54rem; margin: 1.5rem 0 0; }
.findings { max-width: 54rem; margin: .9rem 0 0; } header .about { margin-top: .9rem; }
.caution { border-left: 4px solid var(--bad); padding: .3rem .8rem; margin: 1rem 0 0; max-width: 54rem; }
.note, .unit { color: var(--soft); font-size: .85rem; max-width: 54rem; } .note { margin-top: .9rem; }
.chip { display: inline-block; min-width: 1.35em; padding: 0 .3em; border-radius: .3em; background: var(--t); color: var(--chip); font-size: .8em; line-height: 1.5; font-weight: 700; text-align: center; }
.c1 { --c: var(--c1); --t: var(--t1); } .c2 { --c: var(--c2); --t: var(--t2); } .c3 { --c: var(--c3); --t: var(--t3); } .c4 { --c: var(--c4); --t: var(--t4); }
.c5 { --c: var(--c5); --t: var(--t5); } .c6 { --c: var(--c6); --t: var(--t6); } .c7 { --c: var(--c7); --t: var(--t7); } .c8 { --c: var(--c8); --t: var(--t8); }
.twin, .assessed { --c: var(--twin); --t: var(--faint); }
.cards { display: grid; grid-template-columns: repeat(3, 1fr); margin-top: 1.75rem; border-top: 2px solid var(--ink); }
.cards.n1 { grid-template-columns: 1fr; } .cards.n2 { grid-template-columns: 1fr 1fr; } .cards.n4, .cards.n5 { grid-template-columns: repeat(4, 1fr); }
.cards article { padding: 1rem 1.1rem 1rem 1.1rem; border-bottom: 1px solid var(--rule); border-left: 1px solid var(--rule); min-width: 0; }
.cards article:first-child, .cards.n3 article:nth-child(3n+1), .cards.n4 article:nth-child(4n+1), .cards.n5 article:nth-child(4n+1) { border-left: 0; padding-left: 0; }
.cards h2 { font-size: .95rem; font-weight: 500; color: var(--soft); margin: 0 0 .2rem; overflow-wrap: anywhere; }
.cards p { font-size: .88rem; color: var(--soft); } .cards .big { font-size: 1.85rem; line-height: 1.2; font-weight: 700; color: var(--ink); margin: 0; letter-spacing: -.01em; }
.grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2rem 2.5rem; }
figure { margin: 0; min-width: 0; break-inside: avoid; } .chart svg { display: block; width: 100%; height: auto; margin-top: .3rem; } .chart .unit { margin: 0; min-height: 1.3em; }
svg text { font-family: inherit; font-size: 12px; } .span-label { fill: var(--soft); font-size: 11.5px; } .tick { fill: var(--faint); font-size: 11.5px; }
.grid line, .grid .grid { stroke: var(--grid); } svg .grid { stroke: var(--grid); } svg .zero { stroke: var(--zero); } .span { fill: var(--span); }
.line { fill: none; stroke: var(--c); stroke-width: 2.2; stroke-linejoin: round; } .dashed { stroke-dasharray: 5 4; stroke-width: 1.8; } .dotted { stroke-dasharray: 1.5 3.5; stroke-linecap: round; }
.band90 { fill: var(--c); opacity: .12; } .band50 { fill: var(--c); opacity: .2; } .end { fill: var(--t); font-weight: 650; } .leader { fill: none; stroke: var(--c); opacity: .6; }
.chain + .chain { margin-top: 1.6rem; } .chain svg { max-width: none; } .chain-box { fill: var(--page); stroke: var(--zero); } .chain-box.up { stroke: var(--good); stroke-width: 2; } .chain-box.down { stroke: var(--bad); stroke-width: 2; }
.chain-order { fill: var(--c); fill-opacity: .16; stroke: var(--c); } .chain-link { fill: none; stroke: var(--zero); stroke-width: 1.4; } .chain-sense { fill: var(--soft); } .chain-amount { fill: var(--soft); font-weight: 650; }
.bar-label { fill: var(--ink); } .bar-number { font-weight: 650; } rect.total { fill: var(--total); } rect.good { fill: var(--good); } rect.bad { fill: var(--bad); }
text.total { fill: var(--ink); } text.good { fill: var(--good-ink); } text.bad { fill: var(--bad-ink); } .grid .join { stroke: var(--zero); }
rect.unclear { fill-opacity: .22; stroke-dasharray: 3 2; } rect.good.unclear { stroke: var(--good); } rect.bad.unclear { stroke: var(--bad); } rect.total.unclear { stroke: var(--total); } text.unclear { fill: var(--soft); font-weight: 400; }
.maps { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem 1.5rem; margin-top: .5rem; } .maps.n3 { grid-template-columns: repeat(3, minmax(0, 1fr)); } .maps.n1, .maps.n2 { grid-template-columns: repeat(2, minmax(0, 1fr)); } .map { display: block; width: 100%; height: auto; }
.maps + .maps { margin-top: 1.2rem; } .maps + .legend { margin: .8rem 0; } .maps ~ h3 { margin-top: 2rem; } details.data + h3 { margin-top: 2rem; }
.shapes { position: absolute; } .map use { stroke-linejoin: round; stroke: var(--edge); stroke-width: .5; } .map .context { fill: var(--land); stroke: var(--coast); } .map .borders { fill: none; stroke: var(--soft); stroke-width: 1; pointer-events: none; } .map .unclear { fill-opacity: .25; } .map .assisted { fill: none; stroke: var(--ink); stroke-width: 1.7; pointer-events: none; } .map .nodata { fill: var(--nodata); stroke-dasharray: 2 2; }
figcaption { font-size: .85rem; color: var(--soft); margin-top: .3rem; }
.m0 { fill: var(--m0); background: var(--m0); } .m1 { fill: var(--m1); background: var(--m1); } .m2 { fill: var(--m2); background: var(--m2); } .m3 { fill: var(--m3); background: var(--m3); }
.m4 { fill: var(--m4); background: var(--m4); } .m5 { fill: var(--m5); background: var(--m5); } .m6 { fill: var(--m6); background: var(--m6); } .m7 { fill: var(--m7); background: var(--m7); }
.m8 { fill: var(--m8); background: var(--m8); } .m9 { fill: var(--m9); background: var(--m9); } .m10 { fill: var(--m10); background: var(--m10); }
.legend { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .2rem .7rem; font-size: .8rem; color: var(--soft); line-height: 1.2; }
.steps { display: grid; grid-template-columns: repeat(11, 1.3rem); } .steps i { height: .8rem; } .key i { display: inline-block; width: 1rem; height: .75rem; vertical-align: -1px; } .legend .unclear { opacity: .25; } .outline { border: 2px solid var(--ink); } .ends { grid-column: 1 / -1; display: flex; justify-content: space-between; padding-top: .15rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .88rem; } caption { text-align: left; color: var(--soft); padding: .3rem 0; }
th, td { padding: .45rem .7rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; font-weight: 400; } thead th { border-bottom: 1.5px solid var(--ink); vertical-align: bottom; font-weight: 600; }
th:first-child { text-align: left; padding-left: 0; } td.text, th.text { text-align: left; } td.source { overflow-wrap: anywhere; min-width: 9rem; } .figures td, .figures thead th + th { min-width: 6.2rem; } .figures th small, .parameters th small { display: block; max-width: 24rem; }
.figures { margin-bottom: 1.2rem; } .figures tbody th { font-weight: 500; } .figures td small { display: block; white-space: nowrap; } td b { font-size: 1.02rem; } abbr { text-decoration: none; color: var(--soft); padding-left: .2rem; }
.changed { background: var(--changed); } .parameters th { min-width: 12rem; } .parameters td.source { max-width: 20rem; }
details { margin-top: .5rem; } summary { cursor: pointer; color: var(--soft); font-size: .85rem; width: fit-content; } summary h2 { display: inline; color: var(--ink); } summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; }
section > details > .grid, section > details > .scroll { margin-top: 1rem; } .data table { font-size: .8rem; } .data .scroll { max-height: 22rem; overflow-y: auto; }
.guide { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem 2.5rem; } .guide ul { padding-left: 1.1rem; margin: 0; } .guide li { margin-bottom: .4rem; }
dl { margin: 0; font-size: .88rem; } dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--rule); } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media screen and (max-width: 47rem) { .grid, .guide { grid-template-columns: minmax(0, 1fr); } .cards.n2, .cards.n3, .cards.n4, .cards.n5 { grid-template-columns: 1fr; }
  .cards article, .cards.n4 article, .cards.n5 article { border-left: 0; padding-left: 0; } h1 { font-size: 1.4rem; } dl div { grid-template-columns: 1fr; gap: 0; } svg text { font-size: 14px; } .tick, .end { font-size: 13px; } .chart svg { overflow: visible; }
  .maps, .maps.n3 { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; } .figures td, .figures thead th + th { min-width: 4.4rem; } .figures tbody th { min-width: 8.5rem; } th, td { padding: .4rem .3rem; } }
@media print { :root { color-scheme: light; font-size: 12.5px; } .tick { font-size: 14px; } svg .end, svg .bar-label, svg .bar-number { font-size: 13.5px; } .chart svg { overflow: visible; } .chain svg { width: 100% !important; } details:not([open]) { display: none; } @page { size: A4; margin: 14mm; } body { padding: 0; max-width: none; font-size: 9pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .data, .screen { display: none; } .scroll { overflow: visible; } section { margin-top: 1.6rem; } h2, h3, .chip { break-after: avoid; } tr, article, .legend, li { break-inside: avoid; } .figures td, .figures thead th + th, .parameters th { min-width: 0; } .grid { gap: 1.2rem 2.6rem; } h1 { font-size: 18pt; } .headline { font-size: 13pt; max-width: none; margin-top: .8rem; } .note { max-width: none; } }
)css";

}  // namespace mainstay::studies
