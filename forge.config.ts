import { cpSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { buildShell } from './config/build-shell.ts';
import { FUSES } from './config/fuses.ts';
import { writeLicences } from './config/licences.ts';
import { isPackaged } from './config/packaged-files.ts';

/** Electron's own list of what its downloads must be: no second download is needed to check the first. */
const checksums: Record<string, string> = JSON.parse(
  readFileSync(new URL('node_modules/electron/checksums.json', import.meta.url), 'utf8'),
);
const { ELECTRON_ZIP_DIR, ANLAN_OUT_DIR } = process.env;

/** `resources/` without the programs that draw it. */
const STAGED_RESOURCES = '.vite/package/resources';

const config: ForgeConfig = {
  outDir: ANLAN_OUT_DIR ?? '.vite/out',
  packagerConfig: {
    name: 'Anlan',
    executableName: 'anlan',
    appBundleId: 'org.anlan.console',
    appCategoryType: 'public.app-category.utilities',
    // Native code cannot be loaded from an archive.
    asar: { unpack: '**/*.node' },
    ignore: (file) => !isPackaged(file),
    // What is packaged is listed file by file above.
    prune: false,
    extraResource: [STAGED_RESOURCES, '.vite/THIRD-PARTY-LICENCES.txt'],
    download: { checksums },
    ...(ELECTRON_ZIP_DIR ? { electronZipDir: ELECTRON_ZIP_DIR } : {}),
  },
  // sqlite3 speaks Node-API: the binary that was built for Node runs in Electron.
  rebuildConfig: { onlyModules: [] },
  makers: [
    new MakerSquirrel({ name: 'anlan' }, ['win32']),
    new MakerZIP({}, ['darwin', 'linux', 'win32']),
    new MakerDeb(
      {
        options: {
          name: 'anlan',
          bin: 'anlan',
          productName: 'Anlan 安澜',
          maintainer: 'Anlan',
          genericName: 'Crowd safety console',
          categories: ['Utility'],
          section: 'misc',
          // @ts-expect-error The type knows one image only; the packager takes one for each size.
          icon: { scalable: 'src/renderer/icon.svg' },
        },
      },
      ['linux'],
    ),
    new MakerDMG({}, ['darwin']),
  ],
  plugins: [new FusesPlugin(FUSES)],
  hooks: {
    generateAssets: async () => {
      await buildShell();
      writeLicences();
      rmSync(STAGED_RESOURCES, { recursive: true, force: true });
      cpSync('resources', STAGED_RESOURCES, {
        recursive: true,
        filter: (file) => !/\.ts$|[\\/]drawing$/.test(file),
      });
    },
  },
};

// biome-ignore lint/style/noDefaultExport: Forge reads its configuration from the default export.
export default config;
