import { readFileSync } from 'node:fs';
import { namedRng } from '../../src/domain/base/rng.ts';
import { type HubProcess, startHub } from '../../test/hub/hub-process.ts';
import { type WatchingSeat, watch } from '../../test/hub/watching-seat.ts';
import { type Figure, figure } from '../figures.ts';
import { longRecording } from './long-recording.ts';

/** Each file in turn, so that what else the machine does meets both; where a heap comes to rest varies by some percent. */
const RUNS = 3;
const SEEKS = 60;
const PLAY_MS = 10_000;
const SAMPLES = 5;

/**
 * Memory of a hub that replays 24 hours, beside one that replays an hour of the same night: a reviewer goes here and
 * there, asks about the recording as a whole, and plays it at 300×.
 */
export async function* measureMemory(file: string): AsyncIterable<Figure> {
  const files = { hour: await longRecording(file, 1), day: await longRecording(file, 24) };
  const hour: number[] = [];
  const day: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    hour.push(...(await used(files.hour)));
    day.push(...(await used(files.day)));
  }
  const reference = { name: 'of an hour', values: hour };
  yield figure({ name: 'hub memory, 24 hours', values: day }, 'MB', reference, { spread: true });
}

/** Resident memory of the hub's process while it plays, MB. */
async function used(file: string): Promise<readonly number[]> {
  const hub = await startHub(['--replay', file]);
  try {
    const seat = await watch(hub.url, 'reviewer');
    await review(seat);
    await seat.call('transport.set', { playing: true, speed: 300 });
    const samples: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample++) {
      await new Promise((resolve) => setTimeout(resolve, PLAY_MS / SAMPLES));
      samples.push(residentMb(hub));
    }
    seat.close();
    return samples;
  } finally {
    await hub.stop();
  }
}

/** Seeks, and everything that timeline, lists and cards ask; at the end the playhead stands at the beginning. */
async function review(seat: WatchingSeat): Promise<void> {
  const { from, to } = seat.world().replay ?? { from: 0, to: 0 };
  const span = { from, to };
  const rng = namedRng(2, 'bench memory');
  for (let seek = 0; seek < SEEKS; seek++) {
    await seat.call('replay.seek', { time: from + rng.next() * (to - from) });
  }
  await seat.call('timeline.marks', span);
  await seat.call('series.read', { kind: 'areaPeople', id: 'area', ...span, points: 2_000 });
  await seat.call('series.zones', { ...span, points: 240 });
  await seat.call('review.spans', span);
  for (const { id } of seat.attached().site.zones.slice(0, 3)) {
    await seat.call('review.history', { object: 'zone', id, ...span, points: 400 });
  }
  await seat.call('replay.seek', { time: from });
}

function residentMb({ process }: HubProcess): number {
  const status = readFileSync(`/proc/${process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}
