import { expect, test } from './watched.ts';

const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '10'];

test('what cannot be undone says so where it is confirmed', async ({ hubOn, seat, page }) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await seat.takeOver('Lin');
  await expect(seat.dialog).toHaveCount(0);
  const confirm = seat.dialog.locator('button.primary');

  await page.keyboard.press('b');
  await seat.dialog.locator('.presets button').first().click();
  await confirm.click();
  await seat.sentence.waitFor();
  await expect(confirm).toHaveAccessibleDescription(/cannot be undone/);
  await expect(seat.dialog.getByText(/cannot be undone/)).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');

  await page.keyboard.press('p');
  await confirm.click();
  await seat.sentence.waitFor();
  await expect(confirm).toHaveAccessibleDescription(/cannot be undone/);
  await expect(seat.dialog.getByText(/cannot be undone/)).toBeInViewport({ ratio: 1 });
});

test('a warning whose answer never came is not said to be unsent, until the hub says so', async ({
  hubOn,
  seat,
  page,
  complaints,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await seat.takeOver('Lin');
  await expect(seat.dialog).toHaveCount(0);
  await page.keyboard.press('p');
  const confirm = seat.dialog.locator('button.primary');
  await confirm.click();
  await seat.sentence.waitFor();
  await expect(confirm).toBeEnabled();

  // It hangs, is asked, and dies.
  hub.process.kill('SIGSTOP');
  await confirm.click();
  await hub.kill();
  await expect(seat.failure).toContainText(/^No confirmation/);
  await expect(seat.linkState).toContainText('LINK LOST');
  await confirm.click();
  await expect(seat.failure).toContainText(/^No confirmation/);

  await hubOn([], hub.port);
  await expect(seat.linkState).not.toContainText('LINK LOST', { timeout: 60_000 });
  await confirm.click();
  await expect(seat.failure).toContainText('Not issued: Take over by name');
  // The browser itself reports the refused connections; that is what was tested.
  complaints.length = 0;
});
