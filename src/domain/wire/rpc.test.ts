import { describe, expect, it } from 'vitest';
import type { SeatMessage } from './contract.ts';
import { RpcError, rpcClient } from './rpc.ts';

function client() {
  const sent: SeatMessage[] = [];
  return { sent, rpc: rpcClient((message) => sent.push(message)) };
}

describe('rpcClient', () => {
  it('gives each answer to its own call, in any order', async () => {
    const { sent, rpc } = client();
    const first = rpc.call('transport.set', { playing: true, speed: 1 });
    const second = rpc.call('transport.set', { playing: false, speed: 1 });
    const [one, two] = sent.map((message) => (message.t === 'call' ? message.id : 0));
    rpc.settle({ t: 'result', id: two ?? 0, value: 'two' });
    rpc.settle({ t: 'result', id: one ?? 0, value: 'one' });
    expect([await first.result, await second.result]).toEqual(['one', 'two']);
  });

  it('passes an error on with its code', async () => {
    const { rpc } = client();
    const call = rpc.call('operator.takeOver', { name: 'A' });
    rpc.settle({ t: 'error', id: 1, error: { code: 'conflict', message: 'changed meanwhile' } });
    await expect(call.result).rejects.toMatchObject({ code: 'conflict' });
  });

  it('cancels a call at the hub, and ignores an answer that comes all the same', async () => {
    const { sent, rpc } = client();
    const call = rpc.call('series.read', {
      kind: 'areaPeople',
      id: 'area',
      from: 0,
      to: 1,
      points: 10,
    });
    call.cancel();
    await expect(call.result).rejects.toMatchObject({ code: 'cancelled' });
    expect(sent.at(-1)).toEqual({ t: 'cancel', id: 1 });
    rpc.settle({ t: 'result', id: 1, value: {} });
    call.cancel();
    expect(sent).toHaveLength(2);
  });

  it('fails everything under way when the link is gone', async () => {
    const { rpc } = client();
    const calls = [1, 2].map(() => rpc.call('operator.takeOver', { name: 'A' }).result);
    rpc.fail({ code: 'linkLost', message: 'the link was lost' });
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(RpcError);
  });
});
