import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { DroneId, FeedId, OrderId } from '../base/ids.ts';
import { HOUR, SECOND } from '../base/quantity.ts';
import { emptyColumns, MEASURES } from '../crowd/observation.ts';
import type { MapLayer } from '../site/map-layer.ts';
import type { Entry } from './entry.ts';
import { entry } from './entry.ts';
import { initialWorld, reduce, type World } from './world.ts';

const site = twoSquares();
const START = Date.parse('2026-12-31T17:00:00+08:00');

/** An entry of the kinds that a night consists of, at a given second of it. */
function entryAt(second: number, choice: number, size: number): Entry {
  const at = START + second * SECOND;
  const times = { observedAt: at, recordedAt: at };
  const sensor = size % site.sensors.length;
  switch (choice % 6) {
    case 0:
      return entry('tick', { time: at }, times);
    case 1: {
      const columns = emptyColumns(1);
      columns.sensor[0] = sensor;
      columns.measure[0] = MEASURES.indexOf('intervalCount');
      columns.observedAt[0] = at;
      columns.value[0] = size;
      columns.amount[0] = size;
      return entry('observations', columns, times);
    }
    case 2: {
      const drone = {
        drone: `drone-${size % 6}` as DroneId,
        callsign: 'D',
        observedAt: at,
        lon: 120.1588 + size / 1e6,
        lat: 30.256,
        altM: 60,
      };
      return entry('positions', { drones: [drone], units: [] }, times);
    }
    case 3: {
      const checkpoint = site.checkpoints[size % site.checkpoints.length]?.id;
      if (!checkpoint) throw new Error('the site has checkpoints');
      const order = `order-${second}-${size}` as OrderId;
      return entry(
        'checkpointOrder',
        { order, checkpoint, mode: 'closed', by: 'A', version: second },
        times,
      );
    }
    case 4: {
      const key = `sensor-silent:${size % 7}`;
      return size % 2 === 0
        ? entry('dataQuality', { cleared: key, at }, times)
        : entry(
            'dataQuality',
            { raised: { key, message: 'sensorSilent', params: {}, raisedAt: at } },
            times,
          );
    }
    default: {
      const feed = 'counts' as FeedId;
      return entry(
        'feedStates',
        {
          feeds: [
            {
              feed,
              adapter: 'http-counts',
              health: 'ok',
              messages: size,
              accepted: size,
              duplicate: 0,
              late: 0,
              refused: 0,
            },
          ],
        },
        times,
      );
    }
  }
}

const entries = fc
  .array(fc.tuple(fc.nat(600), fc.nat(5), fc.nat(5_000)), { maxLength: 60 })
  .map((all) => all.map(([second, choice, size]) => entryAt(second, choice, size)));

const fold = (world: World, all: readonly Entry[]) => all.reduce(reduce, world);

describe('reduce', () => {
  it('is deterministic', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const start = initialWorld(site, START);
        expect(fold(start, all)).toEqual(fold(start, all));
      }),
    );
  });

  it('folds a prefix, is saved as JSON, and folds the rest as if it had folded all', () => {
    fc.assert(
      fc.property(entries, fc.nat(60), (all, cut) => {
        const start = initialWorld(site, START);
        const saved = JSON.parse(JSON.stringify(fold(start, all.slice(0, cut)))) as World;
        expect(fold(saved, all.slice(cut))).toEqual(fold(start, all));
      }),
    );
  });

  it('never changes the world it was given', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const start = initialWorld(site, START);
        const before = JSON.stringify(start);
        fold(start, all);
        expect(JSON.stringify(start)).toBe(before);
      }),
    );
  });

  it('stays bounded over 24 hours', () => {
    let world = initialWorld(site, START);
    let most = 0;
    const sizeAfterHour: number[] = [];
    for (let second = 0; second < (24 * HOUR) / SECOND; second++) {
      world = reduce(world, entryAt(second, 0, second));
      world = reduce(world, entryAt(second, 1, second));
      world = reduce(world, entryAt(second, 2, second));
      if (second % 60 === 0) {
        world = reduce(world, entryAt(second, 3, second));
        world = reduce(world, entryAt(second, 4, second + (second % 120 === 0 ? 1 : 0)));
        world = reduce(world, entryAt(second, 5, second));
      }
      if (second % 3_600 === 3_599) {
        const size = JSON.stringify(world).length;
        sizeAfterHour.push(size);
        most = Math.max(most, size);
      }
    }
    expect(world.time).toBe(START + 24 * HOUR - SECOND);
    // Numbers grow by digits, nothing grows by entries.
    expect(most).toBeLessThan((sizeAfterHour[0] ?? 0) * 1.1);
  });

  it('keeps the confirmation of the order that stands, and of no other', () => {
    const times = { observedAt: START, recordedAt: START };
    const [checkpoint] = site.checkpoints;
    if (!checkpoint) throw new Error('the site has checkpoints');
    const give = (order: string, version: number) =>
      entry(
        'checkpointOrder',
        { order: order as OrderId, checkpoint: checkpoint.id, mode: 'closed', by: 'A', version },
        times,
      );
    const confirm = (order: string) =>
      entry(
        'orderConfirmed',
        { order: order as OrderId, checkpoint: checkpoint.id, effectiveAt: START + SECOND },
        times,
      );
    const start = initialWorld(site, START);
    const confirmed = fold(start, [give('first', 1), confirm('first')]);
    expect(confirmed.checkpoints[checkpoint.id]?.effectiveAt).toBe(START + SECOND);
    const late = fold(start, [give('first', 1), give('second', 2), confirm('first')]);
    expect(late.checkpoints[checkpoint.id]?.effectiveAt).toBeUndefined();
  });

  it('gives a checkpoint back the mode that it had before an order that was refused', () => {
    const times = { observedAt: START, recordedAt: START };
    const [checkpoint] = site.checkpoints;
    if (!checkpoint) throw new Error('the site has checkpoints');
    const { id, mode } = checkpoint;
    const give = (order: string, version: number) =>
      entry(
        'checkpointOrder',
        {
          order: order as OrderId,
          checkpoint: id,
          mode: 'metered',
          meteredPerMinLane: 20,
          by: 'A',
          version,
        },
        times,
      );
    const refuse = (order: string) =>
      entry(
        'orderRefused',
        { order: order as OrderId, checkpoint: id, by: 'A', reason: 'no staff' },
        times,
      );
    const confirm = (order: string) =>
      entry(
        'orderConfirmed',
        { order: order as OrderId, checkpoint: id, effectiveAt: START },
        times,
      );
    const start = initialWorld(site, START);
    const refused = fold(start, [give('first', 1), refuse('first')]);
    // It changed twice: an order that was written on the refused one comes too late.
    expect(refused.checkpoints[id]).toEqual({ mode, version: 2, changedAt: START });
    const given = fold(start, [give('first', 1)]);
    expect(fold(given, [refuse('another')])).toEqual(given);
    const held = fold(given, [confirm('first')]);
    expect(fold(held, [refuse('first')])).toEqual(held);
  });

  it('keeps imported maps until they are taken off, and none of their features', () => {
    const times = { observedAt: START, recordedAt: START };
    const put: MapLayer = {
      id: 'a1',
      name: 'Streets',
      format: 'geojson',
      kind: 'features',
      datum: 'GCJ-02',
      bounds: [120, 30, 121, 31],
      features: 2,
      contentSeq: 7,
      bytes: 100,
      addedBy: 'Lin',
    };
    const start = initialWorld(site, START);
    const content = entry('mapLayerContent', { layer: 'a1', geojson: '{}' }, times);
    expect(reduce(start, content)).toEqual(start);
    expect(content.audience).toBe('hub');
    const shown = fold(start, [content, entry('mapLayer', { put }, times)]);
    expect(shown.mapLayers).toEqual({ a1: put });
    const removed = entry('mapLayer', { removed: 'a1', by: 'Chen' }, times);
    expect(reduce(shown, removed).mapLayers).toEqual({});
    expect(reduce(start, removed).mapLayers).toEqual({});
  });

  it('sums what counters counted, to the person, and keeps a late reading from being the newest', () => {
    const columns = emptyColumns(3);
    columns.sensor.fill(site.sensors.findIndex((sensor) => sensor.kind === 'lineCounter'));
    columns.measure.fill(MEASURES.indexOf('intervalCount'));
    columns.amount.set([5, 7, 11]);
    columns.value.set([5, 7, 11]);
    columns.observedAt.set([START + 20_000, START + 30_000, START + 10_000]);
    columns.flags.set([0, 0, 1]);
    const times = { observedAt: START, recordedAt: START };
    const world = reduce(initialWorld(site, START), entry('observations', columns, times));
    const state = world.sensors[columns.sensor[0] ?? -1];
    expect(state).toMatchObject({
      sum: 23,
      count: 3,
      late: 1,
      lastValue: 7,
      lastObservedAt: START + 30_000,
    });
  });
});
