import { expect, it } from 'vitest';
import { MINUTE } from '../base/quantity.ts';
import { egressReview } from './egress.ts';
import { plannedPeople } from './planned-people.ts';

const MIDNIGHT = Date.parse('2027-01-01T00:00:00+08:00');
const SCRIPT = {
  startsAt: '2026-12-31T17:00:00+08:00',
  endsAt: '2027-01-01T01:00:00+08:00',
  people: {
    initial: 100,
    visits: [['17:00', 100]],
    occupancy: [
      ['17:00', 100],
      ['00:00', 74_000],
      ['00:30', 14_000],
    ],
  },
};

const minutes = [0, 10, 20, 30, 70];
const curve = {
  stepMs: 10 * MINUTE,
  at: minutes.map((minute) => MIDNIGHT + minute * MINUTE),
  area: [73_000, 60_000, 40_000, 20_000, 1_000],
  zones: {},
};

it('holds the egress against the curve of the plan, as long as the plan goes', () => {
  const began = { at: MIDNIGHT, value: 73_000 };
  const to = MIDNIGHT + 70 * MINUTE;
  const { planned, leftAfter } = egressReview(began, to, curve, [], plannedPeople(SCRIPT));
  expect(planned?.map(({ value }) => value)).toEqual([74_000, 54_000, 34_000, 14_000, undefined]);
  const after = (minute: number) => leftAfter.find(({ minutes }) => minutes === minute);
  expect(after(30)?.people.value).toBe(53_000);
  expect(after(30)?.planned).toEqual({
    from: MIDNIGHT,
    to: MIDNIGHT + 30 * MINUTE,
    value: 60_000,
  });
  // The plan ends at one o'clock.
  expect(after(60)?.people.value).toBe(72_000);
  expect(after(60)?.planned).toBeUndefined();
});

it('says nothing of a plan where the event has none, or one of another night', () => {
  const began = { at: MIDNIGHT, value: 73_000 };
  const to = MIDNIGHT + 70 * MINUTE;
  expect(plannedPeople({ people: 3 })).toBeUndefined();
  expect(plannedPeople(undefined)).toBeUndefined();
  const year = 366 * 24 * 60 * MINUTE;
  const other = plannedPeople({
    ...SCRIPT,
    startsAt: '2025-12-31T17:00:00+08:00',
    endsAt: '2026-01-01T01:00:00+08:00',
  });
  expect(other?.(MIDNIGHT + year)).toBeUndefined();
  for (const plan of [undefined, other]) {
    const { planned, leftAfter } = egressReview(began, to, curve, [], plan);
    expect(planned).toBeUndefined();
    expect(leftAfter.some((one) => one.planned !== undefined)).toBe(false);
  }
});
