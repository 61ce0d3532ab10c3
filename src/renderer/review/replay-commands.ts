import type { WordKey } from '../i18n/zh.ts';
import { readWorld, type Seat } from '../seat.ts';
import type { OpenDialog } from '../state/ui-store.ts';
import {
  canMove,
  changeSpeed,
  seekTo,
  stepBy,
  toggleBeside,
  toggleLoop,
  toggleView,
} from './replay-actions.ts';

interface ReplayCommand {
  readonly id: string;
  readonly keys: string;
  readonly label: WordKey;
  run(seat: Seat): void;
}

/** The hands of a reviewer; outside a replay those that move the playhead do nothing. */
export const REPLAY_COMMANDS = [
  { id: 'sessions', keys: 'w', label: 'command.sessions', run: opening({ kind: 'sessions' }) },
  { id: 'tickBack', keys: '[', label: 'command.tickBack', run: stepping('tick', -1) },
  { id: 'tickOn', keys: ']', label: 'command.tickOn', run: stepping('tick', 1) },
  { id: 'minuteBack', keys: 'ArrowLeft', label: 'command.minuteBack', run: stepping('minute', -1) },
  { id: 'minuteOn', keys: 'ArrowRight', label: 'command.minuteOn', run: stepping('minute', 1) },
  { id: 'slower', keys: ',', label: 'command.slower', run: (seat) => changeSpeed(seat, -1) },
  { id: 'faster', keys: '.', label: 'command.faster', run: (seat) => changeSpeed(seat, 1) },
  { id: 'alertOn', keys: 'n', label: 'command.alertOn', run: stepping('alert', 1) },
  { id: 'alertBack', keys: 'Shift+KeyN', label: 'command.alertBack', run: stepping('alert', -1) },
  { id: 'orderOn', keys: 'o', label: 'command.orderOn', run: stepping('order', 1) },
  { id: 'orderBack', keys: 'Shift+KeyO', label: 'command.orderBack', run: stepping('order', -1) },
  { id: 'markOn', keys: 'j', label: 'command.markOn', run: stepping('bookmark', 1) },
  { id: 'markBack', keys: 'Shift+KeyJ', label: 'command.markBack', run: stepping('bookmark', -1) },
  { id: 'gapOn', keys: 'h', label: 'command.gapOn', run: stepping('gap', 1) },
  { id: 'gapBack', keys: 'Shift+KeyH', label: 'command.gapBack', run: stepping('gap', -1) },
  { id: 'typeTime', keys: 'i', label: 'command.typeTime', run: focusTime },
  { id: 'start', keys: 'Home', label: 'command.start', run: toEnd('from') },
  { id: 'end', keys: 'End', label: 'command.end', run: toEnd('to') },
  { id: 'loop', keys: 'r', label: 'command.loop', run: toggleLoop },
  { id: 'view', keys: 'x', label: 'command.view', run: toggleView },
  { id: 'beside', keys: 's', label: 'command.beside', run: besides },
  { id: 'compare', keys: 'Shift+KeyS', label: 'command.compare', run: comparing },
  {
    id: 'bookmark',
    keys: 'm',
    label: 'command.bookmark',
    run: opening({ kind: 'bookmark', bookmark: undefined }),
  },
  { id: 'history', keys: 'e', label: 'command.history', run: toggleHistory },
] as const satisfies readonly ReplayCommand[];

/** The field that takes a typed time: the command puts the focus there. */
export const TIME_FIELD_ID = 'replay-time';

function stepping(by: Parameters<typeof stepBy>[1], direction: 1 | -1) {
  return (seat: Seat) => stepBy(seat, by, direction);
}

function opening(dialog: OpenDialog) {
  return (seat: Seat) => seat.ui.setState({ dialog });
}

function toEnd(end: 'from' | 'to') {
  return (seat: Seat) => {
    const { replay } = readWorld(seat).world;
    if (replay) seekTo(seat, replay[end]);
  };
}

function focusTime(): void {
  document.getElementById(TIME_FIELD_ID)?.focus();
}

function besides(seat: Seat): void {
  toggleBeside(seat, seat.door.isBeside());
}

function comparing(seat: Seat): void {
  if (canMove(seat)) seat.ui.setState({ dialog: { kind: 'compare' } });
}

/** The history of what is chosen; without anything chosen there is none. */
function toggleHistory(seat: Seat): void {
  const { selection, historyOpen } = seat.ui.getState();
  if (selection || historyOpen) seat.ui.setState({ historyOpen: !historyOpen });
}
