import { readFileSync } from 'node:fs';
import gcoord from 'gcoord';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../../domain/base/quantity.ts';
import type { Datum } from '../../../domain/geo/datum.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { siteSchema } from '../../../domain/site/site.ts';
import { suggestDatum } from '../../../domain/site/suggest-datum.ts';
import { previewFeed } from './preview-feed.ts';

const site = siteSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../../resources/hubin/site.json', import.meta.url), 'utf8'),
  ),
);
const ground = buildGround(site);
const plan = {
  sensorAt: () => 'lbs-r1-c1',
  suggestDatum: (positions: readonly LonLat[], named: Datum | undefined) =>
    suggestDatum(positions, ground, named),
};
/** What a Chinese telecom operator sends: the site's posts, written in GCJ-02. */
const sample = new TextEncoder().encode(
  [
    'lon,lat,n',
    ...site.posts.map(({ position: [lon, lat] }) => {
      const [east, north] = gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02);
      return `${east},${north},40`;
    }),
  ].join('\n'),
);
const settings = (datum: string | undefined) => ({
  feed: 'lbs',
  adapter: 'telecom-grid',
  name: { zh: '信令', en: 'Telecom' },
  silentAfterS: 900,
  grid: {
    southWest: [120.15, 30.25],
    cellM: 200,
    cols: 5,
    rows: 5,
    ...(datum === undefined ? {} : { datum }),
  },
  people: '$.n',
});

describe('a telecom grid is tried on a sample', () => {
  test('without a datum it is refused, with the one that fits', async () => {
    const tried = await previewFeed(settings(undefined), sample, plan, 0);
    expect(tried.ok ? '' : tried.error).toMatch(/must say its datum.*read as GCJ-02/);
  });

  test('with the wrong datum the one that fits is named', async () => {
    const tried = await previewFeed(settings('WGS84'), sample, plan, 0);
    expect(tried.ok && tried.value.problems[0]).toMatch(/read as GCJ-02 .*named is WGS84/);
  });

  test('with the right datum there is nothing to say', async () => {
    const tried = await previewFeed(settings('GCJ-02'), sample, plan, 0);
    expect(tried.ok && tried.value.problems).toEqual([]);
    expect(tried.ok && tried.value.readings).toHaveLength(site.posts.length);
  });
});
