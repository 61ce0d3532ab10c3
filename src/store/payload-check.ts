import type { LevelState } from '../domain/alert/ladder.ts';
import type { Estimate, EstimateNotice } from '../domain/crowd/estimate.ts';
import type { BroadcastMessage } from '../domain/forces/broadcast.ts';
import type { FeedRecording } from '../domain/session/delivery.ts';
import type { EntryKind, EntryPayloads } from '../domain/session/entry.ts';
import type { FeedSettingsJson } from '../domain/session/feed-controls.ts';
import type { MapMark } from '../domain/session/map-mark.ts';
import type { RehearsalOrigin } from '../domain/session/rehearsal-state.ts';
import type { Bookmark, Story } from '../domain/session/review-mark.ts';
import type { SeatView } from '../domain/session/seat-view.ts';
import type { MapLayer } from '../domain/site/map-layer.ts';

/** Says what is wrong with a value, or nothing when it fits. */
type Check = (value: unknown, path: string) => string | undefined;

/** One check for every field of T, so that a field that is added to a payload cannot be forgotten here. */
type Fields<T> = { readonly [K in keyof T]-?: Check };

const number: Check = (value, path) =>
  typeof value === 'number' ? undefined : `${path} is no number`;
const text: Check = (value, path) => (typeof value === 'string' ? undefined : `${path} is no text`);
const flag: Check = (value, path) =>
  typeof value === 'boolean' ? undefined : `${path} is neither true nor false`;

function optional(check: Check): Check {
  return (value, path) => (value === undefined ? undefined : check(value, path));
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} is no list`;
    for (let i = 0; i < value.length; i++) {
      const problem = check(value[i], `${path}[${i}]`);
      if (problem) return problem;
    }
    return undefined;
  };
}

function object<T>(fields: Fields<T>): Check {
  const checks = Object.entries<Check>(fields);
  return (value, path) => {
    if (!isObject(value)) return `${path} is no object`;
    for (const [name, check] of checks) {
      const problem = check(value[name], `${path}.${name}`);
      if (problem) return problem;
    }
    return undefined;
  };
}

/** A union whose members are told apart by having the field `name`. */
function withField(name: string, present: Check, absent: Check): Check {
  return (value, path) =>
    isObject(value) && name in value ? present(value, path) : absent(value, path);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Item<T> = T extends readonly (infer I)[] ? I : never;
type Raised = Extract<EntryPayloads['dataQuality'], { raised: unknown }>;
type Put = Extract<EntryPayloads['mapMark'], { put: unknown }>;
type Removed = Extract<EntryPayloads['mapMark'], { removed: unknown }>;
type PutLayer = Extract<EntryPayloads['mapLayer'], { put: unknown }>;
type RemovedLayer = Extract<EntryPayloads['mapLayer'], { removed: unknown }>;
type PutBookmark = Extract<EntryPayloads['bookmark'], { put: unknown }>;
type PutStory = Extract<EntryPayloads['story'], { put: unknown }>;
type Cleared = Extract<EntryPayloads['dataQuality'], { cleared: unknown }>;

const people = object<Estimate['area']>({ people: number, sd: number });

/** How a rehearsal or a replay stands is shown and never recorded. */
const NEVER_RECORDED = ['rehearsalState', 'replayState'] as const satisfies readonly EntryKind[];

/** The kinds of entries that a log may hold as JSON. */
export type JsonKind = Exclude<EntryKind, 'observations' | (typeof NEVER_RECORDED)[number]>;

/** Whether entries of that kind may stand in a log. */
export function isRecordable(kind: EntryKind): kind is JsonKind | 'observations' {
  return !(NEVER_RECORDED as readonly string[]).includes(kind);
}

const CHECKS: { readonly [K in JsonKind]: Check } = {
  sessionOpened: object<EntryPayloads['sessionOpened']>({
    session: text,
    event: text,
    source: text,
    clock: text,
    exercise: flag,
    seed: optional(number),
    rehearsal: optional(
      object<RehearsalOrigin>({
        model: text,
        label: optional(text),
        changes: listOf(text),
        forkOf: optional(text),
        forkedAt: optional(number),
      }),
    ),
  }),
  rehearsalJumped: object<EntryPayloads['rehearsalJumped']>({ from: number, to: number, by: text }),
  tick: object<EntryPayloads['tick']>({ time: number }),
  estimate: object<Estimate>({
    issuedAt: number,
    zones: listOf(
      object<Item<Estimate['zones']>>({
        zone: text,
        people: number,
        sd: number,
        densityPerM2: number,
        worstDensityPerM2: optional(number),
        inPerMin: optional(number),
        outPerMin: optional(number),
        supportAt: optional(number),
      }),
    ),
    outside: people,
    area: people,
    total: number,
    trendPerMin: optional(number),
    peak: object<Estimate['peak']>({ people: number, at: number }),
    visits: people,
    hotSpots: listOf(
      object<Item<Estimate['hotSpots']>>({
        hotSpot: text,
        people: number,
        sd: number,
        densityPerM2: number,
        supportAt: optional(number),
      }),
    ),
    checkpoints: listOf(
      object<Item<Estimate['checkpoints']>>({
        checkpoint: text,
        inPerMin: optional(number),
        outPerMin: optional(number),
        supportAt: optional(number),
      }),
    ),
    counters: optional(
      listOf(
        object<Item<NonNullable<Estimate['counters']>>>({
          sensor: text,
          perMin: number,
          supportAt: number,
        }),
      ),
    ),
    biasAbsorbed: number,
    notices: optional(listOf(object<Pick<EstimateNotice, 'kind'>>({ kind: text }))),
  }),
  positions: object<EntryPayloads['positions']>({
    drones: listOf(
      object<Item<EntryPayloads['positions']['drones']>>({
        drone: text,
        callsign: text,
        observedAt: number,
        lon: number,
        lat: number,
        altM: number,
        headingDeg: optional(number),
        groundSpeedMps: optional(number),
        batteryPct: optional(number),
        task: optional(text),
        mode: optional(text),
        home: optional(object<{ lon: number; lat: number }>({ lon: number, lat: number })),
        heartbeatAt: optional(number),
      }),
    ),
    units: listOf(
      object<Item<EntryPayloads['positions']['units']>>({
        unit: text,
        callsign: text,
        agency: text,
        observedAt: number,
        lon: number,
        lat: number,
        status: text,
        zone: optional(text),
      }),
    ),
  }),
  sensorStates: object<EntryPayloads['sensorStates']>({
    sensors: listOf(
      object<Item<EntryPayloads['sensorStates']['sensors']>>({
        lastValue: optional(number),
        lastObservedAt: optional(number),
        measure: optional(text),
        sum: number,
        count: number,
        late: number,
        lastCumulative: optional(number),
      }),
    ),
  }),
  feedStates: object<EntryPayloads['feedStates']>({
    feeds: listOf(
      object<Item<EntryPayloads['feedStates']['feeds']>>({
        feed: text,
        adapter: text,
        name: optional(object<FeedSettingsJson['name']>({ zh: text, en: text })),
        health: text,
        lastMessageAt: optional(number),
        messages: number,
        accepted: number,
        duplicate: number,
        late: number,
        refused: number,
        lastError: optional(text),
        lastErrorAt: optional(number),
        perMin: optional(number),
        unknown: optional(number),
        connection: optional(text),
        loudspeakers: optional(listOf(text)),
        recording: optional(
          object<FeedRecording>({
            file: text,
            kind: text,
            speed: number,
            retimed: flag,
            ended: optional(flag),
            placed: optional(
              object<NonNullable<FeedRecording['placed']>>({
                lon: number,
                lat: number,
                bearingDeg: number,
              }),
            ),
          }),
        ),
      }),
    ),
  }),
  recorderState: object<EntryPayloads['recorderState']>({
    state: text,
    message: optional(text),
    seq: number,
    file: text,
    disk: optional(
      object<NonNullable<EntryPayloads['recorderState']['disk']>>({
        freeBytes: number,
        hoursLeft: optional(number),
        low: flag,
      }),
    ),
  }),
  transport: object<EntryPayloads['transport']>({ playing: flag, speed: number }),
  phase: object<EntryPayloads['phase']>({ phase: text, by: text, reason: text }),
  operator: object<EntryPayloads['operator']>({ name: text, role: text, verified: flag }),
  checkpointOrder: object<EntryPayloads['checkpointOrder']>({
    order: text,
    checkpoint: text,
    mode: text,
    meteredPerMinLane: optional(number),
    by: text,
    version: number,
  }),
  orderConfirmed: object<EntryPayloads['orderConfirmed']>({
    order: text,
    checkpoint: text,
    effectiveAt: number,
  }),
  orderRefused: object<EntryPayloads['orderRefused']>({
    order: text,
    checkpoint: text,
    by: text,
    reason: text,
  }),
  broadcastOrder: object<EntryPayloads['broadcastOrder']>({
    order: text,
    drone: text,
    message: object<Pick<BroadcastMessage, 'kind'>>({ kind: text }),
    by: text,
  }),
  broadcastProgress: object<EntryPayloads['broadcastProgress']>({
    order: text,
    drone: text,
    step: text,
    progressPct: optional(number),
    reason: optional(text),
  }),
  mapMark: withField(
    'put',
    object<Put>({
      put: object<MapMark>({
        id: text,
        source: text,
        type: text,
        name: text,
        lon: number,
        lat: number,
        ring: optional(listOf(listOf(number))),
        text: optional(text),
        observedAt: number,
        staleAt: optional(number),
      }),
    }),
    object<Removed>({ removed: text }),
  ),
  mapLayer: withField(
    'put',
    object<PutLayer>({
      put: object<MapLayer>({
        id: text,
        name: text,
        format: text,
        kind: text,
        datum: text,
        bounds: listOf(number),
        features: optional(number),
        contentSeq: optional(number),
        tiles: optional(
          object<NonNullable<MapLayer['tiles']>>({
            tileKind: text,
            minZoom: number,
            maxZoom: number,
            vectorLayers: listOf(text),
          }),
        ),
        attribution: optional(text),
        bytes: number,
        addedBy: text,
      }),
    }),
    object<RemovedLayer>({ removed: text, by: text }),
  ),
  mapLayerContent: object<EntryPayloads['mapLayerContent']>({ layer: text, geojson: text }),
  seatLinked: object<EntryPayloads['seatLinked']>({ seat: text, role: text, linked: flag }),
  viewSwitched: object<EntryPayloads['viewSwitched']>({
    seat: text,
    role: text,
    by: optional(text),
    view: object<SeatView>({
      layout: text,
      panel: optional(text),
      map: optional(
        object<NonNullable<SeatView['map']>>({ lon: number, lat: number, zoom: number }),
      ),
      layers: listOf(text),
      selection: optional(text),
      timeline: optional(object<NonNullable<SeatView['timeline']>>({ from: number, to: number })),
    }),
  }),
  feedEdited: object<EntryPayloads['feedEdited']>({
    settings: object<Pick<FeedSettingsJson, 'feed' | 'adapter' | 'name' | 'silentAfterS'>>({
      feed: text,
      adapter: text,
      name: object<FeedSettingsJson['name']>({ zh: text, en: text }),
      silentAfterS: number,
    }),
    paused: flag,
    by: text,
  }),
  warningIssued: object<EntryPayloads['warningIssued']>({
    identifier: text,
    place: text,
    status: text,
    message: text,
    sender: text,
    sent: text,
    expiresAt: number,
    xml: text,
    by: text,
  }),
  level: object<EntryPayloads['level']>({
    place: text,
    state: object<LevelState>({
      level: text,
      since: number,
      reason: object<LevelState['reason']>({
        cause: text,
        figure: optional(number),
        threshold: optional(number),
        child: optional(text),
      }),
    }),
  }),
  dataQuality: withField(
    'raised',
    object<Raised>({
      raised: object<Raised['raised']>({
        key: text,
        message: text,
        params: object<Record<never, never>>({}),
        raisedAt: number,
      }),
    }),
    object<Cleared>({ cleared: text, at: number }),
  ),
  truth: object<EntryPayloads['truth']>({
    at: number,
    areaPeople: number,
    visits: number,
    outsidePeople: number,
    zones: listOf(object<Item<EntryPayloads['truth']['zones']>>({ zone: text, people: number })),
  }),
  bookmark: withField(
    'put',
    object<PutBookmark>({
      put: object<Bookmark>({
        id: text,
        at: number,
        title: text,
        note: text,
        by: text,
        view: optional(
          object<NonNullable<Bookmark['view']>>({
            lon: number,
            lat: number,
            zoom: number,
            layers: listOf(text),
            selection: optional(text),
          }),
        ),
      }),
    }),
    object<{ removed: string; by: string }>({ removed: text, by: text }),
  ),
  story: withField(
    'put',
    object<PutStory>({
      put: object<Story>({ id: text, title: text, bookmarks: listOf(text), by: text }),
    }),
    object<{ removed: string; by: string }>({ removed: text, by: text }),
  ),
  disposition: object<EntryPayloads['disposition']>({
    alert: text,
    verdict: text,
    note: text,
    by: text,
  }),
};

/**
 * What keeps a payload that was read from a file from being one of its kind, with the path of the field; nothing
 * when the fold can take it. Fields that this version does not know are let through.
 */
export function payloadProblem(kind: JsonKind, payload: unknown): string | undefined {
  return CHECKS[kind](payload, kind);
}
