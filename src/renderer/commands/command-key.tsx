import { COMMANDS, type CommandId } from './commands.ts';
import { keyLabel } from './key-label.ts';

/** The key of a command, as it is printed on the keyboard. */
export function CommandKey({ id }: { readonly id: CommandId }) {
  const keys = COMMANDS.find((command) => command.id === id)?.keys ?? '';
  return <kbd>{keyLabel(keys)}</kbd>;
}
