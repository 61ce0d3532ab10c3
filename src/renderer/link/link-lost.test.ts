import { expect, test } from 'vitest';
import { RpcError } from '../../domain/wire/rpc.ts';
import { isUnanswered, LinkLost, lastWord } from './link-lost.ts';

const unsent = new LinkLost({ message: 'there is no link', wasSent: false });
const unanswered = new LinkLost({ message: 'the link is lost', wasSent: true });
const refused = new RpcError({ code: 'conflict', message: 'changed meanwhile' });

test('only what went out and was not answered may have been done', () => {
  expect([unanswered, unsent, refused, new Error('of the browser')].map(isUnanswered)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('an attempt that never left the seat does not unmake the one before', () => {
  expect(lastWord(unsent, unanswered)).toBe(unanswered);
  expect(lastWord(unsent, undefined)).toBe(unsent);
  // The hub looks for a repeat before it refuses: its refusal is the last word.
  expect(lastWord(refused, unanswered)).toBe(refused);
  expect(lastWord(unanswered, unsent)).toBe(unanswered);
});
