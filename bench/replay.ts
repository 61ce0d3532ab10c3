import type { Benchmark } from './benchmark.ts';
import { measureMemory } from './replay/measure-memory.ts';
import { measurePlaying } from './replay/measure-playing.ts';
import { measureReport } from './replay/measure-report.ts';
import { measureSeeks } from './replay/measure-seeks.ts';
import { measureSizes } from './replay/measure-sizes.ts';
import { measureWriting } from './replay/measure-writing.ts';
import { recordNight } from './replay/record-night.ts';

/**
 * The scripted night with 75,000 people at its peak and 20 drones, recorded by the hub itself and looked at again. The
 * first run records it, which takes some ten minutes on a quiet machine.
 */
export const replay: Benchmark = async function* ({ seconds }) {
  const { file, tookS } = await recordNight();
  if (tookS !== undefined) process.stderr.write(`recorded in ${Math.round(tookS)} s: ${file}\n`);
  yield* measureSizes(file);
  yield* measureSeeks(file);
  yield* measureWriting(file);
  yield* measurePlaying(file, seconds ?? 60);
  yield* measureMemory(file);
  yield* measureReport(file);
};
