import { expect, test } from 'vitest';
import { readExportOptions } from './export-options.ts';

test('a part of the night and a step are for the trajectory of jupedsim', () => {
  const at = '2026-12-31T23:40:00+08:00';
  const words = ['night.anlan', '--format', 'jupedsim', '--every', '2', '--from', at];
  expect(readExportOptions(words)).toMatchObject({ everyS: 2, from: Date.parse(at) });
  expect(readExportOptions(['night.anlan', '--format', 'jupedsim'])).toMatchObject({ everyS: 10 });
});

test('other formats hold the whole recording and say so', () => {
  const at = '2026-12-31T23:40:00+08:00';
  for (const format of ['csv', 'geojson', 'parquet', 'mcap', 'ndjson']) {
    for (const [option, value] of [
      ['--every', '2'],
      ['--from', at],
      ['--to', at],
    ] as const) {
      expect(readExportOptions(['night.anlan', '--format', format, option, value])).toBe(
        `${option} is for jupedsim alone: ${format} holds the whole recording`,
      );
    }
    expect(readExportOptions(['night.anlan', '--format', format])).toMatchObject({ format });
  }
});
