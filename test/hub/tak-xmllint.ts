import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RECORDINGS } from './metro-day.ts';

export const COT_SCHEMA = path.join(RECORDINGS ?? '', 'tak/mitre-cot-base-event.xsd');
export const CAP_SCHEMA = path.join(RECORDINGS ?? '', 'alert/CAP-v1.2.xsd');

function hasXmllint(): boolean {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Why nothing can be validated here; undefined where it can. */
export const CANNOT_VALIDATE: string | undefined = !RECORDINGS
  ? 'ANLAN_DATA names no folder with the schemas'
  : !existsSync(COT_SCHEMA)
    ? `${COT_SCHEMA} is missing`
    : !hasXmllint()
      ? 'xmllint is missing (Debian: libxml2-utils)'
      : undefined;

/** Validates documents with xmllint, which reads no network; returns what it says of those that are not valid. */
export async function problemsOf(schema: string, documents: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-xml-'));
  try {
    const files = await Promise.all(
      documents.map(async (document, index) => {
        const file = path.join(folder, `${index}.xml`);
        await writeFile(file, document);
        return file;
      }),
    );
    const args = ['--noout', '--nonet', '--schema', schema, ...files];
    execFileSync('xmllint', args, { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 50_000_000 });
    return [];
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error);
    return said.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
