import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type HubProcess, startHub } from '../hub/hub-process.ts';
import { ConsolePage } from './pages/console-page.ts';

interface Fixtures {
  /** A folder of the test's own. */
  readonly folder: string;
  /** Starts a hub on an event file in `folder`; every hub is ended with the test. */
  readonly hubOn: (args: readonly string[], port?: number) => Promise<HubProcess>;
  readonly seat: ConsolePage;
  /** What the browser complained about; anything in it at the end fails the test. */
  readonly complaints: string[];
}

/** A page whose console is watched: any error, exception or breach of the content security policy fails. */
export const test = base.extend<Fixtures>({
  folder: async ({ browserName: _name }, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'anlan-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  hubOn: async ({ folder }, use) => {
    const hubs: HubProcess[] = [];
    await use(async (args, port) => {
      const file = path.join(folder, 'night.anlan');
      const hub = await startHub(
        ['--event-file', file, ...args],
        port === undefined ? {} : { port },
      );
      hubs.push(hub);
      return hub;
    });
    for (const hub of hubs) await hub.stop();
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(complaints);
    expect(complaints).toEqual([]);
  },
  // Complaints are watched in every test that has a seat.
  seat: async ({ page, complaints: _watched }, use) => {
    await use(new ConsolePage(page));
  },
});

export { expect };
