import { must } from '../domain/base/assert.ts';
import { openSimulation } from './kernels/agents/open-simulation.ts';
import { allTests } from './kernels/verification/all-tests.ts';
import { runTest } from './kernels/verification/run-test.ts';
import { exposeThread } from './remote.ts';
import type { VerifyThread } from './verify-port.ts';

exposeThread({
  async run(id: string, seed: number) {
    const test = must(
      allTests.find((one) => one.id === id),
      `the verification test ${id}`,
    );
    return await runTest(test, seed, openSimulation);
  },
} satisfies VerifyThread);
