import { expect, test } from 'vitest';
import { DENSITY_SCALE, rgbOf } from './density-scale.ts';

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const linear = (part: number) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const [red, green, blue] = rgbOf(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

test('densities rise', () => {
  const densities = DENSITY_SCALE.map(({ perM2 }) => perM2);
  expect(densities).toEqual(densities.toSorted((a, b) => a - b));
});

test('luminance rises to 2.5 and never falls above 4.5', () => {
  const lights = DENSITY_SCALE.map(({ perM2, hex }) => ({ perM2, light: luminance(hex) }));
  for (const range of [
    lights.filter((at) => at.perM2 <= 2.5),
    lights.filter((at) => at.perM2 >= 4.5),
  ]) {
    const values = range.map(({ light }) => light);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  }
});
