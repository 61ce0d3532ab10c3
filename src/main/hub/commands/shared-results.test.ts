import { expect, test } from 'vitest';
import { SharedResults } from './shared-results.ts';

test('whoever asks for the same shares one piece of work; another one waits for it', async () => {
  const results = new SharedResults<string>();
  const begun: string[] = [];
  const settles = new Map<string, (text: string) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      settles.set(name, resolve);
    });
  const one = results.of('a.anlan', '1', work('one'));
  const same = results.of('a.anlan', '1', work('same'));
  const next = results.of('a.anlan', '2', work('next'));
  const other = results.of('b.anlan', '1', work('other'));
  await expect.poll(() => begun).toEqual(['one', 'other']);
  settles.get('one')?.('first');
  settles.get('other')?.('elsewhere');
  expect(await Promise.all([one, same, other])).toEqual(['first', 'first', 'elsewhere']);
  await expect.poll(() => begun).toContain('next');
  settles.get('next')?.('second');
  expect(await next).toBe('second');
  expect(await results.of('a.anlan', '2', work('again'))).toBe('second');
});

test('work that fails is done anew', async () => {
  const results = new SharedResults<string>();
  const failed = results.of('a', '1', () => Promise.reject(new Error('no memory')));
  await expect(failed).rejects.toThrow('no memory');
  expect(await results.of('a', '1', async () => 'done')).toBe('done');
});
