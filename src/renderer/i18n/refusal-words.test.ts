import { describe, expect, test } from 'vitest';
import type { WireError } from '../../domain/wire/contract.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { LinkLost } from '../link/link-lost.ts';
import { inWords } from './refusal-words.ts';

describe('why something was not done', () => {
  test.each([
    ['linkLost', '是否已执行不得而知'],
    ['forbidden', '本席位'],
    ['cancelled', '已取消'],
  ] as const)('%s is said in Chinese, without the hub’s English', (code, words) => {
    expect(said({ code, message: 'there is no link' }, 'zh')).toContain(words);
    expect(said({ code, message: 'there is no link' }, 'zh')).not.toMatch(/[a-z]/i);
  });

  test('what never left the seat did not get through; of what was under way nobody knows', () => {
    const failed = (wasSent: boolean) => inWords(new LinkLost({ message: '', wasSent }), 'zh');
    expect(failed(false)).toMatchObject({ wasSent: false, code: 'linkLost' });
    expect(failed(false)).toHaveProperty('message', '与中枢的链路断开，没有送达；恢复后重试。');
    expect(failed(true)).toMatchObject({ wasSent: true, code: 'linkLost' });
    expect(failed(true)).toHaveProperty('message', expect.stringContaining('不得而知'));
  });

  test('a reason that the hub names by a key is said in either language', () => {
    const error: WireError = {
      code: 'notPossible',
      message: 'there is no alert after this instant',
      says: { key: 'noNext', what: 'alert' },
    };
    expect(said(error, 'zh')).toBe('此刻之后没有预警。');
    expect(said(error, 'en')).toBe('There is no alert after this instant.');
  });

  test('a sentence of the hub’s parts that came without a key is known by its words', () => {
    const message = 'there are 20 imported maps already: remove one first';
    expect(said({ code: 'badInput', message }, 'zh')).toBe('已有 20 份导入地图：请先移除一份');
    expect(said({ code: 'badInput', message }, 'en')).toBe(message);
  });

  test('what has no words here stays in the hub’s own', () => {
    const message = 'corridor K2 has no way out';
    expect(said({ code: 'notPossible', message }, 'zh')).toBe(message);
  });

  test('what failed to be recorded says why', () => {
    expect(said({ code: 'notRecorded', message: 'disk full' }, 'zh')).toContain('disk full');
  });

  test('code and key stay for who decides by them; other errors stay as they are', () => {
    const error = new RpcError({ code: 'conflict', message: 'Second changed it' });
    expect(inWords(error, 'zh')).toMatchObject({ code: 'conflict' });
    const other = new Error('of the browser');
    expect(inWords(other, 'zh')).toBe(other);
  });
});

function said(error: WireError, language: 'zh' | 'en'): string {
  const worded = inWords(new RpcError(error), language);
  return worded instanceof Error ? worded.message : '';
}
