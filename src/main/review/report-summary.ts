import type { ReviewedFile, ReviewReport } from '../../domain/review/review-report.ts';
import type { Html, ReportPage } from './report-page.ts';
import { PHASE_WORDS } from './report-words.ts';

/** Who begins a phase that nobody began by hand. */
const BY_SCRIPT = 'script';

/** What was reviewed, and how its log stands. */
export function aboutSection(page: ReportPage, { file, span }: ReviewReport): Html {
  const { words } = page;
  const chain =
    file.chain === 'intact'
      ? words.chainIntact
      : file.chain === 'notChecked'
        ? words.chainNotChecked
        : page.text(file.chain.problem);
  const rows: readonly (readonly [string, Html])[] = [
    [words.event, page.name(file.event)],
    [words.recording, page.text(file.name)],
    [words.source, sourceWords(page, file)],
    [words.span, page.span(span)],
    [words.timeZone, page.text(file.timeZone)],
    [words.entries, page.at('file.entries', { at: span.to, value: file.entries })],
    [words.chainHead, `<code>${page.text(file.headHash)}</code> ${chain}`],
    [words.rasters, rasterWords(page, file)],
  ];
  const lines = rows.map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`);
  return `<dl class="about">${lines.join('\n')}</dl>`;
}

/** A chain that holds says nothing about rasters unless they were compared with it. */
function rasterWords({ words }: ReportPage, { rasters }: ReviewedFile): Html {
  if (!rasters) return words.rastersNotChecked;
  const { proven, unproven, wrong } = rasters;
  return [
    `${proven} ${words.rastersProven}`,
    ...(unproven > 0 ? [`${unproven} ${words.rastersUnproven}`] : []),
    ...(wrong > 0 ? [`<strong>${wrong} ${words.rastersWrong}</strong>`] : []),
  ].join(' · ');
}

function sourceWords({ words }: ReportPage, file: ReviewReport['file']): Html {
  const kind = file.exercise && file.source !== 'live' ? words.exercise : words.live;
  const clock = file.clock === 'feed' ? `${kind} · ${words.recordedFeed}` : kind;
  return file.seed === undefined ? clock : `${clock} · ${words.seed} ${file.seed}`;
}

/** The few figures that are asked for first. */
export function summarySection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  const { totals, accuracy, crossings, span } = report;
  const peakTime = totals.peak.value === undefined ? '' : ` ${page.time(totals.peak.at)}`;
  const percent = accuracy.accuracy === undefined ? undefined : accuracy.accuracy * 100;
  const missed = crossings.pass === 'true' ? crossings.missed : undefined;
  const cards: readonly (readonly [string, Html])[] = [
    [words.peak, page.at('area.people', totals.peak) + peakTime],
    [words.visits, page.at('visits', totals.visits)],
    [words.visitsInSpan, page.over('visitsInSpan', totals.visitsInSpan)],
    [words.atStart, page.at('area.people', totals.atStart)],
    [words.atEnd, page.at('area.people', totals.atEnd)],
    [words.bias, page.at('bias', totals.biasAbsorbed)],
    [words.alerts, page.over('alerts', { ...span, value: accuracy.alerts })],
    [
      words.accuracy,
      `${page.percent('accuracy', over(span, percent))} · ${page.over('undispositioned', over(span, accuracy.undispositioned))} ${words.undispositioned}`,
    ],
    [words.missed, page.over('missed', over(span, missed))],
  ];
  const lines = cards.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return page.section('summary', words.summary, `<dl class="cards">${lines.join('\n')}</dl>`);
}

export function phasesSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  const rows = report.phases.map((phase) => [
    page.text(PHASE_WORDS[page.language][phase.phase] ?? phase.phase),
    page.time(phase.at),
    page.time(phase.until),
    phase.by === BY_SCRIPT ? words.byPlan : page.text(phase.by),
    page.text(phase.reason),
    page.at('area.people', phase.people),
  ]);
  const heads = [words.phase, words.begins, words.until, words.by, words.reason, words.people];
  return page.section('phases', words.phases, page.table(heads, rows, 5));
}

/** A figure of the span; undefined is unknown. */
export function over(
  { from, to }: { readonly from: number; readonly to: number },
  value: number | undefined,
) {
  return value === undefined ? { from, to } : { from, to, value };
}
