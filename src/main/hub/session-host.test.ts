import { expect, test } from 'vitest';
import type { SessionId } from '../../domain/base/ids.ts';
import { ok, type Result } from '../../domain/base/result.ts';
import { Publisher } from './publisher.ts';
import { type Hosted, SessionHost } from './session-host.ts';
import type { ShownSession } from './shown-session.ts';

/** A session as far as its host looks at it. */
function hosted(id: string, close: () => Promise<void>): Hosted {
  const session: Partial<ShownSession> = { id: id as SessionId, publisher: new Publisher() };
  return {
    session: session as ShownSession,
    eventFile: `/${id}.anlan`,
    call: async () => ok(undefined),
    describe: () => ({ kind: 'rehearsal', name: id, file: `${id}.anlan` }),
    close,
  };
}

test("the hub's own session ends although one beside it cannot; what failed is told", async () => {
  const ended: string[] = [];
  const told: unknown[] = [];
  const host = new SessionHost((error) => told.push(error));
  const broken = new Error('its thread is gone');
  host.add(hosted('main', async () => void ended.push('main')));
  host.add(hosted('beside', () => Promise.reject(broken)));
  await host.closeAll('the hub is closing');
  expect(ended).toEqual(['main']);
  expect(told).toEqual([broken]);
});

test('places are kept while sessions open, and given back when they could not', async () => {
  const host = new SessionHost(() => {});
  host.add(hosted('main', async () => {}));
  const waiting: ((result: Result<string>) => void)[] = [];
  const openings = Array.from({ length: 12 }, () =>
    host.withRoom(() => new Promise<Result<string>>((resolve) => waiting.push(resolve))),
  );
  const oneMore = () => host.withRoom(async () => ok('opened'));
  expect(await oneMore()).toMatchObject({ ok: false });
  waiting[0]?.({ ok: false, error: 'it could not be opened' });
  await openings[0];
  expect(await oneMore()).toEqual(ok('opened'));
  for (const settle of waiting) settle(ok('late'));
  await Promise.all(openings);
});
