import { constants } from 'node:fs';
import { access, glob } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Names a browser outright; also what other tools read. */
const VARIABLES = ['ANLAN_CHROMIUM', 'CHROME_PATH', 'PUPPETEER_EXECUTABLE_PATH'] as const;

const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge-stable',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Where Playwright keeps its browsers, and how theirs is named inside. */
const PLAYWRIGHT: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '.cache/ms-playwright/chromium-*/chrome-linux*/chrome',
  darwin:
    'Library/Caches/ms-playwright/chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium',
  win32: 'AppData/Local/ms-playwright/chromium-*/chrome-win*/chrome.exe',
};

/**
 * The first Chromium, Chrome or Edge of this machine: one that a variable names (`none` says that there is none),
 * Playwright's, then the usual places. Undefined where there is none.
 */
export async function findChromium(
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  for (const variable of VARIABLES) {
    const named = env[variable];
    if (named === 'none') return undefined;
    if (named && (await isProgram(named))) return named;
  }
  const kept = PLAYWRIGHT[process.platform];
  if (kept !== undefined) {
    for await (const found of glob(kept, { cwd: homedir() })) return path.join(homedir(), found);
  }
  for (const place of PLACES[process.platform] ?? []) {
    if (await isProgram(place)) return place;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
