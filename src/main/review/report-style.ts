/** The look of a report on paper: A4, black on white, colours only where they mean a level or a density. */
export const REPORT_STYLE = `
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { font: 10pt/1.45 "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", Inter, system-ui, sans-serif;
  color: #14191f; background: #fff; margin: 0 auto; max-width: 186mm; padding: 6mm; font-variant-numeric: tabular-nums; }
html:lang(en) body { font-family: Inter, "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 20pt; margin: 0 0 4mm; }
h2 { font-size: 13pt; margin: 8mm 0 3mm; border-bottom: 1px solid #b9c2cb; break-after: avoid; }
h3 { font-size: 10pt; font-weight: 600; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 1mm 0; } .note, .none { color: #57636f; }
a { color: inherit; text-decoration: none; border-bottom: 1px dotted #8fa3b5; }
a.t { color: #1f5f8b; white-space: nowrap; }
a.z { color: #6b7783; border-bottom-color: transparent; }
dl.about { display: grid; grid-template-columns: 38mm 1fr; gap: 1mm 4mm; margin: 0; }
dl.about dt, dl.cards dt { color: #57636f; } dl.about dd, dl.cards dd { margin: 0; overflow-wrap: anywhere; }
dl.cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3mm; margin: 0; }
dl.cards div { border: 1px solid #ccd4db; border-radius: 1.5mm; padding: 2mm 3mm; }
dl.cards dd { font-size: 13pt; font-weight: 600; }
dl.cards dd a.t { font-size: 10pt; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0; font-size: 8pt; }
th { text-align: left; font-weight: 600; color: #3c4752; border-bottom: 1px solid #8a97a3; vertical-align: bottom; }
th.n { text-align: right; } th.over { border-bottom: 0; } th.group { text-align: center; font-weight: 400; color: #57636f; border-bottom: 1px solid #ccd4db; } th, td { padding: 0.8mm 1.5mm; } td { border-bottom: 1px solid #e3e8ec; } td.n { text-align: right; } td:first-child { white-space: nowrap; }
tr { break-inside: avoid; } thead { display: table-header-group; }
b.yellow { color: #8a6400; } b.orange { color: #b04f00; } b.red, b.missed { color: #b4001c; } b.unknown { color: #57636f; }
figure { margin: 2mm 0; break-inside: avoid; } figcaption { color: #57636f; }
svg.curve { width: 100%; height: auto; } svg.curve text { font-size: 11px; fill: #57636f; }
svg.curve .grid { stroke: #e3e8ec; } svg.curve path { stroke-width: 1.8; }
svg.site { width: 100%; height: auto; border: 1px solid #ccd4db; background: #f4f6f7; image-rendering: pixelated; }
.block { fill: #dfe4e8; } .water { fill: #d3e6f2; } .planting { fill: #dcebdc; } .structure { fill: #c9cfd4; }
.zone, .spot { vector-effect: non-scaling-stroke; }
.zone { fill: none; stroke: #4a5763; stroke-width: 1.2; } .zone.control { stroke-dasharray: 6 3; } .zone.diversion { stroke-dasharray: 2 3; }
.spot { fill: none; stroke: #b04f00; stroke-width: 1.2; }
svg.site text { fill: #14191f; paint-order: stroke; stroke: #fff; stroke-width: 0.25em; }
.map img { width: 100%; height: auto; }
.keys span { margin-right: 3mm; white-space: nowrap; } .keys i { display: inline-block; width: 3mm; height: 3mm; margin-right: 1mm; border: 1px solid #b9c2cb; }
.keys { font-size: 8pt; } code { font-size: 8pt; }
ol.instants { columns: 3; font-size: 8pt; padding-left: 6mm; color: #57636f; } ol.instants li:target { background: #fff2b8; color: #14191f; }
@media print { body { padding: 0; } }
`;
