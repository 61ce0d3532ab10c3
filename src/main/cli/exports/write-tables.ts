import { MINUTE } from '../../../domain/base/quantity.ts';
import { LATE, MEASURES, type ObservationColumns } from '../../../domain/crowd/observation.ts';
import { supportedArea, supportedPlace } from '../../../domain/crowd/supported.ts';
import { estimateAt, placeMoment } from '../../../domain/review/place-moment.ts';
import type { BeforeAfter, ReviewReport } from '../../../domain/review/review-report.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import type { World } from '../../../domain/session/world.ts';
import type { Site } from '../../../domain/site/site.ts';
import type { Recording } from './recording.ts';
import type { Cell, TableSink } from './table.ts';
import { ALERTS, AREA, COUNTERS, DRONES, HOT_SPOTS, ORDERS, SEATS, ZONES } from './tables.ts';

/** The columns of a view, where there is none. */
const NO_VIEW: readonly Cell[] = Array.from({ length: 7 }, () => undefined);

/** Writes every table of a recording: states at full minutes, readings and positions as they came, and the review's. */
export async function writeTables(
  recording: Recording,
  report: ReviewReport,
  sink: TableSink,
): Promise<void> {
  const { site } = recording.ground;
  for await (const told of recording.tell(MINUTE)) {
    if (told.kind === 'step') await writeState(site, told.world, told.at, sink);
    else await writeEntry(site, told.entry, sink);
  }
  await writeReview(report, sink);
}

async function writeState(site: Site, world: World, at: number, sink: TableSink): Promise<void> {
  const estimate = estimateAt(world, at);
  if (!estimate) return;
  // What no reading ever supported is a guess: its row has the level and no figures.
  const known = supportedArea(estimate);
  await sink.row(AREA, [
    at,
    known?.area.people,
    known?.area.sd,
    known?.outside.people,
    known?.total,
    known?.visits.people,
    known?.trendPerMin,
  ]);
  for (const zone of estimate.zones) {
    const name = site.zones.find(({ id }) => id === zone.zone)?.name;
    const { level, dataAgeS } = placeMoment(world, zone.zone, at);
    const figures = supportedPlace(zone);
    await sink.row(ZONES, [
      at,
      zone.zone,
      name?.zh,
      name?.en,
      figures?.people,
      figures?.sd,
      figures?.densityPerM2,
      figures?.worstDensityPerM2,
      figures?.inPerMin,
      figures?.outPerMin,
      level,
      dataAgeS,
    ]);
  }
  for (const spot of estimate.hotSpots) {
    const place = site.hotSpots.find(({ id }) => id === spot.hotSpot);
    const { level, dataAgeS } = placeMoment(world, spot.hotSpot, at);
    const figures = supportedPlace(spot);
    await sink.row(HOT_SPOTS, [
      at,
      spot.hotSpot,
      place?.name.zh,
      place?.name.en,
      figures?.people,
      figures?.sd,
      figures?.densityPerM2,
      place?.alertPeople,
      level,
      dataAgeS,
    ]);
  }
}

async function writeEntry(site: Site, entry: Entry, sink: TableSink): Promise<void> {
  if (entry.kind === 'observations') {
    await writeCounts(site, entry.payload, entry.recordedAt, sink);
  }
  if (entry.kind === 'seatLinked') {
    const { seat, role, linked } = entry.payload;
    const what = linked ? 'linked' : 'left';
    await sink.row(SEATS, [entry.observedAt, seat, role, undefined, what, ...NO_VIEW]);
  }
  if (entry.kind === 'viewSwitched') {
    const { seat, role, by, view } = entry.payload;
    const { layout, panel, map, layers, selection } = view;
    await sink.row(SEATS, [
      ...[entry.observedAt, seat, role, by, 'view', layout, panel],
      ...[map?.lon, map?.lat, map?.zoom, layers.join(' '), selection],
    ]);
  }
  if (entry.kind !== 'positions') return;
  for (const drone of entry.payload.drones) {
    await sink.row(DRONES, [
      drone.observedAt,
      entry.recordedAt,
      drone.drone,
      drone.callsign,
      drone.lon,
      drone.lat,
      drone.altM,
      drone.headingDeg,
      drone.groundSpeedMps,
      drone.batteryPct,
    ]);
  }
}

async function writeCounts(
  site: Site,
  columns: ObservationColumns,
  recordedAt: number,
  sink: TableSink,
): Promise<void> {
  for (let row = 0; row < columns.count; row++) {
    const sensor = site.sensors[columns.sensor[row] ?? -1];
    if (sensor?.kind !== 'lineCounter') continue;
    await sink.row(COUNTERS, [
      columns.observedAt[row],
      recordedAt,
      sensor.id,
      MEASURES[columns.measure[row] ?? 0],
      columns.intervalS[row],
      columns.value[row],
      columns.amount[row],
      (columns.flags[row] ?? 0) & LATE,
    ]);
  }
}

async function writeReview(report: ReviewReport, sink: TableSink): Promise<void> {
  for (const alert of report.alerts) {
    const { reason, known, disposition } = alert;
    await sink.row(ALERTS, [
      alert.id,
      alert.place,
      alert.level,
      alert.raisedAt,
      alert.clearedAt,
      reason.cause,
      reason.figure,
      reason.threshold,
      known.people,
      known.densityPerM2,
      known.dataAgeS,
      disposition?.verdict,
      disposition?.note,
    ]);
  }
  for (const order of report.orders) {
    await sink.row(ORDERS, [
      order.at,
      order.order,
      'checkpoint',
      order.checkpoint,
      order.by,
      order.modeBefore,
      order.mode,
      order.effectiveAt,
      order.refused,
      order.place,
      ...beforeAfter(order.known),
    ]);
  }
  for (const said of report.broadcasts) {
    await sink.row(ORDERS, [
      said.at,
      said.order,
      'broadcast',
      said.drone,
      said.by,
      undefined,
      said.message.kind,
      undefined,
      undefined,
      said.place,
      ...beforeAfter(said.known),
    ]);
  }
}

function beforeAfter(known: BeforeAfter | undefined): readonly Cell[] {
  const moments = [known?.before5Min, known?.atOrder, known?.after5Min, known?.after10Min];
  return [
    ...moments.map((moment) => moment?.people),
    ...moments.map((moment) => moment?.densityPerM2),
    known?.atOrder.level,
    known?.atOrder.dataAgeS,
  ];
}
