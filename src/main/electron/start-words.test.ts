import { expect, test } from 'vitest';
import { eventFileAmong, hubWords } from './start-words.ts';

test('the hub gets the words that are its own', () => {
  expect(hubWords(['/usr/bin/anlan', 'hubin', '--source', 'live'], true)).toEqual([
    'hubin',
    '--source',
    'live',
  ]);
  expect(hubWords(['electron', '/project', 'hubin', '--speed', '1'], false)).toEqual([
    'hubin',
    '--speed',
    '1',
  ]);
  expect(
    hubWords(['electron', '--inspect=0', '--remote-debugging-port=0', '.', '--no-sandbox'], false),
  ).toEqual([]);
  expect(hubWords(['/usr/bin/anlan'], true)).toEqual([]);
});

test('an event file is found wherever it stands', () => {
  expect(eventFileAmong(['anlan', '--no-sandbox', '/data/a.anlan', '/data/b.anlan'])).toBe(
    '/data/b.anlan',
  );
  expect(eventFileAmong(['anlan', '--event-file=x.anlan', 'hubin'])).toBeUndefined();
});
