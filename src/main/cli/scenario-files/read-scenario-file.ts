import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { TextDecoder } from 'node:util';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { readAnlanScenario } from './anlan-scenario.ts';
import { FormatProblem, parseJson } from './format-problem.ts';
import { readGeojsonScenario } from './geojson-scenario.ts';
import { readJupedsimScenario } from './jupedsim-scenario.ts';
import type { PeopleForGround, ScenarioFile } from './scenario-file.ts';
import { readVadereScenario } from './vadere-scenario.ts';
import { isWkt } from './wkt.ts';
import { readWktScenario } from './wkt-scenario.ts';

const LARGEST_BYTES = 64 * 1024 * 1024;
const READABLE =
  'an Anlan scenario, a GeoJSON scenario, JuPedSim geometry (WKT), a JuPedSim scenario (zip) or a Vadere scenario';

/**
 * Reads a scenario in any of the formats of docs/formats.md; which one it is, its content says. The error names
 * file, place and what to do.
 */
export async function readScenarioFile(
  file: string,
  people: PeopleForGround | undefined,
): Promise<Result<ScenarioFile>> {
  try {
    const bytes = await bytesOf(file);
    return ok(await readScenarioBytes(bytes, path.parse(file).name || 'scenario', people));
  } catch (error) {
    if (!(error instanceof FormatProblem)) throw error;
    return err(`${file}${error.place === '' ? ':' : ','} ${error.message}`);
  }
}

/** The same for bytes at hand; throws `FormatProblem`. `name` is the scenario's where the format has none. */
export async function readScenarioBytes(
  bytes: Uint8Array,
  name: string,
  people: PeopleForGround | undefined,
): Promise<ScenarioFile> {
  const read = await byContent(bytes, name, people);
  if (people !== undefined && read.format !== 'JuPedSim geometry (WKT)') {
    throw new FormatProblem(
      '',
      `--spawn, --people and --exit belong to bare geometry; this ${read.format} has people of its own`,
    );
  }
  return read;
}

async function byContent(
  bytes: Uint8Array,
  name: string,
  people: PeopleForGround | undefined,
): Promise<ScenarioFile> {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.startsWith('PK')) return await readJupedsimScenario(bytes, name);
  if (head.startsWith('SQLite format 3')) {
    throw new FormatProblem(
      '',
      'is a SQLite file, no scenario; trajectories go to `anlan analyse`',
    );
  }
  const text = textOf(bytes);
  if (isWkt(text)) return readWktScenario(text, name, people);
  if (!/^\s*[[{]/.test(text)) throw new FormatProblem('', `is none of what is read: ${READABLE}`);
  return fromJson(parseJson(text), name);
}

function fromJson(document: unknown, name: string): ScenarioFile {
  const has = (key: string): boolean =>
    typeof document === 'object' && document !== null && Object.hasOwn(document, key);
  if (has('format')) return readAnlanScenario(document);
  if (has('features')) return readGeojsonScenario(document, name);
  if (has('scenario')) return readVadereScenario(document);
  if (has('exits') && has('distributions')) {
    throw new FormatProblem(
      '',
      'is the config.json of a JuPedSim scenario; give the whole zip, which also has the geometry',
    );
  }
  throw new FormatProblem('', `is JSON, but none of what is read: ${READABLE}`);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatProblem('', `is no text in UTF-8 and none of what is read: ${READABLE}`);
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_BYTES) {
      throw new FormatProblem('', `has ${Math.round(size / 1e6)} MB; a scenario has at most 64 MB`);
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof FormatProblem || !(error instanceof Error)) throw error;
    const missing = 'code' in error && error.code === 'ENOENT';
    throw new FormatProblem(
      '',
      missing ? 'there is no such file' : `cannot be read (${error.message})`,
    );
  }
}
