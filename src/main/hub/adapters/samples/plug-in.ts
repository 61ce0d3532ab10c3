import type { Millis } from '../../../../domain/base/quantity.ts';
import { type AdapterOut, type Decoded, NOTHING_DECODED, type RawMessage } from '../adapter.ts';
import { ADAPTERS } from '../registry.ts';
import type { AdapterSample, CarriedWay } from './adapter-sample.ts';

/** The session's clock while samples run. */
export const RECEIVED_AT: Millis = Date.parse('2026-12-31T20:00:05+08:00');

/** An adapter with its `out` written down. */
export interface PluggedIn {
  readonly delivered: Decoded[];
  readonly failures: string[];
  readonly unknown: RawMessage[];
  /** What it said of its connection, oldest first. */
  readonly connections: { readonly state: 'up' | 'down'; readonly words: string }[];
  readonly out: AdapterOut;
  readonly signal: AbortSignal;
  abort(): void;
}

/** A place to start an adapter in: everything it hands on is kept and acknowledged. */
export function plugIn(way?: CarriedWay): PluggedIn {
  const abort = new AbortController();
  const plugged = {
    delivered: [] as Decoded[],
    failures: [] as string[],
    unknown: [] as RawMessage[],
    connections: [] as { state: 'up' | 'down'; words: string }[],
    signal: abort.signal,
    abort: () => abort.abort(),
  };
  const missing = (what: string) => () => {
    throw new Error(`this way of the sample has no ${what}`);
  };
  const out: AdapterOut = {
    deliver: async (decoded) => {
      plugged.delivered.push(decoded);
      return { accepted: 1, duplicate: 0, late: 0, refused: decoded.refusals, committed: true };
    },
    fail: (reason) => plugged.failures.push(reason),
    unknown: (raw) => plugged.unknown.push(raw),
    receivedAt: () => RECEIVED_AT,
    sensorAt: (_position, kind) => (kind === 'gridCell' ? 'grid-cell' : undefined),
    connection: (state, words) => plugged.connections.push({ state, words }),
    endpoint: missing('endpoint'),
    subscribe: missing('broker'),
    publish: async () => undefined,
    broadcastProgress: () => undefined,
    ...way?.out(abort.signal),
  };
  return { ...plugged, out };
}

/** The adapter of a sample with its checked configuration; throws in words when the two do not fit. */
export function checkedAdapter(
  sample: AdapterSample,
  more: Readonly<Record<string, unknown>> = {},
) {
  const adapter = ADAPTERS[sample.kind];
  if (!adapter) throw new Error(`no adapter ${sample.kind}`);
  return { adapter, config: adapter.config.parse({ ...sample.settings, ...more }) };
}

/** A decoder of the sample's adapter that writes down what it hands on. */
export function decoderOf(sample: AdapterSample) {
  const plugged = plugIn();
  const { adapter, config } = checkedAdapter(sample);
  return { plugged, receive: adapter.decoder(config, plugged.out) };
}

/** What a whole decoded message looks like where a sample names only a part. */
export function whole(decodes: Partial<Decoded>): Decoded {
  return { ...NOTHING_DECODED, ...decodes };
}

/** Figures that no decoder may hand on, whatever came in: they pass no further check on their way. */
export function impossible(decoded: Decoded): readonly string[] {
  const places = [...decoded.drones, ...decoded.units, ...decoded.marks];
  const readings = decoded.readings.flatMap((reading) =>
    typeof reading.value === 'number' && typeof reading.sensor === 'string'
      ? []
      : [`reading ${JSON.stringify(reading)}`],
  );
  const positions = places.flatMap((one) =>
    Math.abs(one.lon) <= 180 && Math.abs(one.lat) <= 90 && Number.isFinite(one.observedAt)
      ? []
      : [`position ${JSON.stringify(one)}`],
  );
  return [...readings, ...positions];
}

/** The times of everything in a decoded message. */
export function timesOf(decoded: Decoded): readonly (Millis | undefined)[] {
  const all = [...decoded.readings, ...decoded.drones, ...decoded.units, ...decoded.marks];
  return all.map(({ observedAt }) => observedAt);
}
