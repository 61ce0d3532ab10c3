import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const output = path.join(root, '.vite', 'THIRD-PARTY-LICENCES.txt');

/** What comes along with Electron's binary and is no npm package. */
const ELECTRON_NOTE =
  'Electron itself carries its licence and those of Chromium and Node.js in the files\n' +
  'LICENSE and LICENSES.chromium.html beside the program.';

/** A package and its licence; `text` is empty where the package brings none. */
export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

interface Locked {
  readonly version: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly license?: string;
}

/** What a package says of its licence; old ones name it as an object, or several in a list. */
interface Declared {
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

/**
 * Every npm package whose code is in the packaged program, with its licence: those of `dependencies` and what they
 * need. Read from the lock file, and the texts from the packages as they are installed.
 */
export function thirdPartyLicences(): readonly PackageLicence[] {
  const { packages } = readJson<{ packages: Record<string, Locked> }>('package-lock.json');
  return Object.entries(packages)
    .filter(([place, entry]) => place !== '' && !entry.dev && !entry.devOptional)
    .filter(([place]) => existsSync(path.join(root, place, 'package.json')))
    .map(([place, entry]) => {
      const folder = path.join(root, place);
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const own = readJson<Declared>(`${place}/package.json`);
      return {
        name,
        version: entry.version,
        licence: licenceOf(own) ?? entry.license ?? 'not named',
        text: licenceText(folder),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

/** Writes the list that is packaged with the program; returns the file. */
export function writeLicences(): string {
  const all = thirdPartyLicences();
  const contents = all.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const texts = all
    .filter(({ text }) => text !== '')
    .map(({ name, version, text }) => `${'-'.repeat(78)}\n${name} ${version}\n\n${text.trim()}\n`);
  mkdirSync(path.dirname(output), { recursive: true });
  writeFileSync(
    output,
    `Anlan contains the following software of others.\n\n${contents.join('\n')}\n\n` +
      `${ELECTRON_NOTE}\n\n${texts.join('\n')}`,
  );
  return output;
}

function licenceOf({ license, licenses }: Declared): string | undefined {
  if (licenses) return licenses.map(({ type }) => type).join(' OR ');
  return typeof license === 'object' ? license.type : license;
}

function licenceText(folder: string): string {
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n\n');
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as T;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${writeLicences()}\n`);
}
