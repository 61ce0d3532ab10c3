import http from 'node:http';

/** Messages under way at most, so that a server that falls behind is not buried. */
const MOST_UNDER_WAY = 2_000;
/** Messages that are due are looked for this often. */
const BEAT_MS = 2;

/** What became of messages that were sent on a schedule, whether or not the server kept up with it. */
export interface Load {
  /** From the moment a message was due to its acknowledgement; ms. */
  readonly lagMs: readonly number[];
  /** Messages acknowledged in each whole second. */
  readonly perSecond: readonly number[];
  /** Answers other than 200, and connections that broke. */
  readonly failures: readonly string[];
  /** Messages that were due while too many were under way, and never sent: the server fell behind. */
  readonly skipped: number;
}

/** Posts to one URL over kept-alive connections. */
export class Sender {
  readonly #agent: http.Agent;
  readonly #url: URL;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    // In turn, so that no connection idles until the server closes it while a message is on its way.
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** Sends `perS` messages a second on schedule; the clock of each starts when it is due, not when it is sent. */
  async onSchedule(
    seconds: number,
    perS: number,
    message: (dueAt: number) => string,
  ): Promise<Load> {
    const lagMs: number[] = [];
    const perSecond = new Array<number>(seconds).fill(0);
    const failures: string[] = [];
    const total = seconds * perS;
    const startedAt = performance.now();
    const startedOn = Date.now();
    let due = 0;
    let underWay = 0;
    let skipped = 0;
    await new Promise<void>((resolve) => {
      const settle = () => {
        if (due === total && underWay === 0) resolve();
      };
      const send = (dueMs: number) => {
        underWay += 1;
        this.post(message(startedOn + Math.floor(dueMs)))
          .then((status) => {
            const now = performance.now() - startedAt;
            if (status !== 200) failures.push(`answer ${status}`);
            lagMs.push(now - dueMs);
            const second = Math.min(seconds - 1, Math.floor(now / 1_000));
            perSecond[second] = (perSecond[second] ?? 0) + 1;
          })
          .catch((error: unknown) => {
            failures.push(error instanceof Error ? error.message : String(error));
          })
          .finally(() => {
            underWay -= 1;
            settle();
          });
      };
      const timer = setInterval(() => {
        const now = performance.now() - startedAt;
        while (due < total && (due * 1_000) / perS <= now) {
          const dueMs = (due * 1_000) / perS;
          due += 1;
          if (underWay < MOST_UNDER_WAY) send(dueMs);
          else skipped += 1;
        }
        if (due < total) return;
        clearInterval(timer);
        settle();
      }, BEAT_MS);
    });
    return { lagMs, perSecond, failures, skipped };
  }

  /** Sends one message after the other on each of `lanes` lanes; resolves to the answers of each whole second. */
  async asFastAsItGoes(
    seconds: number,
    lanes: number,
    message: () => string,
  ): Promise<readonly number[]> {
    const perSecond = new Array<number>(seconds).fill(0);
    const startedAt = performance.now();
    const lane = async () => {
      for (;;) {
        if (performance.now() - startedAt >= seconds * 1_000) return;
        const status = await this.post(message());
        if (status !== 200) throw new Error(`a reading was answered with ${status}`);
        const second = Math.floor((performance.now() - startedAt) / 1_000);
        if (second < seconds) perSecond[second] = (perSecond[second] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return perSecond;
  }

  /** Resolves to the status of the answer once it has been read. */
  post(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        this.#url,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
