import { ThreadEnded } from '../../workers/remote.ts';

/**
 * Runs every step of an ending, one after the other. One that fails is told and keeps none of the others from running;
 * that a thread is gone already is no news at an end.
 */
export async function endInOrder(
  steps: readonly (() => Promise<unknown>)[],
  onError: (error: unknown) => void,
): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ThreadEnded)) onError(error);
    }
  }
}
