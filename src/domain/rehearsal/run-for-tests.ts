import { toBase64 } from '../base/base64.ts';
import type { DensityMap } from './density-map.ts';
import type { RunFigures } from './run-figures.ts';

const FROM = Date.parse('2026-12-31T23:30:00+08:00');

/** A run of three minutes as a test needs it: `level` moves every figure, `out` is its egress curve. */
export function runForTests(of: {
  readonly seed: number;
  readonly level: number;
  readonly out?: readonly number[];
  readonly map?: readonly number[];
}): RunFigures {
  const { seed, level, out, map } = of;
  const above = { yellow: level, orange: level, red: 0 };
  const people = [level, 2 * level, level];
  return {
    format: 'anlan-run',
    version: 1,
    run: {
      id: `seed-${seed}`,
      label: 'test',
      plan: { site: 'two', name: { zh: '二', en: 'Two' } },
      script: { zh: '夜', en: 'Night' },
      model: 'agents',
      seed,
      changes: [],
      orders: [],
      planHash: '0',
      parametersHash: '0',
      dtS: 0.05,
    },
    span: { from: FROM, until: FROM + 180_000, complete: true },
    area: {
      people,
      visits: people,
      outside: [0, 0, 0],
      peak: { people: 2 * level, at: FROM + 120_000 },
    },
    zones: [],
    lines: [],
    worstQueue: {
      checkpoint: 'cp-1' as never,
      number: 1,
      at: FROM,
      people: 10 * level,
      minutes: above.yellow,
    },
    hotSpots: [],
    ...(out === undefined
      ? {}
      : {
          egress: {
            startsAt: FROM,
            ring: 'core',
            atStart: 100,
            out,
            gates: [],
            milestones: [],
          } as const,
        }),
    account: { begun: 0, arrived: 0, inside: 0, waitingOutside: 0, left: 0, error: 0 },
    ...(map === undefined
      ? {}
      : { maps: { maxDensity: mapOf(map), minutesAboveOrange: { ...mapOf(map), unit: 'min' } } }),
  };
}

function mapOf(codes: readonly number[]): DensityMap {
  return {
    grid: { westM: 0, southM: 0, cols: codes.length, rows: 1, cellM: 4 },
    unit: 'ped/m²',
    step: 0.05,
    zero: 0,
    codes: toBase64(Uint8Array.from(codes)),
  };
}
