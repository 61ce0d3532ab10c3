import { seekTo } from '../../review/replay-actions.ts';
import { useSeat, useWords } from '../../seat.ts';
import type { PhaseSpan } from './timeline-data.ts';
import type { TimeSpan } from './timeline-window.ts';

interface TimelinePhasesProps {
  readonly shown: TimeSpan;
  readonly phases: readonly PhaseSpan[];
  readonly widthPx: number;
}

/** At most so wide is a letter at the size of the timeline's words: a Chinese one, and another. */
const LETTER_PX = { wide: 12.5, narrow: 7.5 } as const;
const MARGIN_PX = 10;

/** The phases of the night, each over all of its time, in a row of their own; a name stands where it fits. */
export function TimelinePhases({ shown, phases, widthPx }: TimelinePhasesProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const length = Math.max(1, shown.to - shown.from);
  return (
    <ol className="timeline-phases" aria-label={t('timeline.phases')}>
      {phases.map(({ phase, began, from, to }) => {
        const name = t(`phase.${phase}`);
        const title = `${format.time(began)} ${t('phase.label')}: ${name}`;
        const share = (to - from) / length;
        const style = {
          left: `${(100 * (from - shown.from)) / length}%`,
          width: `${100 * share}%`,
        };
        return (
          <li key={`${phase} ${began}`} style={style}>
            <button
              type="button"
              className="timeline-phase"
              title={title}
              aria-label={title}
              onClick={() => seekTo(seat, began)}
            >
              {widthOf(name) <= share * widthPx && name}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** About as wide as it is drawn, rather wider. */
function widthOf(name: string): number {
  let width = MARGIN_PX;
  for (const letter of name) {
    width += letter > '\u2e7f' ? LETTER_PX.wide : LETTER_PX.narrow;
  }
  return width;
}
