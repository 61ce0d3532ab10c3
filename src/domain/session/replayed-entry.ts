import type { Entry, EntryPayloads } from './entry.ts';
import type { World } from './world.ts';

/** What a replay says of the session that was recorded: nothing replayed can be taken for live. */
function replayedOpening(opening: EntryPayloads['sessionOpened']): EntryPayloads['sessionOpened'] {
  return { ...opening, source: 'replay', clock: 'stepped', exercise: true };
}

/**
 * A recorded entry as a replay plays it; undefined for what belongs to the recorded session's own running (its
 * transport, its recorder) or is laid over every instant (marks of reviewers).
 */
export function replayedEntry(entry: Entry): Entry | undefined {
  switch (entry.kind) {
    case 'sessionOpened':
      return { ...entry, payload: replayedOpening(entry.payload) };
    case 'transport':
    case 'recorderState':
    case 'rehearsalState':
    case 'replayState':
    case 'bookmark':
    case 'story':
    case 'disposition':
      return undefined;
    default:
      return entry;
  }
}

/** A recorded world as a replay shows it, without what belonged to the recorded session's own running. */
export function replayedWorld(world: World): World {
  const {
    transport: _transport,
    recorder: _recorder,
    rehearsal: _rehearsal,
    replay: _replay,
    session,
    ...rest
  } = world;
  return { ...rest, ...(session ? { session: replayedOpening(session) } : {}) };
}
