import { must } from '../../../src/domain/base/assert.ts';
import type { EastNorth, LonLat } from '../../../src/domain/base/quantity.ts';
import { localMetres } from '../../../src/domain/geo/local-metres.ts';

/** The middle of the district: everything is drawn in metres east and north of it. */
export const ORIGIN: LonLat = [120.1588, 30.256];
const METRES = localMetres(ORIGIN);

export type Line = readonly EastNorth[];

/** Seven decimals of a degree are about a centimetre. */
export function lonLat(position: EastNorth): LonLat {
  const [lon, lat] = METRES.toLonLat(position);
  return [Number(lon.toFixed(7)), Number(lat.toFixed(7))];
}

/** One ring in local metres as a document polygon. */
export function polygon(ring: Line): LonLat[][] {
  return [ring.map(lonLat)];
}

export function box(westM: number, southM: number, eastM: number, northM: number): Line {
  return [
    [westM, southM],
    [eastM, southM],
    [eastM, northM],
    [westM, northM],
  ];
}

/** A square round a point. */
export function square([east, north]: EastNorth, sideM: number): Line {
  const half = sideM / 2;
  return box(east - half, north - half, east + half, north + half);
}

export function nameOf(zh: string, en: string) {
  return { zh, en };
}
export type DrawnName = ReturnType<typeof nameOf>;

/**
 * An axis that runs from south to north without turning back, so that a place along it is named by its northing.
 * `eastM` is the distance to the right of the axis, negative to the left (towards the lake).
 */
export interface Axis {
  readonly line: Line;
  at(northM: number, eastM: number): EastNorth;
  /** The parallel at `eastM`, from south to north. */
  edge(southM: number, northM: number, eastM: number): Line;
  /** The ground between two parallels. */
  strip(southM: number, northM: number, westM: number, eastM: number): Line;
}

export function axis(line: Line): Axis {
  const at = (northM: number, eastM: number): EastNorth => {
    const above = line.findIndex(([, north]) => north > northM);
    const index = above < 0 ? line.length - 1 : Math.max(1, above);
    const from = must(line[index - 1], 'start of the segment');
    const to = must(line[index], 'end of the segment');
    const share = (northM - from[1]) / (to[1] - from[1]);
    const [rightE, rightN] = rightOf(from, to);
    return [from[0] + share * (to[0] - from[0]) + eastM * rightE, northM + eastM * rightN];
  };
  const edge = (southM: number, northM: number, eastM: number): Line => {
    const bends: EastNorth[] = [];
    for (let i = 1; i + 1 < line.length; i++) {
      const bend = must(line[i], 'bend');
      if (bend[1] <= southM || bend[1] >= northM) continue;
      const before = rightOf(must(line[i - 1], 'bend'), bend);
      const after = rightOf(bend, must(line[i + 1], 'bend'));
      // The mitre: along the mean of both normals, longer by how far they differ.
      const scale = eastM / (1 + before[0] * after[0] + before[1] * after[1]);
      bends.push([
        bend[0] + scale * (before[0] + after[0]),
        bend[1] + scale * (before[1] + after[1]),
      ]);
    }
    return [at(southM, eastM), ...bends, at(northM, eastM)];
  };
  const strip = (southM: number, northM: number, westM: number, eastM: number): Line => [
    ...edge(southM, northM, westM),
    ...edge(southM, northM, eastM).toReversed(),
  ];
  return { line, at, edge, strip };
}

/** The unit vector to the right of the direction a → b. */
export function rightOf(a: EastNorth, b: EastNorth): EastNorth {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
}

/** The part of a ring on one side of the directed line a → b (Sutherland and Hodgman, one half-plane). */
export function clip(ring: Line, a: EastNorth, b: EastNorth, side: 'left' | 'right'): Line {
  const sign = side === 'left' ? 1 : -1;
  const height = ([east, north]: EastNorth) =>
    sign * ((b[0] - a[0]) * (north - a[1]) - (b[1] - a[1]) * (east - a[0]));
  const kept: EastNorth[] = [];
  ring.forEach((from, index) => {
    const to = must(ring[(index + 1) % ring.length], 'next corner');
    const heightFrom = height(from);
    const heightTo = height(to);
    if (heightFrom >= 0) kept.push(from);
    if (heightFrom >= 0 === heightTo >= 0) return;
    const share = heightFrom / (heightFrom - heightTo);
    kept.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
  });
  return kept;
}
