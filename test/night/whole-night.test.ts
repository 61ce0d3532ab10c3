import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SECOND } from '../../src/domain/base/quantity.ts';
import type { Estimate } from '../../src/domain/crowd/estimate.ts';
import { emptyColumns } from '../../src/domain/crowd/observation.ts';
import type { TruthReport } from '../../src/domain/session/entry.ts';
import { Intake } from '../../src/domain/session/intake.ts';
import { siteSchema } from '../../src/domain/site/site.ts';
import { compileMapping } from '../../src/main/hub/adapters/counts-mapping.ts';
import { countsMappingSchema } from '../../src/main/hub/adapters/counts-mapping-schema.ts';
import { openEstimator } from '../../src/workers/kernels/estimator/estimator.ts';
import { RehearsedNight } from '../../src/workers/kernels/virtual-sensors/rehearsed-night.ts';

const folder = new URL('../../resources/hubin/', import.meta.url);
const document = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** The estimator takes a step for every so many seconds here, to keep the test short; the hub takes one a second. */
const STEP_S = 5;

interface Pair {
  readonly truth: TruthReport;
  readonly estimate: Estimate;
}

/** Figures of the run, for whoever reads the output. */
function say(figures: string): void {
  process.stdout.write(`${figures}\n`);
}

/** The bundled night from its sensors' bytes to the estimate, every minute, by the code that the hub runs. */
async function playNight(seed: number): Promise<readonly Pair[]> {
  const site = siteSchema.parse(document('site.json'));
  const feeds = document('feeds.json') as { rehearsal: { feed: string; mapping?: unknown }[] };
  const counts = feeds.rehearsal.find(({ feed }) => feed === 'rehearsal-counts');
  const mapping = compileMapping(countsMappingSchema.parse(counts?.mapping), () => undefined);
  const night = await RehearsedNight.open({ site, script: document('night.json'), seed });
  const intake = new Intake(site, 'stepped');
  const estimator = openEstimator(site);
  const pairs: Pair[] = [];
  for (let time = night.startsAt + STEP_S * SECOND; time <= night.endsAt; time += STEP_S * SECOND) {
    const rehearsed = await night.advance(time);
    const readings = rehearsed.messages
      .filter(({ feed }) => feed === 'rehearsal-counts')
      .flatMap(({ body }) => mapping.read(JSON.parse(new TextDecoder().decode(body))).readings);
    const { columns, refusals } = intake.accept(readings, time, time);
    expect(refusals).toEqual([]);
    const estimate = estimator.step(time, columns.count > 0 ? [columns] : [emptyColumns(0)]);
    if (time % (60 * SECOND) === 0) pairs.push({ truth: rehearsed.truth, estimate });
  }
  return pairs;
}

describe('the bundled night, seen through its sensors', () => {
  let pairs: readonly Pair[];
  beforeAll(async () => {
    pairs = await playNight(20261231);
  }, 400_000);

  const settled = () => pairs.filter((_, minute) => minute >= 5);

  it('is estimated within 5 % of the people in the area, at every minute', () => {
    const errors = settled().map(({ truth, estimate }) => ({
      at: new Date(truth.at).toISOString(),
      error: estimate.area.people / truth.areaPeople - 1,
    }));
    const worst = errors.reduce((a, b) => (Math.abs(b.error) > Math.abs(a.error) ? b : a));
    say(`worst error of the area: ${(100 * worst.error).toFixed(2)} % at ${worst.at}`);
    expect(Math.abs(worst.error)).toBeLessThan(0.05);
  });

  it('says how wrong it may be: its error stays within what its standard deviation allows', () => {
    const ratios = settled().map(
      ({ truth, estimate }) =>
        (estimate.area.people - truth.areaPeople) / Math.max(1, estimate.area.sd),
    );
    const rms = Math.sqrt(ratios.reduce((sum, ratio) => sum + ratio * ratio, 0) / ratios.length);
    say(`error / sd, rms over the night: ${rms.toFixed(2)}`);
    expect(rms).toBeLessThan(2);
    expect(rms).toBeGreaterThan(0.1);
  });

  it('finds peak and visits', () => {
    const truePeak = Math.max(...pairs.map(({ truth }) => truth.areaPeople));
    const last = pairs.at(-1);
    if (!last) throw new Error('the night has minutes');
    const { estimate, truth } = last;
    say(
      `peak ${Math.round(estimate.peak.people)} (true ${Math.round(truePeak)}), visits ${Math.round(estimate.visits.people)} ± ${Math.round(estimate.visits.sd)} (true ${Math.round(truth.visits)})`,
    );
    expect(Math.abs(estimate.peak.people / truePeak - 1)).toBeLessThan(0.05);
    expect(Math.abs(estimate.visits.people / truth.visits - 1)).toBeLessThan(0.05);
  });

  it('keeps the books: zones and outside make the total', () => {
    for (const { estimate } of pairs) {
      const zones = estimate.zones.reduce((sum, zone) => sum + zone.people, 0);
      expect(Math.abs(zones + estimate.outside.people - estimate.total)).toBeLessThan(1e-6);
      expect(Math.abs(zones - estimate.area.people)).toBeLessThan(1e-6);
    }
  });
});
