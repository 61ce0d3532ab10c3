import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubProcess, type StateJson, startHub } from './hub-process.ts';

/** A disk of our own needs a mount, and a mount needs root. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

(canMount ? describe : describe.skip)('a full disk (a small tmpfs; needs root)', () => {
  const disk = mkdtempSync(path.join(tmpdir(), 'anlan-disk-'));
  const filler = path.join(disk, 'filler');
  let hub: HubProcess | undefined;
  beforeAll(async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
    const file = path.join(disk, 'night.anlan');
    hub = await startHub(['hubin', '--source', 'live', '--event-file', file]);
  });
  afterAll(async () => {
    await hub?.stop();
    execFileSync('umount', [disk]);
    rmdirSync(disk);
  });

  const running = (): HubProcess => {
    if (!hub) throw new Error('the hub did not start');
    return hub;
  };
  const sum = async (id: string) =>
    (await running().getJson<StateJson>('/state.json')).sensors.find((sensor) => sensor.id === id)
      ?.sum;
  const recorder = async () =>
    (await running().getJson<{ recorder: { state: string; message?: string } }>('/health'))
      .recorder;

  it('is said in words; the picture goes on, nothing acknowledged is lost, repeats count once', async () => {
    const message = (count: number) => ({
      device: 'cp-1-in',
      time: new Date().toISOString(),
      count,
      interval_s: 10,
    });
    expect((await running().post('counts', message(5))).status).toBe(200);

    // As much as fits, to the last block; what the log still has preallocated is used up by the messages.
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize)));
    const refused: object[] = [];
    await expect
      .poll(
        async () => {
          const next = message(1);
          const { status } = await running().post('counts', next);
          if (status === 503) refused.push(next);
          return status;
        },
        { interval: 20 },
      )
      .toBe(503);
    // A small entry may still fit where a message did not: what is said is read in one look.
    await expect
      .poll(recorder)
      .toMatchObject({ state: 'failing', message: expect.stringMatching(/full/i) });
    const seen = await sum('cp-1-in');
    expect(seen).toBeGreaterThan(5);

    rmSync(filler);
    const [repeat] = refused;
    await expect.poll(async () => (await running().post('counts', repeat)).status).toBe(200);
    await expect.poll(async () => (await recorder()).state).toBe('recording');
    // The repeat was recorded, and the picture, which held it already, did not count it twice.
    expect(await sum('cp-1-in')).toBe(seen);

    await running().stop();
    hub = await startHub([path.join(disk, 'night.anlan'), '--source', 'live']);
    expect(await sum('cp-1-in')).toBe(seen);
  });
});
