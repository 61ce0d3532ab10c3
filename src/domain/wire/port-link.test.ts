import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { portLink } from './port-link.ts';

describe('a link over a real message channel', () => {
  test('carries text and bytes in order, both ways, and keeps what comes before anybody listens', async () => {
    const { near, far, end } = openChannel();
    const heard: (string | Uint8Array)[] = [];
    near.send('one');
    near.send(Uint8Array.of(1, 2, 3));
    near.send('two');
    await new Promise<void>((resolve) => {
      far.onMessage((data) => {
        heard.push(data);
        if (heard.length === 3) resolve();
      });
    });
    expect(heard).toEqual(['one', Uint8Array.of(1, 2, 3), 'two']);
    const answer = new Promise((resolve) => near.onMessage(resolve));
    far.send('back');
    expect(await answer).toBe('back');
    end();
  });

  test('copies the bytes and leaves the sender his', async () => {
    const { near, far, end } = openChannel();
    const pool = new Uint8Array(1_000);
    const view = pool.subarray(10, 14);
    view.set([9, 8, 7, 6]);
    const heard = new Promise<string | Uint8Array>((resolve) => far.onMessage(resolve));
    near.send(view);
    const bytes = await heard;
    expect(bytes).toEqual(Uint8Array.of(9, 8, 7, 6));
    expect((bytes as Uint8Array).buffer.byteLength).toBe(4);
    expect(pool.byteLength).toBe(1_000);
    end();
  });

  test('tells both ends why it closed, once, after what was sent before', async () => {
    const { near, far } = openChannel();
    const log: string[] = [];
    near.onClose((reason) => log.push(`near: ${reason}`));
    far.onMessage((data) => log.push(`far heard ${data}`));
    const closed = new Promise<void>((resolve) => {
      far.onClose((reason) => {
        log.push(`far: ${reason}`);
        resolve();
      });
    });
    near.send('last');
    near.close('shift is over');
    near.close('again');
    await closed;
    expect(log).toEqual(['near: shift is over', 'far heard last', 'far: shift is over']);
    near.send('into nothing');
    far.send('into nothing');
  });

  test('closes when the other end vanishes without a word', async () => {
    const { port1, port2 } = new MessageChannel();
    const link = portLink(port1);
    link.onMessage(() => {});
    const closed = new Promise<string>((resolve) => link.onClose(resolve));
    port2.close();
    expect(await closed).toMatch(/gone/);
  });

  test('tells who asks late that it is closed', () => {
    const { near } = openChannel();
    near.close('done');
    const heard: string[] = [];
    near.onClose((reason) => heard.push(reason));
    expect(heard).toEqual(['done']);
  });

  test('drops what is neither text nor bytes', async () => {
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    portLink(port1).onMessage((data) => heard.push(data));
    for (const data of [42, { other: 1 }, [1], undefined, 'text']) port2.postMessage(data);
    port2.close();
    await once(port1, 'close');
    expect(heard).toEqual(['text']);
  });

  test("runs over a port of Electron's kind", () => {
    const listeners = new Map<string, (event: { data: unknown }) => void>();
    const posted: unknown[] = [];
    const link = portLink({
      on: (event: string, listener: (event: { data: unknown }) => void) => {
        listeners.set(event, listener);
      },
      postMessage: (data) => posted.push(data),
      start: () => posted.push('started'),
      close: () => posted.push('closed'),
    });
    const heard: unknown[] = [];
    link.onMessage((data) => heard.push(data));
    link.onClose((reason) => heard.push(reason));
    listeners.get('message')?.({ data: 'hello' });
    link.send('hi');
    listeners.get('close')?.({ data: undefined });
    expect(heard).toEqual(['hello', 'the other end of the port is gone']);
    expect(posted).toEqual(['started', 'hi']);
  });
});

function openChannel() {
  const { port1, port2 } = new MessageChannel();
  const near = portLink(port1);
  return { near, far: portLink(port2), end: () => near.close('test is over') };
}
