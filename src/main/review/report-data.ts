import { sum } from '../../domain/base/sum.ts';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import type { Html, ReportPage } from './report-page.ts';
import { over } from './report-summary.ts';

/** What the sensors saw and what they did not. */
export function coverageSection(page: ReportPage, { coverage }: ReviewReport): Html {
  const { words } = page;
  const rows = coverage.cells.map((place) => [
    place.place === 'outside' ? words.outside : page.name(place.name),
    page.over(`cells/${place.place}`, over(coverage, place.cells)),
    page.over(`cellMinutes/${place.place}`, over(coverage, place.cellMinutes)),
    page.percent(`cellShare/${place.place}`, over(coverage, percent(place.share))),
  ]);
  const counted = page.over('minutesCounted', over(coverage, coverage.minutesCounted));
  const voids = coverage.voids.map((one) => [
    page.name(one.name),
    page.time(one.from, true),
    page.time(one.to, true),
    page.over(`void/${one.place}`, over(one, (one.to - one.from) / 60_000), 1),
  ]);
  const { place, cells, cellMinutes, share, begins, until, duration } = words;
  return page.section(
    'coverage',
    words.coverage,
    `<p>${words.minutesCounted}: ${counted}</p>`,
    page.table([place, cells, cellMinutes, share], rows),
    `<h3>${words.voids}</h3>`,
    page.table([place, begins, until, duration], voids, 3),
  );
}

/** When something did not report, and what came by each feed. */
export function dataSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  const kinds = { recording: words.gapRecording, feed: words.gapFeed, sensor: words.gapSensor };
  const gaps = report.gaps.map((gap) => [
    kinds[gap.kind],
    gap.name ? page.name(gap.name) : page.text(gap.id),
    page.time(gap.from, true),
    gap.open ? words.unknown : page.time(gap.to, true),
    page.over(`gap/${gap.kind}/${gap.id}`, over(gap, (gap.to - gap.from) / 60_000), 1),
  ]);
  const feeds = report.feeds.map((feed) => [
    feed.name ? page.name(feed.name) : page.text(feed.feed),
    page.text(feed.recording ?? ''),
    ...(['messages', 'accepted', 'duplicate', 'late', 'refused'] as const).map((count) =>
      page.over(`feed/${feed.feed}/${count}`, over(feed, feed[count])),
    ),
  ]);
  const { messages, accepted, duplicate, late, refusedReadings } = words;
  return page.section(
    'data',
    words.gaps,
    page.table(['', words.feed, words.begins, words.until, words.duration], gaps, 4),
    `<h3>${words.feeds}</h3>`,
    page.table(
      [words.feed, words.recording, messages, accepted, duplicate, late, refusedReadings],
      feeds,
      2,
    ),
  );
}

/** Days that stand beside each other; of a longer recording each day has a row of its own. */
const MOST_DAYS_ACROSS = 4;

/** Sums per counter and day. */
export function countersSection(page: ReportPage, report: ReviewReport): Html {
  const days = new Set(report.counters.flatMap(({ days }) => days.map(({ day }) => day)));
  const table =
    days.size <= MOST_DAYS_ACROSS
      ? daysAcross(page, report.counters, [...days].sort())
      : daysDown(page, report.counters);
  return page.section('counters', page.words.counters, table);
}

type Counters = ReviewReport['counters'];

/** A row for each counter. */
function daysAcross(page: ReportPage, counters: Counters, days: readonly string[]): Html {
  const { words } = page;
  const rows = counters.map((counter) => {
    const { sensor, total } = counter;
    const sumOf = (count: 'readings' | 'late') =>
      over(total, sum(counter.days.map((day) => day[count])));
    return [
      page.name(counter.name),
      ...days.map((day) => {
        const found = counter.days.find((one) => one.day === day);
        return found ? page.over(`counter/${sensor}/${day}`, found.people) : words.unknown;
      }),
      ...(days.length > 1 ? [page.over(`counter/${sensor}`, total)] : []),
      page.over(`readings/${sensor}`, sumOf('readings')),
      page.over(`late/${sensor}`, sumOf('late')),
    ];
  });
  const sums = days.length > 1 ? [...days, words.total] : days;
  const heads = [words.counter, { title: words.people, of: sums }, words.readings, words.late];
  return page.table(heads, rows);
}

/** A row for each counter and day, and one for their sum. */
function daysDown(page: ReportPage, counters: Counters): Html {
  const { words } = page;
  const rows = counters.flatMap((counter) => [
    ...counter.days.map(({ day, people, readings, late }) => [
      page.name(counter.name),
      day,
      page.over(`counter/${counter.sensor}/${day}`, people),
      page.over(`readings/${counter.sensor}/${day}`, over(people, readings)),
      page.over(`late/${counter.sensor}/${day}`, over(people, late)),
    ]),
    ...(counter.days.length > 1
      ? [
          [
            page.name(counter.name),
            words.total,
            page.over(`counter/${counter.sensor}`, counter.total),
            '',
            '',
          ],
        ]
      : []),
  ]);
  const heads = [words.counter, words.day, words.people, words.readings, words.late];
  return page.table(heads, rows, 2);
}

function percent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : share * 100;
}
