import {
  EVENT_RUN_USAGE,
  type EventRunOptions,
  isEventRun,
  readEventRunOptions,
} from './event-run-options.ts';
import { readSimulateOptions, SIMULATE_USAGE, type SimulateOptions } from './simulate-options.ts';

/** What `anlan simulate` takes: a scenario's file, or the night of an event. */
export type SimulateCommand =
  | { readonly kind: 'scenario'; readonly options: SimulateOptions }
  | { readonly kind: 'event'; readonly options: EventRunOptions };

export const SIMULATE_COMMAND_USAGE = `${SIMULATE_USAGE}\n\n${EVENT_RUN_USAGE}`;

/** Reads the words of either; an error says which word is wrong. */
export function readSimulateCommand(words: readonly string[]): SimulateCommand | string {
  if (isEventRun(words)) {
    const options = readEventRunOptions(words);
    return typeof options === 'string' ? options : { kind: 'event', options };
  }
  const options = readSimulateOptions(words);
  return typeof options === 'string' ? options : { kind: 'scenario', options };
}

/** Runs either; resolves to the exit code. */
export async function simulateCommand({ kind, options }: SimulateCommand): Promise<number> {
  if (kind === 'event') {
    const { simulateEvent } = await import('./simulate-event.ts');
    return await simulateEvent(options);
  }
  const { simulate } = await import('./simulate.ts');
  return await simulate(options);
}
