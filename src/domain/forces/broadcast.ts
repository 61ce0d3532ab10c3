import type { DroneId, OrderId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';

/** What a loudspeaker drone is to say: words spoken by the drone, a stored recording, or silence. */
export type BroadcastMessage =
  | {
      readonly kind: 'speech';
      readonly text: string;
      readonly language: 'zh' | 'en';
      readonly volumePct: number;
      /** Said once, or again and again until it is stopped. */
      readonly repeat: boolean;
    }
  | {
      readonly kind: 'recording';
      readonly recording: string;
      readonly volumePct: number;
      readonly repeat: boolean;
    }
  | { readonly kind: 'stop' };

/** Characters of a speech: about a minute, longer than anybody in a crowd listens. */
export const LONGEST_SPEECH = 240;

/** An order to a loudspeaker drone. */
export interface BroadcastOrder {
  readonly order: OrderId;
  readonly drone: DroneId;
  readonly message: BroadcastMessage;
}

/**
 * How a broadcast stands: each step as the drone itself reports it, but for three. `ordered`: committed; where no
 * other step follows, the hub stopped before it knew whether it was sent, and nobody sends it again by himself.
 * `recordedOnly`: no loudspeaker was linked, and none was asked. `sent`: given to the drone's gateway, which has not
 * answered.
 */
export const BROADCAST_STEPS = [
  'ordered',
  'recordedOnly',
  'sent',
  'accepted',
  'playing',
  'finished',
  'stopped',
  'failed',
] as const;
export type BroadcastStep = (typeof BROADCAST_STEPS)[number];

/** The newest of a drone's loudspeaker. */
export interface BroadcastState {
  readonly order: OrderId;
  readonly message: BroadcastMessage;
  readonly by: string;
  readonly orderedAt: Millis;
  readonly step: BroadcastStep;
  readonly stepAt: Millis;
  /** 0-100 while it plays. */
  readonly progressPct?: number;
  /** Why it failed, in words. */
  readonly reason?: string;
}
