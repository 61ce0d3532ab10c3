import { expect, test } from 'vitest';
import { readSimulateOptions } from './simulate-options.ts';

test('what is not said has its default', () => {
  expect(readSimulateOptions(['room.json'])).toEqual({
    file: 'room.json',
    seed: undefined,
    threads: 1,
    kernel: 'wasm',
    outputs: [],
    everyS: 0.5,
    untilS: undefined,
    dtS: undefined,
    from: undefined,
    people: undefined,
    json: false,
  });
});

test('everything can be said', () => {
  const words =
    'room.json --seed 7 --threads 4 --kernel twin --out a.SQLITE --out b.anlan-state --every 1 --until 20 --dt 0.1 --from c --json';
  expect(readSimulateOptions(words.split(' '))).toMatchObject({
    seed: 7,
    threads: 4,
    kernel: 'twin',
    outputs: [
      { file: 'a.SQLITE', kind: 'sqlite' },
      { file: 'b.anlan-state', kind: 'state' },
    ],
    everyS: 1,
    untilS: 20,
    dtS: 0.1,
    from: 'c',
    json: true,
  });
});

const SQUARE = 'POLYGON ((0 0, 1 0, 1 1, 0 1))';

test('people for bare ground are pairs, and exits', () => {
  const words = ['g.wkt', '--spawn', SQUARE, '--people', '3', '--exit', SQUARE, '--exit', SQUARE];
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  expect(readSimulateOptions(words)).toMatchObject({
    people: { spawns: [{ area: [square], people: 3 }], exits: [[square], [square]] },
  });
});

test.each<[string[], string]>([
  [[], 'name one SCENARIO'],
  [['a', 'b'], 'name one SCENARIO'],
  [['a', '--seed', '-1'], '--seed'],
  [['a', '--seed', '1.5'], '--seed is a whole number'],
  [['a', '--threads', '0'], '--threads is a whole number from 1 to 256'],
  [['a', '--out', 'x.txt'], '--out ends in .sqlite'],
  [['a', '--out', 'x.csv', '--out', 'x.csv'], '--out names x.csv twice'],
  [['a', '--every', '0'], '--every is a number of seconds above 0'],
  [['a', '--dt', '0.5'], '--dt is a number of seconds above 0 and up to 0.2'],
  [['a', '--until', 'noon'], '--until'],
  [['a', '--kernel', 'gpu'], '--kernel is wasm or twin'],
  [['a', '--spawn', SQUARE], 'bare ground needs'],
  [['a', '--spawn', SQUARE, '--people', '3'], 'at least one --exit'],
  [['a', '--spawn', 'POLYGON ((0 0', '--people', '3', '--exit', SQUARE], '--spawn, line 1'],
  [['a', '--spawn', SQUARE, '--people', 'many', '--exit', SQUARE], '--people is a whole number'],
  [['a', '--speed', '3'], "Unknown option '--speed'"],
])('%o: %s', (words, problem) => {
  expect(readSimulateOptions(words)).toContain(problem);
});
