import { createContext, useContext } from 'react';
import type { SeriesPoints } from '../../../domain/wire/contract.ts';
import { readWorld, useSeat } from '../../seat.ts';
import { usePolled } from '../../ui/use-polled.ts';
import { sparkPath } from './timeline-data.ts';

const HOUR_MS = 60 * 60_000;
/** Asked for anew this often. */
const EVERY_MS = 30_000;
const BOX = { width: 92, height: 18 } as const;
const POINTS = 46;

const Curves = createContext<Readonly<Record<string, SeriesPoints>>>({});

/** Asks for the last hour of all zones at once, for every sparkline inside. */
export function Sparklines({ children }: { readonly children: React.ReactNode }) {
  const seat = useSeat();
  const ask = async () => {
    const to = readWorld(seat).world.time;
    return await seat.call('series.zones', { from: to - HOUR_MS, to, points: POINTS });
  };
  const { answer } = usePolled(ask, EVERY_MS, '');
  return <Curves value={answer?.zones ?? {}}>{children}</Curves>;
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
