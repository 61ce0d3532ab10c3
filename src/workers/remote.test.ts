import { expect, test } from 'vitest';
import type { RecordReadThread } from './record-read-port.ts';
import { startThread, ThreadEnded, threadFile } from './remote.ts';

test('calls to a thread that is ended reject: those under way, and every later one', async () => {
  const thread = startThread<RecordReadThread>(threadFile('record-read.thread.ts'));
  const underWay = thread.api.open({ file: 'nowhere.anlan' });
  const ended = expect(underWay).rejects.toBeInstanceOf(ThreadEnded);
  await thread.terminate();
  await ended;
  await expect(thread.api.span()).rejects.toThrow('record-read.thread.ts was ended');
});

test('calls to a thread that lives answer as they are', async () => {
  const thread = startThread<RecordReadThread>(threadFile('record-read.thread.ts'));
  const opened = await thread.api.open({ file: 'nowhere.anlan' });
  expect(opened).toMatchObject({ ok: false, error: { code: 'missing' } });
  await thread.terminate();
});
