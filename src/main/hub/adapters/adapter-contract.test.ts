import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded, Receive } from './adapter.ts';
import { ADAPTERS } from './registry.ts';

const RECEIVED = Date.parse('2026-12-31T20:00:05+08:00');
const TIME = '2026-12-31T20:00:00+08:00';

/** One good configuration and message of every adapter: an adapter without a row here fails the suite. */
const SAMPLES: Readonly<Record<string, { config: unknown; message: unknown }>> = {
  'http-counts': {
    config: {
      mapping: {
        sensor: { path: '$.device' },
        time: { path: '$.time', form: 'iso' },
        values: [{ path: '$.count', measure: 'intervalCount', intervalS: 10 }],
      },
    },
    message: { device: 'cp-1-in', time: TIME, count: 4 },
  },
  'mavlink-json': {
    config: {},
    message: {
      sysid: 3,
      callsign: 'UAV-3',
      time: TIME,
      lat: 302_560_000,
      lon: 1_201_588_000,
      relative_alt: 60_000,
      vx: 300,
      vy: -400,
      hdg: 12_000,
      battery_remaining: 81,
    },
  },
};

function plugIn(kind: string, config: unknown) {
  const adapter = ADAPTERS[kind];
  if (!adapter) throw new Error(`no adapter ${kind}`);
  const delivered: Decoded[] = [];
  const failures: string[] = [];
  let receive: Receive | undefined;
  adapter.start(
    adapter.config.parse(config),
    {
      deliver: async (decoded) => {
        delivered.push(decoded);
        return { accepted: 1, duplicate: 0, late: 0, refused: decoded.refusals, committed: true };
      },
      fail: (reason) => failures.push(reason),
      receivedAt: () => RECEIVED,
      unknown: () => undefined,
      connection: () => undefined,
      subscribe: () => undefined,
      publish: async () => undefined,
      broadcastProgress: () => undefined,
      sensorAt: () => undefined,
      endpoint: (handler) => {
        receive = handler;
      },
    },
    new AbortController().signal,
  );
  const post = async (body: string | Uint8Array) => {
    if (!receive) throw new Error(`${kind} offers no endpoint`);
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    return await receive({ bytes });
  };
  return { delivered, failures, post };
}

describe.each(Object.keys(ADAPTERS))('adapter %s', (kind) => {
  const sample = SAMPLES[kind];
  if (!sample) throw new Error(`the contract suite has no sample for ${kind}`);

  it('delivers what its sample says', async () => {
    const { delivered, failures, post } = plugIn(kind, sample.config);
    const receipt = await post(JSON.stringify(sample.message));
    expect(receipt.committed).toBe(true);
    expect(failures).toEqual([]);
    expect(delivered).toHaveLength(1);
    expect(delivered[0]).toMatchSnapshot();
  });

  it('says in words what is wrong with bytes that it cannot read, and goes on', async () => {
    const { delivered, failures, post } = plugIn(kind, sample.config);
    const text = JSON.stringify(sample.message);
    for (const bad of ['', '{', 'null', text.slice(0, -3), new Uint8Array([0xff, 0xfe, 0])]) {
      const receipt = await post(bad);
      expect(receipt.refused.length + failures.length).toBeGreaterThan(0);
      expect(receipt.refused[0]?.reason.length).toBeGreaterThan(8);
    }
    await post(text);
    const last = delivered.at(-1);
    expect((last?.readings.length ?? 0) + (last?.drones.length ?? 0)).toBe(1);
  });

  it("passes a repeat on as it is: telling repeats apart is the session's work", async () => {
    const { delivered, post } = plugIn(kind, sample.config);
    await post(JSON.stringify(sample.message));
    await post(JSON.stringify(sample.message));
    expect(delivered[0]).toEqual(delivered[1]);
  });

  it('takes a burst in order', async () => {
    const { delivered, post } = plugIn(kind, sample.config);
    await Promise.all(Array.from({ length: 200 }, () => post(JSON.stringify(sample.message))));
    expect(delivered).toHaveLength(200);
  });

  it('survives any bytes', async () => {
    const { post } = plugIn(kind, sample.config);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await post(bytes)).committed).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('survives its own message with any field changed', async () => {
    const { post } = plugIn(kind, sample.config);
    const fields = Object.keys(sample.message as object);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.jsonValue(), async (field, value) => {
        const changed = { ...(sample.message as object), [field]: value };
        expect((await post(JSON.stringify(changed))).committed).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
