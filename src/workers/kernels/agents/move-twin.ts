import { BLOCK, CHUNK, FIELD_BITS, FIELD_MASK } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';
import { GroundTwin } from './ground-twin.ts';
import { SortGrid } from './sort-grid.ts';

const f = Math.fround;

const MAGIC = f(12582912);
const C4 = f(9.6181291e-3);
const C3 = f(5.5504109e-2);
const C2 = f(2.4022651e-1);
const C1 = f(6.9314718e-1);

const floatOfBits = new Float32Array(1);
const bits = new Int32Array(floatOfBits.buffer);

/** 2 to the power, |power| ≤ 60, relative error 6e-5: a polynomial and the exponent's bits. */
export function powerOfTwo(power: number): number {
  const shifted = f(power + MAGIC);
  const rest = f(power - f(shifted - MAGIC));
  let p = f(f(C4 * rest) + C3);
  p = f(f(p * rest) + C2);
  p = f(f(p * rest) + C1);
  p = f(f(p * rest) + f(1));
  floatOfBits[0] = shifted;
  const exponent = (bits[0] as number) << 23;
  floatOfBits[0] = p;
  bits[0] = ((bits[0] as number) + exponent) | 0;
  return floatOfBits[0];
}

function positive(value: number): number {
  return value > 0 ? value : f(0);
}

function fourth(value: number): number {
  const square = f(value * value);
  return f(square * square);
}

/**
 * For how many steps one who cannot move rests: until the people of this tile of 4 × 4 m are looked at together, so
 * that four of them share the kernel's lanes.
 */
export function restSteps(step: number, every: number, x: number, y: number): number {
  const tile = (f(x * f(0.25)) | 0) + 3 * (f(y * f(0.25)) | 0);
  return every - 1 - ((step + tile) % every);
}

/**
 * The readable specification of `move` in the kernel, bit for bit: one step of the people with sorted index
 * from ≤ i < to, all in float32. Everybody sees the places at the step's beginning; sums run over the others in
 * sorted order. Who rests, and who stands and wants to, stays as they are.
 */
export function moveTwin(memory: AgentMemory, from: number, to: number): void {
  const ground = new GroundTwin(memory);
  const X = memory.floats('sortedX');
  const Y = memory.floats('sortedY');
  const HX = memory.floats('sortedHeadingX');
  const HY = memory.floats('sortedHeadingY');
  const V = memory.floats('sortedSpeed');
  const R = memory.floats('sortedRadius');
  const V0 = memory.floats('sortedDesired');
  const FIELD = memory.words('sortedField');
  const outX = memory.floats('x');
  const outY = memory.floats('y');
  const outHX = memory.floats('headingX');
  const outHY = memory.floats('headingY');
  const outV = memory.floats('speed');
  const tables = memory.resting > 0 ? [memory.restStarts(), memory.starts()] : [memory.starts()];
  const arrivals = memory.arrivals();
  const sortCols = memory.word(BLOCK.sortCols);
  const sortRows = memory.word(BLOCK.sortRows);
  const grid = new SortGrid(memory);
  const p = (name: keyof typeof BLOCK) => memory.float(BLOCK[name]);
  const perWidth = p('perSortWidth');
  const perHeight = p('perSortHeight');
  const dt = p('dt');
  const perTimeGap = p('perTimeGap');
  const steerStrength = p('steerStrength');
  const steerPerRange = p('steerPerRange');
  const repelStrength = p('repelStrength');
  const repelPerRange = p('repelPerRange');
  const repelBound = p('repelBound');
  const follow = p('follow');
  const keepRight = p('keepRight');
  const steerMean = p('steerMean');
  const steerSpread = p('steerSpread');
  const anticipation = p('anticipation');
  const turnShare = p('turnShare');
  const wallStrength = p('wallStrength');
  const wallPerRange = p('wallPerRange');
  const sight = p('sight');
  const sightPerSpeed = p('sightPerSpeed');
  const perDensityRadius2 = p('perDensityRadius2');
  const densityWeight = p('densityWeight');
  const capScale = p('capScale');
  const capShape = p('capShape');
  const perCapJam = p('perCapJam');
  const capFloor = p('capFloor');
  const headwayShare = p('headwayShare');
  const oncomingShare = p('oncomingShare');
  const squeeze = p('squeeze');
  const largest = f(f(2) * p('largestRadius'));

  const step = memory.word(BLOCK.step);
  const lookAgain = memory.word(BLOCK.lookAgain);

  for (let i = from; i < to; i++) {
    const x = X[i]!;
    const y = Y[i]!;
    const hx = HX[i]!;
    const hy = HY[i]!;
    const v = V[i]!;
    const rest = FIELD[i]! >>> FIELD_BITS;
    if (rest > 0 || (V0[i]! === 0 && v === 0)) {
      outX[i] = x;
      outY[i] = y;
      outHX[i] = hx;
      outHY[i] = hy;
      outV[i] = v;
      if (rest > 0) FIELD[i] = FIELD[i]! - (1 << FIELD_BITS);
      continue;
    }
    const field = FIELD[i]! & FIELD_MASK;
    const r = R[i]!;
    const clear = ground.clearanceAt(x, y);
    const cell = ground.cellAt(x, y);
    ground.lookUpDirection(field, cell);
    const ex = ground.toX;
    const ey = ground.toY;
    const corners = ground.hasCorners(cell);
    const stands = ex === 0 && ey === 0;
    const reach = f(sight + f(sightPerSpeed * v));
    // A little farther, so that whatever the rounding nobody in reach is in a cell that is not looked at.
    const look = f(reach + f(0.001));
    const reach2 = f(reach * reach);

    let push = f(0);
    let repelX = f(0);
    let repelY = f(0);
    let density = f(1);
    let gap = f(f(reach - largest) - follow);
    let oncomingGap = gap;
    const firstRow = Math.max(0, f(f(y - look) * perHeight) | 0);
    const lastRow = Math.min(sortRows - 1, f(f(y + look) * perHeight) | 0);
    const rows = lastRow - firstRow + 1;
    const firstCol = Math.max(0, f(f(x - look) * perWidth) | 0);
    const lastCol = Math.min(sortCols - 1, f(f(x + look) * perWidth) | 0);
    // Those who rest come first, row by row, then the others.
    for (let k = 0; k < tables.length * rows; k++) {
      const table = tables[(k / rows) | 0]!;
      const row = firstRow + (k % rows);
      const end = table[grid.endAt(row, lastCol)]!;
      for (let j = table[grid.cellAt(row, firstCol)]!; j < end; j++) {
        const dx = f(X[j]! - x);
        const dy = f(Y[j]! - y);
        const d2 = f(f(dx * dx) + f(dy * dy));
        if (!(d2 < reach2 && d2 > f(1e-10))) continue;
        const d = f(Math.sqrt(d2));
        if (corners) {
          const otherClear = ground.clearanceAt(X[j]!, Y[j]!);
          const hidden = d > f(clear + otherClear);
          if (hidden && !ground.isSeen(x, y, dx, dy, d, clear, otherClear)) continue;
        }

        const hjx = HX[j]!;
        const hjy = HY[j]!;
        const ahead = f(f(dx * hx) + f(dy * hy));
        const left = f(f(dy * hx) - f(dx * hy));
        const along = f(f(hx * hjx) + f(hy * hjy));
        const otherAlong = f(f(dx * hjx) + f(dy * hjy));
        const perD = f(f(1) / d);
        const cosine = f(ahead * perD);
        const both = f(r + R[j]!);
        const free = f(d - both);
        const aside = f(Math.abs(left));

        // Density: (1 - d²/R²)² × (1 + cos), those ahead count double, those behind nothing; the own body 1.
        const part = positive(f(f(1) - f(d2 * perDensityRadius2)));
        density = f(density + f(f(part * part) * f(f(1) + cosine)));

        // Headway: who is in the way that the heading leads. Of two who walk the same way exactly one is behind.
        if (along < 0) {
          if (ahead >= 0 && aside <= f(both * oncomingShare) && free < oncomingGap)
            oncomingGap = free;
        } else if (f(ahead + otherAlong) > 0 && aside <= f(both * headwayShare)) {
          const space = f(free - f(follow * cosine));
          if (space < gap) gap = space;
        }

        // Turning away from bodies.
        const repel = f(fourth(positive(f(f(1) - f(free * repelPerRange)))) * perD);
        repelX = f(repelX - f(repel * dx));
        repelY = f(repelY - f(repel * dy));

        // Steering: sideways, away from where the other will be.
        if (ahead > 0) {
          const lead = f(anticipation * V[j]!);
          const closing = f(f(f(anticipation * v) * ahead) - f(lead * otherAlong));
          const foreseen = positive(f(free - f(closing * perD)));
          const against = f(steerMean - f(steerSpread * along));
          const weight = f(fourth(positive(f(f(1) - f(foreseen * steerPerRange)))) * against);
          const turning = f(f(hx * hjy) - f(hy * hjx));
          const foreseenLeft = f(left + f(lead * turning));
          push =
            foreseenLeft >= (along < 0 ? f(-keepRight) : 0) ? f(push - weight) : f(push + weight);
        }
      }
    }

    // Desired direction: the way, aside of it, away from walls.
    ground.clearanceAt(x, y);
    let wallPower = f(f(r - clear) * wallPerRange);
    wallPower = wallPower > -60 ? wallPower : f(-60);
    wallPower = wallPower < 4 ? wallPower : f(4);
    const wall = powerOfTwo(wallPower);
    const side = f(f(push * steerStrength) / f(f(1) + f(Math.abs(push))));
    const repel2 = f(f(repelX * repelX) + f(repelY * repelY));
    const turnAway = f(repelStrength / f(f(1) + f(f(Math.sqrt(repel2)) * repelBound)));
    let wishX = f(f(ex - f(side * ey)) + f(repelX * turnAway));
    let wishY = f(f(ey + f(side * ex)) + f(repelY * turnAway));
    // Along a wall, not into it: the part into it goes, the nearer the more.
    let into = f(f(wishX * ground.awayX) + f(wishY * ground.awayY));
    into = into < 0 ? into : f(0);
    const out = f(f(wall * wallStrength) - f(into * (wall < 1 ? wall : f(1))));
    wishX = f(wishX + f(out * ground.awayX));
    wishY = f(wishY + f(out * ground.awayY));
    const wish2 = f(f(wishX * wishX) + f(wishY * wishY));
    let newHX = hx;
    let newHY = hy;
    if (wish2 > f(1e-12)) {
      const scale = f(turnShare / f(Math.sqrt(wish2)));
      const keep = f(f(1) - turnShare);
      let towardsX = f(wishX * scale);
      let towardsY = f(wishY * scale);
      // Who wants to go back turns by a side first: straight back from straight ahead is no way to turn.
      if (f(f(hx * wishX) + f(hy * wishY)) < 0) {
        const turn = f(f(hx * wishY) - f(hy * wishX)) > 0 ? turnShare : f(-turnShare);
        towardsX = f(f(-hy) * turn);
        towardsY = f(hx * turn);
      }
      const turnedX = f(f(hx * keep) + towardsX);
      const turnedY = f(f(hy * keep) + towardsY);
      const turned2 = f(f(turnedX * turnedX) + f(turnedY * turnedY));
      if (turned2 > f(1e-12)) {
        const unit = f(f(1) / f(Math.sqrt(turned2)));
        newHX = f(turnedX * unit);
        newHY = f(turnedY * unit);
      }
    }

    // Speed: free, the gap's, the local density's.
    const perDensity = f(f(1) / f(density * densityWeight));
    let capPower = f(f(perDensity - perCapJam) * capShape);
    capPower = capPower > -60 ? capPower : f(-60);
    capPower = capPower < 0 ? capPower : f(0);
    let cap = f(f(f(1) - powerOfTwo(capPower)) * capScale);
    cap = Math.max(cap, capFloor);
    cap = cap < 1 ? cap : f(1);
    let speed = f(gap * perTimeGap);
    let past = f(oncomingGap * perTimeGap);
    past = Math.max(past, squeeze);
    speed = Math.min(speed, past);
    const most = f(f(V0[i]! * cap) * ground.surfaceFactor(cell, hx, hy));
    speed = Math.min(speed, most);
    speed = speed > 0 ? speed : f(0);
    if (stands) speed = f(0);

    // Place: along the heading, and out of walls.
    let newX = f(x + f(f(hx * speed) * dt));
    let newY = f(y + f(f(hy * speed) * dt));
    if (clear < f(f(r + f(speed * dt)) + f(0.3))) {
      const least = Math.max(f(r * f(0.6)), f(0.09));
      let free = ground.smoothClearanceAt(newX, newY);
      for (let attempt = 0; attempt < 2 && free < r; attempt++) {
        newX = f(newX + f(ground.awayX * f(r - free)));
        newY = f(newY + f(ground.awayY * f(r - free)));
        free = ground.smoothClearanceAt(newX, newY);
      }
      if (free < least && free < ground.smoothClearanceAt(x, y)) {
        newX = x;
        newY = y;
        speed = f(0);
      }
    }
    outX[i] = newX;
    outY[i] = newY;
    outHX[i] = newHX;
    outHY[i] = newHY;
    outV[i] = speed;
    if (lookAgain > 0 && speed === 0 && V0[i]! > 0 && !stands) {
      FIELD[i] = field | (restSteps(step, lookAgain, x, y) << FIELD_BITS);
    }
    ground.lookUpDirection(field, ground.cellAt(newX, newY));
    if (ground.toX === 0 && ground.toY === 0) {
      const chunk = (i / CHUNK) | 0;
      arrivals[chunk] = arrivals[chunk]! + 1;
    }
  }
}
