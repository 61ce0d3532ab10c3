import type { Millis } from '../base/quantity.ts';
import { MINUTE } from '../base/quantity.ts';
import type { CounterFold } from './counter-fold.ts';
import type { PlannedPeople } from './planned-people.ts';
import type { EgressReview, FigureAt, FigureOver, ReviewCurve } from './review-report.ts';

/** Shares of the people of the beginning whose leaving is timed. */
const LEFT_SHARES = [0.25, 0.5, 0.75, 0.9] as const;
/** Minutes after which those who have left are counted. */
const LEFT_AFTER_MIN = [10, 20, 30, 45, 60] as const;

/**
 * How the area emptied from the beginning of phase egress until `to`: the curve of the area, and people per minute by
 * each counter of a way out. Counts are as counted, at the minute in which it was true. Beside it the plan's curve at the
 * same minutes, where the event has one for that time.
 */
export function egressReview(
  began: FigureAt,
  to: Millis,
  curve: ReviewCurve,
  exits: ReturnType<CounterFold['exits']>,
  plan?: PlannedPeople,
): EgressReview {
  const from = began.at;
  const points = curve.at.flatMap((at, index): FigureAt[] => {
    if (at < from || at > to) return [];
    return [figureAt(at, curve.area[index] ?? undefined)];
  });
  const planned = points.map(({ at }) => figureAt(at, plan?.(at)));
  return {
    from,
    to,
    began,
    curve: points,
    ...(planned.some(({ value }) => value !== undefined) ? { planned } : {}),
    exits: exits
      .map(({ counter, minutes }) => exitReview(counter, minutes, from, to))
      .filter(({ people }) => (people.value ?? 0) > 0)
      .sort((a, b) => (b.people.value ?? 0) - (a.people.value ?? 0)),
    minutesUntilLeft: LEFT_SHARES.map((share) => untilLeft(share, began, points)),
    leftAfter: LEFT_AFTER_MIN.flatMap((minutes) => leftAfter(minutes, began, points, plan)),
  };
}

type Exit = EgressReview['exits'][number];

function exitReview(
  { id, name }: ReturnType<CounterFold['exits']>[number]['counter'],
  minutes: ReadonlyMap<number, number>,
  from: Millis,
  to: Millis,
): Exit {
  const first = Math.floor(from / MINUTE);
  const last = Math.ceil(to / MINUTE);
  const perMin = Array.from(
    { length: Math.max(0, last - first) },
    (_, index) => minutes.get(first + index) ?? 0,
  );
  const most = Math.max(0, ...perMin);
  const busiest = (first + perMin.indexOf(most)) * MINUTE;
  const people: FigureOver = {
    from: first * MINUTE,
    to: last * MINUTE,
    value: perMin.reduce((sum, one) => sum + one, 0),
  };
  return {
    sensor: id,
    name,
    people,
    peakPerMin: { from: busiest, to: busiest + MINUTE, value: most },
    perMin,
  };
}

function untilLeft(
  share: number,
  began: FigureAt,
  points: readonly FigureAt[],
): EgressReview['minutesUntilLeft'][number] {
  if (began.value === undefined) return { share };
  const rest = began.value * (1 - share);
  const reached = points.find(({ value }) => value !== undefined && value <= rest);
  return reached ? { share, minutes: (reached.at - began.at) / MINUTE } : { share };
}

/** None where the span, or what is known in it, ends before. */
function leftAfter(
  minutes: number,
  began: FigureAt,
  points: readonly FigureAt[],
  plan: PlannedPeople | undefined,
): EgressReview['leftAfter'] {
  const point = points.find(({ at }) => at >= began.at + minutes * MINUTE);
  if (began.value === undefined || point?.value === undefined) return [];
  const span = { from: began.at, to: point.at };
  const [then, later] = [plan?.(span.from), plan?.(span.to)];
  return [
    {
      minutes,
      people: { ...span, value: began.value - point.value },
      ...(then === undefined || later === undefined
        ? {}
        : { planned: { ...span, value: then - later } }),
    },
  ];
}

function figureAt(at: Millis, value: number | undefined): FigureAt {
  return value === undefined ? { at } : { at, value };
}
