import type { Millis } from '../../../domain/base/quantity.ts';
import type { ReviewSpans } from '../../../domain/wire/review-contract.ts';
import { select } from '../../commands/commands.ts';
import { recall, seekTo } from '../../review/replay-actions.ts';
import { useReview, useSeat, useWords } from '../../seat.ts';
import { markWords } from './mark-words.ts';
import { groupMarks, type MarkGroup, type TimelineMark } from './timeline-data.ts';
import type { TimeSpan } from './timeline-window.ts';

interface TimelineLanesProps {
  readonly shown: TimeSpan;
  readonly marks: readonly TimelineMark[];
  readonly spans: ReviewSpans;
  readonly widthPx: number;
}

/** Marks closer than this would cover each other. */
const APART_PX = 9;
/** Marks that one mark names before it only counts them. */
const NAMED = 8;

/** Above the curve: alerts, orders, warnings, bookmarks; over it: flights and times without data. */
export function TimelineLanes({ shown, marks, spans, widthPx }: TimelineLanesProps) {
  const { t } = useWords();
  const length = Math.max(1, shown.to - shown.from);
  const groups = groupMarks(marks, shown, (APART_PX * length) / Math.max(1, widthPx));
  const place = (at: Millis) => `${(100 * (at - shown.from)) / length}%`;
  return (
    <>
      <ul className="timeline-marks" aria-label={t('timeline.marks')}>
        {groups.map((group) => (
          <GroupMark
            key={`${group.kind} ${group.at} ${group.marks.length}`}
            group={group}
            left={place(group.at)}
          />
        ))}
        <Bookmarks shown={shown} place={place} />
      </ul>
      <Lasting shown={shown} spans={spans} />
    </>
  );
}

interface GroupMarkProps {
  readonly group: MarkGroup;
  readonly left: string;
}

function GroupMark({ group, left }: GroupMarkProps) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const said = group.marks.map((mark) => ({
    ...markWords(mark, { facts: seat.facts, t, format, language }),
    at: mark.at,
  }));
  const lines = said.slice(0, NAMED).map(({ at, words }) => `${format.time(at)} ${words}`);
  const more = said.length - lines.length;
  const title = [...lines, ...(more > 0 ? [t('timeline.more', { n: more })] : [])].join('\n');
  const go = () => {
    const target = said.find((each) => each.target)?.target;
    seekTo(seat, group.at);
    if (target) select(seat, target);
  };
  return (
    <li style={{ left }}>
      <button
        type="button"
        className={`timeline-mark mark-${group.kind}`}
        title={title}
        aria-label={title}
        onClick={go}
      />
    </li>
  );
}

interface BookmarksProps {
  readonly shown: TimeSpan;
  readonly place: (at: Millis) => string;
}

function Bookmarks({ shown, place }: BookmarksProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const bookmarks = useReview(({ marks }) => marks.bookmarks);
  return bookmarks
    .filter(({ at }) => at >= shown.from && at <= shown.to)
    .map((bookmark) => {
      const title = t('timeline.bookmark', {
        time: format.time(bookmark.at),
        title: bookmark.title,
      });
      return (
        <li key={bookmark.id} style={{ left: place(bookmark.at) }}>
          <button
            type="button"
            className="timeline-mark mark-bookmark"
            title={title}
            aria-label={title}
            onClick={() => recall(seat, bookmark)}
          />
        </li>
      );
    });
}

/** What lasts: flights as thin bars, times without data hatched. */
function Lasting({ shown, spans }: { readonly shown: TimeSpan; readonly spans: ReviewSpans }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const length = Math.max(1, shown.to - shown.from);
  const styleOf = ({ from, to }: TimeSpan) => {
    const left = Math.max(0, (from - shown.from) / length);
    const right = Math.min(1, (to - shown.from) / length);
    return { left: `${100 * left}%`, width: `max(2px, ${100 * (right - left)}%)` };
  };
  const inSight = ({ from, to }: TimeSpan) => to >= shown.from && from <= shown.to;
  const drones = [...new Set(spans.flights.map(({ drone }) => drone))];
  const hours = ({ from, to }: TimeSpan) => ({ from: format.time(from), to: format.time(to) });
  return (
    <div className="timeline-lasting">
      {spans.gaps.filter(inSight).map((gap) => {
        const sensors = gap.sensors
          ?.slice(0, NAMED)
          .map((id) => seat.facts.sensors.get(id)?.name[language] ?? id);
        const title = sensors
          ? t('timeline.silent', { ...hours(gap), sensors: sensors.join(', ') })
          : t('timeline.gap', hours(gap));
        return (
          <span
            key={`${gap.from} ${gap.sensors?.join(' ') ?? ''}`}
            className={gap.sensors ? 'timeline-gap partly' : 'timeline-gap'}
            style={styleOf(gap)}
            title={title}
          />
        );
      })}
      {spans.flights.filter(inSight).map((flight) => (
        <span
          key={`${flight.drone} ${flight.from}`}
          className={`timeline-flight lane-${drones.indexOf(flight.drone) % 4}`}
          style={styleOf(flight)}
          title={t('timeline.flight', { drone: flight.drone, ...hours(flight) })}
        />
      ))}
      <span className="hidden">
        {spans.gaps
          .filter((gap) => !gap.sensors && inSight(gap))
          .map((gap) => t('timeline.gap', hours(gap)))
          .join('; ')}
      </span>
    </div>
  );
}
