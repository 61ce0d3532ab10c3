import type { StateJson } from '../hub/hub-process.ts';
import { expect, test } from './watched.ts';

const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '10'];

test('the bundled event opens with everything on the screen, and keeps moving within its budget', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await expect(seat.modeBanner).toContainText('EXERCISE');
  await expect(seat.legend).toContainText('ped/m²');
  await expect(seat.places.first()).toBeVisible();
  await expect(page.getByText('OpenStreetMap')).toBeVisible();

  const framesBefore = await seat.count('framesDrawn');
  const commitsBefore = await seat.count('reactCommits');
  const began = Date.now();
  await seat.countTo('framesDrawn', framesBefore + 10);
  const seconds = (Date.now() - began) / 1_000;
  const commits = (await seat.count('reactCommits')) - commitsBefore;
  expect(commits / seconds).toBeLessThanOrEqual(4);

  await seat.tab('Drones').click();
  await expect(page.locator('.drone')).toHaveCount(6);
});

test('an order takes two steps, is recorded with who and when, and the rehearsal obeys', async ({
  hubOn,
  seat,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  const flowOf = async (id: string) => {
    const state = await hub.getJson<{
      checkpoints: { id: string; mode: string; inPerMin: number | null }[];
    }>('/state.json');
    return state.checkpoints.find((checkpoint) => checkpoint.id === id);
  };
  await expect.poll(async () => (await flowOf('cp-1'))?.inPerMin ?? 0).toBeGreaterThan(0);

  await seat.takeOver('Commander Lin');
  await seat.chooseOrder(1, 'closed');
  await expect(seat.sentence).toContainText(/closed/i);
  await expect(seat.sentence).toContainText(/exercise/i);
  expect((await flowOf('cp-1'))?.mode).toBe('open');
  await seat.confirmOrder();
  await expect(seat.outcome).toContainText('version 1');
  expect((await flowOf('cp-1'))?.mode).toBe('closed');
  await expect.poll(async () => (await flowOf('cp-1'))?.inPerMin, { timeout: 90_000 }).toBe(0);
});

test('an order can be taken back for ten seconds: a second order, and the log holds both', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await seat.takeOver('Commander Lin');
  await seat.chooseOrder(1, 'closed');
  await seat.confirmOrder();
  // The ten seconds are of the clock on the wall: nothing is waited for in between but the dialog.
  await expect(page.locator('.undo-bar')).toContainText('Take back to open');
  await page.keyboard.press('Escape');
  await expect(seat.dialog).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.undo-bar')).toContainText('version 2');
  const state = await hub.getJson<StateJson>('/state.json');
  expect(state.checkpoints.find(({ id }) => id === 'cp-1')?.mode).toBe('open');
});

test('of two commanders who change one checkpoint the second is told what stands', async ({
  hubOn,
  seat,
  context,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await seat.takeOver('First');
  await seat.chooseOrder(2, 'oneWayOut');

  const { ConsolePage } = await import('./pages/console-page.ts');
  const other = new ConsolePage(await context.newPage());
  await other.open(hub.url);
  await other.takeOver('Second');
  await other.chooseOrder(2, 'closed');
  await other.confirmOrder();
  await expect(other.outcome).toContainText('version 1');

  await seat.confirmOrder();
  await expect(seat.failure).toContainText('Second');
  const state = await hub.getJson<StateJson>('/state.json');
  expect(state.checkpoints.find(({ id }) => id === 'cp-2')?.mode).toBe('closed');
});

test('a hub that is killed is a lost link, never an old picture that looks new; the seat comes back by itself', async ({
  hubOn,
  seat,
  complaints,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await seat.takeOver('Commander Lin');
  await seat.chooseOrder(1, 'closed');
  await seat.confirmOrder();
  await expect(seat.outcome).toContainText('version 1');
  await seat.page.keyboard.press('Escape');

  await hub.kill();
  await expect(seat.linkState).toContainText('LINK LOST');
  await hubOn([], hub.port);
  await expect(seat.linkState).not.toContainText('LINK LOST', { timeout: 60_000 });
  await expect(seat.checkpoint(1)).toContainText(/closed/i);
  // The browser itself reports the refused connections; that is what was tested.
  complaints.length = 0;
});
