import type { Display, Rectangle } from 'electron';
import type { WindowKind, WindowPlace } from './window-memory.ts';

/** What placing a window needs to know of a screen. */
export type Screen = Pick<Display, 'id' | 'workArea'>;

/** A remembered window must show at least this much of itself, so that a hand can take it. */
const LEAST_SEEN = { width: 200, height: 100 };
/** Of a screen's work area, for a window that is placed the first time. */
const FIRST_SHARE = 0.9;

/**
 * Where a window opens: where it stood, if that screen is still there; else command on the first screen, wall over the
 * whole of the second, review and planner on the last. `screens` begins with the primary one and is never empty.
 */
export function placeWindow(
  kind: WindowKind,
  remembered: WindowPlace | undefined,
  screens: readonly [Screen, ...Screen[]],
): WindowPlace {
  const same = screens.find(({ id }) => id === remembered?.display);
  if (remembered && same && isSeen(remembered.bounds, same.workArea)) return remembered;
  const [primary, second = primary] = screens;
  const last = screens.at(-1) ?? primary;
  const screen = { command: primary, wall: second, review: last, planner: last }[kind];
  return {
    display: screen.id,
    bounds: middleOf(screen.workArea),
    maximized: kind !== 'wall',
    fullScreen: kind === 'wall' && screen !== primary,
  };
}

function isSeen(bounds: Rectangle, area: Rectangle): boolean {
  const seen = (from: number, length: number, areaFrom: number, areaLength: number) =>
    Math.min(from + length, areaFrom + areaLength) - Math.max(from, areaFrom);
  return (
    seen(bounds.x, bounds.width, area.x, area.width) >= LEAST_SEEN.width &&
    seen(bounds.y, bounds.height, area.y, area.height) >= LEAST_SEEN.height
  );
}

function middleOf(area: Rectangle): Rectangle {
  const width = Math.round(area.width * FIRST_SHARE);
  const height = Math.round(area.height * FIRST_SHARE);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}
