import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { localMetres } from '../../src/domain/geo/local-metres.ts';
import { writeEvent } from '../fixtures/event-folder.ts';
import { flyingField } from '../fixtures/flying-field.ts';
import { startAnlan } from '../hub/hub-process.ts';
import { RECORDINGS } from '../hub/metro-day.ts';
import { freePort } from '../hub/mosquitto.ts';
import { expect, test } from './watched.ts';

const FILE = path.join(RECORDINGS ?? '', 'drone/ardupilot-vtol-sitl.tlog');
const SPEED = 5;
/** A datagram, the hub and the seat's next flush take less than this of the machine's time, each at its own pace. */
const UNDER_WAY_MS = 2_000;

interface LoggedPosition {
  readonly atMs: number;
  readonly lon: number;
  readonly lat: number;
}

/**
 * Positions and vehicles of the log, read here byte by byte: 8 bytes of big-endian microseconds, then a MAVLink 1 packet
 * (0xfe, length, sequence, system, component, message, payload, two bytes of checksum). In GLOBAL_POSITION_INT (33)
 * latitude and longitude stand at 4 and 8 of the payload; a HEARTBEAT (0) has the type at 4 and the autopilot at 5.
 */
function readLog() {
  const log = readFileSync(FILE);
  const positions: LoggedPosition[] = [];
  const vehicles = new Set<number>();
  for (let at = 0; at + 16 <= log.length; ) {
    const packet = at + 8;
    if (log[packet] !== 0xfe) throw new Error(`no MAVLink 1 packet at byte ${packet} of the log`);
    const [length = 0, system = 0, message] = [log[packet + 1], log[packet + 3], log[packet + 5]];
    const payload = packet + 6;
    // 8: no valid autopilot, so a ground station or a part of a vehicle.
    if (message === 0 && log[payload + 5] !== 8) vehicles.add(system);
    if (message === 33) {
      const [lat, lon] = [log.readInt32LE(payload + 4) / 1e7, log.readInt32LE(payload + 8) / 1e7];
      const atMs = Number(log.readBigUInt64BE(at)) / 1_000;
      positions.push({ atMs, lon, lat });
    }
    at = payload + length + 2;
  }
  const firstMs = Number(log.readBigUInt64BE(0)) / 1_000;
  return { positions, vehicles: vehicles.size, firstMs };
}

interface Drawn {
  readonly wallMs: number;
  readonly drones: readonly {
    readonly id: string;
    readonly lon: number;
    readonly lat: number;
  }[];
}

/** Writes down what is handed to the worker that draws the drones: nothing else reaches the map. */
async function watchDrawnDrones(page: Page) {
  await page.addInitScript(() => {
    interface Feature {
      readonly properties: { readonly id: string };
      readonly geometry: { readonly coordinates: readonly [number, number] };
    }
    const drawn: Drawn[] = [];
    Object.assign(window, { drawnDrones: drawn });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function watched(this: Worker, ...words: unknown[]) {
      const { data } = (words[0] ?? {}) as {
        data?: { source?: string; data?: { features?: readonly Feature[] } };
      };
      if (data?.source === 'drones' && data.data?.features) {
        const drones = data.data.features.map(({ properties, geometry: { coordinates } }) => ({
          id: properties.id,
          lon: coordinates[0],
          lat: coordinates[1],
        }));
        drawn.push({ wallMs: Date.now(), drones });
      }
      return Reflect.apply(post, this, words);
    };
  });
  return async () =>
    await page.evaluate(() => (window as unknown as { drawnDrones: Drawn[] }).drawnDrones);
}

test('a recorded flight at 5× over UDP is drawn where its log says, and nothing else is', async ({
  hubOn,
  seat,
  page,
  folder,
}) => {
  test.skip(!RECORDINGS, 'set ANLAN_DATA to the folder of recordings');
  test.setTimeout(180_000);
  const { positions, vehicles, firstMs } = readLog();
  const metres = localMetres([positions[0]?.lon ?? 0, positions[0]?.lat ?? 0]);
  const port = await freePort();
  const name = { zh: '无人机', en: 'Drones' };
  const feed = { feed: 'drones', adapter: 'mavlink-udp', name, silentAfterS: 15, port };
  const event = await writeEvent(folder, flyingField(), [feed]);
  const hub = await hubOn([event, '--source', 'live']);
  const drawn = await watchDrawnDrones(page);
  await page.goto(`${hub.url}/?lang=en`);
  await seat.countTo('framesDrawn', 1);
  await expect(seat.modeBanner.locator('strong')).toHaveText('LIVE');

  const to = ['--to', `udp://127.0.0.1:${port}`, '--hub', hub.url, '--feed', 'drones'];
  const playing = startAnlan('feed', FILE, ...to, '--speed', `${SPEED}`, '--json');
  await expect(seat.modeBanner.locator('strong')).toHaveText('RECORDED DATA');
  await expect(seat.modeBanner.locator('strong')).toBeVisible();
  await seat.tab('Sources').click();
  const row = page.locator('.feed').filter({ hasText: 'Drones' });
  await expect(row).toContainText('ardupilot-vtol-sitl.tlog · 5× speed · times shifted to now');
  await expect.poll(async () => (await drawn()).some(({ drones }) => drones.length > 0)).toBe(true);
  await page.screenshot({ path: test.info().outputPath('flight.png') });
  const played = await playing.ended;
  expect(played.code, played.stderr).toBe(0);
  await expect(seat.modeBanner.locator('strong')).toHaveText('RECORDED DATA');

  const shown = (await drawn()).filter(({ drones }) => drones.length > 0);
  expect(Math.max(...shown.map(({ drones }) => drones.length))).toBe(vehicles);
  expect(new Set(shown.flatMap(({ drones }) => drones.map(({ id }) => id))).size).toBe(vehicles);

  // The first draw shows a position of the log's first second: from there on its stamps run at five times the clock.
  const offM = (
    at: LoggedPosition,
    { lon, lat }: { readonly lon: number; readonly lat: number },
  ) => {
    const [east, north] = metres.toLocal([lon, lat]);
    const [logEast, logNorth] = metres.toLocal([at.lon, at.lat]);
    return Math.hypot(east - logEast, north - logNorth);
  };
  const first = shown[0]?.wallMs ?? 0;
  const checked = shown.flatMap(({ wallMs, drones }) =>
    drones.map((drone) => {
      const stampMs = firstMs + (wallMs - first) * SPEED;
      const near = positions.filter(({ atMs }) => Math.abs(atMs - stampMs) <= UNDER_WAY_MS * SPEED);
      // After its last word the drone stands where the log left it.
      const candidates = near.length > 0 ? near : positions.slice(-1);
      const nearest = Math.min(...candidates.map((at) => offM(at, drone)));
      const there = candidates.filter((at) => offM(at, drone) < 1);
      const late = there.map(({ atMs }) => Math.abs(stampMs - atMs) / SPEED);
      return { offM: nearest, underWayMs: Math.min(...late) };
    }),
  );
  const furthestM = Math.max(...checked.map((one) => one.offM));
  const underWay = checked.map(({ underWayMs }) => underWayMs).sort((x, y) => x - y);
  const places = new Set(
    shown.flatMap(({ drones }) => drones.map(({ lon, lat }) => `${lon} ${lat}`)),
  );
  process.stdout.write(
    `  ${shown.length} draws, ${places.size} places of ${positions.length} logged positions; furthest from the log ${furthestM.toFixed(3)} m; stamp and screen apart by ${underWay[underWay.length >> 1]?.toFixed(0)} ms (median), ${underWay.at(-1)?.toFixed(0)} ms (most)\n`,
  );
  expect(furthestM).toBeLessThan(1);
  // A picture that stands still would be near the log as well.
  expect(places.size).toBeGreaterThan(20);
});
