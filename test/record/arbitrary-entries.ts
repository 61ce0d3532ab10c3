import fc from 'fast-check';
import type {
  CheckpointId,
  DroneId,
  FeedId,
  OrderId,
  SeatId,
  SensorId,
  SessionId,
  UnitId,
  ZoneId,
} from '../../src/domain/base/ids.ts';
import { emptyColumns, type ObservationColumns } from '../../src/domain/crowd/observation.ts';
import { BROADCAST_STEPS } from '../../src/domain/forces/broadcast.ts';
import { DATUMS } from '../../src/domain/geo/datum.ts';
import { RECORDING_KINDS } from '../../src/domain/session/delivery.ts';
import { type Entry, type EntryPayloads, PHASES } from '../../src/domain/session/entry.ts';
import { VERDICTS } from '../../src/domain/session/review-mark.ts';
import { type Audience, ROLES } from '../../src/domain/session/role.ts';
import { MAP_FORMATS } from '../../src/domain/site/map-layer.ts';
import { CHECKPOINT_MODES } from '../../src/domain/site/site.ts';

/** Any instant a record could hold, fractions of a millisecond included; -0 comes back as 0. */
const millis = fc.oneof(
  fc.integer({ min: 0, max: 4e12 }),
  fc.double({ min: -1e12, max: 4e12, noNaN: true }).map((value) => value + 0),
);
/** What JSON keeps: -0 comes back as 0, which no figure of ours tells apart. */
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('湖滨一公园', '', '"\\\u0000'),
);
const people = fc.record({ people: figure, sd: figure });

/** One text as any of the branded ids. */
function idOf<Id extends string>(...names: string[]): fc.Arbitrary<Id> {
  return fc.constantFrom(...names).map((name) => name as Id);
}

/** A record whose `maybe` fields are there or left out, never undefined. */
function partly<T, U>(
  always: { [K in keyof T]: fc.Arbitrary<T[K]> },
  maybe: { [K in keyof U]: fc.Arbitrary<U[K]> },
) {
  return fc
    .tuple(fc.record(always), fc.record(maybe, { requiredKeys: [] }))
    .map(([a, b]) => ({ ...a, ...b }));
}

/** Columns of up to `maxRows` readings with any value a column can hold. */
export function observationColumns(maxRows = 20): fc.Arbitrary<ObservationColumns> {
  const row = fc.record({
    sensor: fc.integer({ min: 0, max: 65_535 }),
    measure: fc.integer({ min: 0, max: 3 }),
    observedAt: millis,
    intervalS: fc.float({ noNaN: true }),
    value: fc.double(),
    amount: fc.double(),
    sd: fc.float({ noNaN: true }),
    key: fc.maxSafeNat(),
    flags: fc.integer({ min: 0, max: 255 }),
  });
  return fc.array(row, { maxLength: maxRows }).map((rows) => {
    const columns = emptyColumns(rows.length);
    rows.forEach((reading, index) => {
      columns.sensor[index] = reading.sensor;
      columns.measure[index] = reading.measure;
      columns.observedAt[index] = reading.observedAt;
      columns.intervalS[index] = reading.intervalS;
      columns.value[index] = reading.value;
      columns.amount[index] = reading.amount;
      columns.sd[index] = reading.sd;
      columns.key[index] = reading.key;
      columns.flags[index] = reading.flags;
    });
    return columns;
  });
}

const zone = idOf<ZoneId>('west-square', 'east-square', 'core');
const checkpoint = idOf<CheckpointId>('cp-1', 'cp-2');

/** A rehearsal's and a replay's state are never recorded. */
type Recordable = Exclude<keyof EntryPayloads, 'rehearsalState' | 'replayState'>;

const payloads: { [K in Recordable]: fc.Arbitrary<EntryPayloads[K]> } = {
  sessionOpened: partly(
    {
      session: idOf<SessionId>('live', 'drill'),
      event: words,
      source: fc.constantFrom('live', 'rehearsal', 'replay'),
      clock: fc.constantFrom('wall', 'feed', 'stepped'),
      exercise: fc.boolean(),
    },
    {
      seed: fc.integer(),
      rehearsal: partly(
        {
          model: fc.constantFrom('zoneGraph', 'agents'),
          changes: fc.array(words, { maxLength: 3 }),
        },
        { label: words, forkOf: idOf<SessionId>('live', 'drill'), forkedAt: millis },
      ),
    },
  ),
  rehearsalJumped: fc.record({ from: millis, to: millis, by: words }),
  tick: fc.record({ time: millis }),
  observations: observationColumns(),
  estimate: partly(
    {
      issuedAt: millis,
      zones: fc.array(
        partly(
          { zone, people: figure, sd: figure, densityPerM2: figure },
          { worstDensityPerM2: figure, inPerMin: figure, outPerMin: figure, supportAt: millis },
        ),
        { maxLength: 3 },
      ),
      outside: people,
      area: people,
      total: figure,
      peak: fc.record({ people: figure, at: millis }),
      visits: people,
      hotSpots: fc.constant([]),
      checkpoints: fc.array(
        partly({ checkpoint }, { inPerMin: figure, outPerMin: figure, supportAt: millis }),
        { maxLength: 2 },
      ),
      biasAbsorbed: figure,
    },
    {
      trendPerMin: figure,
      counters: fc.array(
        fc.record({ sensor: idOf<SensorId>('gate-metro-in'), perMin: figure, supportAt: millis }),
        { maxLength: 2 },
      ),
    },
  ),
  positions: fc.record({
    drones: fc.array(
      partly(
        {
          drone: idOf<DroneId>('uav-1', 'uav-2'),
          callsign: words,
          observedAt: millis,
          lon: figure,
          lat: figure,
          altM: figure,
        },
        {
          headingDeg: figure,
          groundSpeedMps: figure,
          batteryPct: figure,
          task: words,
          mode: words,
          home: fc.record({ lon: figure, lat: figure }),
          heartbeatAt: millis,
        },
      ),
      { maxLength: 2 },
    ),
    units: fc.array(
      partly(
        {
          unit: idOf<UnitId>('unit-1'),
          callsign: words,
          agency: words,
          observedAt: millis,
          lon: figure,
          lat: figure,
          status: fc.constantFrom('free', 'busy', 'unknown'),
        },
        { zone },
      ),
      { maxLength: 2 },
    ),
  }),
  sensorStates: fc.record({
    sensors: fc.array(
      partly({ sum: figure, count: fc.nat(), late: fc.nat() }, { lastValue: figure }),
      { maxLength: 3 },
    ),
  }),
  feedStates: fc.record({
    feeds: fc.array(
      partly(
        {
          feed: idOf<FeedId>('mqtt', 'http'),
          adapter: words,
          health: fc.constantFrom(
            'ok',
            'waiting',
            'silent',
            'failing',
            'stopped',
            'disconnected',
            'paused',
          ),
          messages: fc.nat(),
          accepted: fc.nat(),
          duplicate: fc.nat(),
          late: fc.nat(),
          refused: fc.nat(),
        },
        {
          name: fc.record({ zh: words, en: words }),
          lastError: words,
          lastErrorAt: millis,
          perMin: figure,
          unknown: fc.nat(),
          connection: words,
          loudspeakers: fc.array(idOf<DroneId>('uav-1'), { maxLength: 1 }),
          recording: partly(
            {
              file: words,
              kind: fc.constantFrom(...RECORDING_KINDS),
              speed: figure,
              retimed: fc.boolean(),
            },
            {
              placed: fc.record({ lon: figure, lat: figure, bearingDeg: figure }),
              ended: fc.constant<true>(true),
            },
          ),
        },
      ),
      { maxLength: 2 },
    ),
  }),
  recorderState: partly(
    { state: fc.constantFrom('recording', 'failing', 'readOnly'), seq: fc.nat(), file: words },
    {
      message: words,
      disk: partly({ freeBytes: figure, low: fc.boolean() }, { hoursLeft: figure }),
    },
  ),
  transport: fc.record({ playing: fc.boolean(), speed: figure }),
  phase: fc.record({ phase: fc.constantFrom(...PHASES), by: words, reason: words }),
  operator: fc.record({
    name: words,
    role: fc.constantFrom(...ROLES),
    verified: fc.constant<false>(false),
  }),
  checkpointOrder: partly(
    {
      order: idOf<OrderId>('order-1', 'order-2'),
      checkpoint,
      mode: fc.constantFrom(...CHECKPOINT_MODES),
      by: words,
      version: fc.nat(),
    },
    { meteredPerMinLane: figure },
  ),
  orderConfirmed: fc.record({
    order: idOf<OrderId>('order-1', 'order-2'),
    checkpoint,
    effectiveAt: millis,
  }),
  orderRefused: fc.record({
    order: idOf<OrderId>('order-3'),
    checkpoint,
    by: words,
    reason: words,
  }),
  broadcastOrder: fc.record({
    order: idOf<OrderId>('order-4'),
    drone: idOf<DroneId>('uav-1'),
    message: fc.oneof(
      fc.constant({ kind: 'stop' as const }),
      fc.record({
        kind: fc.constant('speech' as const),
        text: words,
        language: fc.constantFrom('zh', 'en'),
        volumePct: figure,
        repeat: fc.boolean(),
      }),
    ),
    by: words,
  }),
  broadcastProgress: partly(
    {
      order: idOf<OrderId>('order-4', 'order-5'),
      drone: idOf<DroneId>('uav-1'),
      step: fc.constantFrom(...BROADCAST_STEPS),
    },
    { progressPct: figure, reason: words },
  ),
  mapMark: fc.oneof(
    fc.record({ removed: words }),
    fc.record({
      put: partly(
        {
          id: words,
          source: fc.constantFrom('cot', 'cap'),
          type: words,
          name: words,
          lon: figure,
          lat: figure,
          observedAt: millis,
        },
        {
          ring: fc.array(fc.tuple(figure, figure), { maxLength: 4 }),
          text: words,
          staleAt: millis,
        },
      ),
    }),
  ),
  mapLayer: fc.oneof(
    fc.record({ removed: words, by: words }),
    fc.record({
      put: partly(
        {
          id: words,
          name: words,
          format: fc.constantFrom(...MAP_FORMATS),
          kind: fc.constantFrom('features', 'tiles'),
          datum: fc.constantFrom(...DATUMS),
          bounds: fc.tuple(figure, figure, figure, figure),
          bytes: fc.nat(),
          addedBy: words,
        },
        {
          features: fc.nat(),
          contentSeq: fc.nat(),
          tiles: fc.record({
            tileKind: fc.constantFrom('vector', 'raster'),
            minZoom: fc.nat(24),
            maxZoom: fc.nat(24),
            vectorLayers: fc.array(words, { maxLength: 3 }),
          }),
          attribution: words,
        },
      ),
    }),
  ),
  seatLinked: fc.record({
    seat: idOf<SeatId>('a1', 'b2'),
    role: fc.constantFrom(...ROLES),
    linked: fc.boolean(),
  }),
  viewSwitched: partly(
    {
      seat: idOf<SeatId>('a1', 'b2'),
      role: fc.constantFrom(...ROLES),
      view: partly(
        { layout: words, layers: fc.array(words, { maxLength: 3 }) },
        {
          panel: words,
          map: fc.record({ lon: figure, lat: figure, zoom: figure }),
          selection: words,
          timeline: fc.record({ from: millis, to: millis }),
        },
      ),
    },
    { by: words },
  ),
  mapLayerContent: fc.record({ layer: words, geojson: words }),
  feedEdited: fc.record({
    settings: fc.record({
      feed: idOf<FeedId>('mqtt'),
      adapter: words,
      name: fc.record({ zh: words, en: words }),
      silentAfterS: figure,
      mapping: fc.record({ path: words }),
    }),
    paused: fc.boolean(),
    by: words,
  }),
  warningIssued: fc.record({
    identifier: words,
    place: words,
    status: fc.constantFrom('Actual', 'Exercise', 'Draft'),
    message: fc.constantFrom('Alert', 'Update', 'Cancel'),
    sender: words,
    sent: words,
    expiresAt: millis,
    xml: words,
    by: words,
  }),
  level: fc.record({
    place: zone,
    state: fc.record({
      level: fc.constantFrom('green', 'yellow', 'orange', 'red', 'unknown'),
      reason: partly(
        { cause: fc.constantFrom('density', 'capacity', 'child', 'stale') },
        { figure, threshold: figure, child: words },
      ),
      since: millis,
    }),
  }),
  dataQuality: fc.oneof(
    fc.record({
      raised: fc.record({
        key: words,
        message: words,
        params: fc.dictionary(fc.string(), fc.oneof(words, figure), { noNullPrototype: true }),
        raisedAt: millis,
      }),
    }),
    fc.record({ cleared: words, at: millis }),
  ),
  truth: fc.record({
    at: millis,
    areaPeople: figure,
    visits: figure,
    outsidePeople: figure,
    zones: fc.array(fc.record({ zone, people: figure }), { maxLength: 2 }),
  }),
  bookmark: fc.oneof(
    fc.record({ removed: words, by: words }),
    fc.record({
      put: partly(
        { id: words, at: millis, title: words, note: words, by: words },
        {
          view: partly(
            { lon: figure, lat: figure, zoom: figure, layers: fc.array(words, { maxLength: 3 }) },
            { selection: words },
          ),
        },
      ),
    }),
  ),
  story: fc.oneof(
    fc.record({ removed: words, by: words }),
    fc.record({
      put: fc.record({
        id: words,
        title: words,
        bookmarks: fc.array(words, { maxLength: 3 }),
        by: words,
      }),
    }),
  ),
  disposition: fc.record({
    alert: words,
    verdict: fc.constantFrom(...VERDICTS),
    note: words,
    by: words,
  }),
};

const audience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constantFrom<Audience>('all', 'hub'),
  fc.uniqueArray(fc.constantFrom(...ROLES)),
);

/** Any entry of any kind, with any audience. */
export const anyEntry: fc.Arbitrary<Entry> = fc
  .constantFrom(...(Object.keys(payloads) as Recordable[]))
  .chain((kind) =>
    fc
      .record({ observedAt: millis, recordedAt: millis, audience, payload: payloadOf(kind) })
      .map((fields) => ({ kind, ...fields }) as Entry),
  );

function payloadOf(kind: Recordable): fc.Arbitrary<EntryPayloads[Recordable]> {
  return payloads[kind];
}
