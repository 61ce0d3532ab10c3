import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { Entry } from '../../domain/session/entry.ts';
import type { Role } from '../../domain/session/role.ts';
import type { SourceAbilities } from '../../domain/session/source.ts';
import { reduce, type World } from '../../domain/session/world.ts';
import type { Site } from '../../domain/site/site.ts';
import type { Attached } from '../../domain/wire/contract.ts';
import type { LinkState } from '../link/hub-client.ts';
import type { Timers } from '../link/timers.ts';
import type { Flusher } from './flusher.ts';

/** What a seat knows of its session besides the world. */
export interface Attachment {
  readonly session: SessionId;
  readonly role: Role;
  readonly can: SourceAbilities;
  readonly version: string;
  readonly site: Site;
}

/** What panels select from. Written at most four times a second. */
export interface SeatState {
  readonly attachment: Attachment | undefined;
  readonly world: World | undefined;
  /** Session time that ages are counted by: goes on when the link is lost, so that ages grow. */
  readonly now: Millis;
  readonly link: LinkState;
  /** Seconds since the link was lost; 0 while it is not. */
  readonly lostS: number;
  /** When the newest raster was true; the raster itself stays outside React. */
  readonly frameAt: Millis | undefined;
  /** How often the session has jumped: what was asked before that is of another time. */
  readonly jumps: number;
}

/** The world of a seat: entries go in as they come, React sees the sum at each flush. */
export interface WorldStore {
  readonly store: StoreApi<SeatState>;
  begin(attached: Attached): void;
  /**
   * Whether a hub that answers again speaks of another site than this seat was begun with: names, shapes and the places
   * of figures in their columns would be of two events, and the seat has to begin anew.
   */
  isOtherSite(attached: Attached): boolean;
  /** Folds an entry in; `done` runs when panels have it. */
  apply(entry: Entry, done?: () => void): void;
  /** The session has jumped: another world in place of this one. */
  replace(world: World): void;
  frameArrived(issuedAt: Millis): void;
  setLink(state: LinkState): void;
  entries(): number;
  /** Writes nothing any more. */
  stop(): void;
}

const GROW_STEP: Millis = 1_000;
/** A running session ticks every second; without a tick for this long its picture grows old here. */
const TICK_PATIENCE: Millis = 3_000;

export function createWorldStore(flusher: Flusher, timers: Timers): WorldStore {
  let attachment: Attachment | undefined;
  let world: World | undefined;
  let link: LinkState = { kind: 'connecting' };
  let entries = 0;
  let jumps = 0;
  /** When the last tick came, by this machine's clock. */
  let tickedAt = timers.now();
  let frameAt: Millis | undefined;
  let waiting: (() => void)[] = [];
  const store = createStore<SeatState>(() => ({
    attachment,
    world,
    now: 0,
    link,
    lostS: 0,
    frameAt,
    jumps,
  }));

  const stopWriting = flusher.onFlush(() => {
    const lostMs = link.kind === 'lost' ? timers.now() - link.since : 0;
    store.setState({
      attachment,
      world,
      now: (world?.time ?? 0) + Math.max(lostMs, silentMs()) * speedOf(world),
      link,
      lostS: Math.floor(lostMs / 1_000),
      frameAt,
      jumps,
    });
    const done = waiting;
    waiting = [];
    for (const each of done) each();
  });

  // A hub that stands still behind an open link is as silent as a lost one.
  const silentMs = () =>
    isRunning(world) ? Math.max(0, timers.now() - tickedAt - TICK_PATIENCE) : 0;
  const growOld = () => {
    if (link.kind === 'lost' || silentMs() > 0) flusher.request();
    stopGrowing = timers.after(GROW_STEP, growOld);
  };
  let stopGrowing = timers.after(GROW_STEP, growOld);

  return {
    store,
    begin: (attached) => {
      world = attached.resumed && world ? catchUp(world, attached.world) : attached.world;
      const { session, role, can, version } = attached;
      if (attachment && attachment.session !== session) {
        // Of another recording of the same site: what was drawn and asked before is of another crowd.
        frameAt = undefined;
        jumps += 1;
      }
      attachment = { session, role, can, version, site: attachment?.site ?? attached.site };
      tickedAt = timers.now();
      flusher.request();
    },
    isOtherSite: ({ site }) =>
      attachment !== undefined && JSON.stringify(site) !== JSON.stringify(attachment.site),
    apply: (entry, done) => {
      if (!world) return;
      world = reduce(world, entry);
      entries += 1;
      if (entry.kind === 'tick') tickedAt = timers.now();
      if (done) waiting.push(done);
      flusher.request();
    },
    replace: (next) => {
      world = next;
      frameAt = undefined;
      jumps += 1;
      tickedAt = timers.now();
      entries += 1;
      flusher.request();
    },
    frameArrived: (issuedAt) => {
      frameAt = issuedAt;
      flusher.request();
    },
    setLink: (state) => {
      link = state;
      flusher.request();
    },
    entries: () => entries,
    stop: () => {
      stopWriting();
      stopGrowing();
    },
  };
}

/**
 * A resumed seat keeps its world, for the reliable entries it missed follow; what is of the latest class may not come
 * again while a session stands still, and is taken from the hub's world.
 */
function catchUp(mine: World, hub: World): World {
  const { time, drones, units, sensors, feeds, estimate, recorder, truth, rehearsal } = hub;
  return {
    ...mine,
    ...{ time, drones, units, sensors, feeds },
    ...(estimate ? { estimate } : {}),
    ...(recorder ? { recorder } : {}),
    ...(truth ? { truth } : {}),
    ...(rehearsal ? { rehearsal } : {}),
  };
}

/** Whether ticks are due: a wall clock always beats, a stepped one while it plays, a feed's when the feed speaks. */
function isRunning(world: World | undefined): boolean {
  return world?.session?.clock === 'wall' || world?.transport?.playing === true;
}

/** Session seconds per second of this machine. */
function speedOf(world: World | undefined): number {
  const transport = world?.transport;
  if (!transport) return 1;
  return transport.playing ? transport.speed : 0;
}
