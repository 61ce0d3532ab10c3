import { describe, expect, it } from 'vitest';
import { readCotMeaning } from './cot-meaning.ts';
import { readCotXml } from './cot-xml.ts';

const NOW = Date.parse('2026-12-31T12:00:30Z');
const PLACE = 'lat="30.2561" lon="120.1589" hae="67.5" ce="9999999.0" le="9999999.0"';

interface Written {
  readonly type?: string;
  readonly how?: string;
  readonly point?: string;
  readonly detail?: string;
  readonly uid?: string;
  readonly stale?: string;
  readonly time?: string;
}

function meaning(written: Written, groundHaeM?: number, now = NOW) {
  const {
    uid = 'u-1',
    type = 'a-f-G-U-C',
    how = 'm-g',
    point = PLACE,
    time = '2026-12-31T12:00:00.000Z',
    stale = '2026-12-31T12:05:00Z',
    detail = '<contact callsign="A1"/>',
  } = written;
  const xml = `<event version="2.0" uid="${uid}" type="${type}" how="${how}" time="${time}" start="${time}" stale="${stale}"><point ${point}/><detail>${detail}</detail></event>`;
  const read = readCotXml(Buffer.from(xml));
  if (!read.ok) throw new Error(read.error);
  return readCotMeaning(read.value, now, groundHaeM);
}

function kindOf(written: Written, groundHaeM?: number): string {
  const read = meaning(written, groundHaeM);
  return read.ok ? read.value.kind : read.error;
}

describe('who an event is about', () => {
  it.each([
    ['a friendly team that reports itself', { type: 'a-f-G-U-C' }, 'unit'],
    ['a neutral one', { type: 'a-n-G' }, 'unit'],
    ['a manned helicopter of ours', { type: 'a-f-A-M-H' }, 'unit'],
    [
      'a person of a team, typed in',
      { how: 'h-e', detail: '<contact callsign="A"/><__group name="Red" role="HQ"/>' },
      'unit',
    ],
    ['a friendly symbol that somebody drew', { how: 'h-g-i-g-o' }, 'mark'],
    ['a friendly thing without a callsign', { detail: '' }, 'mark'],
    ['an unknown one', { type: 'a-u-G' }, 'mark'],
    ['a hostile one', { type: 'a-h-G-U-C' }, 'mark'],
    ['an emergency of another team', { type: 'b-a-o-tbl' }, 'mark'],
    ['chat', { type: 'b-t-f' }, 'none'],
    ['a ping', { type: 't-x-c-t' }, 'none'],
    [
      'an event of our own that comes back',
      { uid: 'anlan.hubin.zone.lake-1', type: 'u-d-f' },
      'none',
    ],
    ['a taken-back event', { type: 't-x-d-d', detail: '<link uid="x"/>' }, 'removed'],
  ] as const)('%s', (_what, written, kind) => {
    expect(kindOf(written)).toBe(kind);
  });

  it('a drone has an altitude only where its height and the ground’s are known', () => {
    const drone = {
      type: 'a-f-A-M-H-Q',
      detail: '<contact callsign="UAV-7"/><track course="360" speed="4.5"/><status battery="71"/>',
    };
    expect(meaning(drone, 17.5)).toEqual({
      ok: true,
      value: {
        kind: 'drone',
        drone: {
          drone: 'cot:u-1',
          callsign: 'UAV-7',
          observedAt: Date.parse('2026-12-31T12:00:00Z'),
          lon: 120.1589,
          lat: 30.2561,
          altM: 50,
          headingDeg: 0,
          groundSpeedMps: 4.5,
          batteryPct: 71,
        },
      },
    });
    expect(kindOf(drone)).toBe('mark');
    const unknown = { ...drone, point: 'lat="30" lon="120" hae="9999999.0" ce="1" le="1"' };
    expect(kindOf(unknown, 17.5)).toBe('mark');
    expect(kindOf({ ...drone, type: 'a-h-A-M-H-Q' }, 17.5)).toBe('mark');
  });

  it('a unit’s status is what its sender says, else unknown', () => {
    const status = (detail: string) => {
      const read = meaning({ detail: `<contact callsign="A"/>${detail}` });
      return read.ok && read.value.kind === 'unit' ? read.value.unit.status : undefined;
    };
    expect(status('<status readiness="true"/>')).toBe('free');
    expect(status('<status readiness="false"/>')).toBe('busy');
    expect(status('<status battery="3"/>')).toBe('unknown');
  });
});

describe('a position', () => {
  it.each([
    ['lat="91" lon="120"', 'latitude 91, longitude 120 is not on Earth'],
    ['lat="30" lon="-180.5"', 'not on Earth'],
    ['lat="NaN" lon="120"', 'its point has no lat and lon'],
    ['lat="1e999" lon="120"', 'its point has no lat and lon'],
    ['lat="0x1e" lon="120"', 'its point has no lat and lon'],
    ['lat="" lon="120"', 'its point has no lat and lon'],
    ['lat="0.0" lon="-0"', 'has no position (latitude 0, longitude 0)'],
  ])('%s is refused: %s', (point, why) => {
    expect(kindOf({ point })).toContain(why);
    expect(kindOf({ point })).toContain('event u-1');
  });

  it('of a route is its first point', () => {
    const read = meaning({
      type: 'b-m-r',
      point: 'lat="0.0" lon="0.0" hae="9999999.0" ce="9999999.0" le="9999999.0"',
      detail: '<link point="30.25,120.15" uid="a"/><link point="30.26,120.16" uid="b"/>',
    });
    expect(read).toMatchObject({ value: { mark: { lon: 120.15, lat: 30.25 } } });
  });
});

describe('times', () => {
  it.each([
    [{ stale: '2026-12-31T12:00:30Z' }, 'was stale for 0 s'],
    [{ stale: '2026-12-31T11:59:59Z' }, 'stale time is missing or before its time'],
    [{ stale: '2026-12-31T12:05:00' }, 'stale time is missing'],
    [{ time: 'yesterday' }, 'its time is no ISO 8601 instant'],
    [{ time: '2027-01-02T12:00:00Z', stale: '2027-01-02T13:00:00Z' }, 'minutes ahead'],
  ])('%j are refused: %s', (written, why) => {
    expect(kindOf(written)).toContain(why);
  });

  it('are not compared with a session that has no clock yet', () => {
    expect(meaning({}, undefined, 0).ok).toBe(true);
  });
});

describe('an outline', () => {
  const ring = (written: Written) => {
    const read = meaning({ how: 'h-e', ...written });
    return read.ok && read.value.kind === 'mark' ? read.value.mark.ring : read;
  };
  const corners = ['30.1,120.1', '30.2,120.1', '30.2,120.2', '30.1,120.2'];
  const links = (points: readonly string[]) =>
    points.map((at) => `<link point="${at},0"/>`).join('');

  it('is drawn where its points close, and for a rectangle', () => {
    expect(ring({ type: 'u-d-f', detail: links([...corners, '30.1,120.1']) })).toHaveLength(4);
    expect(ring({ type: 'u-d-r', detail: links(corners) })).toHaveLength(4);
    expect(ring({ type: 'u-d-f', detail: links(corners) })).toBeUndefined();
    expect(
      ring({ type: 'u-d-f', detail: links([...corners, '99,120', '30.1,120.1']) }),
    ).toBeUndefined();
  });

  it('of a circle has its radius', () => {
    const circle = ring({
      type: 'u-d-c-c',
      detail: '<shape><ellipse major="300" minor="300" angle="360"/></shape>',
    });
    const degrees = (circle as readonly (readonly [number, number])[]).map(([, lat]) => lat);
    expect((Math.max(...degrees) - Math.min(...degrees)) * 110_850).toBeCloseTo(600, -1);
  });
});

it('leaves away what would turn or break the line a name stands in', () => {
  const read = meaning({ detail: '<contact callsign="a\u202ebc&#7;\nd"/>' });
  expect(read).toMatchObject({ value: { unit: { callsign: 'a bc d' } } });
});
