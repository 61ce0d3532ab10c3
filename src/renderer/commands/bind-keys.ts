import { tinykeys } from 'tinykeys';
import type { Seat } from '../seat.ts';
import { COMMANDS, selectNth } from './commands.ts';

/** Binds every command's key; keys that go into a field or an open dialog are left alone. */
export function bindKeys(seat: Seat): () => void {
  const guarded = (run: () => void) => (event: KeyboardEvent) => {
    if (event.repeat || seat.ui.getState().dialog || isTyping(event.target)) return;
    if (event.code === 'Space' && isButton(event.target)) return;
    event.preventDefault();
    run();
  };
  const commands = COMMANDS.map((command) => [command.keys, guarded(() => command.run(seat))]);
  const places = Array.from({ length: 9 }, (_, index) => [
    `${index + 1}`,
    guarded(() => selectNth(seat, index + 1)),
  ]);
  return tinykeys(window, Object.fromEntries([...commands, ...places]));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, [role="tab"]');
}
