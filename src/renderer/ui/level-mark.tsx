import { useWords } from '../seat.ts';
import { LEVEL_SHAPES, type ShownLevel, UNKNOWN_HATCH } from './level-shapes.ts';

/** A level by shape and colour, named for those who do not see it. */
export function LevelMark({ level }: { readonly level: ShownLevel }) {
  const { t } = useWords();
  return (
    <svg
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
