import type { AgentParameters } from '../agents/agent-parameters.ts';
import type { OpenSimulation } from '../agents/simulation.ts';
import { Bench } from './bench.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** One test with one seed. */
export interface SeedResult {
  readonly id: string;
  readonly seed: number;
  readonly pass: boolean;
  readonly measured: Measured;
  /** Checks of the account of people during the run, and how many failed. */
  readonly checks: number;
  readonly breaches: number;
  /** The one parameter set; absent when nothing was played. */
  readonly parameters?: AgentParameters;
  /** Why the run broke off. */
  readonly error?: string;
}

/** Runs it; a run that breaks off, or loses or makes a person, has failed whatever it measured. */
export async function runTest(
  test: VerificationTest,
  seed: number,
  open: OpenSimulation,
): Promise<SeedResult> {
  const bench = new Bench(seed, open);
  let measured: Measured = { pass: false, figures: {} };
  let error: string | undefined;
  try {
    measured = await test.run(bench);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  const { checks, breaches } = bench.conservation;
  return {
    id: test.id,
    seed,
    pass: measured.pass && breaches === 0 && error === undefined,
    measured,
    checks,
    breaches,
    ...(bench.parameters && { parameters: bench.parameters }),
    ...(error !== undefined && { error }),
  };
}
