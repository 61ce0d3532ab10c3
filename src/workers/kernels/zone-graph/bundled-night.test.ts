import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseNightScript } from '../../../domain/plan/night-script.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { siteSchema } from '../../../domain/site/site.ts';
import { Crowd } from './crowd.ts';
import { compileNight } from './night-plan.ts';

const bundled = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../resources/hubin/${name}`, import.meta.url), 'utf8'));

/** The figures of the night that the product is built for (255,000 visits, a peak of 75,000, 60,000 out of the core). */
test('the undisturbed night reaches its figures and conserves people', { timeout: 240_000 }, () => {
  const site = siteSchema.parse(bundled('site.json'));
  const script = parseNightScript(bundled('night.json'), site);
  if (!script.ok) throw new Error(script.error);
  const ground = buildGround(site);
  const night = compileNight(script.value, ground);
  const crowd = new Crowd(ground, night, script.value.seed);
  const inCore = () =>
    ground.leaves.reduce(
      (sum, { ring }, zone) => sum + (ring === 'core' ? (crowd.zonePeople[zone] ?? 0) : 0),
      0,
    );
  const midnight = night.clock.secondOf('00:00');
  let peak = { people: 0, second: 0 };
  let coreAtMidnight = 0;
  let coreLater = 0;
  let lost = 0;
  while (crowd.second < night.endsAtSecond) {
    crowd.step();
    const { area, outside, left, arrived } = crowd.totals();
    lost = Math.max(lost, Math.abs(area + outside + left - arrived));
    if (area > peak.people) peak = { people: area, second: crowd.second };
    if (crowd.second === midnight) coreAtMidnight = inCore();
    if (crowd.second === midnight + 31 * 60) coreLater = inCore();
  }
  expect(lost).toBeLessThan(1e-6);
  expect(Math.abs(crowd.totals().visits / 255_000 - 1)).toBeLessThan(0.01);
  expect(Math.abs(peak.people / 75_000 - 1)).toBeLessThan(0.01);
  expect(peak.second).toBeGreaterThanOrEqual(night.clock.secondOf('23:50'));
  expect(peak.second).toBeLessThanOrEqual(night.clock.secondOf('23:58'));
  expect(Math.abs(coreAtMidnight / 61_000 - 1)).toBeLessThan(0.02);
  expect(coreAtMidnight - coreLater).toBeGreaterThan(59_000);
});
