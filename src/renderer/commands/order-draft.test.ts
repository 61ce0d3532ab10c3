import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { must } from '../../domain/base/assert.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { formatOf } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import { LinkLost } from '../link/link-lost.ts';
import {
  failureWords,
  isSendable,
  newOrderId,
  type OrderWords,
  orderSentence,
  reachWords,
} from './order-draft.ts';

const zh: OrderWords = {
  t: wordsOf('zh'),
  format: formatOf('zh', 'Asia/Shanghai'),
  language: 'zh',
};
const en: OrderWords = {
  t: wordsOf('en'),
  format: formatOf('en', 'Asia/Shanghai'),
  language: 'en',
};
const open = { mode: 'open', version: 3 } as const;
const checkpoint = must(twoSquares().checkpoints[0], 'cp-1');

describe('an order in words', () => {
  test('says checkpoint, from and to', () => {
    const draft = { mode: 'oneWayOut', meteredPerMinLane: 20 } as const;
    expect(orderSentence(checkpoint, open, draft, zh)).toBe('卡口 1 联络街卡口：开放 → 单向出。');
    expect(orderSentence(checkpoint, open, draft, en)).toBe(
      'Checkpoint 1 Link street checkpoint: open → one-way out.',
    );
  });

  test('says the rate of a metered one', () => {
    const draft = { mode: 'metered', meteredPerMinLane: 25 } as const;
    expect(orderSentence(checkpoint, open, draft, zh)).toContain('限流（每通道 25 人/分）');
  });

  test('says whom it reaches: real people only where the source can dispatch', () => {
    const can = { dispatch: true, broadcast: false, transport: false, ingest: true };
    expect(reachWords(zh.t, 'rehearsal', can)).toBe('演练，不会下发给真实人员。');
    expect(reachWords(en.t, 'rehearsal', { ...can, dispatch: false })).toContain('EXERCISE');
    expect(reachWords(en.t, 'live', can)).toContain('people on the ground');
    expect(reachWords(en.t, 'live', { ...can, dispatch: false })).toContain('other means');
  });
});

describe('an order may be sent', () => {
  test.each([
    ['open', Number.NaN, false],
    ['closed', Number.NaN, true],
    ['metered', 20, true],
    ['metered', 0, false],
    ['metered', 61, false],
    ['metered', Number.NaN, false],
  ] as const)('from open to %s at %d: %s', (mode, meteredPerMinLane, sendable) => {
    expect(isSendable({ mode, meteredPerMinLane }, open)).toBe(sendable);
  });

  test('when the rate of a metered one changes', () => {
    const metered = { mode: 'metered', meteredPerMinLane: 20, version: 4 } as const;
    expect(isSendable({ mode: 'metered', meteredPerMinLane: 20 }, metered)).toBe(false);
    expect(isSendable({ mode: 'metered', meteredPerMinLane: 30 }, metered)).toBe(true);
  });
});

describe('a failure in words', () => {
  test('names who changed it meanwhile, when, to what', () => {
    const error = new RpcError({ code: 'conflict', message: '' });
    const stands = {
      mode: 'closed',
      version: 5,
      changedBy: '王敏',
      changedAt: Date.parse('2025-12-31T23:41:07+08:00'),
    } as const;
    expect(failureWords(error, stands, zh)).toBe(
      '没有下达：你核对之后，王敏 已于 23:41:07 把它改为 关闭（版本 5）。请看现状后重新选择。',
    );
  });

  test('does not claim that an unanswered order was not sent', () => {
    const error = new LinkLost({ message: '', wasSent: true });
    expect(failureWords(error, undefined, en)).toMatch(/^No confirmation.*may have been recorded/);
    expect(failureWords(error, undefined, zh)).toContain('可能已记录');
  });

  test('says that an order for which there was no link was not sent', () => {
    const error = new LinkLost({ message: '', wasSent: false });
    expect(failureWords(error, undefined, en)).toMatch(/^Not sent: there is no link/);
    expect(failureWords(error, undefined, zh)).toMatch(/^没有下达：.*链路断开/);
  });
});

test('every order has a name of its own that the contract takes', () => {
  const ids = new Set(Array.from({ length: 100 }, newOrderId));
  expect(ids.size).toBe(100);
  for (const id of ids) expect(id.length).toBeGreaterThanOrEqual(8);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(64);
});
