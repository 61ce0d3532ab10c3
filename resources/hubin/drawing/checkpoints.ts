import type { EastNorth } from '../../../src/domain/base/quantity.ts';
import { CORDONS, type Cordon, LANE_M, type Opening } from './cordons.ts';
import { type Line, lonLat, nameOf, rightOf } from './pen.ts';

/** A checkpoint with its cordon's geometry worked out. */
interface Placed {
  cordon: Cordon;
  opening: Opening;
  inner: string;
  centre: EastNorth;
  /** Ends of the opening, the outer side to the left. */
  ends: readonly [EastNorth, EastNorth];
  bearingDeg: number;
}

const CHECKPOINTS: readonly Placed[] = CORDONS.flatMap((cordon) =>
  cordon.openings.map((opening) => {
    const middleM = opening.atM ?? lengthM(cordon) / 2;
    const [inE, inN] = rightOf(cordon.from, cordon.to);
    const bearing = (Math.atan2(inE, inN) * 180) / Math.PI;
    return {
      cordon,
      opening,
      inner: opening.inner ?? cordon.inner,
      centre: along(cordon, middleM),
      ends: [
        along(cordon, middleM - opening.clearWidthM / 2),
        along(cordon, middleM + opening.clearWidthM / 2),
      ] as const,
      bearingDeg: Number(((bearing + 360) % 360).toFixed(1)),
    };
  }),
);

export function drawCheckpoints() {
  return CHECKPOINTS.map(({ cordon, opening, inner, centre, bearingDeg }) => ({
    id: `cp-${opening.number}`,
    number: opening.number,
    name: opening.name,
    position: lonLat(centre),
    bearingDeg,
    clearWidthM: opening.clearWidthM,
    lanes: Math.round(opening.clearWidthM / LANE_M),
    outer: cordon.outer,
    inner,
    mode: 'open' as const,
    staffed: !opening.unstaffed,
  }));
}

/** The counted line reaches half a metre into the barriers, so that nobody slips round its end. */
const OVERLAP_M = 0.5;

export function drawCheckpointCounters() {
  return CHECKPOINTS.filter(({ opening }) => !opening.uncounted).flatMap(
    ({ cordon, opening, inner, ends }, index) => {
      const start = stretch(ends[1], ends[0]);
      const end = stretch(ends[0], ends[1]);
      const outerCordon = cordon.outer === 'outside';
      const common = {
        kind: 'lineCounter' as const,
        // Instruments differ a little, always in the same way.
        relativeError: [0.03, 0.04, 0.05, 0.06][index % 4] ?? 0.05,
        detectionShare: [0.97, 0.95, 0.93, 0.96, 0.98][index % 5] ?? 0.95,
        staleAfterS: 30,
      };
      const id = `cp-${opening.number}`;
      return [
        {
          ...common,
          id: `${id}-in`,
          name: nameOf(`${opening.name.zh}进`, `${opening.name.en}, in`),
          line: [lonLat(start), lonLat(end)],
          from: cordon.outer,
          to: inner,
          checkpoint: { id, direction: 'in' as const },
          ...(outerCordon ? { cordon: 'entry' as const } : {}),
        },
        {
          ...common,
          id: `${id}-out`,
          name: nameOf(`${opening.name.zh}出`, `${opening.name.en}, out`),
          line: [lonLat(end), lonLat(start)],
          from: inner,
          to: cordon.outer,
          checkpoint: { id, direction: 'out' as const },
          ...(outerCordon ? { cordon: 'exit' as const } : {}),
        },
      ];
    },
  );
}

/** The barriers of all cordons: two metres thick, so that no cell of ground touches another through them. */
export function barriers(): readonly Line[] {
  return CORDONS.flatMap((cordon) => {
    const gaps = cordon.openings
      .map(({ atM, clearWidthM }) => {
        const middleM = atM ?? lengthM(cordon) / 2;
        return [middleM - clearWidthM / 2, middleM + clearWidthM / 2] as const;
      })
      .sort((left, right) => left[0] - right[0]);
    const starts = [0, ...gaps.map(([, end]) => end)];
    const ends = [...gaps.map(([start]) => start), lengthM(cordon)];
    const [inE, inN] = rightOf(cordon.from, cordon.to);
    const aside = ([east, north]: EastNorth, metres: number): EastNorth => [
      east + metres * inE,
      north + metres * inN,
    ];
    return starts.map((start, index) => {
      const a = along(cordon, start);
      const b = along(cordon, ends[index] ?? start);
      return [aside(a, -1), aside(b, -1), aside(b, 1), aside(a, 1)];
    });
  });
}

function lengthM({ from, to }: Cordon): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

function along(cordon: Cordon, metres: number): EastNorth {
  const share = metres / lengthM(cordon);
  return [
    cordon.from[0] + share * (cordon.to[0] - cordon.from[0]),
    cordon.from[1] + share * (cordon.to[1] - cordon.from[1]),
  ];
}

/** `end`, moved away from `other`. */
function stretch(other: EastNorth, end: EastNorth): EastNorth {
  const length = Math.hypot(end[0] - other[0], end[1] - other[1]);
  const share = 1 + OVERLAP_M / length;
  return [other[0] + share * (end[0] - other[0]), other[1] + share * (end[1] - other[1])];
}
