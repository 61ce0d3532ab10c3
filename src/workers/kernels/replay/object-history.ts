import type { LadderSettings } from '../../../domain/alert/ladder.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { SECOND } from '../../../domain/base/quantity.ts';
import type { Entry, EntryKind, EntryPayloads } from '../../../domain/session/entry.ts';
import type { MapMark } from '../../../domain/session/map-mark.ts';
import type { World } from '../../../domain/session/world.ts';
import type { Site } from '../../../domain/site/site.ts';
import type {
  HistoryCurve,
  HistoryQuery,
  ObjectHistory,
} from '../../../domain/wire/review-contract.ts';
import type { RecordReads } from '../../record-read-port.ts';
import { eachMark } from './each-mark.ts';
import { type ObjectFigure, objectFigures } from './object-figures.ts';

/** Worlds are kept this often. */
const KEPT_EVERY_MS: Millis = 10 * SECOND;
/** Kept worlds that are read for one history: one for each slice of its curves, and no more than these. */
const MOST_SAMPLES = 400;
/** The newest entries of an object that are told. */
const MOST_ENTRIES = 500;

const KINDS: readonly EntryKind[] = [
  'level',
  'checkpointOrder',
  'orderConfirmed',
  'orderRefused',
  'broadcastOrder',
  'broadcastProgress',
  'warningIssued',
];
/** Senders repeat their marks by the thousand: they are read for a mark's own history alone. */
const KINDS_OF_MARKS: readonly EntryKind[] = ['mapMark'];

type Read = Pick<RecordReads, 'marks' | 'snapshotBefore'>;
type Track = NonNullable<ObjectHistory['track']>;

/** What happened to one object in [from, to], from the worlds that were kept and the log. */
export async function objectHistory(
  record: Read,
  site: Site,
  ladder: LadderSettings,
  query: HistoryQuery,
): Promise<ObjectHistory> {
  const figures = objectFigures(site, ladder, query);
  const curves = figures.map((figure) => new CurveFold(figure, query));
  const track = new TrackFold(query);
  const known: Millis[] = [];
  // One after the other: four hundred worlds at once would be as many megabytes.
  for await (const world of keptWorlds(record, query)) {
    track.take(world);
    const knows = curves.map((curve) => curve.take(world)).some(Boolean);
    if (knows) known.push(world.time);
  }
  const entries: Entry[] = [];
  const mark = new MarkFold(track);
  let earlier = 0;
  for await (const { entry } of eachMark(record, {
    kinds: query.object === 'mark' ? KINDS_OF_MARKS : KINDS,
    from: query.from,
    to: query.to,
  })) {
    if (!isOf(entry, query) || !mark.isNews(entry)) continue;
    entries.push(entry);
    if (entries.length <= MOST_ENTRIES) continue;
    entries.shift();
    earlier += 1;
  }
  const points = track.points();
  // A mark is silent as long as nobody moves it; at a gate without counters nothing was to be read.
  const hasReadings = figures.length > 0 || (query.object !== 'mark' && query.object !== 'gate');
  return {
    curves: curves.map((curve) => curve.curve()),
    entries,
    ...(earlier > 0 ? { earlier } : {}),
    ...(points.length > 0 ? { track: points } : {}),
    gaps: hasReadings
      ? gapsOf(figures.length === 0 ? points.map(({ at }) => at) : known, query)
      : [],
  };
}

function sampleEvery({ from, to, points }: HistoryQuery): Millis {
  return Math.max(KEPT_EVERY_MS, (to - from) / Math.min(points, MOST_SAMPLES));
}

async function* keptWorlds(record: Read, query: HistoryQuery): AsyncIterable<World> {
  const { from, to } = query;
  const every = sampleEvery(query);
  let seq = -1;
  for (let at = from; at < to + every; at += every) {
    const kept = await record.snapshotBefore(Math.min(at, to));
    if (!kept || kept.seq === seq || kept.world.time < from) continue;
    seq = kept.seq;
    yield kept.world;
  }
}

/** Gathers one curve at the width of the screen. */
class CurveFold {
  readonly #figure: ObjectFigure;
  readonly #query: HistoryQuery;
  readonly #slices = new Map<number, { min: number; max: number }>();

  constructor(figure: ObjectFigure, query: HistoryQuery) {
    this.#figure = figure;
    this.#query = query;
  }

  /** Whether the figure is known in that world. */
  take(world: World): boolean {
    const value = this.#figure.of(world);
    if (value === undefined) return false;
    const { from, points } = this.#query;
    const slice = Math.min(points - 1, Math.floor((world.time - from) / this.#sliceMs()));
    const known = this.#slices.get(slice);
    this.#slices.set(slice, {
      min: Math.min(value, known?.min ?? value),
      max: Math.max(value, known?.max ?? value),
    });
    return true;
  }

  curve(): HistoryCurve {
    const { name, unit, thresholds } = this.#figure;
    const { from, to } = this.#query;
    const ordered = [...this.#slices].sort(([a], [b]) => a - b);
    return {
      name,
      unit,
      t: ordered.map(([slice]) => Math.min(to, from + (slice + 0.5) * this.#sliceMs())),
      min: ordered.map(([, { min }]) => min),
      max: ordered.map(([, { max }]) => max),
      ...(thresholds
        ? { thresholds: thresholds.map((value, index) => ({ level: index + 1, value })) }
        : {}),
    };
  }

  #sliceMs(): Millis {
    const { from, to, points } = this.#query;
    return Math.max(1, (to - from) / points);
  }
}

/** Gathers where a drone, unit or mark has been; between two kept worlds a drone's trail knows every second. */
class TrackFold {
  readonly #query: HistoryQuery;
  readonly #track: { at: Millis; lon: number; lat: number }[] = [];

  constructor(query: HistoryQuery) {
    this.#query = query;
  }

  take(world: World): void {
    const { object, id } = this.#query;
    if (object === 'drone') {
      for (const { at, lon, lat } of world.drones[id]?.trail ?? []) this.#add(at, lon, lat);
    } else if (object === 'unit') {
      const unit = world.units[id];
      if (unit) this.#add(unit.observedAt, unit.lon, unit.lat);
    }
  }

  /** Of a mark: where it was put. */
  put({ observedAt, lon, lat }: MapMark): void {
    this.#add(observedAt, lon, lat);
  }

  points(): Track {
    const every = Math.max(1, Math.ceil(this.#track.length / this.#query.points));
    const last = this.#track.length - 1;
    return this.#track.filter((_, index) => index % every === 0 || index === last);
  }

  #add(at: Millis, lon: number, lat: number): void {
    if (at >= this.#query.from && at > (this.#track.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) {
      this.#track.push({ at, lon, lat });
    }
  }
}

/** Tells what is new of a mark: its sender repeats it, and where it is put goes to its track. */
class MarkFold {
  readonly #track: TrackFold;
  #stood: string | undefined;

  constructor(track: TrackFold) {
    this.#track = track;
  }

  isNews({ kind, payload }: Entry): boolean {
    if (kind !== 'mapMark') return true;
    const before = this.#stood;
    if ('removed' in payload) {
      this.#stood = undefined;
      return true;
    }
    const { put } = payload;
    this.#track.put(put);
    this.#stood = JSON.stringify([put.name, put.type, put.text]);
    return this.#stood !== before;
  }
}

/** Where nothing was known for longer than between some samples; `known`: the instants at which something was. */
function gapsOf(known: readonly Millis[], query: HistoryQuery): ObjectHistory['gaps'] {
  const usual = sampleEvery(query);
  const gaps: { from: Millis; to: Millis }[] = [];
  let last = query.from;
  for (const at of [...known, query.to]) {
    if (at - last > 3 * usual) gaps.push({ from: last, to: at });
    last = at;
  }
  return gaps;
}

function isOf(entry: Entry, { object, id }: HistoryQuery): boolean {
  switch (entry.kind) {
    case 'level':
      return entry.payload.place === id;
    case 'checkpointOrder':
    case 'orderConfirmed':
    case 'orderRefused':
      return object === 'checkpoint' && entry.payload.checkpoint === id;
    case 'broadcastOrder':
    case 'broadcastProgress':
      return object === 'drone' && entry.payload.drone === id;
    case 'warningIssued':
      return entry.payload.place === id;
    case 'mapMark':
      return object === 'mark' && markOf(entry.payload) === id;
    default:
      return false;
  }
}

function markOf(change: EntryPayloads['mapMark']): string {
  return 'put' in change ? change.put.id : change.removed;
}
