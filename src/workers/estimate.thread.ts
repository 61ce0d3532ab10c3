import { must } from '../domain/base/assert.ts';
import type { Millis } from '../domain/base/quantity.ts';
import type { ObservationColumns } from '../domain/crowd/observation.ts';
import type { Site } from '../domain/site/site.ts';
import type { EstimateThread } from './estimate-port.ts';
import { type Estimator, openEstimator } from './kernels/estimator/estimator.ts';
import { exposeThread, handOver } from './remote.ts';

let estimator: Estimator | undefined;
const opened = () => must(estimator, 'the estimator (open comes first)');

exposeThread({
  async open(site: Site, saved?: Uint8Array) {
    estimator = openEstimator(site, saved);
  },
  async step(time: Millis, observations: readonly ObservationColumns[]) {
    return opened().step(time, observations);
  },
  async frame() {
    const frame = opened().frame();
    return handOver(frame, [frame.density.buffer, frame.age.buffer]);
  },
  async save() {
    const bytes = opened().save();
    return handOver(bytes, [bytes.buffer]);
  },
} satisfies EstimateThread);
