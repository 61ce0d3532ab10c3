import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { hash53 } from '../../../domain/base/hash.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import type { Simulation } from '../../../workers/kernels/agents/simulation.ts';

const MAGIC = 'anlan-state';
const NEWLINE = 0x0a;
/** The first line of a state is short; a file without it is none. */
const LONGEST_HEAD = 2_000;

const headSchema = z.object({
  format: z.literal(MAGIC),
  version: z.literal(1),
  name: z.string(),
  scenario: z.string(),
  seed: z.number().int(),
  dtS: z.number().positive(),
  step: z.number().int().min(0),
});

/** A run that was stopped and can go on. */
export interface SavedState {
  readonly seed: number;
  readonly dtS: number;
  readonly step: number;
  readonly bytes: Uint8Array;
}

/** Writes the run's state: one line of JSON, then the simulator's bytes. The file takes its name when it is whole. */
export async function writeSavedState(file: string, simulation: Simulation): Promise<void> {
  const { scenario, options, step } = simulation;
  const head = {
    format: MAGIC,
    version: 1,
    name: scenario.name,
    scenario: scenarioHash(scenario),
    seed: options.seed,
    dtS: options.dtS,
    step,
  };
  const partial = `${file}.partial`;
  await writeFile(
    partial,
    Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), simulation.save()]),
  );
  await rename(partial, file);
}

/** Reads a state that was saved of this very scenario. */
export async function readSavedState(
  file: string,
  scenario: Scenario,
): Promise<Result<SavedState>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return err(`${file}: cannot be read (${error instanceof Error ? error.message : error})`);
  }
  const end = bytes.subarray(0, LONGEST_HEAD).indexOf(NEWLINE);
  const head = headSchema.safeParse(jsonOrNothing(bytes.subarray(0, Math.max(0, end))));
  if (!head.success) {
    return err(`${file}: is no saved state; save one with --out FILE.anlan-state`);
  }
  if (head.data.scenario !== scenarioHash(scenario)) {
    return err(
      `${file}: was saved of another scenario ("${head.data.name}"); give that scenario's unchanged file`,
    );
  }
  const { seed, dtS, step } = head.data;
  return ok({ seed, dtS, step, bytes: Uint8Array.from(bytes.subarray(end + 1)) });
}

function jsonOrNothing(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function scenarioHash(scenario: Scenario): string {
  return hash53(JSON.stringify(scenario)).toString(16).padStart(14, '0');
}
