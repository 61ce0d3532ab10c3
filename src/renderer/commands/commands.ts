import type { CheckpointId, DroneId } from '../../domain/base/ids.ts';
import type { TransportState } from '../../domain/session/source-kind.ts';
import type { WordKey } from '../i18n/zh.ts';
import { isDroneLost } from '../map/layers/drones.ts';
import { togglePlaying } from '../review/replay-actions.ts';
import { REPLAY_COMMANDS } from '../review/replay-commands.ts';
import { readWorld, type Seat } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { KEYED_LAYERS, LAYOUTS, type Target } from '../state/ui-store.ts';
import { mayAct, mayCall } from './may-act.ts';
import { openAsOperator } from './open-as-operator.ts';
import { undoOrder } from './undo-order.ts';

/** An action with its key and label; the list is what the help shows. */
export interface Command {
  readonly id: string;
  /** As tinykeys writes them. */
  readonly keys: string;
  readonly label: WordKey;
  run(seat: Seat): void;
}

export const COMMANDS = [
  { id: 'search', keys: '/', label: 'command.search', run: openPalette('objects') },
  { id: 'palette', keys: '$mod+k', label: 'command.palette', run: openPalette('everything') },
  { id: 'order', keys: 'c', label: 'command.order', run: openOrder },
  { id: 'broadcast', keys: 'b', label: 'command.broadcast', run: openBroadcast },
  { id: 'warning', keys: 'p', label: 'command.warning', run: openWarning },
  { id: 'undo', keys: '$mod+z', label: 'command.undo', run: undoOrder },
  { id: 'fit', keys: 'f', label: 'command.fit', run: (seat) => seat.map?.fit() },
  { id: 'layers', keys: 'l', label: 'command.layers', run: toggleLayers },
  { id: 'measure', keys: 'k', label: 'command.measure', run: toggleMeasure },
  { id: 'timeline', keys: 'y', label: 'command.timeline', run: toggleTimeline },
  { id: 'layout', keys: 'v', label: 'command.layout', run: nextLayout },
  { id: 'takeOver', keys: 't', label: 'command.takeOver', run: openTakeOver },
  { id: 'play', keys: 'Space', label: 'command.play', run: togglePlay },
  ...REPLAY_COMMANDS,
  { id: 'language', keys: 'g', label: 'command.language', run: toggleLanguage },
  { id: 'clear', keys: 'Escape', label: 'command.clear', run: clear },
  { id: 'help', keys: 'Shift+?', label: 'command.help', run: openHelp },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]['id'];

export function runCommand(seat: Seat, id: CommandId): void {
  COMMANDS.find((command) => command.id === id)?.run(seat);
}

/** Chooses a thing in a list: the map goes there. */
export function select(seat: Seat, target: Target): void {
  seat.ui.setState({ selection: target });
  seat.map?.goTo(target);
}

/** Chooses the place that stands at `position` (from 1) of the list. */
export function selectNth(seat: Seat, position: number): void {
  const { world, now } = readWorld(seat);
  const place = seat.places.ranked(world, now)[position - 1];
  if (place) select(seat, { kind: place.kind, id: place.id });
}

export async function setTransport(seat: Seat, next: TransportState): Promise<void> {
  await seat.call('transport.set', next);
}

function openOrder(seat: Seat): void {
  const { selection } = seat.ui.getState();
  const first = seat.facts.site.checkpoints[0];
  if (saysWhyNot(seat)) return;
  if (!first || !mayAct(readWorld(seat), 'checkpoint.order')) return;
  const chosen = selection?.kind === 'checkpoint' ? selection.id : first.id;
  openAsOperator(seat, { kind: 'order', checkpoint: chosen as CheckpointId });
}

/** For the chosen drone, else for the first whose link is up; which one can still be changed. */
function openBroadcast(seat: Seat): void {
  if (saysWhyNot(seat)) return;
  const state = readWorld(seat);
  if (!mayAct(state, 'drone.broadcast')) return;
  const { selection } = seat.ui.getState();
  const { world, now } = state;
  const all = Object.values(world.drones);
  const first = all.find((drone) => !isDroneLost(drone, world, now)) ?? all[0];
  const drone = selection?.kind === 'drone' ? (selection.id as DroneId) : first?.report.drone;
  // The tab says why there is none.
  if (drone === undefined) seat.ui.setState({ tab: 'drones' });
  else openAsOperator(seat, { kind: 'broadcast', drone, stop: false });
}

/** For the chosen place, else for the worst. */
function openWarning(seat: Seat): void {
  if (saysWhyNot(seat)) return;
  const state = readWorld(seat);
  if (!mayAct(state, 'warning.issue')) return;
  const { selection } = seat.ui.getState();
  const isPlace = selection?.kind === 'zone' || selection?.kind === 'hotSpot';
  const place = isPlace ? selection.id : seat.places.ranked(state.world, state.now)[0]?.id;
  if (place !== undefined) openAsOperator(seat, { kind: 'warning', place });
}

/** In a replay: says why nothing can be ordered. */
function saysWhyNot(seat: Seat): boolean {
  if (!isReplay(readWorld(seat).world)) return false;
  seat.ui.setState({ dialog: { kind: 'noOrders' } });
  return true;
}

function openPalette(what: 'objects' | 'everything') {
  return (seat: Seat) => seat.ui.setState({ dialog: { kind: 'palette', what } });
}

function openTakeOver(seat: Seat): void {
  if (saysWhyNot(seat)) return;
  if (!mayAct(readWorld(seat), 'operator.takeOver')) return;
  seat.ui.setState({ dialog: { kind: 'takeOver', next: undefined } });
}

function openHelp(seat: Seat): void {
  seat.ui.setState({ dialog: { kind: 'help' } });
}

function toggleLayers(seat: Seat): void {
  seat.ui.setState((state) => ({ layersOpen: !state.layersOpen }));
}

function toggleTimeline(seat: Seat): void {
  seat.ui.setState((state) => ({ timelineOpen: !state.timelineOpen }));
}

/** The layouts one after the other. */
function nextLayout(seat: Seat): void {
  const { role } = readWorld(seat).attachment;
  const offered = LAYOUTS.filter((name) => name !== 'planner' || mayCall(role, 'plan.checks'));
  seat.ui.setState(({ layout }) => ({
    layout: offered[(offered.indexOf(layout) + 1) % offered.length] ?? 'command',
  }));
}

/** Shows or hides the layer that stands at `position` (from 1) of those with a key. */
export function toggleNthLayer(seat: Seat, position: number): void {
  const name = KEYED_LAYERS[position - 1];
  if (name) seat.ui.setState(({ layers }) => ({ layers: { ...layers, [name]: !layers[name] } }));
}

function toggleMeasure(seat: Seat): void {
  seat.ui.setState(({ measuring }) => ({
    measuring: measuring ? undefined : { points: [], closed: false },
    hover: undefined,
  }));
}

function toggleLanguage(seat: Seat): void {
  seat.ui.setState((state) => ({ language: state.language === 'zh' ? 'en' : 'zh' }));
}

function togglePlay(seat: Seat): void {
  const { attachment, world } = readWorld(seat);
  if (!attachment.can.transport || !mayCall(attachment.role, 'transport.set')) return;
  if (isReplay(world)) {
    togglePlaying(seat);
    return;
  }
  const now = world.transport ?? { playing: true, speed: 1 };
  // A refusal shows by the state that does not change; the control's own buttons say it in words.
  setTransport(seat, { ...now, playing: !now.playing }).catch(() => {});
}

function clear(seat: Seat): void {
  if (seat.ui.getState().measuring) {
    seat.ui.setState({ measuring: undefined });
    return;
  }
  seat.ui.setState({ selection: undefined, layersOpen: false, historyOpen: false });
}
