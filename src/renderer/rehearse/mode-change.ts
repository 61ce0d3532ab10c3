import { parsePlanChange } from '../../domain/rehearsal/plan-change.ts';
import type { Checkpoint, CheckpointMode } from '../../domain/site/site.ts';
import { GREATEST_RATE, LEAST_RATE } from '../commands/order-draft.ts';

/** A mode that a planner chooses for a checkpoint. */
export interface ChosenMode {
  readonly checkpoint: Pick<Checkpoint, 'id' | 'number'>;
  readonly mode: CheckpointMode;
  /** People a minute and lane, where the mode is metered; NaN while nothing is typed. */
  readonly ratePerMinLane: number;
}

/** Whether the rate of a metered checkpoint can be meant; it matters to no other mode. */
export function isModePossible({ mode, ratePerMinLane }: ChosenMode): boolean {
  return mode !== 'metered' || (ratePerMinLane >= LEAST_RATE && ratePerMinLane <= GREATEST_RATE);
}

/**
 * The changes with the mode that is chosen now, as `anlan simulate` writes it; a rate makes a checkpoint metered, so that
 * one line says both. What was said before of the same checkpoint's mode from the beginning goes: a rate left standing
 * would meter the checkpoint whatever mode is written after it. Modes at a time of the night stay.
 */
export function withMode(changes: readonly string[], chosen: ChosenMode): readonly string[] {
  const { checkpoint, mode, ratePerMinLane } = chosen;
  const change =
    mode === 'metered'
      ? `checkpoint.${checkpoint.number}.meteredPerMinLane=${ratePerMinLane}`
      : `checkpoint.${checkpoint.number}.mode=${mode}`;
  return [...changes.filter((each) => !isModeFromBeginning(each, checkpoint)), change];
}

function isModeFromBeginning(text: string, { id, number }: ChosenMode['checkpoint']): boolean {
  const parsed = parsePlanChange(text);
  if (!parsed.ok) return false;
  const { target, name, property, at } = parsed.value;
  const isMode = property === 'mode' || property === 'meteredPerMinLane';
  const isMeant = target === 'checkpoint' && (name === id || name === String(number));
  return isMeant && isMode && at === undefined;
}
