import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DensityFrame } from '../src/domain/crowd/density-frame.ts';
import { buildGround } from '../src/domain/site/ground.ts';
import { decodeDensityFrame, encodeDensityFrame } from '../src/domain/wire/frames.ts';
import { emptyTexels, scatterFrame } from '../src/renderer/map/layers/density-texels.ts';
import { encodeFrame } from '../src/store/frames.ts';
import { openEstimator } from '../src/workers/kernels/estimator/estimator.ts';
import { type Figure, figure } from './figures.ts';
import { measureCpu } from './frame/measure-cpu.ts';
import { measureUpload } from './frame/measure-upload.ts';
import { openGround } from './frame/open-ground.ts';
import { readingsOfAll } from './frame/readings.ts';

const SEED = 20261231;
const RUNS = 30;
const FIRST_SECOND = Date.UTC(2026, 11, 31, 12);

/**
 * CPU time of what happens to a density frame of 1,000,000 walkable cells, stage by stage from the sensors' readings
 * to the texture, each against a copy of the frame's two bytes a cell (`Uint8Array.set`).
 */
export async function* frame(): AsyncGenerator<Figure> {
  const site = openGround();
  const ground = buildGround(site);
  const estimator = openEstimator(site);
  let time = FIRST_SECOND;
  const step = () => {
    time += 1_000;
    estimator.step(time, [readingsOfAll(site, time, SEED)]);
  };
  for (let second = 0; second < 10; second++) step();

  const newest = estimator.frame();
  const texels = emptyTexels(ground);
  const bytes = encodeDensityFrame(newest, 1);
  // What the WebSocket does to it: permessage-deflate, level 1, and the seat's browser undoing it.
  const deflated = deflateRawSync(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
  checkWhole(newest, ground.cellCount);

  const stages: Readonly<Record<string, () => unknown>> = {
    'estimate (hub thread)': step,
    'quantise (hub thread)': () => estimator.frame(),
    'encode (hub)': () => encodeDensityFrame(newest, 1),
    'deflate for the socket (hub)': () =>
      deflateRawSync(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH }),
    'record (record thread)': () => encodeFrame(newest),
    'inflate from the socket (seat)': () =>
      inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH }),
    'decode (seat)': () => decodeDensityFrame(bytes),
    'scatter into texels (seat)': () => scatterFrame(newest, ground, texels),
  };
  const planes = new Uint8Array(2 * ground.cellCount).fill(7);
  const target = new Uint8Array(planes.length);
  const reference = () => target.set(planes);
  for (const [name, work] of Object.entries(stages)) {
    const { workMs, referenceMs } = measureCpu({ work, reference }, RUNS);
    yield stage(name, workMs, referenceMs);
  }

  const upload = await measureUpload(texels.width, texels.height, RUNS);
  yield stage('upload, the call (seat)', upload.callMs, upload.copyMs);
  yield stage('upload, until it is there (seat)', upload.arrivedMs, upload.copyMs);
}

function stage(name: string, workMs: readonly number[], copyMs: readonly number[]): Figure {
  return figure({ name: `frame.${name}`, values: workMs }, 'ms', {
    name: 'copy of 2 MB',
    values: copyMs,
  });
}

/** A frame in which nothing is known would make every stage look fast. */
function checkWhole({ density }: DensityFrame, cellCount: number): void {
  const known = density.filter((code) => code > 0).length;
  if (density.length !== cellCount || cellCount !== 1_000_000 || known < cellCount / 2) {
    throw new Error(
      `the frame has ${density.length} cells, ${known} with people: not what is measured`,
    );
  }
  if (new Set(density).size < 20) {
    throw new Error('the frame is flat: not what is measured');
  }
}
