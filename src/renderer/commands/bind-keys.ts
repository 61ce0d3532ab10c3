import { tinykeys } from 'tinykeys';
import type { Seat } from '../seat.ts';
import { COMMANDS, selectNth } from './commands.ts';

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
  return tinykeys(window, Object.fromEntries([...commands, ...places]), {
    ignore: (event) =>
      event.repeat ||
      event.isComposing ||
      seat.ui.getState().dialog !== undefined ||
      isTaken(event.target, event.code),
  });
}

/** What takes letters, and what takes the space bar. */
const TYPED = 'input:not([type="checkbox"]), textarea, select';
const PRESSED = 'button, [role="tab"], input, textarea, select';

function isTaken(target: EventTarget | null, code: string): boolean {
  return target instanceof HTMLElement && target.matches(code === 'Space' ? PRESSED : TYPED);
}
