import { expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { distinctNames } from './distinct-names.ts';

it('tells a hot-spot from a zone of the same name, and leaves every other name alone', () => {
  const site = twoSquares();
  const [zone] = site.zones;
  const [spot] = site.hotSpots;
  if (!zone || !spot) throw new Error('the site has zones and hot-spots');
  expect(distinctNames(site).get(spot.id)).toEqual(spot.name);
  const name = { zh: zone.name.zh, en: 'First rail' };
  const alike = distinctNames({ ...site, hotSpots: [{ ...spot, name }] });
  expect(alike.get(zone.id)).toEqual(zone.name);
  expect(alike.get(spot.id)).toEqual({ zh: `${zone.name.zh}重点部位`, en: 'First rail' });
});
