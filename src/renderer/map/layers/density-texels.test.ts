import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { NEVER_SUPPORTED } from '../../../domain/crowd/density-frame.ts';
import { SURFACES } from '../../../domain/crowd/surface.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { emptyTexels, scatterFrame, surfaceTexels } from './density-texels.ts';

const ground = buildGround(twoSquares());

test('rows are whole multiples of four bytes and hold every column', () => {
  const texels = emptyTexels(ground);
  expect(texels.width).toBeGreaterThanOrEqual(ground.grid.cols);
  expect((texels.width * 2) % 4).toBe(0);
  expect(texels.bytes.length).toBe(texels.width * ground.grid.rows * 2);
});

test('a site of which nothing is known tells walls from ground without support', () => {
  const texels = emptyTexels(ground);
  const walls = texels.bytes.filter((_, at) => at % 2 === 0).filter((code) => code === 255).length;
  expect(walls).toBe(texels.width * texels.height - ground.cellCount);
});

test('codes go to the grid cell of their walk index', () => {
  const texels = emptyTexels(ground);
  const density = new Uint8Array(ground.cellCount);
  const age = new Uint8Array(ground.cellCount);
  const walk = Math.floor(ground.cellCount / 2);
  density[walk] = 112;
  age[walk] = 7;
  scatterFrame({ issuedAt: 0, density, age }, ground, texels);
  const cell = ground.gridCell[walk] ?? 0;
  const row = Math.floor(cell / ground.grid.cols);
  const at = (row * texels.width + (cell % ground.grid.cols)) * 2;
  expect([texels.bytes[at], texels.bytes[at + 1]]).toEqual([112, 7]);
});

test('a cell without support is never taken for a wall, whatever density came with it', () => {
  const texels = emptyTexels(ground);
  const density = new Uint8Array(ground.cellCount).fill(255);
  const age = new Uint8Array(ground.cellCount).fill(NEVER_SUPPORTED);
  scatterFrame({ issuedAt: 0, density, age }, ground, texels);
  expect(texels.bytes).toEqual(emptyTexels(ground).bytes);
});

test('the surface of each cell is told, and walls have none', () => {
  const { width, height, bytes } = surfaceTexels(ground);
  expect(width % 4).toBe(0);
  expect(bytes.length).toBe(width * height);
  const { cols, cellM, westM, southM } = ground.grid;
  expect(width).toBeGreaterThanOrEqual(cols);
  const at = (east: number, north: number) =>
    bytes[Math.floor((north - southM) / cellM) * width + Math.floor((east - westM) / cellM)];
  expect(at(30.5, 30.5)).toBe(1 + SURFACES.indexOf('walkway'));
  expect(at(60.5, 50.5)).toBe(1 + SURFACES.indexOf('stairs'));
  expect(at(22.5, 17.5)).toBe(0);
});
