import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { UnitId } from '../../domain/base/ids.ts';
import type { EastNorth } from '../../domain/base/quantity.ts';
import type { UnitReport } from '../../domain/forces/unit.ts';
import { initialWorld } from '../../domain/session/world.ts';
import { siteFacts } from '../state/site-facts.ts';
import { createUiStore } from '../state/ui-store.ts';
import { pick, targetAt } from './pick.ts';

const facts = siteFacts(twoSquares());
const layers = createUiStore('zh').getState().layers;
const pickAt = (at: EastNorth, shown = layers, metresPerPixel = 0.2) =>
  pick({
    facts,
    world: initialWorld(facts.site, 0),
    layers: shown,
    at: facts.ground.metres.toLonLat(at),
    metresPerPixel,
  });

describe('the pointer', () => {
  test('catches a checkpoint before the zone it stands in', () => {
    expect(pickAt([61, 30]).target).toEqual({ kind: 'checkpoint', id: 'cp-1' });
  });

  test('catches a hot-spot before its zone', () => {
    expect(pickAt([108, 30]).target).toEqual({ kind: 'hotSpot', id: 'stage' });
  });

  test('catches a zone, with the cell under it', () => {
    const { target, cell } = pickAt([80, 45]);
    expect(target).toEqual({ kind: 'zone', id: 'east-square' });
    expect(facts.ground.gridCell[cell ?? -1]).toBeDefined();
  });

  test('catches gates and posts where the map shows them, and not from far', () => {
    expect(pickAt([10, 52]).target).toEqual({ kind: 'gate', id: 'gate-metro' });
    expect(pickAt([90, 31]).target).toEqual({ kind: 'post', id: 'post-1' });
    expect(pickAt([90, 31], { ...layers, plan: false }).target?.kind).toBe('zone');
    expect(pickAt([90, 31], layers, 1.5).target?.kind).toBe('zone');
  });

  test('catches sensors only while they are shown', () => {
    expect(pickAt([78, 14]).target?.kind).toBe('zone');
    const shown = { ...layers, sensors: true };
    expect(pickAt([78, 14], shown).target).toEqual({ kind: 'sensor', id: 'den-east-1' });
  });

  test('catches a unit before the post it stands at', () => {
    const [lon, lat] = facts.ground.metres.toLonLat([90, 30]);
    const unit: UnitReport = {
      unit: 'unit-1' as UnitId,
      callsign: 'A1',
      agency: 'police',
      observedAt: 0,
      lon,
      lat,
      status: 'free',
    };
    const world = { ...initialWorld(facts.site, 0), units: { 'unit-1': unit } };
    const at = facts.ground.metres.toLonLat([90, 30]);
    const { target } = pick({ facts, world, layers, at, metresPerPixel: 0.2 });
    expect(target).toEqual({ kind: 'unit', id: 'unit-1' });
  });

  test('catches nothing of a layer that is switched off, nor outside the site', () => {
    expect(pickAt([61, 30], { ...layers, checkpoints: false }).target?.kind).toBe('zone');
    expect(pickAt([500, 500])).toEqual({ target: undefined, cell: undefined });
  });
});

test('every kind of thing that stands has a place to go to', () => {
  const world = initialWorld(facts.site, 0);
  for (const [kind, id] of [
    ['zone', 'east-square'],
    ['hotSpot', 'stage'],
    ['checkpoint', 'cp-1'],
    ['gate', 'gate-metro'],
    ['post', 'post-1'],
    ['sensor', 'cp-1-in'],
  ] as const) {
    expect(targetAt(facts, world, { kind, id }), kind).toHaveLength(2);
    expect(targetAt(facts, world, { kind, id: 'nobody' }), kind).toBeUndefined();
  }
  expect(targetAt(facts, world, { kind: 'unit', id: 'unit-1' })).toBeUndefined();
});
