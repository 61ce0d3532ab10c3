import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { LevelState } from '../../domain/alert/ladder.ts';
import { must } from '../../domain/base/assert.ts';
import type { Estimate } from '../../domain/crowd/estimate.ts';
import { initialWorld, type World } from '../../domain/session/world.ts';
import { formatOf } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import {
  alertedPlaces,
  areaEstimate,
  nearestLimit,
  placeFigures,
  placeLevel,
  placeName,
  reasonWords,
  worstPlace,
} from './judgement.ts';
import { placeKey, placeOfKey } from './place-key.ts';
import { rankPlaces } from './place-order.ts';
import { siteFacts } from './site-facts.ts';

const NOW = Date.parse('2025-12-31T23:40:00+08:00');
const facts = siteFacts(twoSquares());
const [west, east] = facts.ground.leaves;
const westId = must(west, 'west').id;
const eastId = must(east, 'east').id;

describe('places', () => {
  test('stand worst first, and the unknown before the green', () => {
    const world = worldWith({ [eastId]: 'red', [westId]: 'green' });
    expect(rankPlaces(facts, world, NOW).map(({ id }) => id)).toEqual([eastId, 'stage', westId]);
  });

  test('are never green over stale figures, but stay red', () => {
    const world = worldWith({ [eastId]: 'red', [westId]: 'green' });
    const later = NOW + 61_000;
    const level = (id: string, index: number) =>
      placeLevel(world, later, { kind: 'zone', id, index });
    expect(level(westId, 0)).toBe('unknown');
    expect(level(eastId, 1)).toBe('red');
  });

  test('are not the worst place when their figures are stale', () => {
    const world = worldWith({});
    expect(worstPlace(facts, world, NOW)?.id).toBe(eastId);
    expect(worstPlace(facts, world, NOW + 61_000)).toBeUndefined();
  });
});

describe('what needs somebody now', () => {
  test('is red before orange, and the newest of each first; yellow waits', () => {
    const levels = { [eastId]: 'orange', [westId]: 'red', stage: 'red' } as const;
    const world = worldWith(levels, { [westId]: NOW - 60_000 });
    expect(alertedPlaces(facts, world, NOW).map(({ id }) => id)).toEqual(['stage', westId, eastId]);
    expect(alertedPlaces(facts, worldWith({ [eastId]: 'yellow' }), NOW)).toEqual([]);
  });

  test('keeps its place through the key of a row', () => {
    for (const place of rankPlaces(facts, worldWith({}), NOW)) {
      expect(placeOfKey(facts, placeKey(place))).toEqual(place);
    }
  });

  test('is nearest to its limit where the share of what it may hold is largest, by fresh figures only', () => {
    const world = worldWith({});
    const [first, second] = [westId, eastId].map((id) => 100 / must(facts.capacity.get(id), id));
    const share = Math.max(first ?? 0, second ?? 0);
    expect(nearestLimit(facts, world, NOW)?.share).toBeCloseTo(share);
    expect(nearestLimit(facts, world, NOW + 61_000)).toBeUndefined();
  });
});

test('a hot-spot that is called like a zone says that it is a hot-spot, and nobody else does', () => {
  const site = twoSquares();
  const [stage] = site.hotSpots;
  const alike = siteFacts({
    ...site,
    hotSpots: [{ ...must(stage, 'stage'), name: must(west, 'west').name }],
  });
  expect(placeName(alike, 'stage', 'en')).toBe(`${west?.name.en} hot-spot`);
  expect(placeName(alike, 'stage', 'zh')).toBe(`${west?.name.zh}重点部位`);
  expect(placeName(alike, westId, 'zh')).toBe(west?.name.zh);
  expect(placeName(facts, 'stage', 'en')).toBe(stage?.name.en);
});

test('a figure that no reading ever supported is not shown', () => {
  const world = worldWith({});
  const estimate = must(world.estimate, 'estimate');
  const zones = estimate.zones.map(({ supportAt: _, ...guess }) => guess);
  const guessed: World = { ...world, estimate: { ...estimate, zones } };
  expect(placeFigures(world, { kind: 'zone', index: 0 })?.people).toBe(100);
  expect(placeFigures(guessed, { kind: 'zone', index: 0 })).toBeUndefined();
  expect(areaEstimate(guessed)).toBeUndefined();
  const [first, ...others] = zones;
  const begun = [{ ...must(first, 'zone'), supportAt: NOW }, ...others];
  expect(areaEstimate({ ...world, estimate: { ...estimate, zones: begun } })?.area).toEqual(
    estimate.area,
  );
});

describe('the reason of a level in words', () => {
  const zh = wordsOf('zh');
  const format = formatOf('zh', 'Asia/Shanghai');

  test('names figure and threshold', () => {
    const reason = { cause: 'worstDensity', figure: 4.61, threshold: 4.5 } as const;
    expect(reasonWords(reason, facts, zh, format, 'zh')).toBe('最密处 4.61 人/m²，阈值 4.50');
  });

  test('says that a level is held while its figure is not clearly below the threshold', () => {
    const reason = { cause: 'worstDensity', figure: 4.3, threshold: 4.5 } as const;
    expect(reasonWords(reason, facts, zh, format, 'zh')).toContain('级别保持');
  });

  test('says shares in percent', () => {
    const reason = { cause: 'capacity', figure: 0.923, threshold: 0.9 } as const;
    expect(reasonWords(reason, facts, zh, format, 'zh')).toBe('人数占容量 92 %，阈值 90 %');
  });

  test('says that nothing is known where no level was said', () => {
    expect(reasonWords(undefined, facts, wordsOf('en'), format, 'en')).toBe(
      'no fresh data to judge by',
    );
  });
});

function worldWith(
  levels: Record<string, LevelState['level']>,
  since: Record<string, number> = {},
): World {
  const zone = (id: typeof westId, densityPerM2: number): Estimate['zones'][number] => ({
    zone: id,
    people: 100,
    sd: 5,
    densityPerM2,
    supportAt: NOW,
  });
  const none = { people: 0, sd: 0 };
  return {
    ...initialWorld(facts.site, NOW),
    levels: Object.fromEntries(
      Object.entries(levels).map(([id, level]) => [
        id,
        { level, reason: { cause: 'none' }, since: since[id] ?? NOW } as const,
      ]),
    ),
    estimate: {
      issuedAt: NOW,
      zones: [zone(westId, 1), zone(eastId, 2)],
      outside: none,
      area: { people: 200, sd: 7 },
      total: 200,
      peak: { people: 200, at: NOW },
      visits: none,
      hotSpots: [],
      checkpoints: [],
      biasAbsorbed: 0,
    },
  };
}
