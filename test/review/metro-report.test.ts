import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewReport } from '../../src/domain/review/review-report.ts';
import { anlan } from '../hub/hub-process.ts';
import { RECORDINGS } from '../hub/metro-day.ts';
import { metroSums, recordMetro } from './metro-recording.ts';

/** `npm test` takes two days; ANLAN_METRO_DAYS=all takes the whole recording. */
const [FROM, UNTIL] =
  process.env.ANLAN_METRO_DAYS === 'all'
    ? ['2019-01-02', '2019-01-21']
    : ['2019-01-05', '2019-01-07'];

// Skipped only where there are no recordings: set ANLAN_DATA to their folder.
(RECORDINGS ? describe : describe.skip)('days of the Hangzhou metro (ANLAN_DATA)', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'anlan-metro-report-'));
    file = path.join(folder, 'metro.anlan');
    await recordMetro(file, FROM, UNTIL);
  }, 900_000);
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('are reported with the sums of the file, by station and day, to the person', async () => {
    const { code, stdout, stderr } = await anlan('report', file, '--format', 'json', '--out', '-');
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as ReviewReport;
    const reported = Object.fromEntries(
      report.counters.flatMap(({ sensor, days }) =>
        days.map(({ day, people }) => [`${sensor} ${day}`, people.value]),
      ),
    );
    expect(reported).toEqual(await metroSums(FROM, UNTIL));
    expect(report.file.chain).toBe('intact');
    expect(report.file.clock).toBe('feed');
  }, 900_000);
});
