import type { z } from 'zod';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import type { Reading, Refusal } from '../../../domain/crowd/observation.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import type { UnitReport } from '../../../domain/forces/unit.ts';
import type { DeliveryReceipt } from '../../../domain/session/source.ts';

/** What one message decoded to. */
export interface Decoded {
  readonly readings: readonly Reading[];
  readonly refusals: readonly Refusal[];
  readonly drones: readonly DroneReport[];
  readonly units: readonly UnitReport[];
}

/** A message that held nothing. */
export const NOTHING_DECODED: Decoded = { readings: [], refusals: [], drones: [], units: [] };

/** All that an adapter can reach: it has no world, no clock and no disk. */
export interface AdapterOut {
  /** Hands on a decoded message; resolves when it is committed to the record. */
  deliver(decoded: Decoded): Promise<DeliveryReceipt>;
  /** A message that could not be read at all, in words. */
  fail(reason: string): void;
  /** When the message under way was received. */
  receivedAt(): Millis;
  /** The sensor whose polygon holds a WGS84 position. */
  sensorAt(position: LonLat): string | undefined;
  /** Offers an endpoint: HTTP bodies posted to the feed arrive here. */
  endpoint(receive: (body: Uint8Array) => Promise<DeliveryReceipt>): void;
}

/** A kind of feed. One file each; the same contract tests run over all of them. */
export interface Adapter<Config> {
  readonly kind: string;
  readonly config: z.ZodType<Config>;
  /** Starts to decode until `signal` aborts. Throws only for a configuration that cannot work. */
  start(config: Config, out: AdapterOut, signal: AbortSignal): void;
}
