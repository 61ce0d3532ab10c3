import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { ReplayView } from '../../domain/session/replay-state.ts';
import type { Bookmark } from '../../domain/session/review-mark.ts';
import type { TransportState } from '../../domain/session/source-kind.ts';
import type { InputOf } from '../../domain/wire/contract.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { wordsOf } from '../i18n/translate.ts';
import { readWorld, type Seat } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { LAYERS, type LayerName, TARGET_KINDS, type Target } from '../state/ui-store.ts';
import { reviewerName, setReviewerName } from './reviewer-name.ts';

/** Session seconds per wall second that a replay offers. */
export const REPLAY_SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600] as const;

type StepBy = InputOf<'replay.step'>['by'];

/** Whether the seat looks at a replay that it may move. */
export function canMove(seat: Seat): boolean {
  const { attachment, world } = readWorld(seat);
  return isReplay(world) && attachment.can.transport;
}

export function seekTo(seat: Seat, at: Millis): void {
  if (!canMove(seat)) return;
  const { replay } = readWorld(seat).world;
  const { from = at, to = at } = replay ?? {};
  void seat.review.seek(Math.min(to, Math.max(from, at)));
}

export function stepBy(seat: Seat, by: StepBy, direction: 1 | -1): void {
  if (!canMove(seat)) return;
  void seat.review.attempt(async () => {
    try {
      await seat.call('replay.step', { by, direction });
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== 'notPossible') throw error;
      // The ends of a recording are no fault: they are said in the language of the seat.
      const t = wordsOf(seat.ui.getState().language);
      throw new Error(t(direction === 1 ? 'replay.noneOn' : 'replay.noneBack'));
    }
  });
}

export function setReplayView(seat: Seat, view: ReplayView): void {
  if (!canMove(seat)) return;
  void seat.review.attempt(() => seat.call('replay.view', { view }));
}

/** As seen and true, one and the other. */
export function toggleView(seat: Seat): void {
  const view = readWorld(seat).world.replay?.view;
  setReplayView(seat, view === 'asSeen' ? 'true' : 'asSeen');
}

export function setPlaying(seat: Seat, change: Partial<TransportState>): void {
  if (!canMove(seat)) return;
  const { store, attempt } = seat.review;
  const asked = { ...transportOf(seat), ...change };
  store.setState({ asked });
  void attempt(() => seat.call('transport.set', asked)).then(() => {
    // Keys that followed have asked for something else meanwhile.
    if (store.getState().asked === asked) store.setState({ asked: undefined });
  });
}

/** How the transport stands, or will as soon as the hub has answered. */
function transportOf(seat: Seat): TransportState {
  const { asked } = seat.review.store.getState();
  return asked ?? readWorld(seat).world.transport ?? { playing: false, speed: 1 };
}

export function togglePlaying(seat: Seat): void {
  setPlaying(seat, { playing: !transportOf(seat).playing });
}

/** The next speed up or down; at the ends it stays. */
export function changeSpeed(seat: Seat, direction: 1 | -1): void {
  const { speed } = transportOf(seat);
  const faster = REPLAY_SPEEDS.find((each) => each > speed);
  const slower = REPLAY_SPEEDS.findLast((each) => each < speed);
  const next = direction === 1 ? faster : slower;
  if (next !== undefined) setPlaying(seat, { speed: next });
}

/** Repeats what the timeline shows; when something is repeated already, ends that. */
export function toggleLoop(seat: Seat): void {
  if (!canMove(seat)) return;
  const loop = readWorld(seat).world.replay?.loop;
  const shown = seat.ui.getState().timelineSpan;
  if (loop) setLoop(seat, undefined);
  else if (shown) setLoop(seat, shown);
}

export function setLoop(
  seat: Seat,
  span: { readonly from: Millis; readonly to: Millis } | undefined,
): void {
  const input = span ? { from: Math.round(span.from), to: Math.round(span.to) } : {};
  void seat.review.attempt(() => seat.call('replay.loop', input));
}

/** Puts the other view of the same recording beside this one, in step with it; when something is beside, ends that. */
export function toggleBeside(seat: Seat, isBeside: boolean): void {
  if (!canMove(seat)) return;
  if (isBeside) {
    seat.door.closeBeside();
    return;
  }
  const { attachment, world } = readWorld(seat);
  if (!world.replay) return;
  const { file, view } = world.replay;
  void openBeside(seat, {
    file,
    view: view === 'asSeen' ? 'true' : 'asSeen',
    at: world.time,
    follow: { session: attachment.session, offsetMs: 0 },
  });
}

export async function openBeside(seat: Seat, input: InputOf<'replay.open'>): Promise<boolean> {
  const { store, attempt } = seat.review;
  if (store.getState().isOpening) return false;
  store.setState({ isOpening: true });
  const opened = await attempt(async () => {
    const { session } = await seat.call('replay.open', input);
    seat.door.openBeside(session, true);
  });
  store.setState({ isOpening: false });
  return opened;
}

/** Opens a recording (absent: what the hub records itself) as a replay of this window's own. */
export async function openReplay(seat: Seat, file: string | undefined): Promise<boolean> {
  // Whoever commands by name reviews under it.
  const { operator } = seat.ui.getState();
  if (operator !== undefined && reviewerName.getState().name === '') setReviewerName(operator);
  return await seat.review.attempt(async () => {
    const input = file === undefined ? {} : { file };
    const { session } = await seat.call('replay.open', input);
    seat.ui.setState({ layout: 'review', dialog: undefined });
    seat.door.go(session);
  });
}

/** Goes to a session that the hub hosts; absent: its own. */
export function goTo(seat: Seat, session: SessionId | undefined): void {
  seat.ui.setState({ dialog: undefined });
  seat.door.go(session);
}

/** What the seat looks at, as a bookmark keeps it. */
export function viewOf(seat: Seat): NonNullable<Bookmark['view']> | undefined {
  const view = seat.map?.view();
  if (!view) return undefined;
  const { layers, selection } = seat.ui.getState();
  return {
    lon: view.centre[0],
    lat: view.centre[1],
    zoom: view.zoom,
    layers: LAYERS.filter((name) => layers[name]),
    ...(selection ? { selection: `${selection.kind}:${selection.id}` } : {}),
  };
}

/** Goes back to a bookmark: its instant, its part of the map, its layers and what was chosen. */
export function recall(seat: Seat, { at, view }: Bookmark): void {
  seekTo(seat, at);
  if (!view) return;
  const shown = new Set<string>(view.layers);
  const layers = Object.fromEntries(LAYERS.map((name) => [name, shown.has(name)]));
  seat.ui.setState({
    layers: layers as Readonly<Record<LayerName, boolean>>,
    selection: targetOf(view.selection),
  });
  seat.map?.show({ centre: [view.lon, view.lat], zoom: view.zoom });
}

/** Begins to tell a story from its first bookmark. */
export function tellStory(seat: Seat, story: string): void {
  const { marks } = seat.review.store.getState();
  const first = marks.stories.find(({ id }) => id === story)?.bookmarks[0];
  const bookmark = marks.bookmarks.find(({ id }) => id === first);
  seat.review.store.setState({ playing: { story, index: 0, state: 'paused' } });
  setPlaying(seat, { playing: false });
  if (bookmark) recall(seat, bookmark);
}

/** A name that no mark has had before. */
export function newMarkId(): string {
  return crypto.randomUUID();
}

/** Undoes `kind:id`; undefined for what is no object of the map. */
function targetOf(text: string | undefined): Target | undefined {
  if (text === undefined) return undefined;
  const at = text.indexOf(':');
  const kind = TARGET_KINDS.find((each) => each === text.slice(0, at));
  return kind ? { kind, id: text.slice(at + 1) } : undefined;
}
