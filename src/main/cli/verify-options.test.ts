import { describe, expect, it } from 'vitest';
import { readVerifyOptions } from './verify-options.ts';

describe('readVerifyOptions', () => {
  it('means everything with five seeds and writes the page', () => {
    const options = readVerifyOptions([]);
    expect(options).toMatchObject({
      seeds: [1, 2, 3, 4, 5],
      json: false,
      out: 'docs/verification',
    });
    expect(typeof options === 'object' && options.ids).toContain('rimea-4');
  });

  it('takes some tests in the order of the standards and then writes nothing by itself', () => {
    expect(
      readVerifyOptions(['--only', 'nist-2.8,rimea-1', '--seeds', '1', '--json']),
    ).toMatchObject({ ids: ['rimea-1', 'nist-2.8'], seeds: [1], json: true, out: undefined });
    expect(readVerifyOptions(['--seeds', '2', '--out', 'x'])).toMatchObject({ out: 'x' });
  });

  it.each([
    [['--only', 'rimea-99'], 'there is no test "rimea-99"'],
    [['--seeds', '0'], '--seeds is a whole number from 1, not "0"'],
    [['--threads', 'many'], '--threads is a number from 1 to 64, not "many"'],
    [['--fast'], "Unknown option '--fast'"],
  ])('says which word is wrong: %s', (words, message) => {
    expect(readVerifyOptions(words)).toContain(message);
  });
});
