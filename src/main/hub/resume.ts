import type { Millis } from '../../domain/base/quantity.ts';
import type { ObservationColumns } from '../../domain/crowd/observation.ts';
import type { Intake } from '../../domain/session/intake.ts';
import { reduce, type World } from '../../domain/session/world.ts';
import type { OpenedRecord, RecordThread } from '../../workers/record-port.ts';
import type { CheckpointCommand } from '../../workers/rehearse-port.ts';
import type { Models } from './models.ts';
import type { SavedPicture } from './rehearsal/saved-states.ts';

/** Log entries are read in pieces of this many. */
const READ_ENTRIES = 2_000;
/** Observation entries that are read back to know repeats again. */
const DEDUPE_ENTRIES = 5_000;

/** Where a session goes on. */
export interface Resumed {
  readonly world: World;
  /** Observations that came after the last tick: the next step takes them. */
  readonly sinceStep: readonly ObservationColumns[];
}

/** The reading half of the record. */
export type RecordReader = Pick<RecordThread, 'read' | 'recent'>;

/**
 * Brings a session back to where its file ends: the snapshot, then the log after it. The estimator takes the same
 * steps as before, each tick with the observations that came before it, and so comes to the same state. Where a
 * rehearsal went back and died before its snapshot was kept, it goes on from the saved state.
 */
export async function resumeWorld(
  record: RecordReader,
  opened: OpenedRecord,
  start: World,
  models: Models,
  savedAt: (time: Millis) => Promise<SavedPicture | undefined>,
): Promise<Resumed> {
  // A snapshot of an earlier version lacks the fields that came after it.
  let world = { ...start, ...opened.snapshot?.world };
  let seq = opened.snapshot?.seq ?? 0;
  let sinceStep: ObservationColumns[] = [];
  for (;;) {
    const entries = await record.read(seq, READ_ENTRIES);
    if (entries.length === 0) return { world, sinceStep };
    for (const logged of entries) {
      seq = logged.seq;
      world = reduce(world, logged.entry);
      if (logged.entry.kind === 'rehearsalJumped') {
        const saved = await savedAt(logged.entry.payload.to);
        if (!saved) continue;
        world = { ...start, ...saved.world };
        sinceStep = [...saved.sinceStep];
        await models.restore(saved.models);
      }
      if (logged.entry.kind === 'observations') sinceStep.push(logged.entry.payload);
      if (logged.entry.kind === 'tick') {
        const estimate = await models.step(logged.entry.payload.time, sinceStep);
        models.judgeLevels(estimate, logged.entry.payload.time);
        sinceStep = [];
      }
    }
  }
}

/** Gives the intake back its memory of what is on disk. */
export async function resumeIntake(
  record: RecordReader,
  intake: Intake,
  world: World,
): Promise<void> {
  // A rehearsal's senders repeat nothing, and after a jump they say again what they said.
  const isRehearsal = world.session?.source === 'rehearsal';
  const recent = isRehearsal ? [] : await record.recent('observations', DEDUPE_ENTRIES);
  const columns = recent.flatMap(({ entry }) =>
    entry.kind === 'observations' ? [entry.payload] : [],
  );
  intake.restore(world.sensors, columns);
}

/**
 * Every checkpoint order of the session so far with the instant from which it was in effect, for a rehearsal to be
 * run again to where it was. An order that nobody confirmed was never carried out.
 */
export async function recordedCommands(
  record: RecordReader,
): Promise<readonly CheckpointCommand[]> {
  const orders = await record.recent('checkpointOrder', Number.MAX_SAFE_INTEGER);
  const confirmed = await record.recent('orderConfirmed', Number.MAX_SAFE_INTEGER);
  const jumps = await record.recent('rehearsalJumped', Number.MAX_SAFE_INTEGER);
  const effectiveAt = new Map(
    confirmed.flatMap(({ entry }) =>
      entry.kind === 'orderConfirmed' ? [[entry.payload.order, entry.payload.effectiveAt]] : [],
    ),
  );
  /** Whether the rehearsal went back behind this: it is in the log and not in the night. */
  const isForgotten = (seq: number, at: Millis) =>
    jumps.some(
      (jump) =>
        jump.entry.kind === 'rehearsalJumped' && jump.seq > seq && jump.entry.payload.to <= at,
    );
  return orders.flatMap(({ seq, entry }) => {
    if (entry.kind !== 'checkpointOrder') return [];
    const { order, checkpoint, mode, meteredPerMinLane } = entry.payload;
    const at = effectiveAt.get(order);
    if (at === undefined || isForgotten(seq, at)) return [];
    return [
      {
        at,
        checkpoint,
        mode,
        ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
      },
    ];
  });
}
