import { expect, it } from 'vitest';
import { readServeOptions } from './serve-options.ts';

it('takes a recording to look at again', () => {
  expect(readServeOptions(['--replay', 'night.anlan'])).toMatchObject({
    replay: true,
    event: 'night.anlan',
  });
  expect(readServeOptions(['night.anlan'])).toMatchObject({ replay: false });
});

it.each([
  [['--replay', 'hubin'], 'needs an .anlan file'],
  [['--replay', 'night.anlan', '--source', 'live'], 'records nothing'],
  [['--replay', 'night.anlan', '--event-file', 'other.anlan'], 'records nothing'],
])('%j is refused: %s', (words, why) => {
  expect(readServeOptions(words)).toContain(why);
});
