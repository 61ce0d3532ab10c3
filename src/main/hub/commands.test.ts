import { expect, it } from 'vitest';
import { METHOD_ROLES } from '../../domain/wire/contract.ts';
import { SESSION_COMMANDS } from './commands.ts';
import { REPLAY_COMMANDS } from './replay/replay-commands.ts';

it('every method of the contract is offered to the seats of some kind of session', () => {
  const offered = new Set([
    'session.attach',
    ...Object.keys(SESSION_COMMANDS),
    ...Object.keys(REPLAY_COMMANDS),
  ]);
  expect(Object.keys(METHOD_ROLES).filter((method) => !offered.has(method))).toEqual([]);
});
