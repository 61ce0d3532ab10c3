import { describe, expect, test, vi } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { CheckpointId, SeatId, SessionId } from '../../domain/base/ids.ts';
import type { Role } from '../../domain/session/role.ts';
import { initialWorld } from '../../domain/session/world.ts';
import { LinkLost } from '../link/link-lost.ts';
import { BROWSER_TIMERS } from '../link/timers.ts';
import { readWorld, type Seat } from '../seat.ts';
import { createFlusher } from '../state/flusher.ts';
import { siteFacts } from '../state/site-facts.ts';
import { createUiStore } from '../state/ui-store.ts';
import { createWorldStore } from '../state/world-store.ts';
import { UNDO_MS, undoableFrom, undoOrder } from './undo-order.ts';

const site = twoSquares();
const GIVEN = {
  checkpoint: site.checkpoints[0]?.id as CheckpointId,
  before: { mode: 'open' },
  to: { mode: 'closed' },
  version: 2,
} as const;

describe('taking an order back', () => {
  test('orders the way of before, once', () => {
    const { seat, asked } = seatOf('commander');
    undoOrder(seat);
    undoOrder(seat);
    expect(asked).toMatchObject([{ mode: 'open', sawVersion: 2, checkpoint: GIVEN.checkpoint }]);
  });

  test('is refused when its ten seconds are over, whatever the layout', () => {
    const { seat, asked } = seatOf('commander');
    const late = vi.spyOn(BROWSER_TIMERS, 'now').mockReturnValue(BROWSER_TIMERS.now() + UNDO_MS);
    undoOrder(seat);
    late.mockRestore();
    expect(asked).toEqual([]);
    expect(seat.ui.getState().undoable).toBeUndefined();
  });

  test('is refused in another session', () => {
    const { seat, asked } = seatOf('commander', 'other' as SessionId);
    undoOrder(seat);
    expect(asked).toEqual([]);
    expect(seat.ui.getState().undoable).toBeUndefined();
  });

  test('is refused where the seat gives no orders', () => {
    const { seat, asked } = seatOf('reviewer');
    undoOrder(seat);
    expect(asked).toEqual([]);
  });

  test('does not put its outcome over a later order', async () => {
    const { seat, refuse } = seatOf('commander');
    undoOrder(seat);
    const later = undoableFrom({ ...GIVEN, version: 3 }, readWorld(seat));
    seat.ui.setState({ undoable: later });
    refuse();
    await Promise.resolve();
    expect(seat.ui.getState().undoable).toBe(later);
  });

  test.each([
    [true, /^No confirmation.*look at the checkpoint/],
    [false, /^Not sent: there is no link/],
  ])(
    'does not say that it was not sent when nobody knows (was sent: %s)',
    async (wasSent, said) => {
      const { seat, refuse } = seatOf('commander');
      undoOrder(seat);
      refuse(new LinkLost({ message: '', wasSent }));
      await Promise.resolve();
      await Promise.resolve();
      expect(seat.ui.getState().undoable?.said).toMatch(said);
    },
  );
});

/** A seat whose hub writes down what is asked and answers when it is told to. */
function seatOf(role: Role, givenIn?: SessionId) {
  const timers = { now: () => 0, after: (_delay: number, run: () => void) => later(run) };
  const runs: (() => void)[] = [];
  const later = (run: () => void) => {
    runs.push(run);
    return () => {};
  };
  const worldStore = createWorldStore(createFlusher(timers), timers);
  const session = 'session-1' as SessionId;
  worldStore.begin({
    ...{ session, role, site, version: '1', resumed: false, seq: 0, seat: 'seat-1' as SeatId },
    can: { transport: true, dispatch: false, broadcast: false, ingest: false },
    world: initialWorld(site, 0),
  });
  for (const run of runs.splice(0)) run();
  const ui = createUiStore('en');
  const asked: unknown[] = [];
  let refuse = (_why: Error) => {};
  const seat = {
    ...{ worldStore, ui, facts: siteFacts(site) },
    call: (_method: string, input: unknown) => {
      asked.push(input);
      return new Promise((_resolve, reject) => {
        refuse = reject;
      });
    },
  } as Partial<Seat> as Seat;
  const undoable = undoableFrom(GIVEN, readWorld(seat));
  ui.setState({ undoable: { ...undoable, session: givenIn ?? session } });
  return { seat, asked, refuse: (why = new Error('no')) => refuse(why) };
}
