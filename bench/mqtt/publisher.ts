import { connectAsync, type MqttClient } from 'mqtt';

/** Messages that are due are looked for this often. */
const BEAT_MS = 2;
/** Messages that the broker may owe an acknowledgement for at one time. */
const UNDER_WAY = 4_000;
/** What is taken in may come this long after the last message was sent. */
const PATIENCE_MS = 120_000;

/** What one receiver took in. */
export interface Taken {
  /** Messages it had taken in, second by second. */
  readonly perSecond: readonly number[];
  /** From the last message sent until the receiver had them all; ms. */
  readonly drainMs: number;
}

/** Publishes at QoS 1 to one topic of a broker and watches what a receiver behind it takes in. */
export class Publisher {
  readonly #client: MqttClient;
  readonly #topic: string;

  constructor(client: MqttClient, topic: string) {
    this.#client = client;
    this.#topic = topic;
  }

  static async open(url: string, topic: string): Promise<Publisher> {
    return new Publisher(await connectAsync(url, { clientId: 'bench-sender' }), topic);
  }

  /** Sends `perS` messages a second on schedule, whether or not the receiver keeps up. */
  async onSchedule(
    seconds: number,
    perS: number,
    message: (dueAt: number) => string,
    count: () => Promise<number>,
  ): Promise<Taken> {
    const total = seconds * perS;
    const watch = new Watch(count);
    await watch.start();
    const startedAt = performance.now();
    const startedOn = Date.now();
    const sent: Promise<unknown>[] = [];
    for (let due = 0; due < total; ) {
      const elapsedMs = performance.now() - startedAt;
      for (; due < total && (due * 1_000) / perS <= elapsedMs; due++) {
        sent.push(this.#send(message(startedOn + Math.floor((due * 1_000) / perS))));
      }
      await new Promise((resolve) => setTimeout(resolve, BEAT_MS));
    }
    await Promise.all(sent);
    return await watch.until(total);
  }

  /** Sends as fast as the broker takes them for `seconds`, and waits until the receiver has all. */
  async asFastAsItGoes(
    seconds: number,
    message: () => string,
    count: () => Promise<number>,
  ): Promise<Taken> {
    const watch = new Watch(count);
    await watch.start();
    const startedAt = performance.now();
    let total = 0;
    const lane = async () => {
      while (performance.now() - startedAt < seconds * 1_000) {
        total += 1;
        await this.#send(message());
      }
    };
    await Promise.all(Array.from({ length: UNDER_WAY }, lane));
    return await watch.until(total);
  }

  async close(): Promise<void> {
    await this.#client.endAsync();
  }

  #send(message: string): Promise<unknown> {
    return this.#client.publishAsync(this.#topic, message, { qos: 1 });
  }
}

/** Reads a receiver's count once a second. */
class Watch {
  readonly #count: () => Promise<number>;
  readonly #perSecond: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #first = 0;
  #last = 0;
  #lastAt = 0;

  constructor(count: () => Promise<number>) {
    this.#count = count;
  }

  async start(): Promise<void> {
    this.#first = await this.#count();
    this.#last = this.#first;
    this.#lastAt = performance.now();
    this.#timer = setInterval(() => void this.#take(), 1_000);
  }

  /** Waits until the receiver has taken in `total` messages since the start; throws when it does not. */
  async until(total: number): Promise<Taken> {
    const sentAt = performance.now();
    for (;;) {
      const taken = (await this.#count()) - this.#first;
      const drainMs = performance.now() - sentAt;
      if (taken >= total) {
        clearInterval(this.#timer);
        if (this.#perSecond.length === 0) await this.#take();
        return { perSecond: this.#perSecond, drainMs };
      }
      if (drainMs > PATIENCE_MS) {
        clearInterval(this.#timer);
        throw new Error(`${total - taken} of ${total} messages did not come`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #take(): Promise<void> {
    const count = await this.#count();
    const now = performance.now();
    this.#perSecond.push((1_000 * (count - this.#last)) / (now - this.#lastAt));
    this.#last = count;
    this.#lastAt = now;
  }
}
