import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { figureFiles } from './figure-files.ts';
import { parseRun } from './parse-run.ts';
import { runForTests } from './run-for-tests.ts';
import { wholeRunForTests } from './whole-run-for-tests.ts';

const site = twoSquares();
const text = (ending: string, run = wholeRunForTests()) =>
  figureFiles(run, site).find((file) => file.ending === ending)?.text ?? '';

/** The rows of a table by their first cell, by column. */
function rows(table: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const [head = '', ...lines] = table.trim().split('\n');
  const names = head.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      return [cells[0] ?? '', new Map(names.map((name, column) => [name, cells[column] ?? '']))];
    }),
  );
}

test('the curves hold counts, both densities, flows of people and over a metre, minute by minute', () => {
  const curves = rows(text('.curves.csv'));
  expect([...curves.keys()][0]).toBe('2026-12-31T23:31:00+08:00');
  const second = curves.get('2026-12-31T23:32:00+08:00');
  expect(second?.get('east-square_people')).toBe('250');
  expect(second?.get('east-square_max_gaussian_per_m2')).toBe('3.5');
  expect(second?.get('east-square_max_voronoi_per_m2')).toBe('3.25');
  expect(second?.get('cp-1_in_per_min')).toBe('80');
  expect(second?.get('cp-1_ped_per_m_min')).toBe('25');
  expect(second?.get('out_of_ring_people')).toBe('40');
  expect(rows(text('.queues.csv')).get('2026-12-31T23:33:00+08:00')?.get('cp-1_queue_people')).toBe(
    '7',
  );
});

test('what is one number of the whole run stands in a table of its own', () => {
  const figures = rows(text('.figures.csv'));
  const value = (key: string) => figures.get(key)?.get('value');
  expect(value('travel.entryToGoal.p90')).toBe('200');
  expect(value('zone.east-square.personMinutes.red')).toBe('40');
  expect(value('service.walkway.E')).toBe('5');
  expect(value('hotSpot.stage.maxPressure')).toBe('0.021');
  expect(value('checkpoint.1.counterFlowIndex')).toBe(String(20 / 140));
  expect(figures.get('checkpoint.1.peakSpecificFlow')?.get('unit')).toBe('ped/m/min');
});

test('the map has the level of service of a zone’s surface at its worst density', () => {
  const { features } = JSON.parse(text('.geojson')) as {
    features: { properties: Record<string, unknown> }[];
  };
  const of = (id: string) => features.find(({ properties }) => properties.id === id)?.properties;
  // 3 ped/m² on a walkway is beyond Fruin's 2.15; 0.2 is free.
  expect(of('east-square')).toMatchObject({ worstLevelOfService: 'F', minutesAboveWorstOrange: 1 });
  expect(of('west-square')).toMatchObject({ worstLevelOfService: 'A', personMinutesRed: 40 });
  expect(of('stage')).toMatchObject({ maxPressurePerS2: 0.021, secondsAbovePressureGate: 30 });
});

test('the whole result can be read again; a model without queues has no table of them', () => {
  const run = wholeRunForTests();
  expect(parseRun(text('.run.json'))).toEqual({ ok: true, value: run });
  const without = figureFiles(runForTests({ seed: 1, level: 1 }), site);
  expect(without.map(({ ending }) => ending)).toEqual([
    '.curves.csv',
    '.figures.csv',
    '.geojson',
    '.run.json',
  ]);
});
