import type { EntryKind, EntryOf } from '../../../domain/session/entry.ts';
import type { CommandContext } from './command.ts';

/** Entries on record that are looked through for a repeat: more than any night has. */
const NEWEST = 500;

/**
 * The entry under which something that a seat asks for again is on record already; undefined when it is asked for the
 * first time. Ask before anything is refused: whoever repeats what is in effect must not be told that it was not done,
 * and a hub that was started anew knows the record but not who had taken over.
 */
export async function recordedBefore<K extends EntryKind>(
  { recent }: Pick<CommandContext, 'recent'>,
  kind: K,
  isSame: (entry: EntryOf<K>) => boolean,
): Promise<EntryOf<K> | undefined> {
  const newest = await recent(kind, NEWEST);
  // The record was asked for entries of this kind alone.
  return newest.map(({ entry }) => entry as EntryOf<K>).find(isSame);
}
