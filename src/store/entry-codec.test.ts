import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEntry, observationColumns } from '../../test/record/arbitrary-entries.ts';
import { emptyColumns } from '../domain/crowd/observation.ts';
import { ENTRY_CLASSES, entry } from '../domain/session/entry.ts';
import { decodeEntry, encodeEntry } from './entry-codec.ts';
import { decodeObservations, encodeObservations } from './observation-codec.ts';

const times = { observedAt: 1_760_000_000_000, recordedAt: 1_760_000_000_250 };

describe('an entry', () => {
  test('of any kind comes back as it was', () => {
    fc.assert(
      fc.property(anyEntry, (original) => {
        expect(decodeEntry(encodeEntry(original))).toEqual({ ok: true, value: original });
      }),
      { numRuns: 500 },
    );
  });

  test('is decoded to a result, whatever the bytes', () => {
    const kinds = fc.oneof(fc.constantFrom(...Object.keys(ENTRY_CLASSES)), fc.string());
    fc.assert(
      fc.property(
        kinds,
        fc.oneof(fc.constantFrom('all', 'hub', 'planner,controller', ''), fc.string()),
        fc.oneof(
          fc.uint8Array({ maxLength: 100 }),
          fc.json().map((json) => new TextEncoder().encode(json)),
        ),
        (kind, audience, payload) => {
          const decoded = decodeEntry({ ...times, kind, audience, payload });
          expect(typeof decoded.ok).toBe('boolean');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('with one damaged byte of payload is never another kind of throw', () => {
    fc.assert(
      fc.property(anyEntry, fc.nat(), fc.integer({ min: 1, max: 255 }), (original, at, flip) => {
        const stored = encodeEntry(original);
        const payload = Uint8Array.from(stored.payload);
        const index = at % payload.length;
        payload[index] = (payload[index] ?? 0) ^ flip;
        expect(typeof decodeEntry({ ...stored, payload }).ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['tick', 'all', '{"time":"now"}', 'tick.time is no number'],
    ['tick', 'all', 'null', 'tick is no object'],
    ['tick', 'all', '{"time":1', 'the payload of tick is no JSON'],
    ['tick', 'everybody', '{"time":1}', 'audience "everybody" is unknown'],
    ['replayState', 'all', '{}', 'entries of kind "replayState" are not recorded'],
    ['rehearsalState', 'all', '{}', 'entries of kind "rehearsalState" are not recorded'],
    [
      'disposition',
      'all',
      '{"alert":"a@1","verdict":"true","by":"b"}',
      'disposition.note is no text',
    ],
    ['bookmark', 'all', '{"put":{"id":"a"}}', 'bookmark.put.at is no number'],
    ['story', 'all', '{"removed":"a"}', 'story.by is no text'],
    ['tock', 'all', '{"time":1}', 'entries of kind "tock" are unknown'],
    ['constructor', 'all', '{}', 'entries of kind "constructor" are unknown'],
    ['phase', 'all', '{"phase":"egress","by":"a"}', 'phase.reason is no text'],
    [
      'positions',
      'all',
      '{"drones":[{"drone":1}],"units":[]}',
      'positions.drones[0].drone is no text',
    ],
    ['dataQuality', 'all', '{"cleared":3,"at":1}', 'dataQuality.cleared is no text'],
    ['dataQuality', 'all', '{"raised":{}}', 'dataQuality.raised.key is no text'],
  ])('%s for %s with %s is refused: %s', (kind, audience, json, error) => {
    const payload = new TextEncoder().encode(json);
    expect(decodeEntry({ ...times, kind, audience, payload })).toEqual({ ok: false, error });
  });

  test('with a field that this version does not know is read', () => {
    const payload = new TextEncoder().encode('{"time":1,"moon":"full"}');
    expect(decodeEntry({ ...times, kind: 'tick', audience: 'all', payload }).ok).toBe(true);
  });

  test('that could not be read back is a bug of the caller', () => {
    const tick = entry('tick', { time: Number.NaN }, times);
    expect(() => encodeEntry(tick)).toThrow('tick entry with time NaN');
    const never = entry('tick', { time: 1 }, { ...times, recordedAt: Number.POSITIVE_INFINITY });
    expect(() => encodeEntry(never)).toThrow('tick entry with recordedAt Infinity');
  });
});

describe('readings', () => {
  test('come back bit by bit', () => {
    fc.assert(
      fc.property(observationColumns(200), (columns) => {
        expect(decodeObservations(encodeObservations(columns))).toEqual({
          ok: true,
          value: columns,
        });
      }),
    );
  });

  test('take under half of their raw size when they look like readings', () => {
    const columns = emptyColumns(1_000);
    for (let row = 0; row < columns.count; row++) {
      columns.sensor[row] = row % 200;
      columns.observedAt[row] = times.observedAt + 10 * Math.floor(row / 200);
      columns.value[row] = row % 37;
      columns.amount[row] = row % 37;
      columns.key[row] = (row * 2_654_435_761) % 2 ** 53;
    }
    expect(encodeObservations(columns).byteLength).toBeLessThan(20_000);
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['a header alone', Uint8Array.of(1, 3, 0, 0, 0)],
    ['another format', Uint8Array.of(9, 0, 0, 0, 0, 3, 0)],
    ['a count beyond reason', Uint8Array.of(1, 255, 255, 255, 255, 3, 0)],
    ['fewer rows than it says', Uint8Array.of(1, 1, 0, 0, 0, 3, 0)],
  ])('are refused when they are %s', (_what, bytes) => {
    expect(decodeObservations(bytes).ok).toBe(false);
  });

  test('with a measure that does not exist are refused', () => {
    const columns = emptyColumns(2);
    columns.measure[1] = 4;
    const decoded = decodeObservations(encodeObservations(columns));
    expect(decoded).toEqual({ ok: false, error: 'measure 4 is unknown' });
  });

  test('whose columns differ in length are a bug of the caller', () => {
    const columns = { ...emptyColumns(2), flags: new Uint8Array(1) };
    expect(() => encodeObservations(columns)).toThrow('column flags has 1 of 2 rows');
  });
});
