import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';

const IMAGES = fileURLToPath(new URL('./images', import.meta.url));
/** Edges are smoothed a little differently from one driver to the next; what moved or changed colour is far above. */
const TOLERANCE = { threshold: 0.2, maxDiffPixelRatio: 0.006 };

/**
 * Compares a picture with the accepted ones: `name.png`, and `name-….png` of other drivers. One that matches is enough;
 * without any the picture is written for a person to look at, and the test fails.
 */
export function matchGolden(picture: Buffer, name: string): void {
  const accepted = (existsSync(IMAGES) ? readdirSync(IMAGES) : []).filter(
    (file) => file === `${name}.png` || (file.startsWith(`${name}-`) && file.endsWith('.png')),
  );
  const failures: unknown[] = [];
  for (const file of accepted.length > 0 ? accepted : [`${name}.png`]) {
    try {
      expect(picture).toMatchSnapshot(file, TOLERANCE);
      return;
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw failures[0];
}
