import { expect, test } from 'vitest';
import { WorkProgress } from './work-progress.ts';

test('work under way says how far it is, and how long the rest takes when it goes on like that', async () => {
  let now = 1_000;
  const progress = new WorkProgress(() => now);
  expect(progress.of('night.anlan')).toBeUndefined();
  let end = () => {};
  let tell = (_share: number) => {};
  const work = progress.during('night.anlan', (told) => {
    tell = told;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  expect(progress.of('night.anlan')).toEqual({ share: 0 });
  now = 11_000;
  tell(0.25);
  expect(progress.of('night.anlan')).toEqual({ share: 0.25, leftMs: 30_000 });
  // It never goes back.
  tell(0.1);
  expect(progress.of('night.anlan')?.share).toBe(0.25);
  expect(progress.of('another.anlan')).toBeUndefined();
  end();
  await work;
  expect(progress.of('night.anlan')).toBeUndefined();
});

test('work that fails is under way no more', async () => {
  const progress = new WorkProgress(() => 0);
  const work = progress.during('night.anlan', async () => {
    throw new Error('a bad page');
  });
  await expect(work).rejects.toThrow('a bad page');
  expect(progress.of('night.anlan')).toBeUndefined();
});
