import { readFileSync } from 'node:fs';
import { namedRng } from '../../src/domain/base/rng.ts';
import { startHub } from '../../test/hub/hub-process.ts';
import { watch } from '../../test/hub/watching-seat.ts';
import { type Figure, figure } from '../figures.ts';
import { longRecording } from './long-recording.ts';

const SEEKS = 60;
const PLAY_MS = 10_000;

/** Memory of a hub that replays 24 hours, beside one that replays an hour of the same night: seeks, then 600×. */
export async function* measureMemory(file: string): AsyncIterable<Figure> {
  const hour = await used(await longRecording(file, 1));
  const day = await used(await longRecording(file, 24));
  const reference = { name: 'of an hour', values: hour };
  yield figure({ name: 'hub memory, 24 hours', values: day }, 'MB', reference, { spread: true });
}

/** Resident memory of the hub's process after seeks and playing, MB. */
async function used(file: string): Promise<readonly number[]> {
  const hub = await startHub(['--replay', file]);
  try {
    const seat = await watch(hub.url, 'reviewer');
    const { from, to } = seat.world().replay ?? { from: 0, to: 0 };
    const rng = namedRng(2, 'bench memory');
    for (let seek = 0; seek < SEEKS; seek++) {
      await seat.call('replay.seek', { time: from + rng.next() * (to - from) });
    }
    await seat.call('replay.seek', { time: from });
    await seat.call('transport.set', { playing: true, speed: 300 });
    const samples: number[] = [];
    for (let sample = 0; sample < 5; sample++) {
      await new Promise((resolve) => setTimeout(resolve, PLAY_MS / 5));
      samples.push(residentMb(hub.process.pid ?? 0));
    }
    seat.close();
    return samples;
  } finally {
    await hub.stop();
  }
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}
