import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import gcoord from 'gcoord';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { localMetres } from '../../src/domain/geo/local-metres.ts';
import { MAX_UPLOAD_PIECE_BYTES } from '../../src/domain/site/map-layer.ts';
import { type Site, siteSchema } from '../../src/domain/site/site.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { RECORDINGS } from './metro-day.ts';
import { openSeat, type SeatLink } from './seat-link.ts';

let folder = '';
let site: Site;
const hubs: HubProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-layers-'));
  const file = new URL('../../resources/hubin/site.json', import.meta.url);
  site = siteSchema.parse(JSON.parse(await readFile(file, 'utf8')));
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.stop();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function hubOn(file: string, ...args: readonly string[]): Promise<HubProcess> {
  const hub = await startHub(['--event-file', path.join(folder, file), ...args]);
  hubs.push(hub);
  return hub;
}

/** Sends a file as a seat does, piece by piece. */
async function upload(seat: SeatLink, bytes: Buffer): Promise<string> {
  const name = randomUUID();
  for (let offset = 0; offset < bytes.length; offset += MAX_UPLOAD_PIECE_BYTES) {
    const content = bytes.subarray(offset, offset + MAX_UPLOAD_PIECE_BYTES).toString('base64');
    await seat.call('mapLayers.upload', { upload: name, offset, content });
  }
  return name;
}

/** The streets of the site in GCJ-02, with so much about each that they come in several pieces. */
function gcjStreets(): Buffer {
  const features = site.streets.map(({ name, line }) => ({
    type: 'Feature',
    properties: { name: name.zh, note: '路'.repeat(1_000) },
    geometry: {
      type: 'LineString',
      coordinates: line.map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.GCJ02)),
    },
  }));
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}

describe('imported maps of a hub', () => {
  test('come in with a datum and a name, land where they are, and outlive a kill', async () => {
    const hub = await hubOn('kill.anlan', 'hubin', '--source', 'live');
    const seat = await openSeat(hub.url, 'planner');
    const bytes = gcjStreets();
    expect(bytes.length).toBeGreaterThan(MAX_UPLOAD_PIECE_BYTES);
    const name = await upload(seat, bytes);

    const preview = await seat.call('mapLayers.preview', { upload: name, datum: 'WGS84' });
    expect(preview).toMatchObject({
      format: 'geojson',
      shapes: { points: 0, lines: site.streets.length, polygons: 0 },
      suggested: 'GCJ-02',
    });
    const shares = preview.placements.map(({ datum, onSite }) => [datum, onSite > 0.99]);
    expect(shares).toEqual([
      ['WGS84', false],
      ['GCJ-02', true],
      ['BD-09', false],
    ]);

    const wish = { upload: name, name: '街道', datum: 'GCJ-02' as const };
    expect(await seat.refusal('mapLayers.add', wish)).toMatchObject({
      message: 'take over by name before giving orders',
    });
    await seat.call('operator.takeOver', { name: 'Lin' });
    const noDatum = { upload: name, name: '街道' };
    expect(await seat.refusal('mapLayers.add', noDatum)).toMatchObject({
      code: 'badInput',
      message: 'say what datum it is in: GCJ-02 seems to fit',
    });
    const { layer } = await seat.call('mapLayers.add', wish);
    expect(layer).toMatchObject({
      name: '街道',
      datum: 'GCJ-02',
      addedBy: 'Lin',
      kind: 'features',
    });
    const again = await upload(seat, bytes);
    expect(await seat.refusal('mapLayers.add', { ...wish, upload: again })).toMatchObject({
      message: 'this file is on the map already, as "街道"',
    });

    await hub.kill();
    const later = await hubOn('kill.anlan');
    const back = await openSeat(later.url, 'wall');
    expect(back.attached.world.mapLayers[layer.id]).toEqual(layer);
    const { geojson } = await back.call('mapLayers.read', { id: layer.id });
    const metres = localMetres(site.origin);
    const features = JSON.parse(geojson).features as {
      geometry: { coordinates: [number, number][] };
    }[];
    site.streets.forEach(({ line }, street) => {
      line.forEach((at, index) => {
        const landed = features[street]?.geometry.coordinates[index];
        const [east, north] = metres.toLocal(landed ?? [0, 0]);
        const [trueEast, trueNorth] = metres.toLocal(at);
        expect(Math.hypot(east - trueEast, north - trueNorth)).toBeLessThan(1);
      });
    });

    expect(await back.refusal('mapLayers.remove', { id: layer.id })).toMatchObject({
      code: 'forbidden',
    });
    const commander = await openSeat(later.url, 'commander');
    await commander.call('operator.takeOver', { name: 'Chen' });
    await commander.call('mapLayers.remove', { id: layer.id });
    expect((await openSeat(later.url, 'wall')).attached.world.mapLayers).toEqual({});
    expect(await back.refusal('mapLayers.read', { id: layer.id })).toMatchObject({
      code: 'badInput',
    });
  });

  test('that are no maps, or come in the wrong pieces, are refused in words; the hub goes on', async () => {
    const hub = await hubOn('bad.anlan', 'hubin', '--source', 'live');
    const seat = await openSeat(hub.url, 'commander');
    await seat.call('operator.takeOver', { name: 'Lin' });
    const bomb = '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">]><kml>&a;</kml>';
    const name = await upload(seat, Buffer.from(bomb));
    expect(await seat.refusal('mapLayers.preview', { upload: name })).toMatchObject({
      code: 'badInput',
      message: expect.stringContaining('document type'),
    });
    const piece = { upload: name, content: 'YQ==' };
    expect(await seat.refusal('mapLayers.upload', { ...piece, offset: 7 })).toMatchObject({
      message: 'a piece of the file is missing; choose the file again',
    });
    expect(
      await seat.refusal('mapLayers.upload', { ...piece, offset: 40 * 1024 * 1024 }),
    ).toMatchObject({ message: expect.stringContaining('32 MB') });
    expect(await seat.refusal('mapLayers.preview', { upload: name })).toMatchObject({
      message: 'the file is not here any more; choose it again',
    });
    const other = await openSeat(hub.url, 'commander');
    const mine = await upload(seat, gcjStreets());
    expect(await other.refusal('mapLayers.preview', { upload: mine })).toBeDefined();
    expect(await hub.getJson('/health')).toBeDefined();
  });

  test('of the command line without a datum are refused with the one that fits', async () => {
    const file = path.join(folder, 'gcj.geojson');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, gcjStreets());
    await expect(hubOn('none.anlan', 'hubin', '--source', 'live', '--layer', file)).rejects.toThrow(
      'say what datum it is in: GCJ-02 seems to fit',
    );
  });

  test.skipIf(!RECORDINGS)(
    'in tiles lie beside the event file, and a missing archive is said (ANLAN_DATA)',
    async () => {
      const maps = path.join(RECORDINGS ?? '', 'map');
      const layers = ['hubin.pmtiles', 'monaco.mbtiles'].flatMap((name) => [
        '--layer',
        `${path.join(maps, name)}#datum=WGS84`,
      ]);
      const hub = await hubOn('tiles.anlan', 'hubin', '--source', 'live', ...layers);
      const seat = await openSeat(hub.url, 'wall');
      const [pm, mb] = Object.values(seat.attached.world.mapLayers);
      if (!pm || !mb) throw new Error('two layers were added');
      const held = await seat.call('mapLayers.tile', { id: pm.id, z: 14, x: 13_660, y: 6_744 });
      expect(Buffer.from(held.content ?? '', 'base64')[0]).toBe(0x1a);
      const monaco = await seat.call('mapLayers.tile', { id: mb.id, z: 14, x: 8_529, y: 5_975 });
      expect(Buffer.from(monaco.content ?? '', 'base64')[0]).toBe(0x1a);
      expect(await seat.call('mapLayers.tile', { id: mb.id, z: 14, x: 0, y: 0 })).toEqual({});
      expect(await seat.refusal('mapLayers.tile', { id: mb.id, z: 1, x: 2, y: 0 })).toMatchObject({
        code: 'badInput',
      });
      expect(await seat.call('mapLayers.missing', {})).toEqual({ missing: [] });

      await hub.stop();
      await rm(path.join(folder, 'tiles.layers', `${pm.id}.pmtiles`));
      const later = await openSeat((await hubOn('tiles.anlan')).url, 'commander');
      expect(await later.call('mapLayers.missing', {})).toEqual({
        missing: [{ id: pm.id, file: `tiles.layers/${pm.id}.pmtiles` }],
      });
      const place = { z: 14, x: 13_660, y: 6_744 };
      expect(await later.refusal('mapLayers.tile', { id: pm.id, ...place })).toMatchObject({
        code: 'notPossible',
      });

      await later.call('operator.takeOver', { name: 'Lin' });
      const name = await upload(later, await readFile(path.join(maps, 'monaco.pmtiles')));
      expect(
        await later.refusal('mapLayers.add', { upload: name, name: 'M', datum: 'GCJ-02' }),
      ).toMatchObject({ message: expect.stringContaining('pixels cannot be moved') });
      await later.call('mapLayers.add', { upload: name, name: 'M', datum: 'WGS84' });
    },
  );
});
