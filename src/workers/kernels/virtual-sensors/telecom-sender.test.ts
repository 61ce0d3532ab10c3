import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { must } from '../../../domain/base/assert.ts';
import { toWgs84 } from '../../../domain/geo/datum.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { gridSensors, telecomGridSchema } from '../../../domain/site/grid-sensors.ts';
import type { SimulatedMessage } from '../../rehearse-port.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { RehearsedNight } from './rehearsed-night.ts';
import type { TelecomFeed } from './telecom-sender.ts';

const MINUTE = 60_000;

/** Two squares of 70 m over the west and the east square, drawn by an operator who works in GCJ-02. */
function openNight(multiplier: number, saved?: Uint8Array): Promise<RehearsedNight> {
  const plain = twoSquares();
  // The south-west corner that GCJ-02 gives to the point 10 m west of the squares.
  const grid = telecomGridSchema.parse({
    southWest: [120.16329, 30.25356],
    datum: 'GCJ-02',
    cellM: 70,
    cols: 2,
    rows: 1,
  });
  const site = {
    ...plain,
    sensors: [...plain.sensors, ...gridSensors(grid, 'rehearsal-grid', plain)],
  };
  const script = twoSquaresNight();
  const telecom = {
    intervalS: 60,
    delayS: 120,
    smear: 0.1,
    multiplierSd: 0.05,
    multiplierDriftMin: 30,
  };
  const grids: TelecomFeed[] = [{ feed: 'rehearsal-grid', grid, multiplier, anchor: 'centre' }];
  return RehearsedNight.open({
    site,
    script: { ...script, sensors: { ...script.sensors, telecom } },
    seed: 7,
    grids,
    saved,
  });
}

function rowsOf(message: SimulatedMessage) {
  const [header, ...lines] = new TextDecoder().decode(message.body).trim().split('\n');
  expect(header).toBe('lon,lat,people,min,max,time');
  return lines.map((line) => {
    const [lon, lat, people, , , time] = line.split(',');
    return {
      lon: Number(lon),
      lat: Number(lat),
      people: Number(people),
      time: Date.parse(must(time, 'time')),
    };
  });
}

test('counts come late, in the datum of the grid, scaled by the market share', async () => {
  const night = await openNight(4);
  const { messages } = await night.advance(night.startsAt + 40 * MINUTE);
  const sent = messages.filter(({ feed }) => feed === 'rehearsal-grid');
  expect(sent.length).toBe(38);
  const first = rowsOf(must(sent[0], 'first message'));
  expect(must(sent[0], 'first message').sentAt - must(first[0], 'row').time).toBe(2 * MINUTE);
  expect(first.length).toBe(2);
  const metres = localMetres([120.1588, 30.256]);
  const [east] = metres.toLocal(
    toWgs84([must(first[0], 'row').lon, must(first[0], 'row').lat], 'GCJ-02'),
  );
  expect(Math.abs(east)).toBeLessThan(80);
  const last = rowsOf(must(sent.at(-1), 'last message'));
  const people = last.reduce((sum, row) => sum + 4 * row.people, 0);
  const { truth } = await night.advance(night.time);
  expect(people).toBeGreaterThan(0.3 * truth.areaPeople);
  expect(people).toBeLessThan(1.3 * truth.areaPeople);
});

test('what is on its way when a night is saved still comes', async () => {
  const whole = await openNight(4);
  await whole.advance(whole.startsAt + 10 * MINUTE + 30_000);
  const resumed = await openNight(4, whole.save());
  const until = whole.startsAt + 20 * MINUTE;
  const grids = ({ messages }: { messages: readonly SimulatedMessage[] }) =>
    messages.filter(({ feed }) => feed === 'rehearsal-grid').map(({ body }) => [...body]);
  const golden = grids(await whole.advance(until));
  expect(golden.length).toBe(10);
  expect(grids(await resumed.advance(until))).toEqual(golden);
});
