import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CheckpointId, DroneId, OrderId } from '../../src/domain/base/ids.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { type TestSeat, takeSeat } from './test-seat.ts';

let folder: string;
let hub: HubProcess | undefined;
const seats: TestSeat[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-repeats-'));
});
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.close();
  await hub?.stop();
  hub = undefined;
  await rm(folder, { recursive: true });
});

async function seatOn(args: readonly string[], name?: string): Promise<TestSeat> {
  hub = await startHub([...args, '--mqtt-port', '0']);
  const seat = await takeSeat(hub.url, 'commander', name);
  seats.push(seat);
  return seat;
}

const TAKE_OVER = { code: 'notPossible', message: expect.stringMatching(/take over by name/) };

it('a hub that was killed before it answered knows what it took, whoever asks', async () => {
  const file = path.join(folder, 'drill.anlan');
  const before = await seatOn(['hubin', '--event-file', file], 'Lin');
  await expect.poll(() => Object.keys(before.world().drones)).not.toEqual([]);
  const { checkpoints, drones } = before.world();
  const checkpoint = Object.keys(checkpoints)[0] as CheckpointId;
  const drone = Object.keys(drones)[0] as DroneId;

  const orders = (['closed', 'open'] as const).map((mode, sawVersion) => ({
    ...{ order: `order-${mode}` as OrderId, checkpoint, mode, sawVersion },
  }));
  const versions: number[] = [];
  for (const order of orders) versions.push((await before.call('checkpoint.order', order)).version);
  expect(versions).toEqual([1, 2]);

  const spoken = (['first', 'second'] as const).map((text, index, all) => ({
    ...{ order: `speech-${text}` as OrderId, drone, reach: 'recordOnly' as const },
    message: {
      kind: 'speech' as const,
      text,
      language: 'en' as const,
      volumePct: 50,
      repeat: false,
    },
    ...(index === 0 ? {} : { sawOrder: `speech-${all[0]}` as OrderId }),
  }));
  const spokenAt: number[] = [];
  for (const speech of spoken) {
    await before.call('drone.broadcast', speech);
    await expect.poll(() => before.world().broadcasts[drone]?.order).toBe(speech.order);
    spokenAt.push(before.world().broadcasts[drone]?.orderedAt ?? 0);
  }

  const warning = {
    place: 'musical-fountain',
    message: 'Alert',
    status: 'Exercise',
    languages: ['en'],
    texts: {},
    validMin: 30,
    withCircle: false,
    request: 'request-1',
  } as const;
  const issued = await before.call('warning.issue', warning);
  await hub?.kill();

  const nameless = await seatOn([file]);
  for (const [index, order] of orders.entries()) {
    const again = await nameless.call('checkpoint.order', order);
    expect(again.version).toBe(versions[index]);
  }
  for (const [index, speech] of spoken.entries()) {
    const again = await nameless.call('drone.broadcast', speech);
    expect(again.recordedAt).toBe(spokenAt[index]);
  }
  expect(await nameless.call('warning.issue', warning)).toEqual(issued);

  // What was not taken needs a name as ever, and nothing was taken twice.
  const anew = 'order-anew' as OrderId;
  const [order, speech] = [
    { ...orders[0], order: anew },
    { ...spoken[0], order: anew },
  ];
  expect(await nameless.refusal('checkpoint.order', order)).toMatchObject(TAKE_OVER);
  expect(await nameless.refusal('drone.broadcast', speech)).toMatchObject(TAKE_OVER);
  const second = { ...warning, request: 'request-2' };
  expect(await nameless.refusal('warning.issue', second)).toMatchObject(TAKE_OVER);
  expect(nameless.world().checkpoints[checkpoint]).toMatchObject({ mode: 'open', version: 2 });
  expect(nameless.world().broadcasts[drone]?.order).toBe('speech-second');
});
