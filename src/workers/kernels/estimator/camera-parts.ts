import { type Ground, OUTSIDE_LEAF } from '../../../domain/site/ground.ts';
import type { AreaSensor } from './sensor-plan.ts';

/** A part of a leaf zone that the same cameras look at. */
export interface CameraPart {
  readonly leaf: number;
  /** Indices into the area sensors; empty where no camera looks. */
  readonly cameras: readonly number[];
  readonly cells: number;
}

/** The leaf zones cut along the edges of what cameras see; `partOf` is by walk index. */
export interface CameraParts {
  readonly partOf: Uint16Array;
  readonly parts: readonly CameraPart[];
}

/** Cuts every leaf zone into parts: each camera splits each part that it looks into, in seen and unseen. */
export function cutIntoParts(ground: Ground, areaSensors: readonly AreaSensor[]): CameraParts {
  const nowhere = ground.leaves.length;
  const partOf = Uint16Array.from(ground.leafOfCell, (leaf) =>
    leaf === OUTSIDE_LEAF ? nowhere : leaf,
  );
  const drafts: { leaf: number; cameras: readonly number[] }[] = Array.from(
    { length: nowhere + 1 },
    (_, leaf) => ({ leaf, cameras: [] }),
  );
  areaSensors.forEach(({ kind, cells }, index) => {
    if (kind !== 'zoneCount') return;
    const split = new Map<number, number>();
    for (const cell of cells) {
      const before = partOf[cell] ?? nowhere;
      const draft = drafts[before];
      if (!draft) continue;
      const seen =
        split.get(before) ??
        drafts.push({ leaf: draft.leaf, cameras: [...draft.cameras, index] }) - 1;
      split.set(before, seen);
      partOf[cell] = seen;
    }
  });
  const counts = new Uint32Array(drafts.length);
  for (const part of partOf) counts[part] = (counts[part] ?? 0) + 1;
  return { partOf, parts: drafts.map((draft, part) => ({ ...draft, cells: counts[part] ?? 0 })) };
}
