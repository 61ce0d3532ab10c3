import type { AgentNight } from '../../src/workers/kernels/night/agent-night.ts';
import { stolenMs } from '../stolen-time.ts';
import { COURSE_EVERY_S, type Course } from './course.ts';
import type { NightRecord } from './kept-run.ts';

/** Begins to measure: each call of what it gives tells the time since, in seconds. */
export function startMeter(): () => Pick<NightRecord, 'wallS' | 'cpuS' | 'stolenS'> {
  const begun = performance.now();
  const cpuBegun = process.cpuUsage();
  const stolenBegun = stolenMs();
  return () => {
    const cpu = process.cpuUsage(cpuBegun);
    const stolen = stolenMs();
    return {
      wallS: (performance.now() - begun) / 1_000,
      cpuS: (cpu.user + cpu.system) / 1e6,
      ...(stolen === undefined || stolenBegun === undefined
        ? {}
        : { stolenS: (stolen - stolenBegun) / 1_000 }),
    };
  };
}

/** Lets the night go on until then and tells how it goes; false when an interrupt ended it before. */
export async function runUntil(
  run: AgentNight,
  course: Course,
  untilSecond: number,
): Promise<boolean> {
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const from = run.second;
  const time = startMeter();
  while (run.second < untilSecond && !stopped) {
    await run.advance(1);
    course.look();
    // Lets an interrupt through.
    await new Promise((resolve) => setImmediate(resolve));
    if (run.second % COURSE_EVERY_S !== 0) continue;
    const factor = (run.second - from) / time().wallS;
    const leftMin = (untilSecond - run.second) / factor / 60;
    console.error(
      `${course.line()} · ${factor.toFixed(1)} × real time, ${leftMin.toFixed(0)} min to go`,
    );
  }
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  return !stopped;
}
