import { must } from '../../../domain/base/assert.ts';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { cellCentre } from '../../../domain/geo/grid.ts';
import { distanceToSegment } from '../../../domain/geo/polygon.ts';
import { type Ground, OUTSIDE_LEAF, walkableCellsInside } from '../../../domain/site/ground.ts';
import type { Crowd } from './crowd.ts';
import type { Pull } from './night-plan.ts';

/** The part of a patch in one leaf zone: its cells, and for each pull the sum of its weight over them. */
interface Part {
  readonly zone: number;
  cells: number;
  readonly pull: Float64Array;
}

/** A set of walkable cells that somebody looks at. */
interface Patch {
  readonly areaM2: number;
  readonly parts: readonly Part[];
}

/**
 * Where in their zones people are: walkers evenly, dwellers with the weight 1 + Σ strength × exp(−(d/radius)²) over
 * the script's pulls (d: metres to the pull's line), scaled so that the cells of a zone hold exactly its people.
 * The weights are linear in the strengths, so the sums over cells are taken once and only for cells looked at.
 */
export class Spread {
  readonly #ground: Ground;
  readonly #pulls: readonly Pull[];
  readonly #zones: readonly Part[];
  readonly #patches: Patch[] = [];
  readonly #strength: Float64Array;

  constructor(ground: Ground, pulls: readonly Pull[]) {
    this.#ground = ground;
    this.#pulls = pulls;
    this.#strength = new Float64Array(pulls.length);
    const all = Uint32Array.from({ length: ground.cellCount }, (_, walk) => walk);
    const parts = this.#partsOf(all);
    this.#zones = ground.leaves.map((_, zone) => parts.get(zone) ?? this.#emptyPart(zone));
  }

  /** Looks from now on at the walkable cells inside a polygon; gives the patch's number. */
  addPatch(polygon: readonly (readonly LonLat[])[]): number {
    const cells = walkableCellsInside(this.#ground, polygon);
    const areaM2 = cells.length * this.#ground.grid.cellM ** 2;
    return this.#patches.push({ areaM2, parts: [...this.#partsOf(cells).values()] }) - 1;
  }

  /** Sets the pulls to a second of the night. */
  look(second: number): void {
    this.#pulls.forEach((pull, k) => {
      this.#strength[k] = pull.strength(second);
    });
  }

  /** People in a patch now. Ground outside the leaf zones holds nobody here. */
  peopleIn(patch: number, crowd: Crowd): number {
    let people = 0;
    for (const part of must(this.#patches[patch], 'patch').parts) {
      const zone = must(this.#zones[part.zone], 'zone of a patch');
      const dwelling = crowd.dwellers(part.zone);
      const walking = (crowd.zonePeople[part.zone] ?? 0) - dwelling;
      people += (walking * part.cells) / zone.cells;
      people += (dwelling * this.#weight(part)) / this.#weight(zone);
    }
    return people;
  }

  /** Walkable m² of a patch. */
  areaM2(patch: number): number {
    return must(this.#patches[patch], 'patch').areaM2;
  }

  #weight(part: Part): number {
    let weight = part.cells;
    for (let k = 0; k < part.pull.length; k++) {
      weight += (this.#strength[k] ?? 0) * (part.pull[k] ?? 0);
    }
    return weight;
  }

  #partsOf(cells: Uint32Array): Map<number, Part> {
    const parts = new Map<number, Part>();
    for (const walk of cells) {
      const zone = this.#ground.leafOfCell[walk] ?? OUTSIDE_LEAF;
      if (zone === OUTSIDE_LEAF) continue;
      const part = parts.get(zone) ?? this.#emptyPart(zone);
      parts.set(zone, part);
      part.cells += 1;
      const centre = cellCentre(this.#ground.grid, this.#ground.gridCell[walk] ?? 0);
      this.#pulls.forEach((pull, k) => {
        part.pull[k] = (part.pull[k] ?? 0) + pullAt(pull, centre);
      });
    }
    return parts;
  }

  #emptyPart(zone: number): Part {
    return { zone, cells: 0, pull: new Float64Array(this.#pulls.length) };
  }
}

function pullAt(pull: Pull, position: readonly [number, number]): number {
  const first = must(pull.line[0], 'point of an attraction');
  let nearest = Math.hypot(position[0] - first[0], position[1] - first[1]);
  for (let k = 1; k < pull.line.length; k++) {
    const a = must(pull.line[k - 1], 'start of a segment');
    const b = must(pull.line[k], 'end of a segment');
    nearest = Math.min(nearest, distanceToSegment(position, a, b));
  }
  return Math.exp(-((nearest / pull.radiusM) ** 2));
}
