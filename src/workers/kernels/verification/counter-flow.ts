import type { Bench } from './bench.ts';
import { floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import type { PlotPoint } from './plot.ts';
import { rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PRIMARY = 100;
const AGAINST = [0, 10, 50, 100] as const;
/** Nobody arriving for so long while people are there counts as a deadlock. */
const DEADLOCK_S = 120;

interface Crossing {
  /** When the last of the hundred has crossed; NaN when they never do. */
  readonly lastS: number;
  readonly stalled: boolean;
  readonly left: number;
}

/** Two rooms of 10 × 10 m joined by a corridor of 10 × 2 m; 100 go east, `against` go west, each to the far wall. */
async function cross(bench: Bench, against: number): Promise<Crossing> {
  const played = await bench.play(
    floorPlan({
      name: `counter-flow, 100 against ${against}`,
      durationS: 1200,
      walkable: rect(0, 0, 30, 10),
      obstacles: [rect(10, 0, 20, 4), rect(10, 6, 20, 10)],
      destinations: [
        { id: 'east', kind: 'exit', polygon: rect(29.5, 0, 30, 10) },
        { id: 'west', kind: 'exit', polygon: rect(0, 0, 0.5, 10) },
      ],
      groups: [
        {
          id: 'eastward',
          area: rect(0.6, 0.2, 6, 9.8),
          people: { kind: 'count', count: PRIMARY },
          freeSpeedMps: WEIDMANN_SPEEDS,
          route: { kind: 'sequence', destinations: ['east'] },
        },
        {
          id: 'westward',
          area: rect(24, 0.2, 29.4, 9.8),
          people: { kind: 'count', count: against },
          freeSpeedMps: WEIDMANN_SPEEDS,
          route: { kind: 'sequence', destinations: ['west'] },
        },
      ],
    }),
    { untilS: 1200, expected: PRIMARY + against, everySteps: 10, stalledAfterS: DEADLOCK_S },
  );
  const east = played.left.filter(({ destination }) => destination === 'east');
  return {
    lastS: east.length === PRIMARY ? (east.at(-1)?.timeS ?? Number.NaN) : Number.NaN,
    stalled: played.stalled,
    left: played.left.length,
  };
}

export const nist28: VerificationTest = {
  id: 'nist-2.8',
  kind: 'test',
  title: { zh: '对向流', en: 'Counter-flow' },
  setUp: {
    zh: '两间 10 × 10 m 房间由 10 × 2 m 走廊相连，100 人对 0、10、50、100 人，Weidmann 步速。',
    en: 'Two rooms of 10 × 10 m joined by a corridor of 10 × 2 m, 100 persons against 0, 10, 50, 100, speeds after Weidmann.',
  },
  criterion: {
    zh: '时间随对向人数上升；无死锁（120 s 无人到达即为死锁）',
    en: 'the time rises with the people against; no deadlock (nobody arriving for 120 s)',
  },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    const curve: PlotPoint[] = [];
    let pass = true;
    let before = 0;
    for (const against of AGAINST) {
      const { lastS, stalled, left } = await cross(bench, against);
      figures[`against${against}S`] = lastS;
      figures[`against${against}Left`] = left;
      pass &&= !stalled && left === PRIMARY + against && lastS > before;
      before = lastS;
      if (Number.isFinite(lastS)) curve.push([against, lastS]);
    }
    return { pass, figures, series: { curve } };
  },
  plots: (bySeed) => [
    {
      name: 'nist-2.8-counter-flow',
      title: 'Time of the hundred over the people against',
      x: 'people against',
      y: 'time, s',
      layers: bySeed.map(({ series }, k) => ({
        kind: 'line' as const,
        label: `seed ${k + 1}`,
        points: series?.curve ?? [],
      })),
    },
  ],
};
