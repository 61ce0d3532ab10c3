import type { MessageBroker } from '../sources/message-broker.ts';

/** The hub's own broker. */
export interface LocalBroker extends MessageBroker {
  close(): Promise<void>;
}

/** Interim until the broker is built. */
export function localBroker(_onError: (error: unknown) => void): LocalBroker {
  return {
    subscribe() {
      throw new Error('the hub has no broker yet');
    },
    async publish() {
      throw new Error('the hub has no broker yet');
    },
    async close() {},
  };
}
