import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CheckpointId, DroneId, SessionId } from '../../domain/base/ids.ts';
import type { LonLat, Millis } from '../../domain/base/quantity.ts';
import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import type { CrowdModel } from '../../domain/session/rehearsal-state.ts';
import type { CheckpointMode } from '../../domain/site/site.ts';
import type { Language } from '../i18n/language.ts';

/** What kinds of things on the map can be pointed at and chosen. */
export const TARGET_KINDS = [
  'zone',
  'hotSpot',
  'checkpoint',
  'drone',
  'unit',
  'post',
  'gate',
  'sensor',
  'mark',
] as const;

/** A thing on the map that can be pointed at and chosen. */
export interface Target {
  readonly kind: (typeof TARGET_KINDS)[number];
  readonly id: string;
}

export const TABS = ['checkpoints', 'drones', 'sources'] as const;
export type Tab = (typeof TABS)[number];

/** The map's switches in groups; the place of a switch among the first ten of all is its key. */
export const LAYER_GROUPS = {
  crowd: ['density', 'isolines', 'flow', 'zones'],
  forces: ['checkpoints', 'drones', 'units', 'plan'],
  data: ['sensors', 'marks', 'agents'],
} as const;
export const LAYERS = [...LAYER_GROUPS.crowd, ...LAYER_GROUPS.forces, ...LAYER_GROUPS.data];
/** Those that a digit switches: there are ten. */
export const KEYED_LAYERS = LAYERS.slice(0, 10);
export type LayerName = (typeof LAYERS)[number];

/** The points that are being measured between; `closed`: they are the corners of an area. */
export interface Measuring {
  readonly points: readonly LonLat[];
  readonly closed: boolean;
}

/** What the pointer rests on. */
export interface Hover {
  readonly target: Target | undefined;
  /** Walk index of the cell under the pointer. */
  readonly cell: number | undefined;
}

export type OpenDialog =
  | { readonly kind: 'takeOver'; readonly next: OpenDialog | undefined }
  | { readonly kind: 'order'; readonly checkpoint: CheckpointId }
  /** An order to a drone's loudspeaker; `stop`: to be silent. */
  | { readonly kind: 'broadcast'; readonly drone: DroneId; readonly stop: boolean }
  /** Without a feed: a new one. */
  | { readonly kind: 'feed'; readonly feed: string | undefined }
  /** A public warning about a zone or hot-spot. */
  | { readonly kind: 'warning'; readonly place: string }
  /** A map file to put on the map. */
  | { readonly kind: 'importMap' }
  /** The hub's sessions and recordings. */
  | { readonly kind: 'sessions' }
  /** Two moments, two views or two recordings side by side. */
  | { readonly kind: 'compare' }
  /** A bookmark at the playhead, or (with its id) one that exists. */
  | { readonly kind: 'bookmark'; readonly bookmark: string | undefined }
  /** A story to edit; without its id a new one. */
  | { readonly kind: 'story'; readonly story: string | undefined }
  /** The rehearsal once more from now, with a change. */
  | { readonly kind: 'fork' }
  /** Says why nothing can be ordered here. */
  | { readonly kind: 'noOrders' }
  | { readonly kind: 'palette'; readonly what: 'objects' | 'everything' }
  | { readonly kind: 'help' };

/** How a checkpoint works: its mode, and the rate of a metered one. */
export interface WayOfWorking {
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/** An order of this seat that has just gone out. */
export interface UndoableOrder {
  readonly checkpoint: CheckpointId;
  readonly before: WayOfWorking;
  readonly to: WayOfWorking;
  /** The checkpoint's version that the order made. */
  readonly version: number;
  /** Where it was given. */
  readonly session: SessionId;
  /** Until when it can be taken back, then until when the outcome stays; by the browser's timers. */
  readonly until: Millis;
  /** What came of taking it back. */
  readonly said?: string;
}

/** What the planner has filled in; kept while panels come and go. */
export interface PlannerDraft {
  readonly model: CrowdModel;
  /** What the night meets; absent: the script as it is. */
  readonly scenario: string | undefined;
  /** Absent: what the hub proposes. */
  readonly seed: number | undefined;
  readonly speed: number;
  readonly label: string;
  /** Of the next rehearsal. */
  readonly changes: readonly string[];
  /** The run whose results are on show; empty: the rehearsal here. */
  readonly run: string;
  /** Groups of runs that are compared, the first with all others. */
  readonly groups: readonly (readonly string[])[];
  /** What egress is checked for. */
  readonly people: number;
  readonly minutes: number;
  /** Of the plan that is checked. */
  readonly checkedChanges: readonly string[];
}

export const NEW_PLANNER_DRAFT: PlannerDraft = {
  model: 'agents',
  scenario: undefined,
  seed: undefined,
  speed: 20,
  label: '',
  changes: [],
  run: '',
  groups: [[], []],
  people: 60_000,
  minutes: 30,
  checkedChanges: [],
};

/** Rasters of runs. */
export const RUN_RASTERS = ['maxDensity', 'minutesAboveOrange'] as const;
/** Figures of runs that are written on the map, each where it belongs. */
export const RUN_MARKS = [
  'peakPeople',
  'worstDensity',
  'gaussian',
  'voronoi',
  'levelOfService',
  'minutesAbove',
  'personMinutes',
  'pressure',
  'aboveAlert',
  'specificFlow',
  'counterFlow',
  'queues',
  'gates',
] as const;
export type RunMarkName = (typeof RUN_MARKS)[number];

/** What of a run lies over the map: a raster in its unit, or figures. */
export interface RunMapOnMap {
  /** Of one run, or of those that are compared. */
  readonly run: string;
  readonly what:
    | (typeof RUN_RASTERS)[number]
    | RunMarkName
    | 'difference'
    | 'minutesAboveOrangeDifference';
  /** Of a raster. */
  readonly unit?: DensityMap['unit'];
}

/** What the planner's right column holds. */
export const PLANNER_TABS = ['run', 'results', 'compare', 'checks'] as const;
export type PlannerTab = (typeof PLANNER_TABS)[number];

/** What a window shows: the command seat, the wall for everybody, the review with a tall timeline, or the planner's. */
export const LAYOUTS = ['command', 'wall', 'review', 'planner'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const REVIEW_TABS = ['alerts', 'orders', 'figures', 'coverage', 'egress', 'marks'] as const;
export type ReviewTab = (typeof REVIEW_TABS)[number];

export interface UiState {
  readonly language: Language;
  readonly layout: Layout;
  readonly tab: Tab;
  readonly plannerTab: PlannerTab;
  readonly planner: PlannerDraft;
  readonly runMap: RunMapOnMap | undefined;
  /** Of the review's panel. */
  readonly reviewTab: ReviewTab;
  readonly selection: Target | undefined;
  readonly hover: Hover | undefined;
  /** Absent while nothing is measured. */
  readonly measuring: Measuring | undefined;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  /** Imported maps that this seat does not show. */
  readonly hiddenMaps: readonly string[];
  readonly layersOpen: boolean;
  readonly timelineOpen: boolean;
  /** The part of the night that the timeline shows; absent: all of it. */
  readonly timelineSpan: { readonly from: Millis; readonly to: Millis } | undefined;
  /** Zones whose curves stand beside the total. */
  readonly timelineZones: readonly string[];
  /** Whether the history of what is chosen is on show. */
  readonly historyOpen: boolean;
  readonly dialog: OpenDialog | undefined;
  /** For the ten seconds in which it can be taken back. */
  readonly undoable: UndoableOrder | undefined;
  /** The name under which this seat took over; each seat does so for itself. */
  readonly operator: string | undefined;
}

export type UiStore = StoreApi<UiState>;

export function createUiStore(language: Language, layout: Layout = 'command'): UiStore {
  return createStore<UiState>(() => ({
    language,
    layout,
    tab: 'checkpoints',
    plannerTab: 'run',
    planner: NEW_PLANNER_DRAFT,
    runMap: undefined,
    reviewTab: 'alerts',
    selection: undefined,
    hover: undefined,
    measuring: undefined,
    layers: {
      density: true,
      isolines: true,
      flow: true,
      zones: true,
      agents: true,
      checkpoints: true,
      drones: true,
      units: true,
      plan: true,
      sensors: false,
      marks: true,
    },
    hiddenMaps: [],
    layersOpen: false,
    timelineOpen: true,
    timelineSpan: undefined,
    timelineZones: [],
    historyOpen: false,
    dialog: undefined,
    undoable: undefined,
    operator: undefined,
  }));
}

/** Whether two targets are the same thing. */
export function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.kind === b.kind && a.id === b.id);
}
