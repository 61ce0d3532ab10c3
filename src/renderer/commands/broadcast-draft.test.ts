import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { DroneId, FeedId, OrderId, SessionId } from '../../domain/base/ids.ts';
import { BROADCAST_STEPS, type BroadcastState } from '../../domain/forces/broadcast.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { initialWorld, type World } from '../../domain/session/world.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { wordsOf } from '../i18n/translate.ts';
import { LinkLost } from '../link/link-lost.ts';
import {
  broadcastFailure,
  broadcastSentence,
  EMPTY_DRAFT,
  maySpeak,
  messageOf,
  presetText,
  reachOf,
  stepWords,
} from './broadcast-draft.ts';

const zh = wordsOf('zh');
const en = wordsOf('en');
const drone = 'dji-1' as DroneId;

function world(source: SourceKind, loudspeakers: readonly DroneId[]): World {
  return {
    ...initialWorld(twoSquares(), 0),
    session: {
      session: 's' as SessionId,
      event: '',
      source,
      clock: 'wall',
      exercise: source === 'rehearsal',
    },
    feeds: {
      dji: {
        feed: 'dji' as FeedId,
        adapter: 'dji-cloud',
        health: 'ok',
        messages: 1,
        accepted: 1,
        duplicate: 0,
        late: 0,
        refused: 0,
        loudspeakers,
      },
    },
  };
}

const speech = {
  kind: 'speech',
  text: '请慢行',
  language: 'zh',
  volumePct: 80,
  repeat: false,
} as const;

const state = (
  step: BroadcastState['step'],
  more: Partial<BroadcastState> = {},
): BroadcastState => ({
  order: 'order-1' as OrderId,
  message: speech,
  by: '王敏',
  orderedAt: 0,
  stepAt: 0,
  step,
  ...more,
});

describe('whom a broadcast reaches', () => {
  test('is a real loudspeaker only where a feed of a Live session lists the drone', () => {
    expect(reachOf(world('live', [drone]), drone)).toBe('loudspeaker');
    expect(reachOf(world('live', ['dji-2' as DroneId]), drone)).toBe('recordOnly');
    expect(reachOf(world('rehearsal', [drone]), drone)).toBe('rehearsal');
  });
});

describe('a broadcast in words', () => {
  test('says who speaks, what, how loud and how often', () => {
    expect(broadcastSentence('UAV-8', speech, zh)).toBe(
      'UAV-8：用中文喊“请慢行”，音量 80 %，播放一次。',
    );
    expect(
      broadcastSentence(
        'UAV-8',
        { kind: 'recording', recording: 'exit', volumePct: 100, repeat: true },
        en,
      ),
    ).toBe('UAV-8: recording "exit", volume 100 %, repeated until it is stopped.');
    expect(broadcastSentence('UAV-8', { kind: 'stop' }, en)).toBe('UAV-8: stop the broadcast.');
  });

  test('says how far it has come, and why it failed', () => {
    expect(stepWords(state('playing', { progressPct: 30 }), zh)).toBe('正在播放 30 %');
    expect(stepWords(state('failed', { reason: 'no answer' }), en)).toBe(
      'not completed (no answer)',
    );
    expect(stepWords(state('ordered'), zh)).toBe('已下达，不知是否送出');
  });

  test('names who ordered meanwhile', () => {
    const conflict = new RpcError({ code: 'conflict', message: '' });
    expect(broadcastFailure(conflict, '李娜', zh)).toContain('李娜');
  });

  test('says that it was not sent only where it was not', () => {
    const lost = new LinkLost({ message: '', wasSent: true });
    expect(broadcastFailure(lost, undefined, en)).toMatch(/^No confirmation.*may have been/);
    const unsent = new LinkLost({ message: '', wasSent: false });
    expect(broadcastFailure(unsent, undefined, en)).toMatch(/^Not sent: there is no link/);
  });
});

describe('a draft', () => {
  test('says nothing until it has words, and not more than fit', () => {
    expect(messageOf(EMPTY_DRAFT)).toBeUndefined();
    expect(messageOf({ ...EMPTY_DRAFT, text: '   ' })).toBeUndefined();
    expect(messageOf({ ...EMPTY_DRAFT, text: 'a'.repeat(241) })).toBeUndefined();
    expect(messageOf({ ...EMPTY_DRAFT, text: ' 请慢行 ', volumePct: 80 })).toEqual(speech);
    const inEnglish = { ...EMPTY_DRAFT, text: 'Please walk slowly' };
    expect(messageOf(inEnglish)).toMatchObject({ language: 'en' });
  });

  test('is a recording where one is chosen', () => {
    expect(messageOf({ ...EMPTY_DRAFT, text: 'x', recording: 'exit' })).toMatchObject({
      kind: 'recording',
      recording: 'exit',
    });
  });

  test('takes its sentences in the language that is spoken, not that of the screen', () => {
    expect(presetText('slow', 'zh')).toContain('湖滨路');
    expect(presetText('slow', 'en')).toContain('Hubin Road');
  });
});

test('a stop is offered while a loudspeaker may speak, known or not', () => {
  const offered = BROADCAST_STEPS.filter((step) => maySpeak(state(step)));
  expect(offered).toEqual(['ordered', 'sent', 'accepted', 'playing', 'failed']);
  const stop = { message: { kind: 'stop' } } as const;
  expect(maySpeak(state('stopped', stop))).toBe(false);
  expect(maySpeak(state('recordedOnly', stop))).toBe(true);
  expect(maySpeak(undefined)).toBe(false);
});
