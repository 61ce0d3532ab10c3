import { describe, expect, test } from 'vitest';
import { placeWindow, type Screen } from './window-placement.ts';

const screen = (id: number, x: number): Screen => ({
  id,
  workArea: { x, y: 0, width: 1920, height: 1040 },
});
const LEFT = screen(1, -1920);
const MIDDLE = screen(2, 0);
const RIGHT = screen(3, 1920);

describe('a window that opens for the first time', () => {
  test('alone on one screen: command, review and planner maximised, the wall a window over most of it', () => {
    expect(placeWindow('command', undefined, [MIDDLE])).toEqual({
      display: 2,
      bounds: { x: 96, y: 52, width: 1728, height: 936 },
      maximized: true,
      fullScreen: false,
    });
    expect(placeWindow('wall', undefined, [MIDDLE])).toMatchObject({
      display: 2,
      maximized: false,
      fullScreen: false,
    });
    expect(placeWindow('review', undefined, [MIDDLE])).toMatchObject({ display: 2 });
    expect(placeWindow('planner', undefined, [MIDDLE])).toMatchObject({
      display: 2,
      maximized: true,
    });
  });

  test('on three screens: command on the first, the wall fills the second, review and planner on the third', () => {
    const screens = [MIDDLE, LEFT, RIGHT] as const;
    expect(placeWindow('command', undefined, [...screens]).display).toBe(2);
    expect(placeWindow('wall', undefined, [...screens])).toMatchObject({
      display: 1,
      fullScreen: true,
    });
    expect(placeWindow('wall', undefined, [...screens]).bounds.x).toBeLessThan(0);
    expect(placeWindow('review', undefined, [...screens]).display).toBe(3);
    expect(placeWindow('planner', undefined, [...screens]).display).toBe(3);
  });
});

describe('a window that is remembered', () => {
  const remembered = {
    display: 1,
    bounds: { x: -1800, y: 100, width: 1000, height: 700 },
    maximized: false,
    fullScreen: false,
  };

  test('opens where it stood', () => {
    expect(placeWindow('review', remembered, [MIDDLE, LEFT])).toEqual(remembered);
  });

  test('opens anew when its screen is gone', () => {
    expect(placeWindow('review', remembered, [MIDDLE, RIGHT]).display).toBe(3);
  });

  test.each([
    { x: -2900, y: 100, width: 1000, height: 700 },
    { x: -1800, y: 1_000, width: 1000, height: 700 },
    { x: -101, y: 100, width: 1000, height: 700 },
  ])('opens anew when it could hardly be seen: %o', (bounds) => {
    const place = placeWindow('review', { ...remembered, bounds }, [MIDDLE, LEFT]);
    expect(place.bounds).not.toEqual(bounds);
  });
});
