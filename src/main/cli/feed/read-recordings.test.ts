import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCounts } from './counts-recording.ts';
import { readGrid } from './grid-recording.ts';
import { readMetro } from './metro-recording.ts';
import { recogniseRecording } from './recognise-recording.ts';
import type { RecordedMessage } from './recording.ts';
import { readTracks } from './tracks-recording.ts';

const ALL = { from: undefined, until: undefined };
const AS_USUAL = { columns: {}, zone: undefined, intervalS: undefined };
const EVENT =
  '<?xml version="1.0"?><event uid="a" type="a-f-G" time="2026-12-31T20:00:00Z" stale="2026-12-31T21:00:00Z"><point lat="30" lon="120" hae="0"/></event>';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-feed-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

/** All messages, as JSON where they are. */
async function played(messages: AsyncIterable<RecordedMessage>, shiftMs = 0) {
  const all = [];
  for await (const { at, records, bytes } of messages) {
    const text = Buffer.from(bytes(shiftMs)).toString('utf8');
    all.push({ at, records, sent: text.startsWith('[') ? JSON.parse(text) : text });
  }
  return all;
}

const iso = (at: number) => new Date(at).toISOString();

describe('what a file holds', () => {
  it.each([
    ['metro', 'station_id,start,entries,exits\n9,2019-01-05T00:00:00+08:00,1,2\n'],
    ['counts', '"sensor","start_local","count"\n"a b",2015-01-01T00:00:00+11:00,4\n'],
    ['tracks', 'id,frame,t_s,x_m,y_m,lon_wgs84,lat_wgs84\n1,2,0.2,0,0,4.8,45.7\n'],
    ['tracks', 'person_id;t;lon;lat\n1;0;4.8;45.7\n'],
    ['tracks', 'pedestrianId simTime endTime-PID1\n1 0 1\n'],
    ['tracks', '# framerate: 25 fps\n1\t0\t2.1\t2.6\t1.7\n'],
    ['grid', 'lon,lat,min,max,time\n120.1,30.2,1,2,2026-12-31T20:00:00+08:00\n'],
    ['cot', `\n${EVENT}`],
  ])('%s is told by its content, packed too', async (kind, text) => {
    expect(await recogniseRecording(await fileOf('plain', text))).toBe(kind);
    expect(await recogniseRecording(await fileOf('packed.gz', gzipSync(text)))).toBe(kind);
  });

  it('is asked for where nothing tells it, and said where it cannot be played', async () => {
    await expect(recogniseRecording(await fileOf('x', 'a,b\n1,2\n'))).rejects.toThrow('--as');
    const dataFlash = await fileOf('y', Uint8Array.from([0xa3, 0x95, 0x80, 0x80]));
    await expect(recogniseRecording(dataFlash)).rejects.toThrow('DataFlash');
    expect(await recogniseRecording(folder)).toBe('cot');
  });
});

describe('counts', () => {
  it('are one message an instant, in order, as the file writes their times', async () => {
    const file = await fileOf(
      'a.csv',
      'sensor,start_local,count\n"B, north",2015-04-05T02:00:00+10:00,3\nA,2015-04-05T02:00:00+11:00,1\nA,2015-04-05T02:00:00+10:00,2\n',
    );
    const first = Date.parse('2015-04-04T15:00:00Z');
    expect(await played(readCounts(file, ALL, { ...AS_USUAL, intervalS: 3_600 }))).toEqual([
      {
        at: first,
        records: 1,
        sent: [{ device: 'A', time: '2015-04-05T02:00:00+11:00', count: 1, interval_s: 3_600 }],
      },
      {
        at: first + 3_600_000,
        records: 2,
        sent: [
          { device: 'B, north', time: '2015-04-05T02:00:00+10:00', count: 3, interval_s: 3_600 },
          { device: 'A', time: '2015-04-05T02:00:00+10:00', count: 2, interval_s: 3_600 },
        ],
      },
    ]);
    const [moved] = await played(readCounts(file, ALL, AS_USUAL), 60_000);
    expect(moved?.sent).toEqual([{ device: 'A', time: iso(first + 60_000), count: 1 }]);
  });

  it('go by columns of any name, and by a zone where times have no offset', async () => {
    const file = await fileOf('a.csv', 'Ort;Zeit;Anzahl\nTor;2026-10-25 01:30:00;7\n');
    const columns = { sensor: 'Ort', time: 'Zeit', count: 'Anzahl' };
    await expect(played(readCounts(file, ALL, { ...AS_USUAL, columns }))).rejects.toThrow(
      'line 2: Zeit: "2026-10-25 01:30:00"',
    );
    const zone = 'Europe/Berlin';
    const at = Date.parse('2026-10-24T23:30:00Z');
    expect(await played(readCounts(file, ALL, { ...AS_USUAL, columns, zone }))).toEqual([
      { at, records: 1, sent: [{ device: 'Tor', time: iso(at), count: 7 }] },
    ]);
  });

  it.each([
    ['sensor,time,count\na,2015-01-01T00:00:00Z,-1\n', 'line 2: count is no count'],
    ['sensor,time,count\na,2015-01-01T00:00:00Z,\n', 'line 2: count is no count'],
    ['sensor,time,count\n,2015-01-01T00:00:00Z,1\n', 'line 2: sensor is empty'],
    ['sensor,time\na,2015-01-01T00:00:00Z\n', 'no column for the count'],
  ])('%j are refused where they stand', async (text, words) => {
    await expect(played(readCounts(await fileOf('a', text), ALL, AS_USUAL))).rejects.toThrow(words);
  });
});

describe('metro counts', () => {
  it('leave out what lies outside of the range, and refuse a bad row with its line', async () => {
    const head = 'station_id,start,entries,exits\n';
    const rows = '9,2019-01-05T00:10:00+08:00,1,2\n8,2019-01-05T00:00:00+08:00,3,4\n';
    const file = await fileOf('a.csv', head + rows);
    const from = Date.parse('2019-01-05T00:10:00+08:00');
    const messages = await played(readMetro(file, { from, until: undefined }));
    expect(messages.map(({ at, records }) => [at, records])).toEqual([[from, 1]]);
    const bad = await fileOf('b.csv', `${head}9,yesterday,1,2\n`);
    await expect(played(readMetro(bad, ALL))).rejects.toThrow('b.csv, line 2: start');
  });
});

describe('a telecom grid', () => {
  it('keeps its columns and quotes; its times are shifted in place', async () => {
    const text = 'lon,lat,min,max,time\n120.1,30.2,"1,000",2000,2026-12-31T20:00:00+08:00\n';
    const file = await fileOf('a.csv', text);
    const options = { timeColumn: undefined, zone: undefined };
    expect(await played(readGrid(file, ALL, options))).toMatchObject([{ records: 1, sent: text }]);
    const [moved] = await played(readGrid(file, ALL, options), 1_000);
    expect(moved?.sent).toContain('"1,000",2000,2026-12-31T12:00:01.000Z');
  });
});

describe('tracks as sensors', () => {
  const camera = {
    sensor: 'cam',
    polygon: [
      [
        [4.8, 45.7],
        [4.801, 45.7],
        [4.801, 45.701],
        [4.8, 45.701],
      ],
    ],
  } as const;
  const here = { framesPerS: undefined, origin: undefined, place: undefined };

  it('counts people strictly inside, and crossings both ways as often as they happen', async () => {
    // One walks in over the west side and out again, one stands on the edge, one inside all the time.
    const rows = [0, 1, 2, 3, 4].flatMap((frame) => [
      [1, frame, frame / 2, [4.7995, 4.8005, 4.8005, 4.7995, 4.8005][frame], 45.7005],
      [2, frame, frame / 2, 4.8, 45.7002],
      [3, frame, frame / 2, 4.8009, 45.7009],
    ]);
    const text = ['id,frame,t,lon,lat', ...rows.map((row) => row.join(','))].join('\n');
    const line = {
      ends: [
        [4.8, 45.7],
        [4.8, 45.701],
      ],
      leftToRight: 'in',
      rightToLeft: 'out',
    } as const;
    const file = await fileOf('a.csv', text);
    const sent = await played(readTracks(file, ALL, here, { camera, line, everyS: 1 }), 5_000);
    const time = (s: number) => iso(5_000 + s * 1_000);
    const count = (device: string, people: number, s: number) => ({
      device,
      count: people,
      interval_s: 1,
      time: time(s),
    });
    expect(sent.map((one) => one.sent)).toEqual([
      [{ device: 'cam', occupancy: 1, time: time(0) }],
      [{ device: 'cam', occupancy: 2, time: time(1) }, count('in', 1, 1), count('out', 0, 1)],
      [{ device: 'cam', occupancy: 2, time: time(2) }, count('in', 1, 2), count('out', 1, 2)],
    ]);
  });

  it('lies where --place says: the mean there, north turned to the bearing', async () => {
    // Ten metres from south to north, in metres of nowhere.
    const file = await fileOf('a.csv', 'id,frame,t,x,y\n1,0,0,100,0\n1,1,1,100,10\n');
    const sensors = { camera, line: undefined, everyS: 1 };
    await expect(played(readTracks(file, ALL, here, sensors))).rejects.toThrow('--origin');
    // Put on the east edge of the camera and turned to the east: it walks out of the view.
    const place = { lon: 4.801, lat: 45.7005, bearingDeg: 90 };
    const out = await played(readTracks(file, ALL, { ...here, place }, sensors));
    expect(out.map(({ sent }) => sent[0].occupancy)).toEqual([1, 0]);
    const back = { ...place, bearingDeg: 270 };
    const into = await played(readTracks(file, ALL, { ...here, place: back }, sensors));
    expect(into.map(({ sent }) => sent[0].occupancy)).toEqual([0, 1]);
  });
});
