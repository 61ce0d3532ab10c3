import { expect, test } from './watched.ts';

const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '10'];
/** More stops than the seat has: each place of the list is one. */
const MOST_STOPS = 300;

test('a checkpoint is found and ordered by keys alone, and what has the focus is seen', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  const { keyboard } = page;
  await keyboard.press('t');
  await seat.dialog.waitFor();
  await keyboard.type('Lin');
  await keyboard.press('Enter');
  await expect(seat.dialog).toHaveCount(0);

  // By the first letters of its pinyin, on an English screen.
  await keyboard.press('/');
  await keyboard.type('phld');
  const chosen = seat.dialog.locator('[role="option"][aria-selected="true"]');
  for (let step = 0; step < 12; step++) {
    if ((await chosen.textContent())?.startsWith('checkpoint')) break;
    await keyboard.press('ArrowDown');
  }
  await expect(chosen).toContainText('checkpoint');
  const name = (await chosen.locator('strong').textContent()) ?? '';
  await keyboard.press('Enter');
  await expect(seat.dialog).toHaveCount(0);

  await keyboard.press('c');
  await seat.dialog.waitFor();
  expect(await seat.tabTo('input[name="mode"]')).toBe(true);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(seat.sentence).toContainText(name);
  expect(await seat.tabTo('button.primary')).toBe(true);
  await keyboard.press('Enter');
  await expect(seat.outcome).toContainText('version 1');
});

test('Tab reaches every part of the seat, and every stop is outlined', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  const parts = ['.top-bar', '.left-panel', '.splitter', '.map-frame', '.right-panel', '.timeline'];
  const reached = new Set<string>();
  for (let stop = 0; stop < MOST_STOPS && reached.size < parts.length; stop++) {
    await page.keyboard.press('Tab');
    const { within, outlined, what } = await seat.focused(parts);
    expect(outlined, what).toBe(true);
    for (const part of within) reached.add(part);
  }
  expect([...reached].sort()).toEqual([...parts].sort());
});
