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

/** An order to a loudspeaker drone. */
export interface BroadcastOrder {
  readonly order: OrderId;
  readonly drone: DroneId;
  readonly message: BroadcastMessage;
}

/** How a broadcast stands: each step as the drone itself reports it. */
export const BROADCAST_STEPS = [
  'ordered',
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
