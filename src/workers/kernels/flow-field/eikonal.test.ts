import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packDirections, ringsAround } from './direction-field.ts';
import { EikonalSolver, UNREACHABLE } from './eikonal.ts';

/** Fast marching with a plain search for the least value: the reference, slow and obvious. */
function fastMarching(
  cols: number,
  cellM: number,
  passable: Uint8Array,
  seeds: readonly number[],
  slowness: Float32Array | undefined,
): Float32Array {
  const travel = new Float32Array(passable.length).fill(UNREACHABLE);
  const open = new Set<number>();
  const done = new Set<number>();
  for (const seed of seeds) {
    travel[seed] = 0;
    open.add(seed);
  }
  const value = (cell: number) => travel[cell] as number;
  while (open.size > 0) {
    const cell = [...open].reduce((best, other) => (value(other) < value(best) ? other : best));
    open.delete(cell);
    done.add(cell);
    for (const next of [cell - 1, cell + 1, cell - cols, cell + cols]) {
      if (passable[next] !== 1 || done.has(next)) continue;
      const cost = cellM * (slowness?.[next] ?? 1);
      const a = Math.min(value(next - 1), value(next + 1));
      const b = Math.min(value(next - cols), value(next + cols));
      const apart = Math.abs(a - b);
      const through =
        apart >= cost
          ? Math.min(a, b) + cost
          : 0.5 * (a + b + Math.sqrt(2 * cost * cost - apart * apart));
      if (through >= value(next)) continue;
      travel[next] = through;
      open.add(next);
    }
  }
  return travel;
}

/** Everything within the border. */
function open(cols: number, rows: number): Uint8Array {
  return Uint8Array.from({ length: cols * rows }, (_, cell) => {
    const col = cell % cols;
    const row = Math.floor(cell / cols);
    return col > 0 && row > 0 && col < cols - 1 && row < rows - 1 ? 1 : 0;
  });
}

test('the bucket queue finds what fast marching finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }),
      fc.option(
        fc.array(fc.double({ min: 0.7, max: 12, noNaN: true }), { minLength: 400, maxLength: 400 }),
        { nil: undefined },
      ),
      fc.integer({ min: 21, max: 378 }),
      (walls, costs, seed) => {
        const passable = open(20, 20).map((free, cell) =>
          walls[cell] && cell % 3 === 0 ? 0 : free,
        );
        if (passable[seed] === 0) return;
        const slowness = costs && Float32Array.from(costs);
        const travel = new Float32Array(400);
        new EikonalSolver(20, 0.5, passable).solve([seed], travel, slowness);
        const expected = fastMarching(20, 0.5, passable, [seed], slowness);
        travel.forEach((metres, cell) => {
          expect(Math.abs(metres - (expected[cell] ?? 0))).toBeLessThan(1e-3);
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('in an open room it is the distance, to first order of the cell', () => {
  const cols = 203;
  const passable = open(cols, cols);
  const travel = new Float32Array(passable.length);
  const seed = 101 * cols + 101;
  new EikonalSolver(cols, 0.25, passable).solve([seed], travel);
  let worst = 0;
  passable.forEach((free, cell) => {
    if (free === 0) return;
    const east = ((cell % cols) - 101) * 0.25;
    const north = (Math.floor(cell / cols) - 101) * 0.25;
    worst = Math.max(worst, Math.abs((travel[cell] ?? 0) - Math.sqrt(east * east + north * north)));
  });
  // Known of the first-order upwind scheme from a point: about h × log(distance / h).
  expect(worst).toBeLessThan(0.8);
  expect(travel[seed + 80]).toBeCloseTo(20, 3);
});

test('directions lead to the destination from everywhere and never into a wall', () => {
  const cols = 60;
  const passable = open(cols, 40);
  for (let row = 1; row < 30; row++) passable[row * cols + 30] = 0;
  const seed = 5 * cols + 50;
  const travel = new Float32Array(passable.length);
  new EikonalSolver(cols, 0.5, passable).solve([seed], travel);
  const directions = new Uint16Array(passable.length);
  packDirections(travel, cols, ringsAround(passable, cols), directions);
  expect(directions[seed]).toBe(0);
  for (let cell = 0; cell < passable.length; cell += 13) {
    if (passable[cell] === 0 || cell === seed) continue;
    let col = (cell % cols) + 0.5;
    let row = Math.floor(cell / cols) + 0.5;
    for (let step = 0; Math.floor(row) * cols + Math.floor(col) !== seed; step++) {
      const word = directions[Math.floor(row) * cols + Math.floor(col)] ?? 0;
      col += (((word << 24) >> 24) / 127) * 0.3;
      row += (((word << 16) >> 24) / 127) * 0.3;
      expect(step).toBeLessThan(600);
      // Cells of the rings have a direction too: a stride may brush them, not stay.
      if (step % 20 === 19)
        expect(travel[Math.floor(row) * cols + Math.floor(col)]).toBeLessThan(80);
    }
  }
});

test('what cannot be reached says so', () => {
  const passable = open(20, 10);
  for (let row = 0; row < 10; row++) passable[row * 20 + 10] = 0;
  const travel = new Float32Array(200);
  new EikonalSolver(20, 1, passable).solve([5 * 20 + 5], travel);
  expect(travel[5 * 20 + 15]).toBe(UNREACHABLE);
});
