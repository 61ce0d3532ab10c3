import { LEVELS_OF_SERVICE } from '../../domain/crowd/level-of-service.ts';
import type {
  HotSpotReview,
  MinutesByLevel,
  ReviewReport,
  ShownLevel,
  Span,
  ZoneReview,
} from '../../domain/review/review-report.ts';
import type { Html, ReportPage } from './report-page.ts';
import { over } from './report-summary.ts';
import { LEVEL_WORDS } from './report-words.ts';

/** Levels in the order in which columns show them. */
const LEVELS: readonly ShownLevel[] = ['green', 'yellow', 'orange', 'red', 'unknown'];

/** Peaks, minutes above thresholds and person-minutes of every zone and hot-spot. */
export function placesSection(page: ReportPage, report: ReviewReport): Html {
  const { words } = page;
  return page.section(
    'places',
    words.places,
    peaks(page, report.zones),
    minutes(page, report.zones),
    levels(page, [
      ...report.zones.map((zone) => ({ ...zone, place: zone.zone })),
      ...report.hotSpots.map((hotSpot) => ({ ...hotSpot, place: hotSpot.hotSpot })),
    ]),
    service(page, report.zones),
    hotSpots(page, report.hotSpots),
  );
}

function peaks(page: ReportPage, zones: readonly ZoneReview[]): Html {
  const { words } = page;
  const rows = zones.map((zone) => [
    page.name(zone.name),
    page.over(`usableArea/${zone.zone}`, over(zone.span, zone.usableAreaM2)),
    page.over(`capacity/${zone.zone}`, over(zone.span, zone.capacity)),
    page.at(`people/${zone.zone}`, zone.peakPeople),
    zone.peakPeople.value === undefined ? words.unknown : page.time(zone.peakPeople.at),
    page.at(`density/${zone.zone}`, zone.peakDensityPerM2, 2),
    page.at(`worst/${zone.zone}`, zone.peakWorstDensityPerM2, 2),
    zone.peakWorstDensityPerM2.value === undefined
      ? words.unknown
      : page.time(zone.peakWorstDensityPerM2.at),
  ]);
  const { place, area, capacity, peak, instant, density, worst } = words;
  return page.table([place, area, capacity, peak, instant, density, worst, instant], rows);
}

function minutes(page: ReportPage, zones: readonly ZoneReview[]): Html {
  const { words } = page;
  const rows = zones.map((zone) => [
    page.name(zone.name),
    ...zone.minutesAbove.map((value, rank) =>
      page.over(`minutesAbove/${zone.zone}/${rank}`, over(zone.span, value), 1),
    ),
    ...zone.minutesWorstAbove.map((value, rank) =>
      page.over(`minutesWorstAbove/${zone.zone}/${rank}`, over(zone.span, value), 1),
    ),
    page.over(`noEstimate/${zone.zone}`, over(zone.span, zone.minutesWithoutEstimate), 1),
  ]);
  const names = LEVEL_WORDS[page.language];
  const ranks = [names.yellow, names.orange, names.red];
  const heads = [
    words.place,
    { title: words.minutesAbove, of: ranks },
    { title: words.minutesWorst, of: ranks },
    words.noEstimate,
  ];
  return page.table(heads, rows);
}

function levels(
  page: ReportPage,
  places: readonly {
    readonly place: string;
    readonly name: ZoneReview['name'];
    readonly span: Span;
    readonly minutesAtLevel: MinutesByLevel;
    readonly personMinutes: MinutesByLevel;
  }[],
): Html {
  const { words } = page;
  const names = LEVELS.map((level) => LEVEL_WORDS[page.language][level]);
  const minuteRows = places.map(({ place, name, span, minutesAtLevel }) => [
    page.name(name),
    ...LEVELS.map((level) =>
      page.over(`minutesAtLevel/${place}/${level}`, over(span, minutesAtLevel[level]), 1),
    ),
  ]);
  const personRows = places.map(({ place, name, span, personMinutes }) => [
    page.name(name),
    ...LEVELS.map((level) =>
      page.over(`personMinutes/${place}/${level}`, over(span, personMinutes[level])),
    ),
  ]);
  return (
    page.table([words.place, { title: words.minutesAtLevel, of: names }], minuteRows) +
    page.table([words.place, { title: words.personMinutes, of: names }], personRows)
  );
}

function service(page: ReportPage, zones: readonly ZoneReview[]): Html {
  const { words } = page;
  const rows = zones.map((zone) => [
    page.name(zone.name),
    ...LEVELS_OF_SERVICE.map((level) =>
      page.over(
        `service/${zone.zone}/${level}`,
        over(zone.span, zone.personMinutesByService[level]),
      ),
    ),
  ]);
  const heads = [words.place, { title: words.personMinutesService, of: LEVELS_OF_SERVICE }];
  return page.table(heads, rows);
}

function hotSpots(page: ReportPage, all: readonly HotSpotReview[]): Html {
  const { words } = page;
  const rows = all.map((spot) => [
    page.name(spot.name),
    page.over(`alertPeople/${spot.hotSpot}`, over(spot.span, spot.alertPeople)),
    page.at(`people/${spot.hotSpot}`, spot.peakPeople),
    spot.peakPeople.value === undefined ? words.unknown : page.time(spot.peakPeople.at),
    page.at(`density/${spot.hotSpot}`, spot.peakDensityPerM2, 2),
    ...spot.minutesAbove.map((value, rank) =>
      page.over(`minutesShare/${spot.hotSpot}/${rank}`, over(spot.span, value), 1),
    ),
    page.over(`noEstimate/${spot.hotSpot}`, over(spot.span, spot.minutesWithoutEstimate), 1),
  ]);
  const [first] = all;
  const shares = (first?.thresholdShares ?? [0, 0, 0]).map(
    (share) => `${Math.round(share * 100)} %`,
  );
  const heads = [
    words.place,
    words.alertValue,
    words.peak,
    words.instant,
    words.density,
    { title: words.minutesShare, of: shares },
    words.noEstimate,
  ];
  return page.table(heads, rows);
}
