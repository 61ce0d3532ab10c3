import { randomBytes } from 'node:crypto';
import { connect } from 'mqtt';
import { MINUTE, SECOND } from '../../../domain/base/quantity.ts';
import type { Way } from './way.ts';

/** Environment variable with the password of the user that the address names. */
const PASSWORD = 'ANLAN_MQTT_PASSWORD';
const RETRY_MS = 500;
const CONNECT_TIMEOUT_MS = 10 * SECOND;
const GIVE_UP_MS = 10 * MINUTE;

/**
 * Publishes every message under one topic at QoS 1; the next goes out when the broker has acknowledged the one before.
 * After a lost connection the message under way is sent again. Rejects when the broker refuses us.
 */
export function sendMqtt(address: URL, topic: string, signal: AbortSignal): Way {
  const username = decodeURIComponent(address.username);
  const password = process.env[PASSWORD];
  const server = `${address.protocol}//${address.host}`;
  const client = connect(server, {
    clientId: `anlan-feed-${randomBytes(4).toString('hex')}`,
    clean: true,
    reconnectPeriod: RETRY_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...(username === '' ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
  let losses = 0;
  let told = false;
  let why = 'no answer';
  client.on('error', (error) => {
    why = error.message === '' ? String(error) : error.message;
  });
  client.on('close', () => {
    losses += 1;
    if (told || signal.aborted) return;
    told = true;
    process.stderr.write(`anlan feed: ${server} is not connected (${why}); trying again\n`);
  });
  return {
    async send(bytes) {
      const before = losses;
      await withPatience(client.publishAsync(topic, Buffer.from(bytes), { qos: 1 }));
      return { repeats: losses - before };
    },
    async close() {
      await client.endAsync(signal.aborted);
    },
  };

  async function withPatience<T>(acknowledged: Promise<T>): Promise<T> {
    const stop = new Promise<never>((_resolve, reject) => {
      const refuse = (reason: unknown) => reject(reason);
      const timer = setTimeout(() => {
        refuse(
          new Error(`${server} acknowledged nothing for ${GIVE_UP_MS / MINUTE} minutes: ${why}`),
        );
      }, GIVE_UP_MS);
      timer.unref();
      signal.addEventListener('abort', () => refuse(signal.reason), { once: true });
      acknowledged.finally(() => clearTimeout(timer)).catch(() => {});
    });
    return await Promise.race([acknowledged, stop]);
  }
}
