import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LADDER } from '../../src/domain/alert/ladder.ts';
import type { World } from '../../src/domain/session/world.ts';
import { buildGround } from '../../src/domain/site/ground.ts';
import { reviewFile } from '../../src/main/review/review-file.ts';
import { writeDocument } from '../../src/main/review/write-document.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { Sql } from '../../src/store/sql.ts';
import { reviewRecording } from '../../src/workers/review-recording.ts';
import { NIGHT_FROM, NIGHT_MINUTES, type ShortNight } from '../fixtures/short-night.ts';
import { writeShortNight } from '../fixtures/short-night-file.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { independentFigures } from './independent-figures.ts';

/** A figure as the page shows it. */
interface Shown {
  readonly name: string;
  readonly at?: number;
  readonly from?: number;
  readonly to?: number;
  readonly value: string | undefined;
}

const SITE = twoSquares();
const GROUND = buildGround(SITE);
let folder: string;
let night: ShortNight;
let html: string;
let shown: readonly Shown[];
let reader: RecordReader;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-report-'));
  const file = path.join(folder, 'night.anlan');
  night = await writeShortNight(file);
  const written = await writeDocument({ file, language: 'en', format: 'html' });
  if (!written.ok) throw new Error(written.error.message);
  html = written.value.content;
  shown = figuresIn(html);
  reader = new RecordReader();
  const opened = await reader.open({ file });
  if (!opened.ok) throw new Error(opened.error.message);
});
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

it('compares the rasters with the log, and does not call one intact that was changed', async () => {
  expect(html).toMatch(/<dt>Density rasters<\/dt><dd>[1-9]\d* are those that the log names<\/dd>/);
  const changed = path.join(folder, 'changed.anlan');
  await writeShortNight(changed);
  const sql = await Sql.open(changed, 'readWrite');
  await sql.exec('DELETE FROM frames WHERE id = (SELECT max(id) FROM frames)');
  await sql.close();
  const query = { site: SITE, ladder: DEFAULT_LADDER, checkChain: true, truePass: false };
  const reviewed = await reviewRecording({ file: changed, ...query });
  const about = reviewed.ok ? reviewed.value.file : undefined;
  expect(about).toMatchObject({ chain: 'intact', rasters: { unproven: 0, wrong: 1 } });
});

describe('every number of the report', () => {
  it('of an instant is what the recording, replayed to it, shows', async () => {
    const checked = new Map<string, number>();
    const worlds = new Map<number, World>();
    for (const figure of shown) {
      const { name, at } = figure;
      const expected = at === undefined ? undefined : instantFigure(name);
      if (at === undefined || !expected) continue;
      const world = worlds.get(at) ?? (await reader.worldAt(at)).world;
      worlds.set(at, world);
      const value = expected(world, at);
      expect(figure.value, `${name} at ${new Date(at).toISOString()}`).toBe(
        value === undefined ? undefined : String(value),
      );
      const kind = name.split('/')[0] ?? '';
      checked.set(kind, (checked.get(kind) ?? 0) + 1);
    }
    for (const kind of [
      'area.people',
      'visits',
      'people',
      'density',
      'worst',
      'dataAge',
      'level',
      'inPerMin',
    ]) {
      expect(checked.get(kind), kind).toBeGreaterThan(0);
    }
  });

  it('of a span is what a plain count over the log gives', () => {
    const expected = independentFigures(night, SITE, GROUND, DEFAULT_LADDER);
    const spans = shown.filter(({ name, from }) => from !== undefined && expected.covers(name));
    for (const { name, from, to, value } of spans) {
      const counted = expected.value(name, from ?? 0, to ?? 0);
      if (counted === undefined) expect(value, name).toBeUndefined();
      else expect(Number(value), name).toBeCloseTo(counted, 6);
    }
    expect(spans.length).toBeGreaterThan(100);
  });

  it('is one of these two kinds, or named here with the reason', () => {
    const expected = independentFigures(night, SITE, GROUND, DEFAULT_LADDER);
    const elsewhere = new Set([
      // The pass in the order of truth is checked in src/domain/review and by the crossings below.
      ...[
        'missed',
        'threshold',
        'leadTime',
        'true.worstDensity',
        'true.alertValue',
        'true.density',
      ],
      // The record's own count, checked where the record is.
      ...['file.entries'],
      // Geometry: checked with near-place.
      ...['distance', 'positionAge'],
    ]);
    const strangers = shown.filter(({ name }) => {
      const kind = name.split('/')[0] ?? '';
      return !instantFigure(name) && !expected.covers(name) && !elsewhere.has(kind);
    });
    expect(strangers.map(({ name }) => name)).toEqual([]);
  });

  it('links to an instant of the index', () => {
    const ids = new Set([...html.matchAll(/<li id="(t-?[\d.]+)"/g)].map((match) => match[1]));
    const links = [...html.matchAll(/href="#(t-?[\d.]+)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(shown.length / 2);
    expect(links.filter((link) => !ids.has(link))).toEqual([]);
  });

  it('stands in an element that says what it is: no bare number in a column of figures', () => {
    const cells = [...html.matchAll(/<td class="n">(.*?)<\/td>/g)].map((match) => match[1] ?? '');
    const bare = cells
      .map((cell) => cell.replaceAll(/<(a|b)\b[^>]*data-[^>]*>.*?<\/\1>/g, ''))
      .filter((rest) => /\d/.test(rest));
    expect(bare).toEqual([]);
  });
});

describe('what the seats did not see', () => {
  it('is told: the square filled while its sensors were cut off, and nobody was warned', async () => {
    const file = path.join(folder, 'night.anlan');
    const report = await reviewFile({ file });
    if (!report.ok) throw new Error(report.error.message);
    const { crossings, alerts, accuracy, span } = report.value;
    expect(span).toEqual({ from: NIGHT_FROM, to: NIGHT_FROM + NIGHT_MINUTES * 60_000 });
    const yellow = crossings.crossings.find(
      ({ place, level }) => place === 'east-square' && level === 'yellow',
    );
    const warned = alerts.find(({ place }) => place === 'east-square');
    expect(yellow?.alert).toBeUndefined();
    expect(crossings.missed).toBeGreaterThan(0);
    expect((warned?.raisedAt ?? 0) - (yellow?.at ?? 0)).toBeGreaterThan(120_000);
    expect(accuracy.undispositioned).toBe(alerts.length);
    expect(accuracy.accuracy).toBeUndefined();
  });
});

function figuresIn(page: string): readonly Shown[] {
  const tags = page.match(/<(?:a|b)\b[^>]*data-figure="[^"]*"[^>]*>/g) ?? [];
  return tags.map((tag) => {
    const of = (name: string) => new RegExp(` data-${name}="([^"]*)"`).exec(tag)?.[1];
    const number = (name: string) => (of(name) === undefined ? {} : { [name]: Number(of(name)) });
    return {
      name: of('figure') ?? '',
      ...number('at'),
      ...number('from'),
      ...number('to'),
      value: of('value'),
    };
  });
}

/** How a figure is read off a world; undefined where it is not one of an instant. */
function instantFigure(
  name: string,
): ((world: World, at: number) => string | number | undefined) | undefined {
  const [kind = '', id = ''] = name.split('/');
  const place = (world: World) =>
    world.estimate?.zones.find(({ zone }) => zone === id) ??
    world.estimate?.hotSpots.find(({ hotSpot }) => hotSpot === id);
  const flow = (world: World) =>
    world.estimate?.checkpoints.find(({ checkpoint }) => checkpoint === id);
  switch (kind) {
    case 'area.people':
      return (world) => world.estimate?.area.people;
    case 'visits':
      return (world) => world.estimate?.visits.people;
    case 'bias':
      return (world) => world.estimate?.biasAbsorbed;
    case 'people':
      return (world) => place(world)?.people;
    case 'density':
      return (world) => place(world)?.densityPerM2;
    case 'worst':
      return (world) => world.estimate?.zones.find(({ zone }) => zone === id)?.worstDensityPerM2;
    case 'level':
      return (world) => world.levels[id]?.level ?? 'unknown';
    case 'dataAge':
      return (world, at) => {
        const supportAt = place(world)?.supportAt;
        return supportAt === undefined ? undefined : (at - supportAt) / 1_000;
      };
    case 'inPerMin':
      return (world) => flow(world)?.inPerMin;
    case 'outPerMin':
      return (world) => flow(world)?.outPerMin;
    default:
      return undefined;
  }
}
