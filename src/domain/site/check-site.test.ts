import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { checkGround, checkReferences } from './check-site.ts';
import { buildGround } from './ground.ts';
import { type Site, siteSchema } from './site.ts';

/** The test site with one thing changed. */
function changed(change: (site: Record<string, unknown[]>) => void): Site {
  const copy = JSON.parse(JSON.stringify(twoSquares())) as Record<string, unknown[]>;
  change(copy);
  return siteSchema.parse(copy);
}
const first = (site: Record<string, unknown[]>, kind: string) =>
  site[kind]?.[0] as Record<string, unknown>;

describe('a site', () => {
  it('that is whole has nothing to say', () => {
    expect(checkReferences(twoSquares())).toEqual([]);
    expect(checkGround(buildGround(twoSquares()))).toEqual([]);
  });

  it.each([
    ['checkpoints', 'inner', 'nowhere', /checkpoint .*"nowhere" is not a leaf zone/],
    ['hotSpots', 'zone', 'core', /hot-spot .*"core" is not a leaf zone/],
    ['gates', 'leadsTo', 'moon', /gate .*"moon" is not a leaf zone, "outside" or "world"/],
    ['posts', 'zone', 'moon', /post .*"moon"/],
    ['sensors', 'zone', 'moon', /sensor .*"moon"/],
  ])('whose %s name a place that is not there is refused', (kind, field, value, words) => {
    const site = changed((copy) => {
      first(copy, kind)[field] = value;
    });
    expect(checkReferences(site).join('\n')).toMatch(words);
  });

  it('with an id used twice is refused', () => {
    const site = changed((copy) => copy.posts?.push(first(copy, 'posts')));
    expect(checkReferences(site)[0]).toMatch(/posts: id ".*" is used twice/);
  });

  it('whose zones lie in each other, or in themselves, is refused', () => {
    const site = changed((copy) => {
      const [one, other] = (copy.zones ?? []) as Record<string, unknown>[];
      if (one && other) Object.assign(one, { parent: other.id });
      if (one && other) Object.assign(other, { parent: one.id });
    });
    const words = checkReferences(site).filter((problem) => problem.includes('lead back'));
    expect(words).toHaveLength(2);
    const alone = changed((copy) => {
      first(copy, 'zones').parent = first(copy, 'zones').id;
    });
    expect(checkReferences(alone).join('\n')).toMatch(/zone .*: its parents lead back to it/);
  });

  it('with a hot-spot of the same id as a zone is refused: one level would hide the other', () => {
    const site = changed((copy) => {
      first(copy, 'hotSpots').id = first(copy, 'zones').id;
    });
    expect(checkReferences(site).join('\n')).toMatch(/hot-spot .*: a zone has the same id/);
  });

  it('without a time zone that there is, is refused by its form', () => {
    const read = siteSchema.safeParse({ ...twoSquares(), timeZone: 'Asia/Hangzhou' });
    expect(read.error?.issues[0]).toMatchObject({
      path: ['timeZone'],
      message: expect.stringContaining('not an IANA time zone'),
    });
  });

  it('with a sensor where nobody can stand is refused', () => {
    const site = changed((copy) => {
      const sensor = first(copy, 'sensors');
      sensor.polygon = [
        [
          [121, 31],
          [121.001, 31],
          [121.001, 31.001],
        ],
      ];
    });
    expect(checkGround(buildGround(site))[0]).toMatch(/sensor .*nobody can walk/);
  });
});
