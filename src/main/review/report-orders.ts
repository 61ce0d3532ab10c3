import type {
  BeforeAfter,
  FlowMoment,
  PlaceMoment,
  ReviewReport,
} from '../../domain/review/review-report.ts';
import { figure } from './report-alerts.ts';
import type { Html, ReportPage } from './report-page.ts';
import { LEVEL_WORDS, MODE_WORDS, STEP_WORDS, WARNING_WORDS } from './report-words.ts';

/** The four instants at which an order is looked at. */
const MOMENTS = ['before5Min', 'atOrder', 'after5Min', 'after10Min'] as const;

/** What each order was given on and what followed, one table an order. */
export function ordersSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  const orders = report.orders.map((order) => {
    const mode = MODE_WORDS[page.language];
    const effect =
      order.refused !== undefined
        ? `${words.refused}: ${page.text(order.refused)}`
        : order.effectiveAt === undefined
          ? words.unconfirmed
          : `${words.effective} ${page.time(order.effectiveAt)}`;
    const rate =
      order.meteredPerMinLane === undefined
        ? ''
        : ` ${order.meteredPerMinLane} ${words.perMinLane}`;
    const title = `${page.time(order.at)} ${page.name(order.name)}: ${mode[order.modeBefore]} → <b>${mode[order.mode]}</b>${rate} · ${page.text(order.by)} · ${effect} · ${page.name(order.placeName)}`;
    const rows = [
      ...placeRows(page, order.place, order.known),
      flowRow(page, order.checkpoint, words.inPerMin, order.flow, 'inPerMin'),
      flowRow(page, order.checkpoint, words.outPerMin, order.flow, 'outPerMin'),
    ];
    return `<h3>${title}</h3>${momentsTable(page, order.known, rows)}`;
  });
  return page.section('orders', words.orders, ...orNone(page, orders));
}

/** The same of loudspeaker orders: did it help where the drone was? */
export function broadcastsSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  const broadcasts = report.broadcasts.map((broadcast) => {
    const { message, placeName, known, place, position } = broadcast;
    const said =
      message.kind === 'speech'
        ? page.text(message.text)
        : message.kind === 'recording'
          ? page.text(message.recording)
          : words.stop;
    const of = (name: string, value: number | undefined) =>
      page.at(`${name}/${broadcast.order}`, figure(broadcast.at, value));
    const where = placeName
      ? ` · ${filled(words.distanceTo, { place: page.name(placeName), metres: of('distance', broadcast.distanceM) })}`
      : '';
    const age = position
      ? ` · ${filled(words.positionAge, { seconds: of('positionAge', position.ageS) })}`
      : '';
    const steps = broadcast.steps
      .map(({ at, step }) => `${page.time(at)} ${STEP_WORDS[page.language][step]}`)
      .join(', ');
    const title = `${page.time(broadcast.at)} ${page.text(broadcast.callsign ?? broadcast.drone)}: “${said}” · ${page.text(broadcast.by)}${where}${age}`;
    const table =
      known && place !== undefined
        ? momentsTable(page, known, placeRows(page, place, known))
        : `<p class="none">${words.unknown}</p>`;
    return `<h3>${title}</h3><p>${steps}</p>${table}`;
  });
  return page.section('broadcasts', words.broadcasts, ...orNone(page, broadcasts));
}

export function warningsSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  const rows = report.warnings.map((warning) => [
    page.time(warning.at),
    warning.placeName ? page.name(warning.placeName) : page.text(warning.place),
    `${WARNING_WORDS[page.language][warning.status]} · ${WARNING_WORDS[page.language][warning.message]}`,
    page.text(warning.by),
    page.at(`people/${warning.place}`, figure(warning.at, warning.known?.people)),
    page.at(`density/${warning.place}`, figure(warning.at, warning.known?.densityPerM2), 2),
  ]);
  const { instant, place, status, by, people, density } = words;
  const table = page.table([instant, place, status, by, people, density], rows, 4);
  return page.section('warnings', words.warnings, table);
}

function momentsTable(
  page: ReportPage,
  known: BeforeAfter,
  rows: readonly (readonly Html[])[],
): Html {
  const { words } = page;
  const heads = ['', words.before5, words.atOrder, words.after5, words.after10];
  const times = ['', ...MOMENTS.map((moment) => page.time(known[moment]?.at))];
  return page.table(heads, [times, ...rows]);
}

function placeRows(
  page: ReportPage,
  place: string,
  known: BeforeAfter,
): readonly (readonly Html[])[] {
  const { words } = page;
  const row = (head: string, cell: (moment: PlaceMoment) => Html) => [
    head,
    ...MOMENTS.map((moment) => {
      const found = known[moment];
      return found ? cell(found) : words.unknown;
    }),
  ];
  return [
    row(words.people, ({ at, people }) => page.at(`people/${place}`, figure(at, people))),
    row(words.density, ({ at, densityPerM2 }) =>
      page.at(`density/${place}`, figure(at, densityPerM2), 2),
    ),
    row(
      words.level,
      ({ at, level }) =>
        `<b class="${level}" data-figure="level/${place}" data-at="${at}" data-value="${level}">${LEVEL_WORDS[page.language][level]}</b>`,
    ),
    row(words.dataAge, ({ at, dataAgeS }) => page.at(`dataAge/${place}`, figure(at, dataAgeS))),
  ];
}

function flowRow(
  page: ReportPage,
  checkpoint: string,
  head: string,
  flow: Readonly<Partial<Record<(typeof MOMENTS)[number], FlowMoment>>>,
  which: 'inPerMin' | 'outPerMin',
): readonly Html[] {
  return [
    head,
    ...MOMENTS.map((moment) => {
      const found = flow[moment];
      if (!found) return page.words.unknown;
      return page.at(`${which}/${checkpoint}`, figure(found.at, found[which]));
    }),
  ];
}

function orNone(page: ReportPage, parts: readonly Html[]): readonly Html[] {
  return parts.length > 0 ? parts : [`<p class="none">${page.words.none}</p>`];
}

/** A sentence of the report with its blanks filled in. */
function filled(words: string, blanks: Readonly<Record<string, Html>>): Html {
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => blanks[name] ?? '');
}
