import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse';
import { writeEvent } from '../fixtures/event-folder.ts';
import { LYON, lyonSquare } from '../fixtures/lyon-square.ts';
import { startAnlan } from '../hub/hub-process.ts';
import { RECORDINGS } from '../hub/metro-day.ts';
import { expect, test } from './watched.ts';

const FILE = path.join(RECORDINGS ?? '', 'crowd/lyon2022-topview-1A.csv.gz');
/** The take's own clock, seconds; the first position is at 0.2 s, the last at 29.8 s. */
const FIRST_S = 0.2;
const UNTIL_S = 29.5;
const START = '2022-12-08T20:00:00+01:00';
const site = lyonSquare();

const FEED = {
  feed: 'counts',
  adapter: 'http-counts',
  name: { zh: '相机', en: 'Camera' },
  silentAfterS: 60,
  mapping: {
    sensor: { path: '$.device' },
    time: { path: '$.time', form: 'iso' },
    values: [
      { path: '$.occupancy', measure: 'occupancy', optional: true },
      { path: '$.count', measure: 'intervalCount', intervalPath: '$.interval_s', optional: true },
    ],
  },
};

/** The drawn camera as its box, and as the command line takes it. */
function drawnCamera() {
  const camera = site.sensors.find(({ id }) => id === LYON.camera);
  const line = site.sensors.find(({ id }) => id === LYON.toEast);
  if (camera?.kind !== 'zoneCount' || line?.kind !== 'lineCounter') throw new Error('not drawn');
  const ring = camera.polygon[0] ?? [];
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const words = (positions: readonly (readonly number[])[]) =>
    positions.map((each) => each.join(',')).join(';');
  return {
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats),
    polygon: words(ring),
    line: words(line.line),
  };
}

/** People strictly inside the camera's box and beyond its east edge, second by second, straight from the file. */
async function countsOfFile(box: ReturnType<typeof drawnCamera>) {
  const seconds = Math.floor(UNTIL_S - FIRST_S) + 1;
  const counts = Array.from({ length: seconds }, () => ({ west: 0, east: 0 }));
  const rows = createReadStream(FILE)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const tenths = Number(row.frame) - FIRST_S * 10;
    const here = tenths % 10 === 0 ? counts[tenths / 10] : undefined;
    if (!here) continue;
    const lon = Number(row.lon_wgs84);
    const lat = Number(row.lat_wgs84);
    if (lat <= box.south || lat >= box.north) continue;
    if (lon > box.west && lon < box.east) here.west += 1;
    if (lon > box.east) here.east += 1;
  }
  return counts;
}

interface Shown {
  readonly clock: string;
  /** What the camera's row says. */
  readonly camera: string;
  readonly westHalf: string;
  readonly eastHalf: string;
}

/** Writes down what the screen says whenever it changes. */
async function watchScreen(page: Page) {
  await page.evaluate((camera) => {
    const seen: Shown[] = [];
    const textOf = (element: Element | null | undefined) => element?.textContent?.trim() ?? '';
    const find = (all: string, words: string, part: string) =>
      textOf(
        [...document.querySelectorAll(all)]
          .find((one) => one.textContent?.includes(words))
          ?.querySelector(part),
      );
    const look = () => {
      const shown = {
        clock: textOf(document.querySelector('.clock-time')),
        camera: find('.sensor', camera, '.right'),
        westHalf: find('.place', 'West half', '.place-people'),
        eastHalf: find('.place', 'East half', '.place-people'),
      };
      if (JSON.stringify(shown) !== JSON.stringify(seen.at(-1))) seen.push(shown);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(window, { seenOnScreen: seen });
  }, LYON.camera);
  return async () => {
    return await page.evaluate(() => (window as unknown as { seenOnScreen: Shown[] }).seenOnScreen);
  };
}

/** What follows each other without what stays the same. */
function changes(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => value !== values[index - 1]);
}

/** "23±4" as figures. */
function estimateIn(text: string): { readonly people: number; readonly sd: number } {
  const [, people, sd] = /^([\d,]+)\s*±\s*([\d,]+)/.exec(text) ?? [];
  return { people: Number(people), sd: Number(sd) };
}

test('Lyon at 1×: the counted half is on the screen to the person, the other half with its error', async ({
  hubOn,
  seat,
  page,
  folder,
}) => {
  test.skip(!RECORDINGS, 'set ANLAN_DATA to the folder of recordings');
  const box = drawnCamera();
  const truth = await countsOfFile(box);
  const event = await writeEvent(folder, site, [FEED]);
  const hub = await hubOn([event, '--source', 'live', '--clock', 'feed']);
  await page.goto(`${hub.url}/?lang=en`);
  await seat.tab('Sources').click();
  await expect(page.locator('.sensor').filter({ hasText: LYON.camera })).toBeVisible();
  const shown = await watchScreen(page);

  const camera = ['--camera', box.polygon, '--sensor', LYON.camera];
  const line = ['--line', box.line, '--line-sensors', `${LYON.toEast},${LYON.toWest}`];
  const when = ['--speed', '1', '--start', START, '--until', `${UNTIL_S}`, '--json'];
  const playing = startAnlan('feed', FILE, '--to', hub.url, ...camera, ...line, ...when);
  await expect(seat.modeBanner).toContainText('not the real thing: Camera (recording)');
  const played = await playing.ended;
  expect(played.code, played.stderr).toBe(0);
  expect(JSON.parse(played.stdout)).toMatchObject({ messages: truth.length, refused: 0 });
  await expect(seat.modeBanner).toContainText('not the real thing');
  const last = `${truth.at(-1)?.west} ped`;
  await expect(page.locator('.sensor').filter({ hasText: LYON.camera })).toContainText(last);
  await page.screenshot({ path: test.info().outputPath('lyon.png') });

  const seen = await shown();
  const counted = seen.map(({ camera }) => camera).filter((words) => /^\d/.test(words));
  expect(changes(counted)).toEqual(changes(truth.map(({ west }) => `${west} ped`)));

  // Nobody counts in the other half: its figure comes with how wrong it may be, and is held against the truth here.
  // The last that a second of the session showed is what it settled on.
  const bySecond = new Map(seen.map((one) => [one.clock, one]));
  const clocks = truth.map((_, s) => `20:00:${String(s).padStart(2, '0')}`);
  const halves = clocks.map((clock, s) => ({
    west: { ...estimateIn(bySecond.get(clock)?.westHalf ?? ''), truth: truth[s]?.west ?? 0 },
    east: { ...estimateIn(bySecond.get(clock)?.eastHalf ?? ''), truth: truth[s]?.east ?? 0 },
  }));
  for (const half of ['west', 'east'] as const) {
    // Before the first estimate both are unknown, and say so.
    const each = halves.map((one) => one[half]).filter(({ people }) => !Number.isNaN(people));
    expect(each.length).toBeGreaterThan(truth.length / 2);
    expect(each.every(({ people, sd }) => people >= 0 && sd > 0)).toBe(true);
    test.info().annotations.push({ type: `${half} half`, description: errorWords(each) });
  }
  for (const { type, description } of test.info().annotations) {
    process.stdout.write(`  ${type}: ${description}\n`);
  }
});

function errorWords(
  each: readonly { readonly people: number; readonly sd: number; readonly truth: number }[],
): string {
  const errors = each.map(({ people, truth }) => people - truth);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const inside = each.filter(({ people, sd, truth }) => Math.abs(people - truth) <= 2 * sd).length;
  const last = each.at(-1);
  return [
    `mean error ${mean(errors).toFixed(1)}`,
    `mean |error| ${mean(errors.map(Math.abs)).toFixed(1)}`,
    `greatest ${Math.max(...errors.map(Math.abs))}`,
    `within 2 sd ${inside} of ${each.length}`,
    `at the end ${last?.people} ± ${last?.sd}, truth ${last?.truth}`,
  ].join('; ');
}
