import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { build, preview } from 'vite';
import { matchGolden } from './match-golden.ts';
import { SCENE_NAMES } from './page/scenes.ts';

const PAGE = fileURLToPath(new URL('./page', import.meta.url));

/** The console's own map on a page of its own, with a world that never changes. */
const test = base.extend<object, { readonly goldenPage: string }>({
  goldenPage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const outDir = await mkdtemp(path.join(tmpdir(), 'anlan-golden-'));
      const common = { configFile: false, root: PAGE, logLevel: 'error' } as const;
      const output = { outDir, emptyOutDir: true, target: 'chrome140' };
      await build({ ...common, base: './', build: output, worker: { format: 'es' } });
      const server = await preview({
        ...common,
        build: output,
        preview: { host: '127.0.0.1', port: 0 },
      });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
      await rm(outDir, { recursive: true });
    },
    { scope: 'worker', timeout: 200_000 },
  ],
});

test.use({ viewport: { width: 480, height: 300 }, reducedMotion: 'reduce' });

for (const name of SCENE_NAMES) {
  test(`the map draws ${name} as it was accepted`, async ({ page, goldenPage }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${goldenPage}?scene=${name}`);
    await expect(page.locator('html[data-drawn="true"]')).toBeAttached({ timeout: 90_000 });
    matchGolden(await page.screenshot(), name);
    expect(complaints).toEqual([]);
  });
}
