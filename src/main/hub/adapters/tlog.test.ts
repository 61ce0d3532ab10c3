import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTlog, splitTlog, type TlogRecord } from './tlog.ts';

const RECORDINGS = process.env.ANLAN_DATA;
const FLIGHT = path.join(RECORDINGS ?? '', 'drone/ardupilot-vtol-sitl.tlog');
const BARE_STREAM = path.join(RECORDINGS ?? '', 'drone/px4-GH-5-mixed-v1-v2.bin');

/** A record whose packet is of MAVLink 1 and says nothing but its length. */
function record(atMicros: bigint, payload: number): Buffer {
  const bytes = Buffer.alloc(8 + 8 + payload, 7);
  bytes.writeBigUInt64BE(atMicros);
  bytes[8] = 0xfe;
  bytes[9] = payload;
  return bytes;
}

const START = 1_767_200_000_000_000n;
const three = Buffer.concat([record(START, 3), record(START + 500n, 0), record(START + 900n, 200)]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-tlog-'));
});
afterEach(async () => await rm(folder, { recursive: true }));

async function read(bytes: Uint8Array) {
  const file = path.join(folder, 'flight.tlog');
  await writeFile(file, bytes);
  return await readFrom(file);
}

async function readFrom(file: string) {
  const problems: string[] = [];
  const records: TlogRecord[] = [];
  for await (const one of readTlog(file, (words) => problems.push(words))) records.push(one);
  return { records, problems };
}

describe('a telemetry log', () => {
  it('is read record by record with its stamps in milliseconds', async () => {
    const { records, problems } = await read(three);
    expect(problems).toEqual([]);
    expect(records.map(({ at }) => at)).toEqual([
      1_767_200_000_000, 1_767_200_000_000.5, 1_767_200_000_000.9,
    ]);
    expect(records.map(({ bytes }) => bytes.length)).toEqual([11, 8, 208]);
  });

  it('that is cut off gives what is whole, and says so', async () => {
    const { records, problems } = await read(three.subarray(0, -100));
    expect(records).toHaveLength(2);
    expect(problems).toEqual(['the last record is cut off: 116 bytes after byte 35 are not used']);
  });

  it('goes on behind damage, and says where it was', async () => {
    const damaged = Buffer.concat([record(START, 3), Buffer.alloc(40, 1), record(START + 9n, 5)]);
    const { records, problems } = await read(damaged);
    expect(records.map(({ bytes }) => bytes.length)).toEqual([11, 13]);
    expect(problems).toEqual(['40 bytes after byte 19 are no record; skipped']);
  });

  it.each([
    ['empty', Buffer.alloc(0), /is empty$/],
    ['ULog', Buffer.from('554c6f670112350102030405060708', 'hex'), /PX4 ULog file, not MAVLink/],
    ['DataFlash', Buffer.from('a395808009466d74', 'hex'), /DataFlash log/],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex'), /compressed with gzip/],
    ['random bytes', Buffer.from('c3a1097e55d2cafe17b95dd1a0b1c2d3', 'hex'), /is no \.tlog/],
    ['a few bytes', Buffer.from('0006', 'hex'), /is no \.tlog/],
    ['packets without stamps', three.subarray(8), /MAVLink without the stamps of a \.tlog/],
  ])('is not taken for %s', async (_name, bytes, words) => {
    await expect(read(bytes)).rejects.toThrow(words);
  });

  it('is the same however it comes in pieces and whatever bytes are in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(300), (noise, at) => {
        const bytes = Buffer.concat([three.subarray(0, at), noise, three.subarray(at)]);
        const problems: string[] = [];
        const records = [...splitTlog(bytes, (words) => problems.push(words))];
        const used = records.reduce((sum, one) => sum + one.bytes.length + 8, 0);
        expect(used).toBeLessThanOrEqual(bytes.length);
        if (used < bytes.length) expect(problems.length).toBeGreaterThan(0);
      }),
    );
  });

  describe.skipIf(RECORDINGS === undefined)('that was recorded (needs ANLAN_DATA)', () => {
    it('is read to its last byte', async () => {
      const { records, problems } = await readFrom(FLIGHT);
      expect(problems).toEqual([]);
      const whole = await readFile(FLIGHT);
      expect(records.reduce((sum, one) => sum + one.bytes.length + 8, 0)).toBe(whole.length);
      expect(records).toHaveLength(23_894);
      expect(new Date(records[0]?.at ?? 0).toISOString()).toBe('2018-08-08T14:06:01.905Z');
      expect(new Date(records.at(-1)?.at ?? 0).toISOString()).toBe('2018-08-08T14:09:29.513Z');
    });

    it('is not taken for a bare stream', async () => {
      await expect(readFrom(BARE_STREAM)).rejects.toThrow(/is no \.tlog/);
    });
  });
});
