import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { downloadArtifact } from '@electron/get';

const electron = fileURLToPath(new URL('../node_modules/electron/', import.meta.url));
const readJson = (name) => JSON.parse(readFileSync(path.join(electron, name), 'utf8'));

/** Unpacks Electron's program from its download cache. Ends with 1 when it is not there; never downloads it. */
try {
  await downloadArtifact({
    version: readJson('package.json').version,
    artifactName: 'electron',
    cacheRoot: process.env.electron_config_cache,
    checksums: readJson('checksums.json'),
    platform: process.platform,
    arch: process.arch,
    downloader: {
      download: async () => {
        throw new Error('not in the cache');
      },
    },
  });
} catch {
  process.exit(1);
}
// It is there and whole: Electron's own script takes the same file from the same place.
const unpacked = spawnSync(process.execPath, [path.join(electron, 'install.js')], {
  stdio: 'inherit',
});
process.exit(unpacked.status ?? 1);
