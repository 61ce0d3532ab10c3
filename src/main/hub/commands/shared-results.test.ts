import { expect, test } from 'vitest';
import { SharedResults } from './shared-results.ts';

/** Somebody who stays until he is answered. */
const WAITS = new AbortController().signal;

test('whoever asks for the same shares one piece of work; another one waits for it', async () => {
  const results = new SharedResults<string>();
  const begun: string[] = [];
  const settles = new Map<string, (text: string) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      settles.set(name, resolve);
    });
  const one = results.of('a.anlan', '1', work('one'), WAITS);
  const same = results.of('a.anlan', '1', work('same'), WAITS);
  const next = results.of('a.anlan', '2', work('next'), WAITS);
  const other = results.of('b.anlan', '1', work('other'), WAITS);
  await expect.poll(() => begun).toEqual(['one', 'other']);
  settles.get('one')?.('first');
  settles.get('other')?.('elsewhere');
  expect(await Promise.all([one, same, other])).toEqual(['first', 'first', 'elsewhere']);
  await expect.poll(() => begun).toContain('next');
  settles.get('next')?.('second');
  expect(await next).toBe('second');
  expect(await results.of('a.anlan', '2', work('again'), WAITS)).toBe('second');
});

test('work that fails is done anew', async () => {
  const results = new SharedResults<string>();
  const failed = results.of('a', '1', () => Promise.reject(new Error('no memory')), WAITS);
  await expect(failed).rejects.toThrow('no memory');
  expect(await results.of('a', '1', async () => 'done', WAITS)).toBe('done');
});

test('work ends when the last of those who wait for it has gone, and not before', async () => {
  const results = new SharedResults<string>();
  const ended: string[] = [];
  const work = (name: string) => (ending: AbortSignal) =>
    new Promise<string>((_, reject) => {
      ending.addEventListener('abort', () => {
        ended.push(name);
        reject(new Error('ended'));
      });
    });
  const [one, two] = [new AbortController(), new AbortController()];
  const first = results.of('a', '1', work('first'), one.signal);
  const second = results.of('a', '1', work('second'), two.signal);
  const failed = Promise.all([
    expect(first).rejects.toThrow('ended'),
    expect(second).rejects.toThrow('ended'),
  ]);
  // Until it has begun.
  await new Promise((resolve) => setTimeout(resolve, 0));
  one.abort();
  expect(ended).toEqual([]);
  two.abort();
  expect(ended).toEqual(['first']);
  // Whoever asks now gets work of his own, not what was ended.
  expect(await results.of('a', '1', async () => 'anew', WAITS)).toBe('anew');
  await failed;
});

test('a result that stands is not lost when those go who had it', async () => {
  const results = new SharedResults<string>();
  const gone = new AbortController();
  expect(await results.of('a', '1', async () => 'done', gone.signal)).toBe('done');
  gone.abort();
  expect(await results.of('a', '1', () => Promise.reject(new Error('twice')), WAITS)).toBe('done');
});
