import { expect, test } from 'vitest';
import { type Standing, steadyOrder } from './steady-order.ts';

const red = (key: string, density: number): Standing => ({ key, rank: 4, density });
const green = (key: string, density: number): Standing => ({ key, rank: 0, density });

test('places stand by level and then by density when nothing stood before', () => {
  const standings = [green('a', 9), red('b', 4.6), red('c', 5)];
  expect(steadyOrder([], standings)).toEqual(['c', 'b', 'a']);
  expect(steadyOrder([], [green('a', 0), green('b', 0)])).toEqual(['a', 'b']);
});

test('two red places of near density do not change places with every reading', () => {
  let order = steadyOrder([], [red('a', 5), red('b', 4.95)]);
  const seen = new Set<string>();
  for (let reading = 0; reading < 100; reading++) {
    const sway = reading % 2 === 0 ? 0.1 : -0.1;
    order = steadyOrder(order, [red('a', 5 - sway), red('b', 5 + sway)]);
    seen.add(order.join());
  }
  expect([...seen]).toEqual(['a,b']);
});

test('a place that is clearly denser goes up, past as many as it leads', () => {
  const order = ['a', 'b', 'c'];
  expect(steadyOrder(order, [red('a', 5), red('b', 4.9), red('c', 5.3)])).toEqual(['c', 'a', 'b']);
  expect(steadyOrder(order, [red('a', 5), red('b', 4.9), red('c', 5.2)])).toEqual(['a', 'c', 'b']);
});

test('no place stands below one that it clearly leads, however many near ones are between', () => {
  const standings = [red('a', 5), red('b', 5.2), red('c', 5.4), red('d', 5.6)];
  expect(steadyOrder(['a', 'b', 'c', 'd'], standings)).toEqual(['c', 'd', 'a', 'b']);
});

test('a place that turns red stands above every one that is not, however dense', () => {
  const order = ['a', 'b'];
  expect(steadyOrder(order, [green('a', 4), red('b', 1)])).toEqual(['b', 'a']);
});

test('asked again with the same figures it says the same', () => {
  const standings = [red('a', 5), red('b', 5.2), red('c', 5.4), red('d', 5.6)];
  const once = steadyOrder(['a', 'b', 'c', 'd'], standings);
  expect(steadyOrder(once, standings)).toEqual(once);
});
