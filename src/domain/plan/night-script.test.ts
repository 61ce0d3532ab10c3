import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { twoSquaresNight } from '../../workers/kernels/zone-graph/two-squares-night.ts';
import { siteSchema } from '../site/site.ts';
import { nightClock, parseNightScript } from './night-script.ts';

const bundled = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/hubin/${name}`, import.meta.url), 'utf8'));

/** The error that a changed script gives. */
function errorOf(change: (script: ReturnType<typeof twoSquaresNight>) => unknown): string {
  const parsed = parseNightScript(change(twoSquaresNight()), twoSquares());
  return parsed.ok ? 'no error' : parsed.error;
}

test('the bundled night fits the bundled site', () => {
  const parsed = parseNightScript(bundled('night.json'), siteSchema.parse(bundled('site.json')));
  expect(parsed.ok ? 'fits' : parsed.error).toBe('fits');
});

test('the clock runs over midnight and writes the site’s wall clock', () => {
  const clock = nightClock({
    startsAt: '2026-12-31T17:00:00+08:00',
    endsAt: '2027-01-01T01:00:00+08:00',
  });
  expect(clock.secondOf('17:00')).toBe(0);
  expect(clock.secondOf('23:59:30')).toBe(25_170);
  expect(clock.secondOf('00:30')).toBe(27_000);
  expect((clock.endsAt - clock.startsAt) / 1_000).toBe(28_800);
  expect(clock.iso(clock.startsAt + 25_170_000)).toBe('2026-12-31T23:59:30+08:00');
  expect(clock.iso(clock.startsAt + 25_200_000)).toBe('2027-01-01T00:00:00+08:00');
});

test('a clock west of Greenwich', () => {
  const clock = nightClock({
    startsAt: '2026-12-31T17:00:00-05:30',
    endsAt: '2026-12-31T18:00:00-05:30',
  });
  expect(clock.startsAt).toBe(Date.UTC(2026, 11, 31, 22, 30));
  expect(clock.iso(clock.startsAt)).toBe('2026-12-31T17:00:00-05:30');
});

test('errors name the field', () => {
  expect(errorOf((script) => ({ ...script, seed: -1 }))).toContain('seed:');
  expect(
    errorOf(({ people, ...rest }) => ({ ...rest, people: { ...people, initial: 'many' } })),
  ).toContain('people.initial:');
  expect(
    errorOf((script) => ({
      ...script,
      gates: [
        ...script.gates,
        { gate: 'gate-north', arriving: [['17:00', 1]], leaving: [['25:00', 1]] },
      ],
    })),
  ).toContain('gates[2].leaving[0][0]: a time is HH:MM');
});

test('references that the site does not know are errors', () => {
  const [gate] = twoSquaresNight().gates;
  expect(errorOf((script) => ({ ...script, gates: [{ ...gate, gate: 'gate-north' }] }))).toContain(
    'gates[0].gate: no gate "gate-north" on the site two-squares',
  );
  // `core` is a parent, not a leaf.
  expect(
    errorOf((script) => ({ ...script, zones: [{ zone: 'core', attraction: [['17:00', 1]] }] })),
  ).toContain('zones[0].zone: no leaf zone "core"');
  expect(errorOf((script) => ({ ...script, attractions: [] }))).toContain(
    'shows[0].attraction: no attraction "stage-rail"',
  );
});

test('curves that run backwards are errors', () => {
  const people = twoSquaresNight().people;
  const visits = (curve: unknown) =>
    errorOf((script) => ({ ...script, people: { ...people, visits: curve } }));
  expect(
    visits([
      ['17:00', 100],
      ['18:00', 90],
    ]),
  ).toContain('people.visits[1]: 90 is fewer');
  expect(
    visits([
      ['17:00', 100],
      ['18:30', 200],
      ['18:00', 300],
    ]),
  ).toContain('people.visits[2]: 18:00 is not after 18:30');
  expect(visits([['17:00', 0]])).toContain('people.visits[0]');
});
