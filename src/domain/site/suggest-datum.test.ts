import { readFileSync } from 'node:fs';
import path from 'node:path';
import gcoord from 'gcoord';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LonLat } from '../base/quantity.ts';
import { gridSensors, telecomGridSchema } from './grid-sensors.ts';
import { buildGround } from './ground.ts';
import { siteSchema } from './site.ts';
import { suggestDatum } from './suggest-datum.ts';

const site = siteSchema.parse(
  JSON.parse(readFileSync(new URL('../../../resources/hubin/site.json', import.meta.url), 'utf8')),
);
const ground = buildGround(site);
const posts: readonly LonLat[] = site.posts.map((post) => post.position);

function written(
  positions: readonly LonLat[],
  crs: typeof gcoord.GCJ02 | typeof gcoord.BD09,
): readonly LonLat[] {
  return positions.map(([lon, lat]) => {
    const [east, north] = gcoord.transform([lon, lat], gcoord.WGS84, crs);
    return [east, north];
  });
}

describe('which datum positions are in', () => {
  test('positions that fit as they are named bring no suggestion', () => {
    expect(suggestDatum(posts, ground, 'WGS84')).toBeUndefined();
    expect(suggestDatum(written(posts, gcoord.GCJ02), ground, 'GCJ-02')).toBeUndefined();
  });

  test('positions that land in the lake or in houses suggest the datum that fits', () => {
    expect(suggestDatum(written(posts, gcoord.GCJ02), ground, 'WGS84')?.datum).toBe('GCJ-02');
    expect(suggestDatum(written(posts, gcoord.BD09), ground, 'WGS84')?.datum).toBe('BD-09');
    expect(suggestDatum(written(posts, gcoord.BD09), ground)?.datum).toBe('BD-09');
  });

  test('positions that are nowhere near suggest nothing', () => {
    expect(suggestDatum([[7.42, 43.74]], ground, 'WGS84')).toBeUndefined();
  });

  const data = process.env.ANLAN_DATA;
  test.skipIf(!data)('real walking tracks round the lake are known as BD-09 (ANLAN_DATA)', () => {
    const file = path.join(data ?? '', 'crowd', 'hangzhou-walk-tracks-bd09.json');
    const tracks = z
      .array(z.array(z.object({ coord: z.tuple([z.number(), z.number()]) })))
      .parse(JSON.parse(readFileSync(file, 'utf8')));
    const positions = tracks.flat().map(({ coord }): LonLat => coord);
    expect(suggestDatum(positions, ground, 'WGS84')?.datum).toBe('BD-09');
    expect(suggestDatum(positions, ground, 'GCJ-02')?.datum).toBe('BD-09');
    expect(suggestDatum(positions, ground, 'BD-09')).toBeUndefined();
  });
});

describe('the squares of a telecom grid', () => {
  const grid = { southWest: [120.1525, 30.2515], cellM: 200, cols: 5, rows: 5 };

  test('a grid without a datum is refused in words', () => {
    const read = telecomGridSchema.safeParse(grid);
    expect(read.error?.issues[0]?.message).toContain('datum');
  });

  test('only squares with walkable ground become sensors, and each can be found', () => {
    const sensors = gridSensors(telecomGridSchema.parse({ ...grid, datum: 'WGS84' }), 'lbs', site);
    expect(sensors.length).toBeGreaterThan(8);
    expect(sensors.length).toBeLessThan(25);
    const whole = siteSchema.parse({ ...site, sensors: [...site.sensors, ...sensors] });
    expect(whole.sensors.length).toBe(site.sensors.length + sensors.length);
  });
});
