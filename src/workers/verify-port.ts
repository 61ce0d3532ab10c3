import type { SeedResult } from './kernels/verification/run-test.ts';

/** A thread that runs verification tests one after the other. */
export interface VerifyThread {
  /** Runs one test with one seed; throws when there is no test of that name. */
  run(id: string, seed: number): Promise<SeedResult>;
}
