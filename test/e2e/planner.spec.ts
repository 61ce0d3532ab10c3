import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wholeRunForTests } from '../../src/domain/rehearsal/whole-run-for-tests.ts';
import { hubinPlan } from '../fixtures/hubin-plan.ts';
import { expect, test } from './watched.ts';

const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '10'];
const SITE = hubinPlan().site;

/** A kept result of the bundled site: the figures of the tests' run under this site's names. */
function keptRun(seed: number, queueing: number) {
  const run = wholeRunForTests();
  const [zone] = SITE.zones.filter(({ id }) => id === 'fountain-terrace');
  return {
    ...run,
    run: { ...run.run, seed, id: `seed-${seed}`, label: `layout ${queueing}` },
    zones: run.zones.slice(1).map((each) => ({ ...each, zone: zone?.id ?? each.zone })),
    queues: [{ checkpoint: 'cp-12', number: 12, people: [0, queueing, 3] }],
    hotSpots: [],
    worstQueue: { ...run.worstQueue, checkpoint: 'cp-12', number: 12, people: queueing },
  };
}

test('a planner shapes who comes, rehearses a scenario, and gets its figures as files', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url, { role: 'planner' });
  const form = page.locator('.planner-form');
  const arrivals = form.locator('.arrivals');
  await expect(arrivals.locator('summary')).toContainText('255,000 visits, peak 75,000 at 23:55');
  await arrivals.locator('summary').click();
  const visits = arrivals.getByLabel('Visits in all');
  await visits.fill('300000');
  await visits.press('Enter');
  await expect(arrivals.locator('summary')).toContainText('300,000 visits');
  await expect(form.locator('.changes code')).toHaveText(/^people\.visits\.factor=1\.18442623/);

  // Rain happens to bodies alone.
  await form.getByLabel('Scenario').selectOption('rain');
  await form.getByRole('radio').first().check();
  await expect(form.getByRole('button', { name: 'Start rehearsal' })).toBeDisabled();
  await form.getByLabel('Scenario').selectOption('station-closed');
  await form.getByRole('button', { name: 'Start rehearsal' }).click();
  const card = page.locator('.rehearsal-card');
  await expect(card).toContainText('gate.gate-lxq-a.closedFrom=23:30 · ', { timeout: 60_000 });
  await expect(card).toContainText('people.visits.factor=1.18442623');

  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(page.locator('.headline-figures')).toContainText('Peak', { timeout: 60_000 });
  await page.getByLabel('On the map').selectOption('peakPeople');
  await expect(page.locator('.run-map-caption')).toContainText('Zones: most people, and when');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Curves (CSV)' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/\.curves\.csv$/);
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^time,area_people,visits,/);
});

test('kept runs stand side by side, and a plan with too little width is not free to release', async ({
  hubOn,
  folder,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  for (const [name, queueing] of [
    ['as-planned', 12],
    ['closed-12', 40],
  ] as const) {
    await mkdir(path.join(folder, 'runs', name), { recursive: true });
    const file = path.join(folder, 'runs', name, 'seed-1.run.json');
    await writeFile(file, JSON.stringify(keptRun(1, queueing)));
  }
  await seat.open(hub.url, { role: 'planner' });
  await page.getByRole('tab', { name: 'Compare' }).click();
  const groups = page.locator('.run-picker');
  await groups.nth(0).getByLabel('layout 12').check();
  await groups.nth(1).getByLabel('layout 40').check();
  await expect(page.locator('.compared-groups')).toContainText('checkpoint 12');
  const queue = page.getByRole('row', { name: /worst queue · people/ });
  await expect(queue).toContainText('12');
  await expect(queue).toContainText('+28');
  await expect(page.getByText('Paired by seed, pairs: 1')).toBeVisible();

  await page.getByRole('tab', { name: 'Checks' }).click();
  await expect(page.locator('.verdict').first()).toContainText('Free to release');
  await expect(page.getByText('24.4 m on the level')).toBeVisible();
  const change = page.locator('.changes input');
  for (const number of [39, 40, 34, 35, 41]) {
    await change.fill(`checkpoint.${number}.mode@00:00=closed`);
    await change.press('Enter');
  }
  await expect(page.locator('.verdict').first()).toContainText('Not to be released', {
    timeout: 60_000,
  });
  await expect(page.locator('.finding.blocker').first()).toContainText('24.4');
});
