import { useLayoutEffect, useRef } from 'react';
import type { ShownLevel } from './level-shapes.ts';

interface BarProps {
  /** Shares of capacity; more than 1 fills the bar. */
  readonly share: number | undefined;
  readonly sdShare: number | undefined;
  readonly level: ShownLevel;
  readonly stale: boolean;
}

/** People against capacity, with the band of one standard deviation. */
export function Bar({ share, sdShare, level, stale }: BarProps) {
  const ref = useRef<HTMLSpanElement>(null);
  const known = share !== undefined;
  useLayoutEffect(() => {
    const style = ref.current?.style;
    const band = sdShare ?? 0;
    const from = clamp((share ?? 0) - band);
    style?.setProperty('--share', `${clamp(share ?? 0)}`);
    style?.setProperty('--band-from', `${from}`);
    style?.setProperty('--band-width', `${clamp((share ?? 0) + band) - from}`);
  }, [share, sdShare]);
  return (
    <span className={`bar bar-${level}${stale || !known ? ' stale' : ''}`} ref={ref} aria-hidden>
      <span className="bar-fill" />
      <span className="bar-band" />
    </span>
  );
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
