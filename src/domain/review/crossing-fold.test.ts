import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { DEFAULT_LADDER } from '../alert/ladder.ts';
import type { Estimate } from '../crowd/estimate.ts';
import { buildGround } from '../site/ground.ts';
import { leafZones } from '../site/site.ts';
import type { RaisedAlert } from './alert-fold.ts';
import { ALERT_TOLERANCE_MS, CrossingFold, leadTimeMs } from './crossing-fold.ts';

const SITE = twoSquares();
const GROUND = buildGround(SITE);
const SPAN = { from: 0, to: 3_600_000 };

/** An estimate in which the east square has that density. */
function estimateAt(issuedAt: number, densityPerM2: number, supportAt = issuedAt): Estimate {
  const none = { people: 0, sd: 0 };
  return {
    issuedAt,
    zones: leafZones(SITE).map(({ id }) => ({
      zone: id,
      ...none,
      densityPerM2: id === 'east-square' ? densityPerM2 : 0,
      supportAt,
    })),
    outside: none,
    area: none,
    total: 0,
    peak: { people: 0, at: 0 },
    visits: none,
    hotSpots: [],
    checkpoints: [],
    biasAbsorbed: 0,
  };
}

function alert(raisedAt: number, level: RaisedAlert['level'], clearedAt?: number): RaisedAlert {
  return {
    id: `east-square@${raisedAt}`,
    place: 'east-square',
    level,
    raisedAt,
    reason: { cause: 'density' },
    known: { at: raisedAt, level },
    ...(clearedAt === undefined ? {} : { clearedAt }),
  };
}

/** Densities every five seconds from 0. */
function review(densities: readonly number[], alerts: readonly RaisedAlert[]) {
  const fold = new CrossingFold(GROUND, DEFAULT_LADDER);
  densities.forEach((density, index) => {
    fold.take(estimateAt(index * 5_000, density));
  });
  return fold.review(SPAN, alerts, 5, new Map());
}

describe('a crossing', () => {
  it('begins at the threshold, ends below the hysteresis, and names its figure', () => {
    const { crossings } = review([0, 2.5, 2.6, 2.4, 2.3], []);
    expect(crossings).toHaveLength(1);
    expect(crossings[0]).toMatchObject({
      place: 'east-square',
      level: 'yellow',
      cause: 'density',
      at: 5_000,
      until: 20_000,
      value: 2.5,
      threshold: 2.5,
    });
  });

  it('that lasts no longer than an alert needs to rise is none', () => {
    expect(review([0, 3, 0, 0], []).crossings).toEqual([]);
  });

  it('on figures that nothing fresh supports is none', () => {
    const fold = new CrossingFold(GROUND, DEFAULT_LADDER);
    for (let second = 0; second < 60; second += 5)
      fold.take(estimateAt(second * 1_000, 6, -61_000));
    expect(fold.review(SPAN, [], 5, new Map()).crossings).toEqual([]);
  });
});

describe('a crossing is missed', () => {
  const long = Array.from({ length: 60 }, (_, index) => (index >= 1 ? 3 : 0));

  it.each([
    ['no alert', [], 1],
    ['an alert in time', [alert(5_000 + ALERT_TOLERANCE_MS, 'yellow')], 0],
    ['an alert too late', [alert(5_001 + ALERT_TOLERANCE_MS, 'yellow')], 1],
    ['a higher alert', [alert(10_000, 'red')], 0],
    ['an alert that ended long before', [alert(-900_000, 'yellow', -ALERT_TOLERANCE_MS)], 1],
  ] as const)('%s', (_, alerts, missed) => {
    expect(review(long, alerts).missed).toBe(missed);
  });
});

describe('lead time', () => {
  const { crossings } = review(
    Array.from({ length: 40 }, (_, index) => (index < 10 ? 3 : index < 30 ? 5 : 0)),
    [],
  );

  it('is from the alert to red while it stood', () => {
    expect(leadTimeMs(alert(20_000, 'yellow'), crossings)).toBe(30_000);
    expect(leadTimeMs(alert(60_000, 'red'), crossings)).toBe(-10_000);
  });

  it('is none where red was not reached while the alert stood', () => {
    expect(leadTimeMs(alert(20_000, 'yellow', 40_000), crossings)).toBeUndefined();
    expect(leadTimeMs(alert(170_000, 'yellow'), crossings)).toBeUndefined();
  });
});
