import type { EastNorth } from '../base/quantity.ts';
import type { Ground } from '../site/ground.ts';
import { isOnRaster, widthAcross } from './ground-probe.ts';
import type { PlanFinding } from './plan-checks.ts';
import { placeOf } from './plan-place.ts';

/** A street is looked at so often along its line. */
const EVERY_M = 2;
/** Where less than this share of the clear width is left, somebody should look; nobody gets through below 0.6 m. */
const LEAST_SHARE = 0.5;
const PERSON_M = 0.6;
/** Barriers make a street narrow at its checkpoints on purpose; so far from one it is no longer the checkpoint's. */
const CHECKPOINT_REACH_M = 12;

/**
 * Streets that are cut or much narrower somewhere than their clear width: by water or by a structure. At checkpoints
 * the ground is their matter (checkpoint-health.ts).
 */
export function corridorHealth(ground: Ground): readonly PlanFinding[] {
  const { site, metres } = ground;
  const checkpoints = site.checkpoints.map(({ position }) => metres.toLocal(position));
  return site.streets.flatMap((street): readonly PlanFinding[] => {
    let least: { widthM: number; at: EastNorth } | undefined;
    const line = street.line.map(metres.toLocal);
    for (let k = 1; k < line.length; k++) {
      const [a, b] = [line[k - 1], line[k]];
      if (a === undefined || b === undefined) continue;
      for (const at of pointsAlong(a, b)) {
        if (!isOnRaster(ground, at)) continue;
        const reachM = CHECKPOINT_REACH_M + street.clearWidthM / 2;
        const isNear = checkpoints.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < reachM);
        if (isNear) continue;
        const along: EastNorth = [b[0] - a[0], b[1] - a[1]];
        const widthM = widthAcross(ground, at, along, street.clearWidthM);
        if (widthM < (least?.widthM ?? Number.POSITIVE_INFINITY)) least = { widthM, at };
      }
    }
    if (least === undefined || least.widthM >= LEAST_SHARE * street.clearWidthM) return [];
    const about = { kind: 'street', id: street.name.zh, name: street.name } as const;
    return [
      {
        code: 'corridorBlocked',
        severity: least.widthM < PERSON_M ? 'blocker' : 'warning',
        place: placeOf(about, [metres.toLonLat(least.at)], metres),
        figures: { clearWidthM: street.clearWidthM, leastWidthM: least.widthM },
      },
    ];
  });
}

function pointsAlong(a: EastNorth, b: EastNorth): readonly EastNorth[] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const steps = Math.max(1, Math.round(length / EVERY_M));
  return Array.from({ length: steps }, (_, k): EastNorth => {
    const share = (k + 0.5) / steps;
    return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
  });
}
