import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { matchGolden } from './match-golden.ts';
import { PANEL_NAMES } from './page/panel-names.ts';
import { SCENE_NAMES } from './page/scenes.ts';

const PAGE = fileURLToPath(new URL('./page', import.meta.url));

/** The console's own map and panels on a page of their own, with a world that never changes. */
const test = base.extend<object, { readonly goldenPage: string }>({
  goldenPage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const outDir = await mkdtemp(path.join(tmpdir(), 'anlan-golden-'));
      const common = { configFile: false, root: PAGE, logLevel: 'error' } as const;
      const output = { outDir, emptyOutDir: true, target: 'chrome140' };
      const plugins = [react()];
      await build({ ...common, plugins, base: './', build: output, worker: { format: 'es' } });
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
    await expectGolden(page, `${goldenPage}?scene=${name}`, name);
  });
}

test.describe('panels', () => {
  test.use({ viewport: { width: 1440, height: 800 } });

  for (const name of PANEL_NAMES) {
    for (const lang of ['zh', 'en'] as const) {
      test(`the panel ${name} looks as it was accepted (${lang})`, async ({ page, goldenPage }) => {
        const address = `${goldenPage}?panel=${name}&lang=${lang}`;
        await expectGolden(page, address, `panel-${name}-${lang}`, '#root > *');
      });
    }
  }
});

/** `part`: of the page only this is compared. */
async function expectGolden(page: Page, address: string, name: string, part?: string) {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  await expect(page.locator('html[data-drawn="true"]')).toBeAttached({ timeout: 90_000 });
  const picture = await (part ? page.locator(part) : page).screenshot();
  matchGolden(picture, name);
  expect(complaints).toEqual([]);
}
