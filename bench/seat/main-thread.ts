import type { CDPSession, Page } from '@playwright/test';

/** CPU time of a page's main thread, per second of the page's clock. */
export interface MainThreadTime {
  /** Running scripts. */
  readonly scriptMs: number;
  /** Running anything: scripts, styles, layout, painting. */
  readonly busyMs: number;
}

/** Watches the main thread of a page through the Chrome DevTools Protocol (`Performance.getMetrics`), in CPU time. */
export class MainThread {
  readonly #session: CDPSession;
  #last: ReadonlyMap<string, number> = new Map();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<MainThread> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MainThread(session);
  }

  /** Since the call before, by the page's own clock; meaningless the first time. */
  async sinceLast(): Promise<MainThreadTime> {
    const before = this.#last;
    const { metrics } = await this.#session.send('Performance.getMetrics');
    this.#last = new Map(metrics.map(({ name, value }) => [name, value]));
    const passed = (name: string) => (this.#last.get(name) ?? 0) - (before.get(name) ?? 0);
    const seconds = passed('Timestamp');
    return {
      scriptMs: (1_000 * passed('ScriptDuration')) / seconds,
      busyMs: (1_000 * passed('TaskDuration')) / seconds,
    };
  }
}
