import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { initialWorld, type World } from '../../domain/session/world.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { wordsOf } from '../i18n/translate.ts';
import { LinkLost } from '../link/link-lost.ts';
import { siteFacts } from '../state/site-facts.ts';
import {
  isComplete,
  newWarningDraft,
  statusesOf,
  warningFailure,
  withMessage,
} from './warning-draft.ts';

const facts = siteFacts(twoSquares());
const [zone] = facts.ground.leaves;
const place = zone?.id ?? '';

function opened(source: 'live' | 'rehearsal', clock: 'wall' | 'feed' | 'stepped'): World {
  const session = { session: 's', event: 'e', source, clock, exercise: false };
  return { ...initialWorld(facts.site, 0), session: session as NonNullable<World['session']> };
}

describe('a draft', () => {
  it('of a rehearsal or a recording is an exercise; live it may be meant', () => {
    expect(newWarningDraft(facts, opened('rehearsal', 'stepped'), place).status).toBe('Exercise');
    expect(statusesOf(opened('live', 'feed'))).toEqual(['Exercise']);
    expect(newWarningDraft(facts, opened('live', 'wall'), place)).toMatchObject({
      status: 'Actual',
      message: 'Alert',
    });
  });

  it('updates the warning that is open, with its status', () => {
    const world = opened('live', 'wall');
    const warned = {
      ...world,
      warnings: { [place]: { status: 'Exercise' as const, expiresAt: 1, references: [] } },
    };
    expect(newWarningDraft(facts, warned, place)).toMatchObject({
      status: 'Exercise',
      message: 'Update',
    });
    const later = { ...warned, time: 1 };
    expect(newWarningDraft(facts, later, place).message).toBe('Alert');
  });

  it('that becomes a cancel changes its templates and leaves what a person wrote', () => {
    const world = opened('live', 'wall');
    const draft = newWarningDraft(facts, world, place);
    const written = {
      ...draft,
      texts: { ...draft.texts, en: { ...draft.texts.en, headline: 'My own' } },
    };
    const cancel = withMessage(facts, world, written, 'Cancel');
    expect(cancel.texts.zh.headline).toContain('解除');
    expect(cancel.texts.en.headline).toBe('My own');
    expect(cancel.texts.en.instruction).toContain('freely');
  });

  it('is complete only with a language, its texts and a possible time', () => {
    const draft = newWarningDraft(facts, opened('live', 'wall'), place);
    expect(isComplete(draft)).toBe(true);
    expect(isComplete({ ...draft, languages: [] })).toBe(false);
    expect(isComplete({ ...draft, validMin: Number.NaN })).toBe(false);
    const blank = { ...draft.texts, en: { headline: ' ', instruction: 'x' } };
    expect(isComplete({ ...draft, texts: blank })).toBe(false);
    expect(isComplete({ ...draft, texts: blank, languages: ['zh'] })).toBe(true);
  });
});

it('says that a warning was not issued only where somebody knows that', () => {
  const failure = (error: unknown) => warningFailure(error, wordsOf('en'));
  const lost = (wasSent: boolean) => new LinkLost({ message: 'no link', wasSent });
  expect(failure(lost(true))).toMatch(/^No confirmation.*may have been recorded/);
  expect(failure(lost(false))).toBe('Not issued: no link');
  const refused = new RpcError({ code: 'conflict', message: 'one is open already' });
  expect(failure(refused)).toBe('Not issued: one is open already');
});
