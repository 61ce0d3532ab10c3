import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const project = fileURLToPath(new URL('..', import.meta.url));

/** Playwright finds no browser of the system by itself. */
const chromium = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((file) => file !== undefined && existsSync(file));

/** OpenGL in software (Mesa), and none of Chromium's own calls to the network. */
const args = [
  '--use-gl=angle',
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];
const isRoot = process.getuid?.() === 0;

/** End-to-end tests; each starts its own hub. They wait on counters of the app, never on time. */
export default defineConfig({
  testDir: `${project}test/e2e`,
  outputDir: `${project}test-results/e2e`,
  // Golden images: the accepted pictures stand beside their tests, alike on every system.
  snapshotPathTemplate: '{testDir}/{testFileDir}/images/{arg}{ext}',
  // These limits end what hangs; a near one would be a timed assert on a busy machine.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: `${project}test-results/playwright.json` }]],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: isRoot ? ['--no-sandbox', ...args] : args,
    },
  },
});
