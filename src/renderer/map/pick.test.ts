import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { EastNorth } from '../../domain/base/quantity.ts';
import { initialWorld } from '../../domain/session/world.ts';
import { siteFacts } from '../state/site-facts.ts';
import { createUiStore } from '../state/ui-store.ts';
import { pick } from './pick.ts';

const facts = siteFacts(twoSquares());
const layers = createUiStore('zh').getState().layers;
const pickAt = (at: EastNorth, shown = layers) =>
  pick({
    facts,
    world: initialWorld(facts.site, 0),
    layers: shown,
    at: facts.ground.metres.toLonLat(at),
    metresPerPixel: 0.2,
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

  test('catches nothing of a layer that is switched off, nor outside the site', () => {
    expect(pickAt([61, 30], { ...layers, checkpoints: false }).target?.kind).toBe('zone');
    expect(pickAt([500, 500])).toEqual({ target: undefined, cell: undefined });
  });
});
