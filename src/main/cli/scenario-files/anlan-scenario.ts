import { checkScenario } from './check-scenario.ts';
import type { ScenarioFile } from './scenario-file.ts';

/** Reads Anlan's own scenario document. */
export function readAnlanScenario(document: unknown): ScenarioFile {
  const scenario = checkScenario(document);
  return { scenario, format: 'Anlan scenario', seed: undefined, notes: [] };
}
