import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { DroneId, HotSpotId, ZoneId } from '../../../domain/base/ids.ts';
import { entry } from '../../../domain/session/entry.ts';
import { initialWorld, reduce, type World } from '../../../domain/session/world.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { CotNews, cotOut } from './cot-out.ts';
import { pictureOf } from './picture.ts';

const ground = buildGround(twoSquares());
const START = Date.parse('2026-12-31T20:00:00+08:00');
const [zone] = ground.leaves;
const [hotSpot] = ground.site.hotSpots;

function at(world: World, offsetS: number, exercise = false) {
  const time = START + offsetS * 1_000;
  return pictureOf(ground, { ...world, time }, time, exercise);
}

function levelled(world: World, place: ZoneId | HotSpotId, level: 'green' | 'red'): World {
  const state = { level, reason: { cause: 'none' as const }, since: START };
  return reduce(world, entry('level', { place, state }, { observedAt: START, recordedAt: START }));
}

function flown(world: World, offsetS: number): World {
  const observedAt = START + offsetS * 1_000;
  const report = {
    drone: 'uav-1' as DroneId,
    callsign: 'UAV-1',
    observedAt,
    lon: 120.1588 + offsetS * 1e-5,
    lat: 30.256,
    altM: 60,
    headingDeg: 359.99,
    groundSpeedMps: 4,
    batteryPct: 80,
  };
  return reduce(
    world,
    entry('positions', { drones: [report], units: [] }, { observedAt, recordedAt: observedAt }),
  );
}

const news = () =>
  new CotNews({ language: 'en', subjects: ['zones', 'alerts', 'drones'], staleS: 60 });
const typesOf = (events: readonly string[]) =>
  events.map((event) => / type="([^"]+)"/.exec(event)?.[1]);
const empty = initialWorld(ground.site, START);
const places = ground.leaves.length + ground.site.hotSpots.length;

describe('what receivers are told', () => {
  it('is everything at first, then changes alone, and all again before it goes stale', () => {
    const told = news();
    expect(told.take(at(empty, 0))).toHaveLength(places);
    expect(told.take(at(empty, 5))).toEqual([]);
    const red = levelled(empty, zone?.id ?? ('' as ZoneId), 'red');
    const changed = told.take(at(red, 10));
    expect(typesOf(changed)).toEqual(['u-d-f', 'b-a-g']);
    expect(changed[1]).toContain('RED');
    // The others were told 30 s ago, half of what they last for.
    expect(told.take(at(red, 30))).toHaveLength(places - 1);
    expect(told.take(at(red, 40))).toHaveLength(2);
  });

  it('of an alarm that is over is that it is over', () => {
    const told = news();
    const place = hotSpot?.id ?? ('' as HotSpotId);
    const red = levelled(empty, place, 'red');
    told.take(at(red, 0));
    const over = told.take(at(levelled(red, place, 'green'), 5));
    expect(typesOf(over)).toEqual(['u-d-f', 't-x-d-d']);
    expect(over[1]).toContain(`<link uid="anlan.two-squares.alert.${place}" type="b-a-g"`);
    expect(told.take(at(levelled(red, place, 'green'), 10))).toEqual([]);
  });

  it('of a drone is where it is, with its track, until it has been silent', () => {
    const told = news();
    const flying = flown(empty, 0);
    const first = told.take(at(flying, 1)).at(-1) ?? '';
    expect(first).toContain('type="a-f-A-M-H-Q"');
    expect(first).toContain('<track course="0.0" speed="4.0"/>');
    expect(first).toContain('hae="9999999.0"');
    expect(first).toContain('60 m above take-off');
    expect(typesOf(told.take(at(flown(flying, 5), 6)))).toEqual(['a-f-A-M-H-Q']);
    expect(typesOf(told.take(at(flown(flying, 5), 36)))).toContain('t-x-d-d');
  });

  it('begins again for a new receiver', () => {
    const told = news();
    told.take(at(empty, 0));
    told.forget();
    expect(told.take(at(empty, 1))).toHaveLength(places);
  });

  it('of an unknown place is no number', () => {
    const [event = ''] = news().take(at(empty, 0));
    expect(event).toContain('number of people unknown');
    expect(event).not.toMatch(/about \d/);
  });
});

describe('settings', () => {
  const wrong = (settings: unknown) => {
    const checked = cotOut.config.safeParse(settings);
    return checked.success ? '' : (checked.error.issues[0]?.message ?? '');
  };

  it.each([
    [{}, 'exactly one of udp and tcp'],
    [{ udp: { host: 'a', port: 1 }, tcp: { host: 'a', port: 1 } }, 'exactly one of udp and tcp'],
    [{ udp: { host: 'a', port: 1 }, everyS: 40 }, 'at least twice everyS'],
    [{ udp: { host: 'a', port: 70_000 } }, 'Too big'],
  ])('%j are refused: %s', (settings, why) => {
    expect(wrong(settings)).toContain(why);
  });

  it('are filled in', () => {
    expect(cotOut.config.parse({ udp: { host: '239.2.3.1', port: 6_969 } })).toEqual({
      udp: { host: '239.2.3.1', port: 6_969, multicastTtl: 1 },
      everyS: 5,
      staleS: 60,
      language: 'zh',
      subjects: ['zones', 'alerts', 'drones'],
    });
  });
});
