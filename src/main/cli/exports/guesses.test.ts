import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { append, openRecord, wanted } from '../../../../test/record/open-record.ts';
import { readMcapBySpec } from '../../../../test/review/mcap-by-the-spec.ts';
import type { DroneId } from '../../../domain/base/ids.ts';
import { MINUTE } from '../../../domain/base/quantity.ts';
import { type Entry, entry } from '../../../domain/session/entry.ts';
import { openEstimator } from '../../../workers/kernels/estimator/estimator.ts';
import { reviewFile } from '../../review/review-file.ts';
import { McapFile } from './mcap-file.ts';
import { Recording } from './recording.ts';
import type { Cell, Table } from './table.ts';
import { droneTopic, writeMcap } from './write-mcap.ts';
import { writeTables } from './write-tables.ts';

const BEGIN = Date.parse('2026-12-31T23:40:00+08:00');
let folder: string;
let recording: Recording;

/** A minute in which no sensor has spoken yet: the estimates are what the estimator assumes; two drones fly. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-guesses-'));
  const site = twoSquares();
  const documents = {
    'site.json': JSON.stringify(site),
    'feeds.json': JSON.stringify({ format: 'anlan-feeds', version: 1, live: [], rehearsal: [] }),
  };
  const file = path.join(folder, 'silent.anlan');
  const { record } = await openRecord(file, { documents });
  const estimator = openEstimator(site);
  const times = [BEGIN, BEGIN + MINUTE];
  await append(
    record,
    times.flatMap((at): Entry[] => {
      const stamps = { observedAt: at, recordedAt: at };
      const drones = ['巡逻一号', '巡逻二号'].map((callsign, index) => ({
        drone: `sn/${index}` as DroneId,
        callsign,
        observedAt: at,
        lon: 120.15,
        lat: 30.25 + index / 1_000,
        altM: 40,
      }));
      return [
        entry('tick', { time: at }, stamps),
        entry('positions', { drones, units: [] }, stamps),
        entry('estimate', estimator.step(at, []), stamps),
      ] as Entry[];
    }),
  );
  await record.close();
  recording = wanted(await Recording.open(file));
});
afterAll(async () => {
  await recording.close();
  await rm(folder, { recursive: true });
});

test('a guess is in no table: its rows have the level alone', async () => {
  const rows: { readonly table: Table; readonly cells: readonly Cell[] }[] = [];
  const report = wanted(
    await reviewFile({ file: recording.file, checkChain: false, truePass: false }),
  );
  await writeTables(recording, report, {
    async row(table, cells) {
      rows.push({ table, cells });
    },
    finish: async () => [],
    discard: async () => undefined,
  });
  for (const name of ['area', 'zones', 'hot-spots']) {
    const of = rows.filter(({ table }) => table.name === name);
    expect(of.length, name).toBeGreaterThan(0);
    for (const { table, cells } of of) {
      table.columns.forEach(({ name: column, type }, index) => {
        if (type === 'number') expect(cells[index], `${name}.${column}`).toBeUndefined();
      });
    }
  }
  expect(report.totals.peak).not.toHaveProperty('value');
});

test('a guess is in no topic, and every drone has its own', async () => {
  const out = path.join(folder, 'silent.mcap');
  const mcap = await McapFile.create(out);
  await writeMcap(recording, mcap);
  await mcap.finish();
  const messages = readMcapBySpec(await readFile(out));
  const of = (topic: string) => messages.filter((message) => message.topic === topic);
  const [crowd] = of('/crowd');
  expect(Object.keys(crowd?.content ?? {}).sort()).toEqual(['hot_spots', 'timestamp', 'zones']);
  expect(crowd?.content).toMatchObject({ zones: {}, hot_spots: {} });
  expect(of('/drones/sn%2F0').map(({ content }) => content.latitude)).toEqual([30.25, 30.25]);
  expect(of('/drones/sn%2F1').map(({ content }) => content.latitude)).toEqual([30.251, 30.251]);
});

test('two ids never share a topic', () => {
  const ids = ['巡逻一号', '巡逻二号', 'a/b', 'a_b', 'a%2Fb', 'a b'];
  expect(new Set(ids.map(droneTopic)).size).toBe(ids.length);
  expect(droneTopic('uav-1')).toBe('/drones/uav-1');
});
