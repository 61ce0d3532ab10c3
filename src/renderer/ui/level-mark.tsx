import { useLayoutEffect, useRef } from 'react';
import { readWorld, useSeat, useWords } from '../seat.ts';
import { isFresh, PULSE } from './fresh-level.ts';
import { LEVEL_SHAPES, type ShownLevel, UNKNOWN_HATCH } from './level-shapes.ts';

interface LevelMarkProps {
  readonly level: ShownLevel;
  /** The place that stands at that level: its mark says so when it turns red. Absent: the mark keeps still. */
  readonly of?: string;
}

/** A level by shape and colour, named for those who do not see it. */
export function LevelMark({ level, of }: LevelMarkProps) {
  const seat = useSeat();
  const { t } = useWords();
  const ref = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (level !== 'red' || of === undefined) return;
    const { world, now } = readWorld(seat);
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (isStill || !isFresh(world, now, of)) return;
    // Not by a style sheet: a row that is moved in its list would begin anew, and blink for ever where rows change places.
    ref.current?.animate(PULSE.frames, PULSE.timing);
  }, [seat, level, of]);
  return (
    <svg
      ref={ref}
      className={`level-mark level-${level}`}
      viewBox="0 0 16 16"
      role="img"
      aria-label={`${t('level.label')} ${t(`level.${level}`)}`}
    >
      <path d={LEVEL_SHAPES[level]} />
      {level === 'unknown' && <path d={UNKNOWN_HATCH} />}
    </svg>
  );
}
