import type { z } from 'zod';
import type { Picture } from './picture.ts';

/** What an output says of itself; it shows beside the feeds. */
export interface OutputReport {
  /** So many messages left. */
  sent(messages: number): void;
  /** Something could not be sent, in words. */
  fail(reason: string): void;
  /** The connection came up or went down, in words. */
  connection(state: 'up' | 'down', words: string): void;
}

/** A started output. */
export interface OutputLink {
  /** Hands over the picture as it stands; called at most once a second. Never throws. */
  publish(picture: Picture): void;
}

/** A kind of output: what Anlan tells other systems. It sees the picture and nothing else. */
export interface Output<Config> {
  readonly kind: string;
  readonly config: z.ZodType<Config>;
  /** Starts to send until `signal` aborts. Throws in words only for a configuration that cannot work. */
  start(config: Config, report: OutputReport, signal: AbortSignal): OutputLink;
}
