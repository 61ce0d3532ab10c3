import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { McapIndexedReader } from '@mcap/core';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import type { FeatureCollection } from 'geojson';
import { readParquet, type Table } from 'parquet-wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewReport } from '../../src/domain/review/review-report.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { NIGHT_FROM, NIGHT_MINUTES, type ShortNight } from '../fixtures/short-night.ts';
import { writeShortNight } from '../fixtures/short-night-file.ts';
import { anlan } from '../hub/hub-process.ts';
import { readMcapBySpec } from './mcap-by-the-spec.ts';

let folder: string;
let file: string;
let night: ShortNight;
let report: ReviewReport;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-exports-'));
  file = path.join(folder, 'night.anlan');
  night = await writeShortNight(file);
  report = JSON.parse(await ran('report', file, '--format', 'json', '--out', '-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What a command printed; it must end well. */
async function ran(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await anlan(...words);
  expect(code, stderr).toBe(0);
  return stdout;
}

function rowsIn(table: Table): number {
  return table.recordBatches().reduce((sum, batch) => sum + batch.numRows, 0);
}

function counted(sensor: string): number | undefined {
  return report.counters.find((one) => one.sensor === sensor)?.total.value;
}

describe('tables', () => {
  it('as CSV: every minute of every zone, and every count', async () => {
    const out = path.join(folder, 'csv');
    await ran('export', file, '--format', 'csv', '--out', out);
    const read = async (name: string): Promise<Record<string, string>[]> =>
      parse(await readFile(path.join(out, `${name}.csv`)), { columns: true });
    const zones = await read('zones');
    expect(zones).toHaveLength(2 * (NIGHT_MINUTES + 1));
    const minute = zones.find(
      ({ time, zone }) => time === '2027-01-01T00:05:00+08:00' && zone === 'east-square',
    );
    const at = Date.parse('2027-01-01T00:05:00+08:00');
    const index = report.curve.at.indexOf(at);
    expect(Number(minute?.people)).toBe(report.curve.zones['east-square']?.[index]);
    const counters = await read('counters');
    const sum = counters
      .filter(({ sensor }) => sensor === 'gate-metro-out')
      .reduce((people, row) => people + Number(row.people), 0);
    expect(sum).toBe(counted('gate-metro-out'));
    expect(await read('alerts')).toHaveLength(report.alerts.length);
    expect((await read('orders')).map(({ kind }) => kind)).toEqual(['checkpoint', 'broadcast']);
    expect((await read('drones'))[0]).toMatchObject({
      callsign: 'UAV-1',
      alt_m: '40',
      heading_deg: '',
    });
  });

  it('as Parquet, read by another implementation (Apache Arrow in Rust)', async () => {
    const out = path.join(folder, 'parquet');
    await ran('export', file, '--format', 'parquet', '--out', out);
    const rows = async (name: string) =>
      readParquet(new Uint8Array(await readFile(path.join(out, `${name}.parquet`))));
    const zones = await rows('zones');
    expect(rowsIn(zones)).toBe(2 * (NIGHT_MINUTES + 1));
    const counters = await rows('counters');
    const counts = night.entries.flatMap((entry) => {
      if (entry.kind !== 'observations') return [];
      const { measure, amount } = entry.payload;
      return [...amount].filter((_, row) => measure[row] === 1);
    });
    expect(rowsIn(counters)).toBe(counts.length);
    const people = tableFromIPC(counters.intoIPCStream()).getChild('people');
    expect([...(people ?? [])].map(Number).sort()).toEqual([...counts].sort());
  });
});

describe('maps and topics', () => {
  it('as GeoJSON: closed rings, modes with their times, a track with a time at every point', async () => {
    const out = path.join(folder, 'night.geojson');
    await ran('export', file, '--format', 'geojson', '--out', out);
    const { features }: FeatureCollection = JSON.parse(await readFile(out, 'utf8'));
    const of = (kind: string) => features.filter(({ properties }) => properties?.kind === kind);
    expect(of('zone')).toHaveLength(2);
    for (const { geometry } of [...of('zone'), ...of('hotSpot')]) {
      if (geometry.type !== 'Polygon') throw new Error(geometry.type);
      for (const ring of geometry.coordinates) expect(ring.at(-1)).toEqual(ring[0]);
    }
    const east = of('zone').find(({ id }) => id === 'east-square');
    const peak = report.totals.peak.at;
    expect(east?.properties?.time).toBe(new Date(peak).toISOString());
    expect(of('checkpoint').find(({ id }) => id === 'cp-1')?.properties?.modes).toMatchObject([
      { mode: 'oneWayOut', time: new Date(NIGHT_FROM + 11 * 60_000).toISOString() },
    ]);
    const [track] = of('track');
    if (track?.geometry.type !== 'LineString') throw new Error('no track');
    expect(track.properties?.times).toHaveLength(track.geometry.coordinates.length);
  });

  it('as MCAP, read by its specification alone', async () => {
    const out = path.join(folder, 'night.mcap');
    await ran('export', file, '--format', 'mcap', '--out', out);
    const messages = readMcapBySpec(await readFile(out));
    const of = (topic: string) => messages.filter((message) => message.topic === topic);
    expect(of('/zones')).toHaveLength(NIGHT_MINUTES + 1);
    expect(of('/zones')[0]?.schema).toBe('foxglove.GeoJSON');
    expect(of('/drones/uav-1')[0]).toMatchObject({
      schema: 'foxglove.LocationFix',
      content: { latitude: 30.25625, longitude: 120.15995, altitude: 40 },
    });
    const at = BigInt(report.totals.peak.at) * 1_000_000n;
    const crowd = of('/crowd').find(({ logTime }) => logTime === at);
    expect(crowd?.content.people).toBe(report.totals.peak.value);
    const [grid] = of('/density');
    expect(grid?.schema).toBe('foxglove.Grid');
    const { data, row_stride, column_count } = grid?.content ?? {};
    const bytes = Buffer.from(String(data), 'base64');
    expect(bytes.length).toBe(Number(row_stride) * 60);
    expect(column_count).toBe(140);
    const log = of('/log').map(({ content }) => content.message);
    expect(log).toContain('egress: midnight is over');
    for (let i = 1; i < messages.length; i++) {
      expect((messages[i]?.logTime ?? 0n) >= (messages[i - 1]?.logTime ?? 0n)).toBe(true);
    }
  });

  it('as MCAP, found by its indexes with the reader that Lichtblick and Foxglove use', async () => {
    const out = path.join(folder, 'indexed.mcap');
    await ran('export', file, '--format', 'mcap', '--out', out);
    const bytes = await readFile(out);
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: async () => BigInt(bytes.length),
        read: async (offset, length) =>
          bytes.subarray(Number(offset), Number(offset) + Number(length)),
      },
      decompressHandlers: { zstd: (packed) => zstdDecompressSync(packed) },
    });
    const read = async (how: Parameters<typeof reader.readMessages>[0]) => {
      const found: { topic: string | undefined; logTime: bigint; content: unknown }[] = [];
      for await (const { channelId, logTime, data } of reader.readMessages(how)) {
        const topic = reader.channelsById.get(channelId)?.topic;
        found.push({ topic, logTime, content: JSON.parse(Buffer.from(data).toString('utf8')) });
      }
      return found;
    };
    const bySpec = readMcapBySpec(bytes).map(({ topic, logTime, content }) => ({
      topic,
      logTime,
      content,
    }));
    const inTime = (each: { readonly logTime: bigint }) =>
      each.logTime >= from && each.logTime <= to;
    const [from, to] = [3, 9].map(
      (minute) => BigInt(NIGHT_FROM + minute * 60_000) * 1_000_000n,
    ) as [bigint, bigint];
    expect(reader.statistics?.messageCount).toBe(BigInt(bySpec.length));
    expect(await read({ validateCrcs: true })).toEqual(bySpec);
    const crowd = await read({ topics: ['/crowd'], startTime: from, endTime: to });
    expect(crowd).toHaveLength(7);
    expect(crowd).toEqual(bySpec.filter((each) => each.topic === '/crowd' && inTime(each)));
    const last = await read({ topics: ['/log'], reverse: true });
    expect(last.toReversed()).toEqual(bySpec.filter(({ topic }) => topic === '/log'));
  });

  it('people of a rehearsal on the graph of zones have no places, and it says so', async () => {
    const { code, stderr } = await anlan('export', file, '--format', 'jupedsim');
    expect(code).toBe(1);
    expect(stderr).toContain('only a rehearsal on agents');
  });
});

describe('the log as text', () => {
  it('imported again replays identically: worlds, rasters, figures', async () => {
    const text = path.join(folder, 'night.ndjson');
    const again = path.join(folder, 'again.anlan');
    await ran('export', file, '--format', 'ndjson', '--out', text);
    await ran('import', text, '--out', again);
    const [a, b] = [new RecordReader(), new RecordReader()];
    await a.open({ file });
    await b.open({ file: again });
    for (let minute = 0; minute <= NIGHT_MINUTES; minute += 5) {
      const at = NIGHT_FROM + minute * 60_000 + 350;
      expect(await b.worldAt(at)).toEqual(await a.worldAt(at));
      expect(await b.frameAt(at)).toEqual(await a.frameAt(at));
    }
    await a.close();
    await b.close();
    const imported: ReviewReport = JSON.parse(
      await ran('report', again, '--format', 'json', '--out', '-'),
    );
    const { file: about, ...figures } = imported;
    const { file: before, ...expected } = report;
    expect(about.headHash).toBe(before.headHash);
    const gaps = (some: ReviewReport['gaps']) => some.map(({ id, ...gap }) => gap);
    expect({ ...figures, gaps: gaps(figures.gaps) }).toEqual({
      ...expected,
      gaps: gaps(expected.gaps),
    });
  });

  it('with one byte changed is refused by its line, and there is no file', async () => {
    const text = path.join(folder, 'changed.ndjson');
    await ran('export', file, '--format', 'ndjson', '--out', text);
    const lines = (await readFile(text, 'utf8')).split('\n');
    for (const index of [3, Math.floor(lines.length / 2), lines.length - 20]) {
      const line = lines[index] ?? '';
      const middle = Math.floor(line.length / 2);
      const other = line[middle] === 'A' ? 'B' : 'A';
      const changed = lines.with(index, line.slice(0, middle) + other + line.slice(middle + 1));
      await writeFile(text, changed.join('\n'));
      const { code, stderr } = await anlan('import', text, '--out', path.join(folder, 'no.anlan'));
      expect(code, `line ${index + 1}`).toBe(1);
      expect(stderr).toMatch(/line \d+/i);
    }
    await expect(readFile(path.join(folder, 'no.anlan'))).rejects.toThrow('ENOENT');
  });
});
