import { tinykeys } from 'tinykeys';
import type { Seat } from '../seat.ts';
import { KEYED_LAYERS } from '../state/ui-store.ts';
import { COMMANDS, selectNth, toggleNthLayer } from './commands.ts';

/** Binds every command's key; keys that go into a field or an open dialog are left alone. */
export function bindKeys(seat: Seat): () => void {
  const taking = (run: () => void) => (event: KeyboardEvent) => {
    event.preventDefault();
    run();
  };
  const commands = COMMANDS.map((command) => [command.keys, taking(() => command.run(seat))]);
  const places = Array.from({ length: 9 }, (_, index) => [
    `${index + 1}`,
    taking(() => selectNth(seat, index + 1)),
  ]);
  const layers = KEYED_LAYERS.map((_, index) => [
    `Shift+${layerKeyCode(index)}`,
    taking(() => toggleNthLayer(seat, index + 1)),
  ]);
  return tinykeys(window, Object.fromEntries([...commands, ...places, ...layers]), {
    ignore: (event) =>
      event.repeat ||
      event.isComposing ||
      seat.ui.getState().dialog !== undefined ||
      isTaken(event.target, event.code),
  });
}

/** The tenth layer is on the key of the nought. By the key's place: what Shift makes of a digit differs by keyboard. */
function layerKeyCode(index: number): string {
  return `Digit${(index + 1) % 10}`;
}

/** What takes letters, and what takes the space bar. */
const TYPED = 'input:not([type="checkbox"]), textarea, select';
const PRESSED = 'button, [role="tab"], input, textarea, select';
/** What moves by arrows: tabs, sliders of panes, the map, lists that scroll. */
const MOVED = `${TYPED}, input, [role="tab"], [role="separator"], canvas, .virtual-scroll`;
const MOVING = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];

function isTaken(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Home and End go through what scrolls in a tab.
  const isEnd = code === 'Home' || code === 'End';
  if (isEnd && target.closest('[role="tabpanel"]')) return true;
  if (MOVING.includes(code)) return target.matches(MOVED);
  return target.matches(code === 'Space' ? PRESSED : TYPED);
}
