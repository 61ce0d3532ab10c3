import { expect, test } from 'vitest';
import { twoSquares } from '../../test/fixtures/two-squares.ts';
import { emptyColumns } from '../domain/crowd/observation.ts';
import type { EstimateThread } from './estimate-port.ts';
import { openEstimator } from './kernels/estimator/estimator.ts';
import { startThread, threadFile } from './remote.ts';

test('the thread gives what the kernel gives', async () => {
  const site = twoSquares();
  const columns = emptyColumns(1);
  columns.sensor[0] = site.sensors.findIndex(({ id }) => id === 'cam-east');
  columns.observedAt[0] = 60_000;
  columns.value[0] = 950;
  const kernel = openEstimator(site);
  const expected = kernel.step(60_000, [columns]);

  const thread = startThread<EstimateThread>(threadFile('estimate.thread.ts'));
  try {
    await thread.api.open(site);
    expect(await thread.api.step(60_000, [columns])).toEqual(expected);
    expect(await thread.api.frame()).toEqual(kernel.frame());
    const saved = await thread.api.save();
    expect(saved).toEqual(kernel.save());
    await thread.api.open(site, saved);
    expect(await thread.api.frame()).toEqual(kernel.frame());
  } finally {
    await thread.terminate();
  }
});
