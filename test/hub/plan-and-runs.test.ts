import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runForTests } from '../../src/domain/rehearsal/run-for-tests.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { rehearsalEvent } from './rehearsal-event.ts';
import { type WatchingSeat, watch } from './watching-seat.ts';

let folder: string;
let hub: HubProcess;
let planner: WatchingSeat;

beforeAll(async () => {
  folder = await rehearsalEvent();
  hub = await startHub([folder, '--event-file', path.join(folder, 'main.anlan'), '--speed', '20']);
  planner = await watch(hub.url, 'planner');
});

afterAll(async () => {
  planner.close();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a planner checks the plan as it is and with changes; a commander may not', async () => {
  const asked = { people: 1_500, minutes: 30 };
  const plan = await planner.call('plan.checks', { changes: [], ...asked });
  expect(plan.blockers).toBe(0);
  expect(plan.borders[0]).toMatchObject({ border: 'core', enough: true });
  const shut = await planner.call('plan.checks', {
    changes: ['checkpoint.2.mode=closed', 'gate.gate-metro.clearWidthM=0.5'],
    ...asked,
  });
  expect(shut.findings.map(({ code }) => code)).toContain('egressTooNarrow');
  expect(
    await planner.refusal('plan.checks', { changes: ['checkpoint.99.mode=closed'], ...asked }),
  ).toEqual({
    code: 'badInput',
    message: expect.stringContaining('there is no checkpoint "99"'),
  });
  const commander = await watch(hub.url, 'commander');
  expect(await commander.refusal('plan.checks', { changes: [], ...asked })).toMatchObject({
    code: 'forbidden',
  });
  commander.close();
});

test('the checks of a plan count timed orders up to the release and what closes after it', async () => {
  const coreM = async (changes: string[], minutes = 30) => {
    const checks = await planner.call('plan.checks', { changes, people: 1_500, minutes });
    return checks.borders[0]?.availableM;
  };
  // Beside the checkpoint of 8 m, stairs of 4 m lead out of the core; the release is at 18:30.
  const stairsM = (4 * 66) / 82;
  expect(await coreM(['checkpoint.1.mode@18:30=closed'])).toBeCloseTo(stairsM, 9);
  const turned = ['checkpoint.1.mode=oneWayIn', 'checkpoint.1.mode@18:30=oneWayOut'];
  expect(await coreM(turned)).toBeCloseTo(8 + stairsM, 9);
  expect(await coreM(['checkpoint.1.mode@18:50=closed'])).toBeCloseTo(stairsM, 9);
  expect(await coreM(['checkpoint.1.mode@18:50=closed'], 20)).toBeCloseTo(8 + stairsM, 9);
});

test('results beside the event file are listed and read, those of a sweep in its folder, too', async () => {
  const runs = path.join(folder, 'runs');
  await mkdir(path.join(runs, 'closed-12'), { recursive: true });
  const write = async (name: string, text: string) => await writeFile(path.join(runs, name), text);
  await write('seed-3.run.json', JSON.stringify(runForTests({ seed: 3, level: 5 })));
  await write('closed-12/seed-1.run.json', JSON.stringify(runForTests({ seed: 1, level: 7 })));
  await write('broken.run.json', '{"format":"anlan-run"');
  await symlink(path.join(runs, 'gone'), path.join(runs, 'closed-12', 'gone.run.json'));
  await write('notes.txt', 'none of the hub’s business');
  const { runs: listed } = await planner.call('runs.list', {});
  expect(listed.map(({ run, peakPeople }) => [run.id, peakPeople]).sort()).toEqual([
    ['closed-12/seed-1', 14],
    ['seed-3', 10],
  ]);
  expect(await planner.call('runs.read', { run: 'closed-12/seed-1' })).toEqual(
    runForTests({ seed: 1, level: 7 }),
  );
  for (const run of ['none', '../main', 'closed-12/../../site', 'broken', 'a/b/c']) {
    expect(await planner.refusal('runs.read', { run })).toMatchObject({ code: 'notPossible' });
  }
});

test('the figures of the rehearsal under way', async () => {
  await planner.until((world) => (world.time ?? 0) >= Date.parse('2026-12-31T17:02:30+08:00'));
  const figures = await planner.call('rehearsal.figures', {});
  expect(figures).toMatchObject({ format: 'anlan-run', span: { complete: false } });
  expect(figures.area.people.length).toBeGreaterThanOrEqual(2);
  expect(Math.abs(figures.account.error)).toBeLessThan(1e-6 * 3_000);
});
