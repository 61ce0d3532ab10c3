import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../../domain/base/quantity.ts';
import { namedRng } from '../../../domain/base/rng.ts';
import { ADAPTERS } from './registry.ts';
import { type AdapterSample, type CarriedWay, utf8 } from './samples/adapter-sample.ts';
import { mutate } from './samples/mutate.ts';
import {
  checkedAdapter,
  decoderOf,
  impossible,
  type PluggedIn,
  plugIn,
  RECEIVED_AT,
  timesOf,
  whole,
} from './samples/plug-in.ts';
import { SAMPLES } from './samples/samples.ts';

it('every adapter of the registry has a sample', () => {
  const shown = SAMPLES.map(({ kind }) => kind);
  expect(Object.keys(ADAPTERS).filter((kind) => !shown.includes(kind))).toEqual([]);
});

const last = (sample: AdapterSample) => sample.messages.at(-1) ?? sample.messages[0];

describe.each(SAMPLES)('the decoder of $kind', (sample) => {
  it('decodes what its sample says', async () => {
    const { plugged, receive } = decoderOf(sample);
    const wanted = sample.messages.map(({ decodes }) => decodes);
    for (const { bytes, from } of sample.messages) {
      const receipt = await receive({ bytes, ...(from === undefined ? {} : { from }) });
      expect(receipt.committed).toBe(true);
    }
    expect(plugged.failures).toEqual([]);
    expect(plugged.unknown).toHaveLength(wanted.filter((one) => one === 'unknown').length);
    expect(plugged.delivered).toEqual(
      wanted.flatMap((one) => (one === 'unknown' ? [] : [whole(one)])),
    );
  });

  it('says in words what is wrong with bytes that it cannot read, and goes on', async () => {
    const { plugged, receive } = decoderOf(sample);
    const { bytes: good, from } = last(sample);
    const address = from === undefined ? {} : { from };
    for (const bytes of [utf8(''), new Uint8Array([0xff, 0xfe, 0]), ...sample.unreadable]) {
      const before = plugged.failures.length;
      const receipt = await receive({ bytes, ...address });
      const reasons = [
        ...receipt.refused.map(({ reason }) => reason),
        ...plugged.failures.slice(before),
      ];
      expect(reasons.length, Buffer.from(bytes).toString('latin1')).toBeGreaterThan(0);
      for (const reason of reasons) expect(reason.length).toBeGreaterThan(8);
      // Worth no repeat: a sender that waits for an acknowledgement must not hang on it.
      expect(receipt.committed).toBe(true);
    }
    await receive({ bytes: good, ...address });
    const { decodes } = last(sample);
    if (decodes !== 'unknown') expect(plugged.delivered.at(-1)).toEqual(whole(decodes));
  });

  it("passes a repeat on as it is: telling repeats apart is the session's work", async () => {
    const { plugged, receive } = decoderOf(sample);
    const { bytes, from } = last(sample);
    const message = { bytes, ...(from === undefined ? {} : { from }) };
    await receive(message);
    await receive(message);
    expect(plugged.delivered).toHaveLength(2);
    expect(plugged.delivered[0]).toEqual(plugged.delivered[1]);
  });

  const { at } = sample;
  // Who carries no time passes none on, and the session stamps it.
  if (at)
    it("passes the sender's clock on as it is, ahead or behind", async () => {
      const { plugged, receive } = decoderOf(sample);
      const { from } = last(sample);
      const address = from === undefined ? {} : { from };
      const times = [-7_200, -60, 10, 7_200].map((offsetS) => RECEIVED_AT + offsetS * SECOND);
      for (const time of times) {
        await receive({ bytes: at(time), ...address });
      }
      expect(plugged.delivered.map((decoded) => new Set(timesOf(decoded)))).toEqual(
        times.map((time) => new Set([time])),
      );
    });

  it('survives any bytes', async () => {
    const { plugged, receive } = decoderOf(sample);
    const { from } = last(sample);
    const address = from === undefined ? {} : { from };
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await receive({ bytes, ...address })).committed).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(plugged.delivered.flatMap(impossible)).toEqual([]);
  });

  it('survives its own messages with anything changed', async () => {
    const { plugged, receive } = decoderOf(sample);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sample.messages), fc.nat(), async (one, seed) => {
        const bytes = mutate(one.bytes, namedRng(seed, 'contract').next);
        const address = one.from === undefined ? {} : { from: one.from };
        expect((await receive({ bytes, ...address })).committed).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(plugged.delivered.flatMap(impossible)).toEqual([]);
  });
});

const ways = SAMPLES.flatMap((sample) =>
  Object.entries(sample.ways).map(([name, open]) => ({ kind: sample.kind, name, sample, open })),
);

describe.each(ways)('$kind by $name', ({ sample, open }) => {
  let way: CarriedWay | undefined;
  let plugged: PluggedIn | undefined;

  /** Starts the adapter and waits until it says that it is there. */
  const start = async () => {
    way = await open();
    plugged = plugIn(way);
    const { adapter, config } = checkedAdapter(sample, way.settings);
    adapter.start(config, plugged.out, plugged.signal);
    if (way.connects) await isUp(plugged);
    return { way, plugged };
  };
  afterEach(async () => {
    plugged?.abort();
    await way?.close();
    way = undefined;
    plugged = undefined;
  });

  const isUp = (one: PluggedIn) => expect.poll(() => one.connections.at(-1)?.state).toBe('up');
  const arrived = (one: PluggedIn, count: number) =>
    expect.poll(() => one.delivered.length).toBe(count);
  const expected = sample.messages.flatMap(({ decodes }) =>
    decodes === 'unknown' ? [] : [whole(decodes)],
  );

  it('takes its messages in, in order, and keeps silent while nobody sends', async () => {
    const started = await start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(started.plugged.delivered).toEqual([]);
    expect(started.plugged.failures).toEqual([]);
    for (const message of sample.messages) await started.way.send(message);
    await arrived(started.plugged, expected.length);
    expect(started.plugged.delivered).toEqual(expected);
    expect(started.plugged.failures).toEqual([]);
  });

  it('takes a burst whole and in order', async () => {
    const started = await start();
    const message = last(sample);
    const times = Array.from({ length: 200 }, (_, index) => RECEIVED_AT + index * SECOND);
    const burst = times.map((time) => sample.at?.(time) ?? message.bytes);
    await Promise.all(burst.map((bytes) => started.way.send({ ...message, bytes })));
    await arrived(started.plugged, burst.length);
    if (!sample.at) return;
    expect(started.plugged.delivered.map((decoded) => timesOf(decoded)[0])).toEqual(times);
  });

  it('goes on after a message that it cannot read', async () => {
    const started = await start();
    const [bad = utf8('')] = sample.unreadable;
    await started.way.send({ ...last(sample), bytes: bad });
    await started.way.send(last(sample));
    await arrived(started.plugged, 1);
  });

  it('comes back when its connection was cut', async () => {
    const started = await start();
    if (!started.way.link) {
      // Nothing to be cut: it never says that it is down.
      expect(started.plugged.connections.filter(({ state }) => state === 'down')).toEqual([]);
      return;
    }
    await started.way.send(last(sample));
    await arrived(started.plugged, 1);
    await started.way.link.cut();
    await expect.poll(() => started.plugged.connections.at(-1)?.state).toBe('down');
    expect(started.plugged.connections.at(-1)?.words.length).toBeGreaterThan(8);
    await started.way.link.mend();
    await isUp(started.plugged);
    await started.way.send(last(sample));
    await arrived(started.plugged, 2);
  });

  it('ends with its signal: nothing comes any more and every port is free', async () => {
    const started = await start();
    await started.way.send(last(sample));
    await arrived(started.plugged, 1);
    started.plugged.abort();
    await expect.poll(() => started.way.released()).toBe(true);
    // Nobody may be left to send to: that the sender is told so is as good as silence.
    await Promise.race([
      started.way.send(last(sample)).catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 200)),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(started.plugged.delivered).toHaveLength(1);
  });
});
