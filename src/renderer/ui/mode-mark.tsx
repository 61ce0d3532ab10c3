import type { CheckpointMode } from '../../domain/site/site.ts';
import { MODE_GLYPHS } from './mode-glyphs.ts';

/** The glyph of a checkpoint's mode; the word stands beside it. Hollow: nobody is on it. */
export function ModeMark({
  mode,
  staffed,
}: {
  readonly mode: CheckpointMode;
  readonly staffed: boolean;
}) {
  const look = staffed ? '' : ' hollow';
  return (
    <svg className={`mode-mark mode-${mode}${look}`} viewBox="-2 -2 20 20" aria-hidden="true">
      <rect x="-1" y="-1" width="18" height="18" rx="4" />
      <path d={MODE_GLYPHS[mode]} />
    </svg>
  );
}
