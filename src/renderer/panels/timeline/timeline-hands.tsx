import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { SeriesPoints } from '../../../domain/wire/contract.ts';
import { BROWSER_TIMERS } from '../../link/timers.ts';
import { seekTo } from '../../review/replay-actions.ts';
import { useReview, useSeat, useUi, useWords, useWorld } from '../../seat.ts';
import { valueAt } from './timeline-data.ts';
import { brushed, following, pan, type TimeSpan, zoomAround } from './timeline-window.ts';

interface TimelineHandsProps {
  readonly whole: TimeSpan;
  readonly shown: TimeSpan;
  readonly total: SeriesPoints;
  readonly isReplay: boolean;
}

/** A pointer that moves no farther clicks. */
const CLICK_PX = 4;
/** So near to the playhead a press takes hold of it. */
const GRIP_PX = 7;
const WHEEL_STEP = 1.25;
/** A part on show goes with the playhead at most this often: each time its curves are asked for. */
const FOLLOW_MS = 1_000;

/**
 * What hands do on the curve: a click goes to the instant (in a replay), a drag shows that part of the night, the
 * wheel zooms, with Shift it moves along; the playhead can be dragged.
 */
export function TimelineHands({ whole, shown, total, isReplay }: TimelineHandsProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const area = useRef<HTMLDivElement>(null);
  const hint = useRef<HTMLSpanElement>(null);
  const press = useRef<{ x: number; holdsPlayhead: boolean }>(undefined);
  const [brush, setBrush] = useState<readonly [number, number]>();
  const zoomed = useUi((state) => state.timelineSpan !== undefined);
  const time = useWorld(({ world }) => world.time);
  const wanted = useReview((state) => state.wanted);
  const loop = useWorld(({ world }) => world.replay?.loop);
  const playhead = wanted ?? time;
  const show = (timelineSpan: TimeSpan | undefined) => seat.ui.setState({ timelineSpan });
  const latest = useRef({ whole, shown, show });
  latest.current = { whole, shown, show };

  const followedAt = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const { whole: all, shown: part, show: showPart } = latest.current;
      const by = event.deltaY || event.deltaX;
      const box = element.getBoundingClientRect();
      const at = part.from + ((event.clientX - box.left) / box.width) * (part.to - part.from);
      if (event.shiftKey) showPart(pan(part, Math.sign(by) * 0.15, all));
      else showPart(zoomAround(part, at, by > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, all));
    };
    // React listens to the wheel passively and could not keep the page where it is.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);
  // A part on show goes with a replay that plays out of it; brushing and zooming stay as they are.
  useEffect(() => {
    if (!zoomed || !isReplay || wanted !== undefined || loop) return undefined;
    const follow = () => {
      // What was asked for last, not what has been answered: that comes later, and would be moved again.
      const part = seat.ui.getState().timelineSpan;
      const next = part && following(part, time, latest.current.whole);
      if (next === part) return;
      followedAt.current = BROWSER_TIMERS.now();
      latest.current.show(next);
    };
    const wait = followedAt.current + FOLLOW_MS - BROWSER_TIMERS.now();
    if (wait > 0) return BROWSER_TIMERS.after(wait, follow);
    follow();
    return undefined;
  }, [seat, time, zoomed, isReplay, wanted, loop]);

  const span = Math.max(1, shown.to - shown.from);
  const xOf = (at: Millis) => ((at - shown.from) / span) * (area.current?.clientWidth ?? 0);
  const placeOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.min(box.width, Math.max(0, event.clientX - box.left));
    return { x, at: shown.from + (x / Math.max(1, box.width)) * span };
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const { x } = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    const holdsPlayhead = isReplay && Math.abs(x - xOf(playhead)) <= GRIP_PX;
    press.current = { x, holdsPlayhead };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const { x, at } = placeOf(event);
    tell(hint.current, x, `${format.time(at)}  ${format.count(valueAt(total, at))}`);
    const pressed = press.current;
    if (!pressed) return;
    if (pressed.holdsPlayhead) seekTo(seat, at);
    else if (Math.abs(x - pressed.x) > CLICK_PX) setBrush([pressed.x, x]);
  };
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const { x, at } = placeOf(event);
    const pressed = press.current;
    press.current = undefined;
    setBrush(undefined);
    if (!pressed || pressed.holdsPlayhead) return;
    const began = shown.from + (pressed.x / Math.max(1, event.currentTarget.clientWidth)) * span;
    if (Math.abs(x - pressed.x) > CLICK_PX) show(brushed(began, at, whole));
    else if (isReplay) seekTo(seat, at);
  };
  const share = (at: Millis) => (at - shown.from) / span;
  // Between two questions the night of a live session goes on past what was asked for: now stands at the end.
  const isAtEnd = !isReplay && !zoomed && playhead > shown.to;
  const inSight = playhead >= shown.from && (playhead <= shown.to || isAtEnd);
  return (
    <div className="timeline-hands" ref={area}>
      <div
        className="timeline-touch"
        role="slider"
        tabIndex={0}
        aria-label={t(isReplay ? 'timeline.playhead' : 'timeline.now')}
        aria-valuemin={whole.from}
        aria-valuemax={whole.to}
        aria-valuenow={playhead}
        aria-valuetext={`${format.date(playhead)} ${format.time(playhead)}`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerLeave={() => tell(hint.current, 0, '')}
        onDoubleClick={() => show(undefined)}
      />
      {loop && <Stretch className="timeline-loop" from={share(loop.from)} to={share(loop.to)} />}
      {brush && (
        <Stretch
          className="timeline-brush"
          from={Math.min(...brush) / Math.max(1, area.current?.clientWidth ?? 1)}
          to={Math.max(...brush) / Math.max(1, area.current?.clientWidth ?? 1)}
        />
      )}
      {inSight && <Playhead share={Math.min(1, share(playhead))} isReplay={isReplay} />}
      <span className="timeline-hint" ref={hint} aria-hidden />
      {zoomed && (
        <button type="button" className="timeline-whole" onClick={() => show(undefined)}>
          {t('timeline.whole')}
        </button>
      )}
    </div>
  );
}

interface StretchProps {
  readonly className: string;
  /** Shares of the width. */
  readonly from: number;
  readonly to: number;
}

function Stretch({ className, from, to }: StretchProps) {
  const left = Math.min(1, Math.max(0, from));
  const right = Math.min(1, Math.max(0, to));
  const style = { left: `${100 * left}%`, width: `${100 * (right - left)}%` };
  return <span className={className} style={style} aria-hidden />;
}

function Playhead({ share, isReplay }: { readonly share: number; readonly isReplay: boolean }) {
  return (
    <span
      className={isReplay ? 'playhead held' : 'playhead'}
      style={{ left: `${100 * share}%` }}
      aria-hidden
    />
  );
}

/** What the pointer is over, written past React: it follows every move. */
function tell(hint: HTMLElement | null, x: number, words: string): void {
  if (!hint) return;
  hint.textContent = words;
  hint.style.setProperty('--hint-x', `${x}px`);
  hint.classList.toggle('shown', words !== '');
  const isRight = x > (hint.parentElement?.clientWidth ?? 0) - 130;
  hint.classList.toggle('to-left', isRight);
}
