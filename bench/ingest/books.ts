import { LATE } from '../../src/domain/crowd/observation.ts';
import type { Site } from '../../src/domain/site/site.ts';
import { EventFile } from '../../src/store/event-file.ts';
import { verifyChain } from '../../src/store/verify.ts';
import type { StateJson } from '../../test/hub/hub-process.ts';
import type { Sent } from './readings.ts';

/** Log entries are read in pieces of this many. */
const READ_ENTRIES = 2_000;

/** What the log holds of the readings that were sent. */
export interface Logged extends Sent {
  readonly entries: number;
  readonly late: number;
}

/** People counted by each sensor that `/state.json` gives another sum for than what was sent, in words. */
export function wrongSums(site: Site, state: StateJson, sent: Sent): readonly string[] {
  return site.sensors.flatMap((sensor, index) => {
    if (sensor.kind !== 'lineCounter') return [];
    const shown = state.sensors.find(({ id }) => id === sensor.id)?.sum;
    const wanted = sent.sums[index] ?? 0;
    return shown === wanted ? [] : [`/state.json: ${sensor.id} is ${shown}, sent was ${wanted}`];
  });
}

/** Reads a closed event file from end to end and checks its chain. */
export async function readLogged(site: Site, file: string): Promise<Logged> {
  const chain = await verifyChain(file);
  if (!chain.ok) throw new Error(chain.error.message);
  const opened = await EventFile.open(file);
  if (!opened.ok) throw new Error(opened.error.message);
  const { record } = opened.value;
  const readings = new Float64Array(site.sensors.length);
  const sums = new Float64Array(site.sensors.length);
  let entries = 0;
  let late = 0;
  for (let seq = 0; ; ) {
    const logged = await record.read(seq, READ_ENTRIES);
    if (logged.length === 0) break;
    seq = logged.at(-1)?.seq ?? seq;
    for (const { entry } of logged) {
      entries += 1;
      if (entry.kind !== 'observations') continue;
      const { count, sensor, value, flags } = entry.payload;
      for (let row = 0; row < count; row++) {
        const index = sensor[row] ?? 0;
        readings[index] = (readings[index] ?? 0) + 1;
        sums[index] = (sums[index] ?? 0) + (value[row] ?? 0);
        if (((flags[row] ?? 0) & LATE) !== 0) late += 1;
      }
    }
  }
  await record.close();
  return { readings, sums, entries, late };
}

/** Where the log differs from what was sent, in words. */
export function wrongLog(site: Site, logged: Logged, sent: Sent): readonly string[] {
  return site.sensors.flatMap(({ id }, index) => {
    const same =
      logged.readings[index] === sent.readings[index] && logged.sums[index] === sent.sums[index];
    if (same) return [];
    const was = `${logged.readings[index]} readings, sum ${logged.sums[index]}`;
    return [`log: ${id} has ${was}; sent were ${sent.readings[index]}, sum ${sent.sums[index]}`];
  });
}
