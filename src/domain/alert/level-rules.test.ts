import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { Estimate } from '../crowd/estimate.ts';
import { SURFACES, type Surface } from '../crowd/surface.ts';
import { buildGround } from '../site/ground.ts';
import { DEFAULT_LADDER, type LevelState } from './ladder.ts';
import { emptyRulesState, judge, type RulesInput, type RulesState } from './level-rules.ts';

const SITE = twoSquares();
const GROUND = buildGround(SITE);

interface Figures {
  readonly density?: number;
  readonly worst?: number;
  /** Share of the east square's capacity. */
  readonly capacity?: number;
  /** People before the stage. */
  readonly stage?: number;
  readonly westDensity?: number;
  /** Age of the east square's support; undefined: never supported. */
  readonly ageS?: number | undefined;
}

function estimateAt(time: number, figures: Figures): Estimate {
  const capacity = (GROUND.usableAreaM2[1] ?? 0) * (GROUND.leaves[1]?.designDensityPerM2 ?? 0);
  const ageS = 'ageS' in figures ? figures.ageS : 0;
  const support = ageS === undefined ? {} : { supportAt: time - ageS * 1000 };
  const [west, east] = SITE.zones.slice(1);
  const [stage] = SITE.hotSpots;
  if (!west || !east || !stage) throw new Error('the site has changed');
  return {
    issuedAt: time,
    zones: [
      {
        zone: west.id,
        people: 0,
        sd: 0,
        densityPerM2: figures.westDensity ?? 0,
        supportAt: time,
      },
      {
        zone: east.id,
        people: (figures.capacity ?? 0) * capacity,
        sd: 0,
        densityPerM2: figures.density ?? 0,
        ...(figures.worst === undefined ? {} : { worstDensityPerM2: figures.worst }),
        ...support,
      },
    ],
    outside: { people: 0, sd: 0 },
    area: { people: 0, sd: 0 },
    total: 0,
    peak: { people: 0, at: time },
    visits: { people: 0, sd: 0 },
    hotSpots: [
      { hotSpot: stage.id, people: figures.stage ?? 0, sd: 0, densityPerM2: 0, supportAt: time },
    ],
    checkpoints: [],
    biasAbsorbed: 0,
  };
}

/** Judges second by second; `at` gives the figures of each. Returns the levels shown after the last one. */
function judgeFor(
  seconds: number,
  at: (second: number) => Figures,
  ground: RulesInput['ground'] = GROUND,
) {
  let state: RulesState = emptyRulesState();
  const levels: Record<string, LevelState> = {};
  const changes: { second: number; place: string; level: string; cause: string }[] = [];
  for (let second = 0; second <= seconds; second++) {
    const time = second * 1000;
    const judged = judge(state, {
      ground,
      estimate: estimateAt(time, at(second)),
      ladder: DEFAULT_LADDER,
      time,
    });
    // What a snapshot keeps must be enough to go on from.
    state = JSON.parse(JSON.stringify(judged.state)) as RulesState;
    for (const change of judged.changes) {
      levels[change.place] = change.state;
      changes.push({
        second,
        place: change.place,
        level: change.state.level,
        cause: change.state.reason.cause,
      });
    }
  }
  return { levels, changes };
}

function withSurface(surface: Surface): RulesInput['ground'] {
  const zones = SITE.zones.map((zone) => ({ ...zone, surface }));
  return {
    ...GROUND,
    site: { ...SITE, zones },
    leaves: GROUND.leaves.map((zone) => ({ ...zone, surface })),
  };
}

describe('thresholds', () => {
  test.each(SURFACES)('of density on %s, mean and worst', (surface) => {
    const thresholds = DEFAULT_LADDER.densityPerM2[surface];
    const levels = ['green', 'yellow', 'orange', 'red'];
    thresholds.forEach((threshold, index) => {
      const below = judgeFor(10, () => ({ density: threshold - 0.01 }), withSurface(surface));
      expect(below.levels['east-square']?.level).toBe(levels[index]);
      const mean = judgeFor(10, () => ({ density: threshold }), withSurface(surface));
      expect(mean.levels['east-square']).toMatchObject({
        level: levels[index + 1],
        reason: { cause: 'density', figure: threshold, threshold },
      });
      const worst = judgeFor(10, () => ({ worst: threshold }), withSurface(surface));
      expect(worst.levels['east-square']?.level).toBe(levels[index + 1]);
      expect(worst.levels['east-square']?.reason.cause).toBe('worstDensity');
    });
  });

  test.each([
    [0.79, 'green'],
    [0.8, 'yellow'],
    [0.9, 'orange'],
    [1, 'red'],
  ])('of capacity and alert value: %d is %s', (share, level) => {
    const { levels } = judgeFor(10, () => ({ capacity: share + 1e-9, stage: 1000 * share }));
    expect(levels['east-square']?.level).toBe(level);
    expect(levels.stage?.level).toBe(level);
    if (level !== 'green') {
      expect(levels['east-square']?.reason.cause).toBe('capacity');
      expect(levels.stage?.reason.cause).toBe('alertValue');
    }
  });
});

describe('dwell and hysteresis', () => {
  test('a rise must hold for five seconds', () => {
    const spike = judgeFor(30, (second) => ({ density: second >= 10 && second < 15 ? 5 : 0 }));
    expect(spike.levels['east-square']?.level).toBe('green');
    const { changes } = judgeFor(30, (second) => ({ density: second >= 10 ? 5 : 0 }));
    const rises = changes.filter(({ place, level }) => place === 'east-square' && level === 'red');
    expect(rises).toEqual([{ second: 15, place: 'east-square', level: 'red', cause: 'density' }]);
  });

  test('a first look that is not green is believed after its dwell, and is unknown until then', () => {
    const first = judgeFor(4, () => ({ density: 5 })).levels['east-square'];
    expect(first).toMatchObject({ level: 'unknown', reason: { cause: 'none' } });
  });

  test('a figure that wavers between two levels shows the lower one it never left', () => {
    const { levels } = judgeFor(30, (second) => ({ density: second % 2 === 0 ? 5 : 3.6 }));
    expect(levels['east-square']?.level).toBe('orange');
  });

  test('a fall must hold for thirty seconds, and go below the hysteresis', () => {
    const held = judgeFor(200, (second) => ({ density: second < 20 ? 3.5 : 3.5 * 0.96 }));
    expect(held.levels['east-square']?.level).toBe('orange');
    const { changes } = judgeFor(200, (second) => ({ density: second < 20 ? 3.5 : 2.6 }));
    const east = changes.filter(({ place }) => place === 'east-square');
    expect(east.map(({ second, level }) => [second, level])).toEqual([
      [0, 'unknown'],
      [5, 'orange'],
      [50, 'yellow'],
    ]);
  });

  test('a figure that moves within its level is no change', () => {
    const { changes } = judgeFor(100, (second) => ({ density: 2.6 + second * 0.005 }));
    expect(changes.filter(({ place }) => place === 'east-square').length).toBe(2);
  });
});

describe('stale support', () => {
  test('is unknown, never green', () => {
    expect(judgeFor(10, () => ({ ageS: undefined })).levels['east-square']).toMatchObject({
      level: 'unknown',
      reason: { cause: 'stale' },
    });
    const { levels } = judgeFor(10, () => ({ ageS: 61 }));
    expect(levels['east-square']?.level).toBe('unknown');
    expect(judgeFor(10, () => ({ ageS: 60 })).levels['east-square']?.level).toBe('green');
  });

  test('keeps orange and red, marked stale, and drops yellow', () => {
    const dies = (density: number) => (second: number) => ({
      density: second < 20 ? density : 0,
      ageS: second < 20 ? 0 : 61,
    });
    for (const [density, level] of [
      [5, 'red'],
      [3.6, 'orange'],
    ] as const) {
      const { levels, changes } = judgeFor(300, dies(density));
      expect(levels['east-square']).toMatchObject({
        level,
        reason: { cause: 'stale' },
        since: 5000,
      });
      expect(changes.filter(({ place }) => place === 'east-square')).toHaveLength(3);
    }
    expect(judgeFor(300, dies(2.6)).levels['east-square']?.level).toBe('unknown');
  });

  test('a red that is seen again falls only after its dwell', () => {
    const back = (second: number) => ({
      density: second < 20 ? 5 : 0,
      ageS: second < 20 || second >= 100 ? 0 : 61,
    });
    expect(judgeFor(129, back).levels['east-square']?.level).toBe('red');
    expect(judgeFor(130, back).levels['east-square']?.level).toBe('green');
  });
});

describe('a parent', () => {
  test('shows its worst child and which it is', () => {
    const { levels } = judgeFor(10, () => ({ westDensity: 2.6, density: 4.6 }));
    expect(levels.core).toMatchObject({
      level: 'red',
      reason: { cause: 'child', child: 'east-square', figure: 4.6 },
    });
    const hotSpot = judgeFor(10, () => ({ stage: 1000 }));
    expect(hotSpot.levels.core).toMatchObject({ level: 'red', reason: { child: 'stage' } });
    expect(hotSpot.levels['east-square']?.level).toBe('green');
  });

  test('is not green while a child is unknown', () => {
    expect(judgeFor(10, () => ({ ageS: 100 })).levels.core).toMatchObject({
      level: 'unknown',
      reason: { cause: 'child', child: 'east-square' },
    });
    expect(judgeFor(10, () => ({})).levels.core).toMatchObject({ level: 'green' });
  });
});

test('levels never depend on the order of zones', () => {
  const figure = fc.double({ min: 0, max: 6, noNaN: true });
  const reversed: RulesInput['ground'] = {
    site: { ...SITE, zones: [...SITE.zones].reverse() },
    leaves: [...GROUND.leaves].reverse(),
    usableAreaM2: Float64Array.from(GROUND.usableAreaM2).reverse(),
  };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(figure, figure, figure), { minLength: 8, maxLength: 60 }),
      (rows) => {
        const at = (second: number): Figures => {
          const [density = 0, westDensity = 0, stage = 0] = rows[Math.floor(second / 4)] ?? [];
          return { density, westDensity, stage: stage * 200, capacity: density / 3 };
        };
        const seconds = rows.length * 4 - 1;
        expect(judgeFor(seconds, at, reversed).levels).toEqual(judgeFor(seconds, at).levels);
      },
    ),
    { numRuns: 40, seed: 11 },
  );
});
