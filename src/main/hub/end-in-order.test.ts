import { expect, test } from 'vitest';
import { ThreadEnded } from '../../workers/remote.ts';
import { endInOrder } from './end-in-order.ts';

test('a step that fails is told and keeps no other from running; a thread that is gone is no news', async () => {
  const done: string[] = [];
  const told: unknown[] = [];
  const full = new Error('the disk is full');
  await endInOrder(
    [
      () => Promise.reject(new ThreadEnded('it died')),
      async () => void done.push('record'),
      () => Promise.reject(full),
      async () => void done.push('threads'),
    ],
    (error) => told.push(error),
  );
  expect(done).toEqual(['record', 'threads']);
  expect(told).toEqual([full]);
});
