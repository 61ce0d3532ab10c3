import { createContext, useContext, useRef } from 'react';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { SeriesPoints } from '../../../domain/wire/contract.ts';
import { readWorld, useSeat, useWorld } from '../../seat.ts';
import { isReplay } from '../../state/is-replay.ts';
import { usePolled } from '../../ui/use-polled.ts';
import { sparkPath } from './timeline-data.ts';

const HOUR_MS = 60 * 60_000;
/** Asked for anew this often; in a replay, which may run much faster, where its time has gone on so far. */
const EVERY_MS = 30_000;
/** A replay's time is looked at this often. */
const LOOK_MS = 3_000;
const BOX = { width: 92, height: 18 } as const;
const POINTS = 46;

const Curves = createContext<Readonly<Record<string, SeriesPoints>>>({});

const NO_CURVES: Readonly<Record<string, SeriesPoints>> = {};

interface LastHour {
  /** The jump and the view that it was asked in. */
  readonly again: string;
  readonly to: Millis;
  readonly zones: Readonly<Record<string, SeriesPoints>>;
}

/** Asks for the last hour of all zones at once, for every sparkline inside. */
export function Sparklines({ children }: { readonly children: React.ReactNode }) {
  const seat = useSeat();
  const replayed = useWorld(({ world }) => isReplay(world));
  // After a jump, and in another view, the hour is another one.
  const again = useWorld(({ jumps, world }) => `${jumps} ${world.replay?.view}`);
  const last = useRef<LastHour>(undefined);
  const ask = async () => {
    const to = readWorld(seat).world.time;
    const known = last.current;
    const isFresh = replayed && known?.again === again && Math.abs(to - known.to) < EVERY_MS;
    if (isFresh) return known.zones;
    const input = { from: to - HOUR_MS, to, points: POINTS };
    const { zones } = await seat.call('series.zones', input);
    last.current = { again, to, zones };
    return zones;
  };
  const { answer } = usePolled(ask, replayed ? LOOK_MS : EVERY_MS, again);
  return <Curves value={answer ?? NO_CURVES}>{children}</Curves>;
}

/** The last hour of a zone: its shape; how full the zone is tells the bar beside it. */
export function Sparkline({ id, full }: { readonly id: string; readonly full: number }) {
  const points = useContext(Curves)[id];
  const most = points ? Math.max(...points.max, 0) : 0;
  // A quarter of the capacity fills the height at least: a calm zone must not look like a mountain.
  const path = points ? sparkPath(points, BOX, Math.max(full / 4, most * 1.1)) : '';
  return (
    <svg className="sparkline" viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden>
      <path d={path} />
    </svg>
  );
}
