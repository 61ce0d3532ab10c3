import { startHub } from '../../test/hub/hub-process.ts';
import { type WatchingSeat, watch } from '../../test/hub/watching-seat.ts';
import { type Figure, figure } from '../figures.ts';
import { CpuMeter } from '../process-cpu.ts';

const SPEED = 600;
/** A seat hears of the time this often; its own clock is not asked for less. */
const LOOKS = 20;

/**
 * Playing at 600×: how far the playhead is from where it should be, in wall seconds, over the time that is measured (of a
 * recording that is shorter at this speed, until its end), beside a replay at 1×. Every entry must have been told.
 */
export async function* measurePlaying(file: string, seconds: number): AsyncIterable<Figure> {
  const hub = await startHub(['--replay', file]);
  try {
    const seat = await watch(hub.url, 'reviewer');
    const { from, to } = seat.world().replay ?? { from: 0, to: 0 };
    const slow = await drift(seat, from, 1, Math.min(10, seconds));
    await seat.call('replay.seek', { time: from });
    const meter = hub.process.pid === undefined ? undefined : new CpuMeter(hub.process.pid);
    const fits = Math.min(seconds, (to - from) / SPEED / 1_000 - 1);
    const fast = await drift(seat, from, SPEED, fits);
    const percent = meter?.stop() ?? [];
    await expectAll(seat, from);
    seat.close();
    const reference = { name: 'at 1×', values: slow };
    yield figure({ name: 'playhead off at 600×', values: fast }, 's', reference, { spread: true });
    const core = { name: 'a core', values: [100] };
    yield figure({ name: 'hub at 600×', values: percent }, '% of core', core, { spread: true });
  } finally {
    await hub.stop();
  }
}

/** Samples of |where it is − where it should be|, wall seconds. */
async function drift(seat: WatchingSeat, from: number, speed: number, seconds: number) {
  await seat.call('transport.set', { playing: true, speed });
  const began = performance.now();
  const off: number[] = [];
  for (let look = 1; look <= LOOKS; look++) {
    await new Promise((resolve) => setTimeout(resolve, (seconds * 1_000) / LOOKS));
    const due = ((performance.now() - began) / 1_000) * speed;
    const stands = (seat.world().time - from) / 1_000;
    off.push(Math.abs(due - stands) / speed);
  }
  await seat.call('transport.set', { playing: false, speed });
  return off;
}

/** A reliable entry that was not told would be missing in the seat's list. */
async function expectAll(seat: WatchingSeat, from: number): Promise<void> {
  // What was at the first instant stands in the world with which the replay began.
  const range = { from: from + 1, to: seat.world().time };
  const { entries } = await seat.call('timeline.marks', range);
  for (const kind of ['level', 'phase', 'checkpointOrder'] as const) {
    const wanted = entries.filter((entry) => entry.kind === kind).length;
    const told = seat.entries.filter((entry) => entry.kind === kind).length;
    if (told !== wanted) throw new Error(`${told} of ${wanted} ${kind} entries were told`);
  }
}
