import { COMMANDS, type CommandId } from './commands.ts';

/** The key of a command, as it is printed on the keyboard. */
export function CommandKey({ id }: { readonly id: CommandId }) {
  const keys = COMMANDS.find((command) => command.id === id)?.keys ?? '';
  return <kbd>{keys.length === 1 ? keys.toUpperCase() : keys}</kbd>;
}
