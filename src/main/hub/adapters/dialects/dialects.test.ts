import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../domain/session/feed-controls.ts';
import { checkFeed } from '../../sources/check-feed.ts';
import { previewFeed } from '../../sources/preview-feed.ts';
import { DIALECTS } from './dialects.ts';
import { fiware } from './fiware.ts';
import { hikvision, hikvisionPeriod } from './hikvision.ts';
import { isarsoft } from './isarsoft.ts';
import { seoul } from './seoul.ts';

const RECORDINGS = process.env.ANLAN_DATA;
const NOWHERE = { sensorAt: () => undefined, suggestDatum: () => undefined };
const NOW = Date.parse('2026-12-31T20:00:00+08:00');

type Mapping = { readonly sensor: object };

/** A dialect as a feed, its table of names filled as an operator would. */
function feedOf({ settings, name }: Dialect, table?: Record<string, string>) {
  const mapping = settings.mapping as Mapping;
  return {
    feed: 'dialect',
    name,
    ...settings,
    mapping: table ? { ...mapping, sensor: { ...mapping.sensor, table } } : mapping,
  };
}

async function preview(feed: unknown, sample: string | Uint8Array) {
  const bytes = typeof sample === 'string' ? new TextEncoder().encode(sample) : sample;
  const shown = await previewFeed(feed, bytes, NOWHERE, NOW);
  if (!shown.ok) throw new Error(shown.error);
  return shown.value;
}

const recorded = (name: string) => readFile(path.join(RECORDINGS ?? '', 'iot', name));
const at = (iso: string) => Date.parse(iso);

describe.each(DIALECTS)('dialect $id', (dialect) => {
  it('is a feed that can be plugged in, and reads its own sample', async () => {
    expect(checkFeed(feedOf(dialect))).toMatchObject({ ok: true });
    const { readings, refusals, problems } = await preview(feedOf(dialect), dialect.sample);
    expect(problems).toEqual([]);
    expect(refusals).toEqual([]);
    expect(
      readings.map(({ sensor, measure, value, sd, observedAt, intervalS }) =>
        [
          `${sensor} ${measure} ${value}${sd === undefined ? '' : ` ± ${sd.toFixed(1)}`}`,
          observedAt === undefined ? 'when received' : new Date(observedAt).toISOString(),
          ...(intervalS === undefined ? [] : [`${intervalS} s`]),
        ].join(', '),
      ),
    ).toEqual(SAMPLES_BECOME[dialect.id]);
  });
});

const SAMPLES_BECOME: Readonly<Record<string, readonly string[]>> = {
  isarsoft: ['sample occupancy 128, when received'],
  hikvision: [
    'cp-1-in cumulative 70, 2026-12-31T12:05:00.000Z',
    'cp-1-out cumulative 75, 2026-12-31T12:05:00.000Z',
  ],
  'hikvision-period': [
    'cp-1-in intervalCount 12, 2026-12-31T12:05:00.000Z, 300 s',
    'cp-1-out intervalCount 9, 2026-12-31T12:05:00.000Z, 300 s',
  ],
  fiware: [
    'cp-1-in intervalCount 31, 2026-12-31T12:05:00.000Z, 300 s',
    'cp-1-out intervalCount 8, 2026-12-31T12:05:00.000Z, 300 s',
  ],
  // 2,000 people wide, every number as likely: 2000 / √12.
  seoul: ['area-gangnam occupancy 31000 ± 577.4, 2026-12-31T12:00:00.000Z'],
  csv: [
    'cp-1-in intervalCount 42, 2026-12-31T12:00:00.000Z, 10 s',
    'cp-1-out intervalCount 7, 2026-12-31T12:00:00.000Z, 10 s',
  ],
};

describe('notices that are other news', () => {
  it.each([
    [isarsoft, '{"type":"OBJECT","count":3}'],
    [hikvision, hikvisionPeriod.sample],
    [hikvisionPeriod, hikvision.sample],
    [hikvision, hikvision.sample.replace('>PeopleCounting<', '>videoloss<')],
    [fiware, '{"id":"a","type":"AirQualityObserved"}'],
  ])('of $id are let go, not refused', async (dialect, sample) => {
    const { readings, refusals, problems } = await preview(feedOf(dialect), sample);
    expect(readings).toEqual([]);
    expect(refusals).toEqual([]);
    expect(problems).toEqual(['a message of a kind that this feed has no use for']);
  });
});

describe('XML of cameras', () => {
  const feed = feedOf(hikvision);
  it.each([
    ['CRLF taken out', hikvision.sample.replaceAll('\r\n', '')],
    [
      'another namespace',
      hikvision.sample.replace('http://www.isapi.org/ver20/XMLSchema', 'urn:x'),
    ],
    [
      'prefixes',
      hikvision.sample
        .replaceAll(/<(\/?)(\w+)(?=[\s>])/g, '<$1psi:$2')
        .replace('xmlns=', 'xmlns:psi='),
    ],
    [
      'a multipart body',
      `--boundary\r\nContent-Disposition: form-data; name="notice"\r\nContent-Type: application/xml\r\n\r\n${hikvision.sample}\r\n--boundary\r\nContent-Type: image/jpeg\r\n\r\n...\r\n--boundary--\r\n`,
    ],
    ['a byte order mark', `\ufeff${hikvision.sample}`],
  ])('is read with %s', async (_what, sample) => {
    const { readings, problems } = await preview(feed, sample);
    expect(problems).toEqual([]);
    expect(readings.map(({ value }) => value)).toEqual([70, 75]);
  });

  it.each([
    ['cut short', hikvision.sample.slice(0, hikvision.sample.indexOf('</enter>') - 1), 'not XML'],
    [
      'with entities',
      `<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${hikvision.sample.replace('70', '&e;')}`,
      'document type',
    ],
  ])('is refused when %s', async (_what, sample, words) => {
    const { readings, problems } = await preview(feed, sample);
    expect(readings).toEqual([]);
    expect(problems[0]).toContain(words);
  });

  it('never replaces an entity', async () => {
    const sample = hikvision.sample.replace('<enter>70', '<enter>&#55;0');
    const { refusals } = await preview(feed, sample);
    expect(refusals[0]?.reason).toContain('no number');
  });
});

// Skipped only where there are no recordings: set ANLAN_DATA to their folder.
(RECORDINGS ? describe : describe.skip)('real payloads (ANLAN_DATA)', () => {
  it('Hikvision, running counts', async () => {
    const feed = feedOf(hikvision, { '84:9a:40:ec:f1:6d/1': 'cp-1' });
    const { readings, refusals } = await preview(
      feed,
      await recorded('hikvision-peoplecounting-realtime-2020.xml'),
    );
    expect(refusals).toEqual([]);
    const observedAt = at('2020-07-09T12:07:07+08:00');
    expect(readings).toMatchObject([
      { sensor: 'cp-1-in', measure: 'cumulative', value: 70, observedAt },
      { sensor: 'cp-1-out', measure: 'cumulative', value: 75, observedAt },
    ]);
  });

  it('Hikvision, by period', async () => {
    const feed = feedOf(hikvisionPeriod, { '44:47:cc:50:00:c1/1': 'cp-1' });
    const { readings } = await preview(
      feed,
      await recorded('hikvision-peoplecounting-timerange-2020.xml'),
    );
    const observedAt = at('2020-04-19T19:35:00+02:00');
    expect(readings).toMatchObject([
      { sensor: 'cp-1-in', measure: 'intervalCount', value: 0, observedAt, intervalS: 120 },
      { sensor: 'cp-1-out', measure: 'intervalCount', value: 0, observedAt, intervalS: 120 },
    ]);
  });

  it.each(['fiware-crowdflowobserved-example.json', 'fiware-crowdflowobserved-example.jsonld'])(
    'FIWARE, %s',
    async (name) => {
      const feed = feedOf(fiware, { 'urn:ngsi-ld:CrowdFlowObserved:Valladolid_1': 'cp-1' });
      const sample = await recorded(name);
      const observedAt = at('2018-08-07T11:15:00Z');
      const wanted = [
        { sensor: 'cp-1-in', value: 50, observedAt, intervalS: 300 },
        { sensor: 'cp-1-out', value: 50, observedAt, intervalS: 300 },
      ];
      expect((await preview(feed, sample)).readings).toMatchObject(wanted);
      // As a context broker sends it on.
      const notification = `{"id":"n","type":"Notification","data":[${sample.toString()}]}`;
      expect((await preview(feed, notification)).readings).toMatchObject(wanted);
    },
  );

  it('Seoul, 66,000 to 68,000 people', async () => {
    const { readings, refusals } = await preview(
      feedOf(seoul),
      await recorded('seoul-citydata-ppltn-gangnam.json'),
    );
    expect(refusals).toEqual([]);
    expect(readings).toEqual([
      {
        sensor: 'area-gangnam',
        measure: 'occupancy',
        value: 67_000,
        sd: 2_000 / Math.sqrt(12),
        observedAt: at('2026-07-10T09:30:00+09:00'),
      },
    ]);
  });
});
