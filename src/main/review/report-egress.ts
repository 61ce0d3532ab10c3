import { MINUTE } from '../../domain/base/quantity.ts';
import { sum } from '../../domain/base/sum.ts';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { curveSvg } from './curve-svg.ts';
import type { Html, ReportPage } from './report-page.ts';
import { over } from './report-summary.ts';

/** Exits that the chart draws; the table has all. */
const DRAWN_EXITS = 6;
const COLOURS = ['#1c7f8c', '#f07f2e', '#7a5cc2', '#3aa981', '#c2405c', '#8a6d1f'];

/** The curve of the whole recording. */
export function curveSection(page: ReportPage, { curve, file }: ReviewReport): Html {
  const { words } = page;
  const points = curve.at.map((at, index) => [at, curve.area[index] ?? null] as const);
  const line = { name: words.curve, colour: '#1c7f8c', points };
  return page.section('curve', words.curve, curveSvg([line], file.timeZone, words.curve));
}

/** How the area emptied, and by which exits. */
export function egressSection(page: ReportPage, { egress, file }: ReviewReport): Html {
  const { words } = page;
  if (!egress) return page.section('egress', words.egress, `<p class="none">${words.none}</p>`);
  const shares = egress.minutesUntilLeft.map(({ share, minutes }) => [
    `${Math.round(share * 100)} %`,
    page.over(`untilLeft/${share}`, over(egress, minutes), 1),
  ]);
  const isPlanned = egress.planned !== undefined;
  const left = egress.leftAfter.map(({ minutes, people, planned }) => [
    `${minutes}`,
    page.over(`left/${minutes}`, people),
    ...(isPlanned ? [planned ? page.over(`planned.left/${minutes}`, planned) : words.unknown] : []),
  ]);
  const rows = egress.exits.map((exit) => [
    page.name(exit.name),
    page.over(`exit/${exit.sensor}`, exit.people),
    page.over(`exitPeak/${exit.sensor}`, exit.peakPerMin),
    page.time(exit.peakPerMin.from),
  ]);
  const [first] = egress.exits;
  const counted = first && {
    ...first.people,
    value: sum(egress.exits.map(({ people }) => people.value ?? 0)),
  };
  const total = [words.total, counted ? page.over('exits', counted) : words.unknown, '', ''];
  const exits = egress.exits.slice(0, DRAWN_EXITS).map((exit, index) => ({
    name: exit.name[page.language],
    colour: COLOURS[index] ?? '#444',
    points: exit.perMin.map(
      (value, minute) => [(exit.people.from ?? 0) + minute * MINUTE, value] as const,
    ),
  }));
  const area = {
    name: words.curve,
    colour: '#1c7f8c',
    points: egress.curve.map(({ at, value }) => [at, value ?? null] as const),
  };
  const plan = {
    name: words.planned,
    colour: '#8a6d1f',
    isDashed: true,
    points: (egress.planned ?? []).map(({ at, value }) => [at, value ?? null] as const),
  };
  const leftHeads = [words.minutesSince, words.leftPeople, ...(isPlanned ? [words.leftPlan] : [])];
  return page.section(
    'egress',
    words.egress,
    `<p>${page.time(egress.from)}: ${page.at('area.people', egress.began)}</p>`,
    curveSvg(isPlanned ? [area, plan] : [area], file.timeZone, words.curve),
    page.table([words.minutesUntil, words.minutes], shares),
    page.table(leftHeads, left),
    curveSvg(exits, file.timeZone, words.perMinByExit),
    page.table([words.exit, words.people, words.busiest, words.instant], [...rows, total]),
  );
}
