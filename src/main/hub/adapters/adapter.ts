import type { z } from 'zod';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import type { Result } from '../../../domain/base/result.ts';
import type { Reading, Refusal } from '../../../domain/crowd/observation.ts';
import type { BroadcastOrder, BroadcastStep } from '../../../domain/forces/broadcast.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import type { UnitReport } from '../../../domain/forces/unit.ts';
import type { Datum } from '../../../domain/geo/datum.ts';
import type { MapMark } from '../../../domain/session/map-mark.ts';
import type { DeliveryReceipt } from '../../../domain/session/source.ts';

/** What one message decoded to. */
export interface Decoded {
  readonly readings: readonly Reading[];
  readonly refusals: readonly Refusal[];
  readonly drones: readonly DroneReport[];
  readonly units: readonly UnitReport[];
  readonly marks: readonly MapMark[];
  /** Ids of marks that their sender took back. */
  readonly removedMarks?: readonly string[];
}

/** A message that held nothing. */
export const NOTHING_DECODED: Decoded = {
  readings: [],
  refusals: [],
  drones: [],
  units: [],
  marks: [],
};

/** A message as it came, for the raw view of the feed. */
export interface RawMessage {
  readonly bytes: Uint8Array;
  /** Topic, address or path. */
  readonly from?: string;
}

/** Takes one message in; resolves when the readings that it held are committed. */
export type Receive = (message: RawMessage) => Promise<DeliveryReceipt>;

/** What decoding needs: the part of `AdapterOut` that a preview can give. */
export type DecoderOut = Pick<
  AdapterOut,
  'deliver' | 'fail' | 'unknown' | 'receivedAt' | 'sensorAt'
>;

/** All that an adapter can reach: it has no world, no clock and no disk. */
export interface AdapterOut {
  /** Hands on a decoded message; resolves when its readings are committed to the record. */
  deliver(decoded: Decoded, raw: RawMessage): Promise<DeliveryReceipt>;
  /** A message that could not be read at all, in words. */
  fail(reason: string, raw?: RawMessage): void;
  /** A message of a kind that this adapter has no use for: counted, not an error. */
  unknown(raw: RawMessage): void;
  /** The feed's own connection came up or went down, in words (whom it reached, why it is down). */
  connection(state: 'up' | 'down', words: string): void;
  /** The session's clock at this moment: when the message under way was received. */
  receivedAt(): Millis;
  /** The sensor whose polygon holds a WGS84 position: any but a telecom grid's squares, or only those. */
  sensorAt(position: LonLat, kind?: 'any' | 'gridCell'): string | undefined;
  /** Offers an endpoint: bodies posted to the feed over HTTP arrive here. */
  endpoint(receive: Receive): void;
  /** Messages published under a topic filter to the hub's own broker on 127.0.0.1 arrive here. */
  subscribe(topicFilter: string, receive: Receive): void;
  /** Publishes on the hub's own broker. */
  publish(topic: string, payload: Uint8Array): Promise<void>;
  /** How a loudspeaker order stands, as the drone reports it. */
  broadcastProgress(
    order: BroadcastOrder,
    step: BroadcastStep,
    more?: { readonly progressPct?: number; readonly reason?: string },
  ): void;
}

/** What a started feed can be asked to do. */
export interface FeedLink {
  /** Drones whose loudspeaker this feed reaches now. */
  readonly loudspeakers?: () => readonly BroadcastOrder['drone'][];
  /** Sends a loudspeaker order; resolves when the drone's gateway took it, or to why not, in words. */
  readonly broadcast?: (order: BroadcastOrder) => Promise<Result<void>>;
}

/** A kind of feed. One file each; the same contract tests run over all of them. */
export interface Adapter<Config> {
  readonly kind: string;
  readonly config: z.ZodType<Config>;
  /**
   * What takes each message in, apart from how it comes: `start` uses it, and the preview of a sample does.
   * Never throws, whatever the bytes.
   */
  decoder(config: Config, out: DecoderOut): Receive;
  /**
   * The positions of a sample as written, and the datum that the settings name: for senders whose datum can be wrong.
   * Takes settings that are not complete. Undefined when it cannot be told where the positions are.
   */
  positions?(
    settings: unknown,
    sample: Uint8Array,
  ): { readonly positions: readonly LonLat[]; readonly named: Datum | undefined } | undefined;
  /** Starts to decode until `signal` aborts. Throws only for a configuration that cannot work. */
  start(config: Config, out: AdapterOut, signal: AbortSignal): FeedLink | undefined;
}

/** The receipt of a message that could not be read at all: it is not worth repeating. */
export function unreadable(reason: string): DeliveryReceipt {
  return { accepted: 0, duplicate: 0, late: 0, refused: [{ reason }], committed: true };
}
