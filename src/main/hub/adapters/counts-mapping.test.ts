import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { compileMapping } from './counts-mapping.ts';
import { type CountsMapping, countsMappingSchema } from './counts-mapping-schema.ts';

function mapping(more: Record<string, unknown> = {}): CountsMapping {
  return countsMappingSchema.parse({
    sensor: { path: '$.device' },
    time: { path: '$.time', form: 'iso' },
    values: [{ path: '$.count', measure: 'intervalCount', intervalS: 60 }],
    ...more,
  });
}

const nowhere = () => undefined;
const AT = Date.parse('2026-12-31T20:00:00+08:00');

describe('counts mapping', () => {
  it('reads what the documentation shows', () => {
    const { readings, refusals } = compileMapping(mapping(), nowhere).read({
      device: 'cp-12-in',
      time: '2026-12-31T20:00:00+08:00',
      count: 42,
    });
    expect(refusals).toEqual([]);
    expect(readings).toEqual([
      { sensor: 'cp-12-in', measure: 'intervalCount', value: 42, observedAt: AT, intervalS: 60 },
    ]);
  });

  it('reads local times in the zone it names, and refuses them without one', () => {
    const message = { device: 'a', time: '2026-12-31 20:00:00', count: 1 };
    const zoned = mapping({ time: { path: '$.time', form: 'iso', zone: 'Asia/Shanghai' } });
    expect(compileMapping(zoned, nowhere).read(message).readings[0]?.observedAt).toBe(AT);
    const { refusals } = compileMapping(mapping(), nowhere).read(message);
    expect(refusals[0]?.reason).toContain('names no zone');
  });

  it('reads seconds and milliseconds since 1970, as numbers or text', () => {
    for (const [form, time] of [
      ['unixSeconds', AT / 1_000],
      ['unixMillis', String(AT)],
    ] as const) {
      const compiled = compileMapping(mapping({ time: { path: '$.t', form } }), nowhere);
      expect(compiled.read({ device: 'a', t: time, count: 1 }).readings[0]?.observedAt).toBe(AT);
    }
  });

  it('reads every instant with an offset as luxon does, and none that no calendar has', () => {
    const instant = fc
      .tuple(
        fc.integer({ min: 1990, max: 2060 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 0, max: 61 }),
        fc.constantFrom('Z', '+08:00', '-03:30', '+0800'),
      )
      .map(([year, month, day, hour, minute, offset]) => {
        const two = (part: number) => String(part).padStart(2, '0');
        return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:07${offset}`;
      });
    const compiled = compileMapping(mapping(), nowhere);
    fc.assert(
      fc.property(instant, (time) => {
        const expected = DateTime.fromISO(time);
        const [reading] = compiled.read({ device: 'a', time, count: 1 }).readings;
        expect(reading?.observedAt).toBe(expected.isValid ? expected.toMillis() : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it('turns a start of an interval into its end', () => {
    const compiled = compileMapping(
      mapping({ time: { path: '$.time', form: 'iso', marks: 'intervalStart' } }),
      nowhere,
    );
    const [reading] = compiled.read({
      device: 'a',
      time: '2026-12-31T20:00:00+08:00',
      count: 1,
    }).readings;
    expect(reading?.observedAt).toBe(AT + 60_000);
  });

  it("maps the sender's names, several values of one record, and keys that tell senders apart", () => {
    const metro = mapping({
      sensor: { path: '$.station', table: { '10': 'fengqi', '51': 'fengqi' } },
      values: [
        { path: '$.in', measure: 'intervalCount', sensorSuffix: '-entries' },
        { path: '$.out', measure: 'intervalCount', sensorSuffix: '-exits' },
      ],
      dedupe: ['$.station'],
      others: 'ignore',
    });
    const time = '2026-12-31T20:00:00+08:00';
    const { readings, refusals } = compileMapping(metro, nowhere).read([
      { station: 10, time, in: 1, out: 2 },
      { station: 51, time, in: 3, out: 4 },
      { station: 7, time, in: 5, out: 6 },
    ]);
    expect(refusals).toEqual([]);
    expect(readings.map((each) => [each.sensor, each.value, each.dedupeKey])).toEqual([
      ['fengqi-entries', 1, '10'],
      ['fengqi-exits', 2, '10'],
      ['fengqi-entries', 3, '51'],
      ['fengqi-exits', 4, '51'],
    ]);
  });

  it('finds the sensor by a position in a Chinese datum', () => {
    const placed = mapping({
      sensor: undefined,
      position: { lon: '$.lng', lat: '$.lat', datum: 'GCJ-02' },
    });
    const seen: (readonly number[])[] = [];
    const compiled = compileMapping(placed, (position) => {
      seen.push(position);
      return 'cam-1';
    });
    const time = '2026-12-31T20:00:00+08:00';
    const { readings } = compiled.read({ lng: 120.164234, lat: 30.254676, time, count: 9 });
    expect(readings[0]?.sensor).toBe('cam-1');
    // Longxiangqiao station: its GCJ-02 position above is this one in WGS84, within 60 m.
    expect(Math.abs((seen[0]?.[0] ?? 0) - 120.15934)).toBeLessThan(6e-4);
    expect(Math.abs((seen[0]?.[1] ?? 0) - 30.257109)).toBeLessThan(6e-4);
  });

  it('reads the sensor from the topic: a level, the last, or all of it', () => {
    const count = { path: '$.count', measure: 'occupancy' };
    for (const [topic, sensor] of [
      [1, 'hubin'],
      [-1, 'cam-7'],
      ['all', 'site/hubin/cam-7'],
    ] as const) {
      const { read } = compileMapping(
        mapping({ sensor: { topic }, time: undefined, values: [count] }),
        nowhere,
      );
      expect(read({ count: 3 }, 'site/hubin/cam-7').readings).toEqual([
        { sensor, measure: 'occupancy', value: 3 },
      ]);
    }
  });

  it('refuses a message that came under no topic, or under one too short', () => {
    const { read } = compileMapping(mapping({ sensor: { topic: 4 } }), nowhere);
    for (const topic of [undefined, 'site/cam-7', 'a/b/c/d/']) {
      expect(read({ time: '2026-12-31T20:00:00Z', count: 1 }, topic).refusals[0]?.reason).toContain(
        'in its topic',
      );
    }
  });

  it('reads a bare number where the topic says whose it is, and nowhere else', () => {
    const bare = { time: undefined, values: [{ path: '$', measure: 'occupancy' }] };
    const byTopic = compileMapping(mapping({ ...bare, sensor: { topic: -1 } }), nowhere);
    expect(byTopic.read(42, 'counts/cam-7').readings).toMatchObject([
      { sensor: 'cam-7', value: 42 },
    ]);
    const byPath = compileMapping(mapping(bare), nowhere);
    expect(byPath.read(42, 'counts/cam-7').refusals).toHaveLength(1);
  });

  it('joins the parts of a name, and lacks it when one is missing', () => {
    const { read } = compileMapping(mapping({ sensor: { path: ['$.mac', '$.channel'] } }), nowhere);
    const time = '2026-12-31T20:00:00Z';
    expect(read({ mac: 'aa', channel: 2, time, count: 1 }).readings[0]?.sensor).toBe('aa/2');
    expect(read({ mac: 'aa', time, count: 1 }).refusals[0]?.reason).toContain(
      '$.mac and $.channel',
    );
  });

  it('takes the middle of a range and what its width leaves open', () => {
    const ranged = mapping({
      values: [
        {
          range: { low: '$.min', high: '$.max' },
          measure: 'occupancy',
          factor: 100,
          optional: true,
        },
      ],
    });
    const { read } = compileMapping(ranged, nowhere);
    const record = { device: 'a', time: '2026-12-31T20:00:00Z' };
    const [reading] = read({ ...record, min: '10', max: 22 }).readings;
    expect(reading?.value).toBe(1_600);
    // Twelve wide in hundreds: 1,200 / √12.
    expect(reading?.sd).toBeCloseTo(346.41, 2);
    expect(read({ ...record, min: 5, max: 5 }).readings[0]).toMatchObject({ value: 500, sd: 0 });
    for (const bad of [{ min: 5, max: 4 }, { min: 5 }, { min: 'few', max: 'many' }]) {
      expect(read({ ...record, ...bad }).refusals).toHaveLength(1);
    }
  });

  it('reads a time that is an interval, and an interval between two times', () => {
    const interval = mapping({
      time: { path: '$.time', form: 'isoInterval', zone: 'UTC' },
      values: [{ path: '$.count', measure: 'intervalCount' }],
    });
    const { read } = compileMapping(interval, nowhere);
    const record = { device: 'a', count: 1 };
    const end = Date.parse('2026-12-31T20:15:00Z');
    expect(
      read({ ...record, time: '2026-12-31T20:10:00/2026-12-31T20:15:00' }).readings[0],
    ).toMatchObject({ observedAt: end, intervalS: 300 });
    expect(read({ ...record, time: '2026-12-31T20:15:00Z' }).readings[0]).toEqual({
      sensor: 'a',
      measure: 'intervalCount',
      value: 1,
      observedAt: end,
    });
    for (const time of ['2026-12-31T20:15:00/2026-12-31T20:15:00', 'a/b', '1/2/3', '/']) {
      expect(read({ ...record, time }).refusals).toHaveLength(1);
    }
    const between = mapping({
      values: [
        {
          path: '$.count',
          measure: 'intervalCount',
          intervalBetween: { start: '$.from', end: '$.time' },
        },
      ],
    });
    expect(
      compileMapping(between, nowhere).read({
        ...record,
        from: '2026-12-31T20:10:00Z',
        time: '2026-12-31T20:15:00Z',
      }).readings[0]?.intervalS,
    ).toBe(300);
    expect(
      countsMappingSchema.safeParse({ values: between.values, sensor: { path: '$.a' } }).success,
    ).toBe(false);
  });

  it('lets other news of a sender go, and takes values only where their condition holds', () => {
    const { read } = compileMapping(
      mapping({
        only: [{ path: '$.type', is: 'CROWD' }],
        values: [
          { path: '$.n', measure: 'cumulative', when: { path: '$.running', is: true } },
          { path: '$.n', measure: 'intervalCount', when: { path: '$.running', is: false } },
        ],
      }),
      nowhere,
    );
    const record = { device: 'a', time: '2026-12-31T20:00:00Z', n: 4 };
    expect(read({ ...record, type: 'CAR' })).toEqual({ readings: [], refusals: [], others: 1 });
    const measures = [true, false].map((running) =>
      read({ ...record, type: 'CROWD', running }).readings.map(({ measure }) => measure),
    );
    expect(measures).toEqual([['cumulative'], ['intervalCount']]);
    expect(read({ ...record, type: 'CROWD' }).refusals[0]?.reason).toContain('none of the mapped');
  });

  it('takes the records of the first path that finds any, and says when none does', () => {
    const { read } = compileMapping(mapping({ records: ['$.data[*]', '$.one'] }), nowhere);
    const record = { device: 'a', time: '2026-12-31T20:00:00Z', count: 1 };
    expect(read({ data: [record, record] }).readings).toHaveLength(2);
    expect(read({ one: record }).readings).toHaveLength(1);
    expect(read({ one: [record, record, record] }).readings).toHaveLength(3);
    expect(read({ two: record }).refusals[0]?.reason).toContain('$.data[*] or $.one');
  });

  it.each([
    ['no sensor', { time: '2026-12-31T20:00:00Z', count: 1 }, 'no sensor name'],
    ['no number', { device: 'a', time: '2026-12-31T20:00:00Z', count: 'many' }, 'no number'],
    ['no time', { device: 'a', count: 1 }, 'no time'],
    ['a bad time', { device: 'a', time: 'soonZ', count: 1 }, 'cannot be read'],
    ['a record that is no object', 'hello', 'not a JSON object'],
  ])('refuses a record with %s in words', (_what, message, words) => {
    const { readings, refusals } = compileMapping(mapping(), nowhere).read(message);
    expect(readings).toEqual([]);
    expect(refusals[0]?.reason).toContain(words);
  });

  it('refuses a configuration that cannot work', () => {
    expect(countsMappingSchema.safeParse({ values: [] }).success).toBe(false);
    const badPath = { values: [{ path: 'count[', measure: 'occupancy' }] };
    expect(countsMappingSchema.safeParse(badPath).success).toBe(false);
    const badZone = { time: { path: '$.t', form: 'iso', zone: 'Mars/Olympus' } };
    expect(countsMappingSchema.safeParse({ ...mapping(), ...badZone }).success).toBe(false);
  });

  it('survives any JSON', () => {
    const compiled = compileMapping(
      mapping({ values: [{ path: '$..count', measure: 'occupancy', optional: true }] }),
      nowhere,
    );
    fc.assert(
      fc.property(fc.jsonValue(), (message) => {
        const { readings } = compiled.read(message);
        for (const reading of readings) expect(Number.isFinite(reading.value)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
