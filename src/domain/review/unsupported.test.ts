import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { DEFAULT_LADDER } from '../alert/ladder.ts';
import type { HotSpotId } from '../base/ids.ts';
import { MINUTE } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import { initialWorld, type World } from '../session/world.ts';
import { buildGround } from '../site/ground.ts';
import { CurveFold } from './curve-fold.ts';
import { placeMoment } from './place-moment.ts';
import { PlacesFold } from './places-fold.ts';
import { TotalsFold } from './totals-fold.ts';

const SITE = twoSquares();
const GROUND = buildGround(SITE);
const SPAN = { from: 0, to: 2 * MINUTE };
const [WEST, EAST] = GROUND.leaves.map(({ id }) => id);

/** A world whose estimate assumes `people` everywhere and knows only of the zones named. */
function worldAt(at: number, people: number, known: readonly (string | undefined)[]): World {
  const support = (id: string) => (known.includes(id) ? { supportAt: at } : {});
  const figures = { people, sd: people, densityPerM2: 9 };
  const estimate: Estimate = {
    issuedAt: at,
    zones: GROUND.leaves.map(({ id }) => ({
      zone: id,
      ...figures,
      worstDensityPerM2: 9,
      ...support(id),
    })),
    outside: { people, sd: people },
    area: { people: 2 * people, sd: people },
    total: 3 * people,
    peak: { people: 2 * people, at },
    visits: { people: 2 * people, sd: people },
    hotSpots: [{ hotSpot: 'stage' as HotSpotId, ...figures, ...support('stage') }],
    checkpoints: [],
    biasAbsorbed: 0,
  };
  return { ...initialWorld(SITE, at), estimate };
}

/** A minute in which everything is assumed, then one in which the west square is known; each holds for its minute. */
function reviewed() {
  const totals = new TotalsFold();
  const places = new PlacesFold(GROUND, DEFAULT_LADDER);
  const curve = new CurveFold(GROUND, SPAN);
  const guess = worldAt(0, 5_000, []);
  const known = worldAt(MINUTE, 100, [WEST]);
  for (const [world, from] of [
    [guess, 0],
    [known, MINUTE],
  ] as const) {
    const { estimate } = world;
    const to = from + MINUTE;
    const stretch = { world, from, to, knownUntil: to, ...(estimate ? { estimate } : {}) };
    totals.take(stretch);
    places.take(stretch);
    curve.take(to, world);
  }
  return { totals: totals.totals(SPAN, known), places, curve: curve.curve(), guess, known };
}

describe('what no reading ever supported', () => {
  it('is not known of a place', () => {
    const { guess, known } = reviewed();
    for (const place of [WEST, EAST, 'stage']) {
      expect(placeMoment(guess, place ?? '', 0)).toEqual({ at: 0, level: 'unknown' });
    }
    expect(placeMoment(known, WEST ?? '', MINUTE)).toMatchObject({ people: 100, dataAgeS: 0 });
    expect(placeMoment(known, EAST ?? '', MINUTE)).toEqual({ at: MINUTE, level: 'unknown' });
  });

  it('is no peak of the area, and the account begins when something is known', () => {
    const { totals } = reviewed();
    expect(totals.peak).toEqual({ at: MINUTE, value: 200 });
    expect(totals.atStart).toEqual({ at: MINUTE, value: 200 });
    expect(new TotalsFold().totals(SPAN, worldAt(SPAN.to, 5_000, []))).toMatchObject({
      visits: { at: SPAN.to },
      atEnd: { at: SPAN.to },
    });
  });

  it('is not in the curves', () => {
    const { curve } = reviewed();
    expect(curve.area).toEqual([null, 200]);
    expect(curve.zones[WEST ?? '']).toEqual([null, 100]);
    expect(curve.zones[EAST ?? '']).toEqual([null, null]);
  });

  it('is in no peak, no minutes above and no person-minutes of a place', () => {
    const { places } = reviewed();
    const [west, east] = places.zones(SPAN);
    expect(west?.peakPeople).toEqual({ at: MINUTE, value: 100 });
    expect(west?.minutesAbove).toEqual([1, 1, 1]);
    expect(west?.minutesWithoutEstimate).toBe(1);
    expect(west?.personMinutes.unknown).toBe(100);
    const [stage] = places.hotSpots(SPAN);
    for (const place of [east, stage]) {
      expect(place?.peakPeople).toEqual({ at: SPAN.to });
      expect(place?.minutesAbove).toEqual([0, 0, 0]);
      expect(place?.minutesWithoutEstimate).toBe(2);
      expect(place?.personMinutes.unknown).toBe(0);
    }
  });
});
