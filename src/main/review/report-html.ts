import { DEFINITIONS, REVIEW_DEFINITIONS } from '../../domain/review/definitions.ts';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { alertsSection, crossingsSection } from './report-alerts.ts';
import { countersSection, coverageSection, dataSection } from './report-data.ts';
import { curveSection, egressSection } from './report-egress.ts';
import { broadcastsSection, ordersSection, warningsSection } from './report-orders.ts';
import { type Html, ReportPage } from './report-page.ts';
import { placesSection } from './report-places.ts';
import { REPORT_STYLE } from './report-style.ts';
import { aboutSection, phasesSection, summarySection } from './report-summary.ts';
import type { ReportLanguage } from './report-words.ts';

/** The maps of a report, drawn for its page; `note` says how. */
export interface ReportMaps {
  readonly maps: readonly Html[];
  readonly note: string;
}

/**
 * The after-action report as one HTML file that needs nothing else: figures, curves, maps, definitions, and an index of
 * the instants that the figures link to. Printed on A4 it is the PDF.
 */
export function reportHtml(
  report: ReviewReport,
  language: ReportLanguage,
  drawMaps: (page: ReportPage) => ReportMaps,
): Html {
  const page = new ReportPage(language, report.file.timeZone);
  const { words } = page;
  const maps = drawMaps(page);
  const body = [
    `<h1>${words.title}</h1>`,
    aboutSection(page, report),
    summarySection(page, report),
    curveSection(page, report),
    phasesSection(page, report),
    page.section('maps', words.maps, `<p class="note">${page.text(maps.note)}</p>`, ...maps.maps),
    placesSection(page, report),
    alertsSection(page, report),
    crossingsSection(page, report),
    ordersSection(page, report),
    broadcastsSection(page, report),
    warningsSection(page, report),
    coverageSection(page, report),
    egressSection(page, report),
    dataSection(page, report),
    countersSection(page, report),
    definitions(page),
  ];
  const index = page.section('instants', words.instants, page.instants());
  const title = `${words.title} · ${page.name(report.file.event)}`;
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${REPORT_STYLE}</style>
</head>
<body data-figures="${page.figures}">
${body.join('\n')}
${index}
</body>
</html>
`;
}

function definitions(page: ReportPage): Html {
  const texts = REVIEW_DEFINITIONS[page.language];
  const lines = DEFINITIONS.map((id) => `<li id="d-${id}">${page.text(texts[id])}</li>`);
  return page.section('definitions', page.words.definitions, `<ul>${lines.join('\n')}</ul>`);
}
