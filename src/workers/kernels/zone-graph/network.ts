import { invariant, must } from '../../../domain/base/assert.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { cellCentre } from '../../../domain/geo/grid.ts';
import { type Ground, OUTSIDE_LEAF } from '../../../domain/site/ground.ts';
import type { Gate, Place } from '../../../domain/site/site.ts';
import { type LinkCapacity, openingCapacity } from './checkpoint-capacity.ts';
import { FREE_SPEED_MPS } from './fundamental-diagram.ts';

/** Streets bend: a walk is longer than the straight line by about this much (our choice). */
const DETOUR = 1.25;
/** Nobody crosses a zone in less than this, metres. */
const LEAST_WALK_M = 20;
/** The streets between two approaches lie outside the site: wide enough never to bind. */
const PERIMETER_WIDTH_M = 60;

/** Boats of 200 people every ten minutes, people a second each way (our choice). */
const FERRY_PER_S = 200 / 600;

/** A way between two nodes. `outer` is the side further out; arc 2k leads inwards, arc 2k + 1 outwards. */
export interface Link {
  readonly kind: 'checkpoint' | 'passage' | 'gate' | 'perimeter';
  /** Index into the site's checkpoints, passages or gates; for perimeters the first approach. */
  readonly index: number;
  readonly outer: number;
  readonly inner: number;
  readonly capacity: LinkCapacity;
  /** Width for the supply of the zone that takes in, metres. */
  readonly widthM: number;
}

/**
 * A site as a graph. Nodes in this order: the leaf zones, one approach for each gate that leads to `outside`,
 * one queue in the world behind each gate, and the sink of those who have left.
 */
export interface Network {
  readonly zoneCount: number;
  readonly approachCount: number;
  readonly gateCount: number;
  readonly nodeCount: number;
  readonly sink: number;
  /** m² of each zone. */
  readonly areaM2: Float64Array;
  readonly links: readonly Link[];
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  /** The walk inside the arc's from-node up to the link, metres. */
  readonly arcWalkM: Float64Array;
  /** Free-flow time over the arc up to the middle of its to-node, seconds. */
  readonly arcCostS: Float64Array;
  /** The node that each gate leads to, and its link. */
  readonly placeOfGate: Int32Array;
  readonly linkOfGate: Int32Array;
  /** Link of each of the site's checkpoints. */
  readonly linkOfCheckpoint: Int32Array;
  /** Links of the site's passages, in the document's order. */
  readonly linkOfPassage: Int32Array;
  /** Middle of each zone and approach, local metres. */
  readonly middle: readonly EastNorth[];
}

/** The node of the queue in the world behind a gate. */
export function queueNode(network: Network, gate: number): number {
  return network.zoneCount + network.approachCount + gate;
}

/** Draws the graph of a site. */
export function buildNetwork(ground: Ground): Network {
  const { site, metres } = ground;
  const zoneCount = ground.leaves.length;
  const zoneIndex = new Map<string, number>(ground.leaves.map((zone, index) => [zone.id, index]));
  const gateAt = (gate: Gate) => metres.toLocal(gate.position);
  const outsideGates = site.gates.filter((gate) => gate.leadsTo === 'outside');
  const approaches = outsideGates.length === 0 ? [middleOfSite(ground)] : outsideGates.map(gateAt);
  const approachCount = approaches.length;
  const middle = [...zoneMiddles(ground), ...approaches];
  const firstQueue = zoneCount + approachCount;
  const sink = firstQueue + site.gates.length;

  /** A place of the document as a node; of the approaches the one nearest to `near`. */
  const nodeOf = (place: Place, near: EastNorth, what: string): number => {
    if (place !== 'outside' && place !== 'world') {
      return must(zoneIndex.get(place), `leaf zone ${place} of ${what}`);
    }
    invariant(place === 'outside', `${what} leads to the world: only gates do`);
    return zoneCount + nearest(approaches, near);
  };

  const links: Link[] = [];
  const positions: EastNorth[] = [];
  const add = (link: Link, position: EastNorth): number => {
    positions.push(position);
    return links.push(link) - 1;
  };
  const linkOfCheckpoint = site.checkpoints.map((checkpoint, index) => {
    const position = metres.toLocal(checkpoint.position);
    const outer = nodeOf(checkpoint.outer, position, checkpoint.id);
    const inner = nodeOf(checkpoint.inner, position, checkpoint.id);
    const widthM = checkpoint.clearWidthM;
    const capacity = openingCapacity(widthM, 'walkway');
    return add({ kind: 'checkpoint', index, outer, inner, capacity, widthM }, position);
  });
  const linkOfPassage = site.passages.map((passage, index) => {
    const [from, to] = [zoneIndex.get(passage.from), zoneIndex.get(passage.to)];
    const position = between(middle[from ?? to ?? 0], middle[to ?? from ?? 0]);
    const what = `passages[${index}]`;
    const outer = nodeOf(passage.from, position, what);
    const inner = nodeOf(passage.to, position, what);
    const widthM = passage.clearWidthM;
    const capacity = openingCapacity(widthM, passage.surface);
    return add({ kind: 'passage', index, outer, inner, capacity, widthM }, position);
  });
  const linkOfGate = site.gates.map((gate, index) => {
    const position = gateAt(gate);
    const inner =
      gate.leadsTo === 'outside'
        ? zoneCount + outsideGates.indexOf(gate)
        : nodeOf(gate.leadsTo, position, gate.id);
    const widthM = gate.clearWidthM;
    const capacity = gateCapacity(gate);
    return add(
      { kind: 'gate', index, outer: firstQueue + index, inner, capacity, widthM },
      position,
    );
  });
  for (const [a, b] of perimeter(approaches, middleOfSite(ground))) {
    const capacity = openingCapacity(PERIMETER_WIDTH_M, 'walkway');
    const ends = { outer: zoneCount + a, inner: zoneCount + b };
    const position = between(approaches[a], approaches[b]);
    add({ kind: 'perimeter', index: a, ...ends, capacity, widthM: PERIMETER_WIDTH_M }, position);
  }

  const arcFrom = new Int32Array(links.length * 2);
  const arcTo = new Int32Array(links.length * 2);
  const arcWalkM = new Float64Array(links.length * 2);
  const arcCostS = new Float64Array(links.length * 2);
  links.forEach((link, k) => {
    const position = must(positions[k], 'position of a link');
    const walkM = (node: number) => {
      const from = middle[node];
      return from === undefined ? 0 : Math.max(LEAST_WALK_M, DETOUR * distance(from, position));
    };
    const outwardTo = link.kind === 'gate' ? sink : link.outer;
    arcFrom.set([link.outer, link.inner], 2 * k);
    arcTo.set([link.inner, outwardTo], 2 * k);
    arcWalkM.set([walkM(link.outer), walkM(link.inner)], 2 * k);
    arcCostS.fill((walkM(link.outer) + walkM(link.inner)) / FREE_SPEED_MPS, 2 * k, 2 * k + 2);
  });
  return {
    zoneCount,
    approachCount,
    gateCount: site.gates.length,
    nodeCount: sink + 1,
    sink,
    areaM2: ground.usableAreaM2.map((area) => Math.max(area, 1)),
    links,
    arcFrom,
    arcTo,
    arcWalkM,
    arcCostS,
    placeOfGate: Int32Array.from(linkOfGate, (link) => links[link]?.inner ?? -1),
    linkOfGate: Int32Array.from(linkOfGate),
    linkOfCheckpoint: Int32Array.from(linkOfCheckpoint),
    linkOfPassage: Int32Array.from(linkOfPassage),
    middle,
  };
}

/** What a gate passes: a metro exit is a flight of stairs, a ferry passes what its boats carry. */
function gateCapacity({ kind, clearWidthM }: Gate): LinkCapacity {
  const width = openingCapacity(clearWidthM, kind === 'metroExit' ? 'stairs' : 'walkway');
  if (kind !== 'ferry') return width;
  const onePerS = Math.min(width.inPerS, FERRY_PER_S);
  return { ...width, inPerS: onePerS, outPerS: onePerS };
}

/** Mean position of the walkable cells of each leaf. */
function zoneMiddles(ground: Ground): EastNorth[] {
  const sums = ground.leaves.map(() => ({ east: 0, north: 0, cells: 0 }));
  for (let walk = 0; walk < ground.cellCount; walk++) {
    const leaf = ground.leafOfCell[walk] ?? OUTSIDE_LEAF;
    const sum = sums[leaf];
    if (leaf === OUTSIDE_LEAF || sum === undefined) continue;
    const [east, north] = cellCentre(ground.grid, ground.gridCell[walk] ?? 0);
    sum.east += east;
    sum.north += north;
    sum.cells += 1;
  }
  return sums.map(({ east, north, cells }) => [
    east / Math.max(1, cells),
    north / Math.max(1, cells),
  ]);
}

function middleOfSite({ grid }: Ground): EastNorth {
  return [grid.westM + (grid.cols * grid.cellM) / 2, grid.southM + (grid.rows * grid.cellM) / 2];
}

/**
 * Neighbouring approaches are joined by the streets round the site. The widest gap of that ring stays open:
 * there lies the lake, a railway, or nothing at all.
 */
function perimeter(approaches: readonly EastNorth[], centre: EastNorth): [number, number][] {
  const bearing = ([east, north]: EastNorth) => Math.atan2(north - centre[1], east - centre[0]);
  const order = approaches
    .map((position, index) => ({ index, angle: bearing(position), position }))
    .sort((a, b) => a.angle - b.angle || a.index - b.index);
  const ring = order.map((from, k) => {
    const to = must(order[(k + 1) % order.length], 'next approach');
    return { from: from.index, to: to.index, lengthM: distance(from.position, to.position) };
  });
  if (order.length < 3) return order.length === 2 ? [[0, 1]] : [];
  const widest = ring.reduce((most, gap) => (gap.lengthM > most.lengthM ? gap : most));
  return ring.filter((gap) => gap !== widest).map(({ from, to }) => [from, to]);
}

function nearest(candidates: readonly EastNorth[], position: EastNorth): number {
  let best = 0;
  candidates.forEach((candidate, index) => {
    if (distance(candidate, position) < distance(candidates[best] ?? candidate, position))
      best = index;
  });
  return best;
}

function between(a: EastNorth | undefined, b: EastNorth | undefined): EastNorth {
  const [from, to] = [must(a, 'one end'), must(b, 'other end')];
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
}

function distance(a: EastNorth, b: EastNorth): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
