import type { Receive } from '../adapters/adapter.ts';

/** The hub's own MQTT broker as feeds see it; it starts with the first that needs it. */
export interface MessageBroker {
  /** Delivers what is published under `topicFilter` until `signal` aborts; the publisher is acknowledged after it. */
  subscribe(topicFilter: string, receive: Receive, signal: AbortSignal): void;
  publish(topic: string, payload: Uint8Array): Promise<void>;
}
