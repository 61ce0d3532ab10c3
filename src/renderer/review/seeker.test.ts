import { expect, test } from 'vitest';
import { createSeeker } from './seeker.ts';

test('of many wishes one is under way, those in between are left out, and the last one comes', async () => {
  const sent: number[] = [];
  const wanted: (number | undefined)[] = [];
  const answers: (() => void)[] = [];
  const seeker = createSeeker(
    (time) => {
      sent.push(time);
      return new Promise<void>((resolve) => answers.push(resolve));
    },
    (time) => wanted.push(time),
  );
  const first = seeker.seek(1);
  void seeker.seek(2);
  const last = seeker.seek(3);
  expect(sent).toEqual([1]);
  answers[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(sent).toEqual([1, 3]);
  answers[1]?.();
  await Promise.all([first, last]);
  expect(wanted).toEqual([1, 2, 3, undefined]);
  expect(sent).toEqual([1, 3]);
});

test('a refusal ends it, and the next wish is asked anew', async () => {
  let refuse = true;
  const sent: number[] = [];
  const seeker = createSeeker(
    async (time) => {
      sent.push(time);
      if (refuse) throw new Error('not a replay');
    },
    () => {},
  );
  await expect(seeker.seek(1)).rejects.toThrow('not a replay');
  refuse = false;
  await seeker.seek(2);
  expect(sent).toEqual([1, 2]);
});
