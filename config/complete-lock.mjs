import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * Fills the holes that `npm install` leaves in package-lock.json.
 *
 * A registry that mirrors only some platforms does not know, say, a tool's binary for macOS; npm then
 * leaves that optional package out of the lock, and `npm ci` refuses the lock on every platform.
 * Run this after each change of a dependency: `npm run lock`.
 * An added entry has its exact version from the package that asks for it, and no checksum.
 */
const lockFile = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
  'package-lock.json',
);

const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
const added = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue;
    if (!/^\d+\.\d+\.\d+$/.test(version)) {
      throw new Error(`package-lock.json lacks ${name}, asked for as ${version}: add it by hand`);
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      license: entry.license,
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
}
if (added.length > 0) {
  const byName = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(byName);
  writeFileSync(lockFile, `${JSON.stringify(lock, undefined, 2)}\n`);
}
process.stdout.write(`package-lock.json: ${added.length} entries added ${added.join(' ')}\n`);

/** Whether Node would find the package from that place: in its own node_modules or in one above. */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const prefix = folder === '' ? '' : `${folder}/`;
    if (`${prefix}node_modules/${name}` in lock.packages) return true;
    if (!folder.includes('/node_modules/')) return `node_modules/${name}` in lock.packages;
  }
}

/** os, cpu and libc as such packages carry them in their names: `…-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const pick = (known) => known.filter((word) => words.includes(word));
  const os = pick(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']);
  const cpu = pick(['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']);
  const isMusl = words.some((word) => word.startsWith('musl'));
  const isGnu = words.some((word) => word.startsWith('gnu'));
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(isMusl || isGnu ? { libc: [isMusl ? 'musl' : 'glibc'] } : {}),
  };
}
