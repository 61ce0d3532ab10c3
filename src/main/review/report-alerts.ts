import type { AlertReview, ReviewReport } from '../../domain/review/review-report.ts';
import type { Verdict } from '../../domain/session/review-mark.ts';
import type { Html, ReportPage } from './report-page.ts';
import { over } from './report-summary.ts';
import { LEVEL_WORDS } from './report-words.ts';

const VERDICT_WORDS = {
  true: 'verdictTrue',
  false: 'verdictFalse',
  duplicate: 'verdictDuplicate',
  unknown: 'verdictUnknown',
} as const satisfies Record<Verdict, string>;

/** The table of alerts, how good they were, and the crossings without one. */
export function alertsSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  return page.section('alerts', words.alerts, accuracy(page, report), alerts(page, report.alerts));
}

function accuracy(page: ReportPage, { accuracy: figures }: ReviewReport): Html {
  const { words } = page;
  const { leadTime } = figures;
  const count = (name: string, value: number) => page.over(name, over(figures, value));
  const percent = figures.accuracy === undefined ? undefined : figures.accuracy * 100;
  const rows = [
    [
      count('alerts', figures.alerts),
      count('verdict/true', figures.byVerdict.true),
      count('verdict/false', figures.byVerdict.false),
      count('verdict/duplicate', figures.byVerdict.duplicate),
      count('verdict/unknown', figures.byVerdict.unknown),
      count('undispositioned', figures.undispositioned),
      page.percent('accuracy', over(figures, percent)),
      page.over('leadTime/least', over(figures, leadTime?.leastS), 0),
      page.over('leadTime/median', over(figures, leadTime?.medianS), 0),
      page.over('leadTime/greatest', over(figures, leadTime?.greatestS), 0),
    ],
  ];
  const heads = [
    words.alerts,
    words.verdictTrue,
    words.verdictFalse,
    words.verdictDuplicate,
    words.verdictUnknown,
    words.undispositioned,
    words.accuracy,
    { title: words.leadTime, of: [words.least, words.median, words.greatest] },
  ];
  return page.table(heads, rows, 0);
}

function alerts(page: ReportPage, all: readonly AlertReview[]): Html {
  const { words } = page;
  const rows = all.map((alert) => {
    const { place, known, disposition, leadTimeMs } = alert;
    const lead = leadTimeMs === undefined ? undefined : leadTimeMs / 1_000;
    const until = { from: alert.raisedAt, to: alert.raisedAt + Math.max(0, leadTimeMs ?? 0) };
    const judged = disposition ? words[VERDICT_WORDS[disposition.verdict]] : words.undispositioned;
    return [
      page.name(alert.name),
      `<b class="${alert.level}">${LEVEL_WORDS[page.language][alert.level]}</b>`,
      page.time(alert.raisedAt),
      page.time(alert.clearedAt),
      [
        judged,
        ...[disposition?.note, disposition?.by]
          .filter(Boolean)
          .map((text) => page.text(text ?? '')),
      ].join(' · '),
      page.at(`people/${place}`, figure(known.at, known.people)),
      page.at(`density/${place}`, figure(known.at, known.densityPerM2), 2),
      page.at(`dataAge/${place}`, figure(known.at, known.dataAgeS)),
      page.over(`leadTime/${alert.id}`, over(until, lead)),
    ];
  });
  const { place, level, raised, cleared, disposition, people, density, dataAge, leadTime } = words;
  const heads = [place, level, raised, cleared, disposition, people, density, dataAge, leadTime];
  return page.table(heads, rows, 5);
}

/** Thresholds that were crossed in the order in which readings were true, and what answered them. */
export function crossingsSection(page: ReportPage, { crossings }: ReviewReport): Html {
  const { words } = page;
  if (crossings.pass !== 'true') {
    const reason = crossings.reason ? ` (${page.text(crossings.reason)})` : '';
    return page.section('crossings', words.crossings, `<p>${words.passNotMade}${reason}</p>`);
  }
  const rows = crossings.crossings.map((one) => {
    const digits = one.cause === 'density' || one.cause === 'worstDensity' ? 2 : 3;
    const at = { at: one.at, value: one.value };
    return [
      page.name(one.name),
      `<b class="${one.level}">${LEVEL_WORDS[page.language][one.level]}</b>`,
      page.time(one.at),
      page.time(one.until),
      one.alert === undefined
        ? `<b class="missed">${words.missed}</b>`
        : page.time(Number(one.alert.slice(one.alert.lastIndexOf('@') + 1))),
      page.at(`true.${one.cause}/${one.place}`, at, digits),
      page.over(
        `threshold/${one.place}/${one.cause}/${one.level}`,
        over(crossings, one.threshold),
        2,
      ),
    ];
  });
  const { place, level, begins, until, answeredBy, value, threshold } = words;
  const table = page.table([place, level, begins, until, answeredBy, value, threshold], rows, 5);
  return page.section('crossings', words.crossings, table);
}

/** A figure of an instant that may be unknown. */
export function figure(at: number, value: number | undefined) {
  return value === undefined ? { at } : { at, value };
}
