import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DroneId, OrderId } from '../../src/domain/base/ids.ts';
import type { BroadcastMessage } from '../../src/domain/forces/broadcast.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { DjiDock } from './dji-dock.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { type TestSeat, takeSeat } from './test-seat.ts';

const HUBIN = fileURLToPath(new URL('../../resources/hubin/', import.meta.url));
const SPEECH = '请往湖滨路方向慢行';
const RECORDING = {
  url: 'https://media.example/evacuate.pcm',
  md5: 'b38257017001f45ec064b5157b2e4416',
};

let folder: string;
const hubs: HubProcess[] = [];
const docks: DjiDock[] = [];
const seats: TestSeat[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-dji-'));
});
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.close();
  for (const dock of docks.splice(0)) await dock.close();
  for (const hub of hubs.splice(0)) await hub.stop();
  await rm(folder, { recursive: true });
});

/** The bundled event with a feed of DJI docks on the hub's own broker; only a silent dock is not waited for. */
async function openHub(replyWithinS: number): Promise<{ hub: HubProcess; mqttPort: number }> {
  const event = path.join(folder, 'event');
  await cp(HUBIN, event, { recursive: true });
  const feeds = JSON.parse(await readFile(path.join(event, 'feeds.json'), 'utf8'));
  feeds.live = [
    {
      feed: 'dji',
      adapter: 'dji-cloud',
      name: { zh: '大疆机场', en: 'DJI docks' },
      silentAfterS: 60,
      replyWithinS,
      recordings: { evacuate: RECORDING },
    },
  ];
  await writeFile(path.join(event, 'feeds.json'), JSON.stringify(feeds));
  const file = path.join(folder, 'night.anlan');
  const hub = await startHub([event, '--source', 'live', '--event-file', file, '--mqtt-port', '0']);
  hubs.push(hub);
  const { mqtt } = await hub.getJson<{ mqtt: { port: number } }>('/health');
  return { hub, mqttPort: mqtt.port };
}

async function seatAt(hub: HubProcess, role: Role, name?: string): Promise<TestSeat> {
  const seat = await takeSeat(hub.url, role, name);
  seats.push(seat);
  return seat;
}

async function dockAt(port: number): Promise<DjiDock> {
  const dock = await DjiDock.connect(port);
  docks.push(dock);
  return dock;
}

/** A hub, a dock whose loudspeaker the hub lists, and a commander. */
async function scene(replyWithinS = 100) {
  const { hub, mqttPort } = await openHub(replyWithinS);
  const dock = await dockAt(mqttPort);
  const seat = await seatAt(hub, 'commander', '王敏');
  const drone = `dji-${dock.aircraft}` as DroneId;
  await listed(seat, drone);
  let count = 0;
  const order = async (
    message: BroadcastMessage,
    more: { reach?: 'recordOnly'; id?: string } = {},
  ) => {
    count += 1;
    const id = (more.id ?? `order-${count}-of-this-test`) as OrderId;
    const saw = seat.world().broadcasts[drone]?.order;
    await seat.call('drone.broadcast', {
      order: id,
      drone,
      message,
      reach: more.reach ?? 'loudspeaker',
      ...(saw === undefined ? {} : { sawOrder: saw }),
    });
    return id;
  };
  const state = () => seat.world().broadcasts[drone];
  const stepsOf = (id: string) =>
    seat.steps.filter((one) => one.order === id).map(({ step }) => step);
  return { hub, dock, seat, drone, order, state, stepsOf };
}

const listed = (seat: TestSeat, drone: DroneId) =>
  expect.poll(() => seat.world().feeds.dji?.loudspeakers ?? []).toContain(drone);

const speech = (repeat = false): BroadcastMessage => ({
  kind: 'speech',
  text: SPEECH,
  language: 'zh',
  volumePct: 80,
  repeat,
});

describe('an aircraft of a DJI dock', () => {
  it('is on the map with battery, mode and home', async () => {
    const { seat, drone } = await scene();
    await expect.poll(() => seat.world().drones[drone]?.report.home).toBeDefined();
    expect(seat.world().drones[drone]?.report).toMatchObject({
      lon: 120.1588,
      lat: 30.256,
      altM: 60,
      headingDeg: 90,
      batteryPct: 77,
      mode: 'live flight controls',
      home: { lon: 120.158, lat: 30.255 },
    });
  });
});

describe('a loudspeaker order', () => {
  it('is spoken once, step by step, and a repeat of it is only answered', async () => {
    const { dock, seat, drone, order, state, stepsOf } = await scene();
    const id = await order(speech());
    await expect.poll(() => state()?.step).toBe('accepted');
    expect(dock.heard).toEqual([
      { method: 'speaker_play_volume_set', data: { psdk_index: 2, play_volume: 80 } },
      { method: 'speaker_play_mode_set', data: { psdk_index: 2, play_mode: 0 } },
      {
        method: 'speaker_tts_play_start',
        data: { psdk_index: 2, tts: expect.objectContaining({ text: SPEECH }) },
      },
    ]);
    await dock.progress('upload', 60);
    await dock.progress('play', 30);
    await expect.poll(() => state()).toMatchObject({ step: 'playing', progressPct: 30 });
    await dock.progress('play', 100, 'ok');
    await expect.poll(() => state()?.step).toBe('finished');
    expect(stepsOf(id)).toEqual(['sent', 'accepted', 'accepted', 'playing', 'finished']);
    expect(state()).toMatchObject({ order: id, by: '王敏', message: speech() });

    const again = { order: id, drone, message: speech(), reach: 'loudspeaker' } as const;
    await seat.call('drone.broadcast', again);
    await order({ kind: 'stop' });
    await expect.poll(() => state()?.step).toBe('stopped');
    expect(dock.heard.slice(3).map(({ method }) => method)).toEqual(['speaker_play_stop']);
    await expect.poll(() => dock.answered).toBe(3);
    expect(dock.faults).toEqual([]);
  });

  it('plays a recording again and again until it is stopped', async () => {
    const { dock, order, state } = await scene();
    await order({ kind: 'recording', recording: 'evacuate', volumePct: 100, repeat: true });
    await expect.poll(() => state()?.step).toBe('accepted');
    await dock.progress('play', 100, 'success');
    await expect.poll(() => state()?.step).toBe('playing');
    await order({ kind: 'stop' });
    await expect.poll(() => state()?.step).toBe('stopped');
    expect(dock.heard.map(({ method }) => method)).toEqual([
      'speaker_play_volume_set',
      'speaker_play_mode_set',
      'speaker_audio_play_start',
      'speaker_play_stop',
    ]);
    expect(dock.faults).toEqual([]);
  });

  it('that the dock refuses has failed, and says why', async () => {
    const { dock, order, state } = await scene();
    dock.mood = 'refusing';
    await order(speech());
    await expect
      .poll(() => state())
      .toMatchObject({
        step: 'failed',
        reason: 'speaking: the gateway refused it (DJI error 316010)',
      });
  });

  it('to a dock that does not answer has failed before anything is played', async () => {
    const { dock, order, state } = await scene(1);
    dock.mood = 'silent';
    await order(speech());
    await expect
      .poll(() => state())
      .toMatchObject({
        step: 'failed',
        reason: `setting the volume: no answer from ${dock.dock} within 1 s`,
      });
    expect(dock.heard.map(({ method }) => method)).toEqual(['speaker_play_volume_set']);
  });

  it('is never played after the stop that followed it', async () => {
    const { dock, order, state, stepsOf } = await scene();
    dock.mood = 'holding';
    const speaks = await order(speech(true));
    await expect.poll(() => state()?.step).toBe('sent');
    await order({ kind: 'stop' });
    await expect.poll(() => dock.heard.length).toBe(2);
    await dock.release();
    await expect.poll(() => state()?.step).toBe('stopped');
    await expect.poll(() => stepsOf(speaks)).toEqual(['sent', 'failed']);
    expect(dock.heard.map(({ method }) => method)).toEqual([
      'speaker_play_volume_set',
      'speaker_play_stop',
    ]);
  });

  it('that was confirmed as recorded only reaches no loudspeaker', async () => {
    const { dock, order, state } = await scene();
    await order(speech(), { reach: 'recordOnly' });
    await expect.poll(() => state()?.step).toBe('recordedOnly');
    expect(dock.heard).toEqual([]);
  });

  it('needs a name, a role that may, and a drone that nobody else ordered meanwhile', async () => {
    const { hub, seat, drone, order } = await scene();
    const input = {
      order: 'order-of-nobody' as OrderId,
      drone,
      message: speech(),
      reach: 'loudspeaker',
    } as const;
    const nameless = await seatAt(hub, 'commander');
    await expect(nameless.call('drone.broadcast', input)).rejects.toMatchObject({
      code: 'notPossible',
    });
    const planner = await seatAt(hub, 'planner', '李娜');
    await expect(planner.call('drone.broadcast', input)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await order(speech());
    await expect(seat.call('drone.broadcast', input)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('王敏'),
    });
    await expect(
      seat.call('drone.broadcast', { ...input, drone: 'dji-none' as DroneId }),
    ).rejects.toMatchObject({ code: 'badInput' });
  });

  it('is not sent again by a hub that was killed', async () => {
    const { hub, dock, drone, order, state } = await scene();
    dock.mood = 'silent';
    const id = await order(speech());
    await expect.poll(() => state()?.step).toBe('sent');
    await hub.kill();
    const file = path.join(folder, 'night.anlan');
    const next = await startHub([file, '--mqtt-port', '0']);
    hubs.push(next);
    const { mqtt } = await next.getJson<{ mqtt: { port: number } }>('/health');
    const after = await dockAt(mqtt.port);
    const seat = await seatAt(next, 'commander', '王敏');
    await listed(seat, drone);
    await after.reportPosition();
    expect(after.heard).toEqual([]);
    // Whether the last step was on disk when the power went decides between the two.
    expect(seat.world().broadcasts[drone]).toMatchObject({
      order: id,
      step: expect.stringMatching(/^(ordered|sent)$/),
    });
  });
});

describe('in a rehearsal', () => {
  it('a loudspeaker order is recorded only', async () => {
    const file = path.join(folder, 'drill.anlan');
    const hub = await startHub(['hubin', '--event-file', file, '--mqtt-port', '0']);
    hubs.push(hub);
    const seat = await seatAt(hub, 'commander', '王敏');
    await expect.poll(() => Object.keys(seat.world().drones)).not.toEqual([]);
    const drone = Object.keys(seat.world().drones)[0] as DroneId;
    const order = 'order-of-a-drill' as OrderId;
    await seat.call('drone.broadcast', { order, drone, message: speech(), reach: 'recordOnly' });
    await expect.poll(() => seat.world().broadcasts[drone]?.step).toBe('recordedOnly');
    const real = 'order-for-real' as OrderId;
    await expect(
      seat.call('drone.broadcast', {
        order: real,
        drone,
        message: speech(),
        reach: 'loudspeaker',
        sawOrder: order,
      }),
    ).rejects.toThrow('not the real thing');
    expect(seat.world().broadcasts[drone]).toMatchObject({ order, step: 'recordedOnly' });
  });
});
