import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { VIEWPORT } from '../browser.ts';

const DIST = fileURLToPath(new URL('../../node_modules/maplibre-gl/dist/', import.meta.url));
const ORIGIN = 'http://127.0.0.1:9';
/** A map of one background that is drawn again as often as the console gets a density frame. */
const PAGE = `<!doctype html><link rel="stylesheet" href="maplibre-gl.css">
<style>body,#map{margin:0;position:fixed;inset:0}</style><div id="map"></div><p id="key" style="position:fixed;color:#fff"></p>
<script type="module">
import { Map } from './maplibre-gl.mjs';
const style = { version: 8, sources: {}, layers: [{ id: 'b', type: 'background', paint: { 'background-color': '#101418' } }] };
const map = new Map({ container: 'map', style, center: [120.1588, 30.256], zoom: 15 });
window.repaints = 0;
addEventListener('keydown', (event) => {
  event.preventDefault();
  document.title = event.key;
  document.querySelector('#key').textContent = event.key;
});
map.on('load', () => setInterval(() => { window.repaints++; map.triggerRepaint(); }, 500));
</script>`;
const TYPES: Readonly<Record<string, string>> = { '.mjs': 'text/javascript', '.css': 'text/css' };

/** A page that holds MapLibre and nothing else, repainted twice a second; no server stands behind it. */
export async function openBareMap(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === '') await route.fulfill({ contentType: 'text/html', body: PAGE });
    else {
      const contentType = TYPES[path.extname(name)] ?? 'application/octet-stream';
      await route.fulfill({ contentType, body: await readFile(path.join(DIST, name)) });
    }
  });
  await page.goto(`${ORIGIN}/`);
  for (;;) {
    if ((await page.evaluate<number>('window.repaints ?? 0')) >= 4) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
