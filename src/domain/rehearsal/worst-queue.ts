import { MINUTE, type Millis } from '../base/quantity.ts';
import type { LineRun, QueueRun, WorstQueue } from './run-figures.ts';

/** Minutes round the worst minute over which the checkpoint's flow is taken. */
const FLOW_MIN = 5;

/** The longest queue of a run by people; the earliest of equals. Absent where nobody ever waited. */
export function worstQueue(
  queues: readonly QueueRun[],
  lines: readonly LineRun[],
  from: Millis,
): WorstQueue | undefined {
  let worst: { queue: QueueRun; minute: number; people: number } | undefined;
  for (const queue of queues) {
    queue.people.forEach((people, minute) => {
      if (people > (worst?.people ?? 0)) worst = { queue, minute, people };
    });
  }
  if (worst === undefined) return undefined;
  const { queue, minute, people } = worst;
  const perMin = flowRound(lines, queue, minute);
  return {
    checkpoint: queue.checkpoint,
    number: queue.number,
    at: from + minute * MINUTE,
    people,
    minutes: minutesHalfAsLong(queue.people, minute),
    ...(perMin > 0 ? { waitMin: people / perMin } : {}),
  };
}

function minutesHalfAsLong(people: readonly number[], minute: number): number {
  const half = (people[minute] ?? 0) / 2;
  let first = minute;
  let last = minute;
  while ((people[first - 1] ?? -1) >= half) first -= 1;
  while ((people[last + 1] ?? -1) >= half) last += 1;
  return last - first + 1;
}

/** People a minute that the checkpoint passed round a minute. */
function flowRound(lines: readonly LineRun[], { checkpoint }: QueueRun, minute: number): number {
  const line = lines.find((each) => each.line === checkpoint);
  if (line === undefined) return 0;
  const first = Math.max(0, minute - Math.floor(FLOW_MIN / 2));
  const window = line.in.slice(first, first + FLOW_MIN);
  const passed = window.reduce((sum, people, k) => sum + people + (line.out[first + k] ?? 0), 0);
  return window.length > 0 ? passed / window.length : 0;
}
