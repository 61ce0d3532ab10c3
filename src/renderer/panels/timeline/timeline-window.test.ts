import { describe, expect, test } from 'vitest';
import { brushed, following, LEAST_WINDOW_MS, pan, zoomAround } from './timeline-window.ts';

const whole = { from: 0, to: 1_000_000 };

describe('the part of the night on show', () => {
  test('zooms around the instant under the pointer, which stays where it is', () => {
    const zoomed = zoomAround(whole, 250_000, 0.5, whole);
    expect(zoomed).toEqual({ from: 125_000, to: 625_000 });
    expect(zoomed && zoomAround(zoomed, 250_000, 2, whole)).toBeUndefined();
  });

  test('never leaves the night, nor becomes too short to see', () => {
    expect(zoomAround(whole, 0, 0.5, whole)).toEqual({ from: 0, to: 500_000 });
    const tiny = zoomAround({ from: 0, to: 40_000 }, 20_000, 0.1, whole);
    expect(tiny && tiny.to - tiny.from).toBe(LEAST_WINDOW_MS);
    expect(pan({ from: 0, to: 100_000 }, -1, whole)).toEqual({ from: 0, to: 100_000 });
    expect(pan({ from: 0, to: 100_000 }, 0.5, whole)).toEqual({ from: 50_000, to: 150_000 });
  });

  test('is what was brushed, from either side', () => {
    expect(brushed(300_000, 200_000, whole)).toEqual({ from: 200_000, to: 300_000 });
    expect(brushed(-5, 2_000_000, whole)).toBeUndefined();
  });

  test('goes with a playhead that leaves it, and only then', () => {
    const shown = { from: 100_000, to: 200_000 };
    expect(following(shown, 150_000, whole)).toBe(shown);
    expect(following(shown, 210_000, whole)).toEqual({ from: 200_000, to: 300_000 });
    expect(following(shown, 995_000, whole)).toEqual({ from: 900_000, to: 1_000_000 });
  });
});
