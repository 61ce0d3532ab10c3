import { expect, test } from 'vitest';
import { startThread, ThreadEnded, threadFile } from './remote.ts';
import type { ReplayThread } from './replay-port.ts';

test('calls to a thread that is ended reject: those under way, and every later one', async () => {
  const thread = startThread<ReplayThread>(threadFile('replay.thread.ts'));
  const underWay = thread.api.open({ file: 'nowhere.anlan' });
  const ended = expect(underWay).rejects.toBeInstanceOf(ThreadEnded);
  await thread.terminate();
  await ended;
  await expect(thread.api.span()).rejects.toThrow('replay.thread.ts was ended');
});

test('calls to a thread that lives answer as they are', async () => {
  const thread = startThread<ReplayThread>(threadFile('replay.thread.ts'));
  const opened = await thread.api.open({ file: 'nowhere.anlan' });
  expect(opened).toMatchObject({ ok: false, error: { code: 'missing' } });
  await thread.terminate();
});
