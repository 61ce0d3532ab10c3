import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './watched.ts';

const TIME = () => new Date().toISOString();

test('a feed is looked into, tried on a sample, changed, paused and let go on', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(['hubin', '--source', 'live']);
  await page.goto(`${hub.url}/?lang=en`);
  await expect(seat.places.first()).toBeVisible();
  await seat.takeOver('Chen');
  await seat.tab('Sources').click();
  const sent = { device: 'cam-fountain-terrace-1', time: TIME(), occupancy: 321 };
  await hub.post('counts', sent);
  await hub.post('counts', { device: 'nobody', time: TIME(), occupancy: 5 });
  const feed = page.locator('.feed').filter({ hasText: 'Pushed counts' });
  await expect(feed).toContainText('no sensor "nobody" on this site');
  await feed.getByRole('button', { name: 'Open…' }).click();

  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.raw-messages li')).toHaveCount(2);
  await expect(dialog.locator('.raw-messages li').last()).toContainText('cam-fountain-terrace-1');
  await expect(dialog.locator('.raw-messages li.refused')).toContainText('nobody');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('messages.png') });

  await dialog.getByRole('button', { name: 'Use as sample' }).last().click();
  const json = dialog.getByLabel('Settings (JSON');
  const settings = JSON.parse(await json.inputValue());
  // Before anything was tried nothing can be saved.
  await expect(dialog.getByRole('button', { name: 'Save and use' })).toBeDisabled();
  await json.fill(JSON.stringify({ ...settings, mapping: { values: [] } }));
  await dialog.getByRole('button', { name: 'Try the sample' }).click();
  await expect(dialog.locator('.failure').last()).toContainText('mapping');
  settings.mapping.values = [{ path: '$.occupancy', measure: 'occupancy', factor: 2 }];
  await json.fill(JSON.stringify(settings, undefined, 2));
  await dialog.getByRole('button', { name: 'Try the sample' }).click();
  await expect(dialog.locator('.feed-preview')).toContainText('642');
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await dialog.getByRole('button', { name: 'Save and use' }).click();
  await expect(dialog).toContainText('Saved, recorded and in use.');

  const later = { device: 'cam-fountain-terrace-1', time: TIME(), occupancy: 100 };
  expect((await hub.post('counts', later)).json).toMatchObject({ accepted: 1 });
  const state = await hub.getJson<{ sensors: { id: string; lastValue: number | null }[] }>(
    '/state.json',
  );
  expect(state.sensors.find(({ id }) => id === 'cam-fountain-terrace-1')?.lastValue).toBe(200);

  await dialog.getByRole('button', { name: 'Pause the feed' }).click();
  await expect(feed).toContainText('paused');
  expect((await hub.post('counts', { ...later, time: TIME() })).status).toBe(503);
  await dialog.getByRole('button', { name: 'Let it go on' }).click();
  await expect(feed).not.toContainText('paused');
  expect((await hub.post('counts', { ...later, time: TIME() })).status).toBe(200);
});
