import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { SessionId } from '../../../domain/base/ids.ts';
import { initialWorld } from '../../../domain/session/world.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import type { ReplayThread, Sought } from '../../../workers/replay-port.ts';
import { Publisher } from '../publisher.ts';
import { replaySource } from '../sources/replay.ts';
import { ReplaySession } from './replay-session.ts';

const SITE = twoSquares();
const END = 1_000_000;

/** A replay whose thread answers when the test says so, by a clock of the test's own. */
function openBench() {
  let nowMs = 0;
  const seeks: ((sought: Sought) => void)[] = [];
  const played: number[] = [];
  const thread: Pick<ReplayThread, 'seek' | 'play' | 'span'> = {
    seek: () => new Promise((resolve) => seeks.push(resolve)),
    play: async ({ time }) => {
      played.push(time);
      return { time, entries: [] };
    },
    span: async () => undefined,
  };
  const session = new ReplaySession({
    id: 'replay' as SessionId,
    ground: buildGround(SITE),
    source: replaySource(
      () => nowMs,
      () => {},
    ),
    thread,
    publisher: new Publisher(),
    state: {
      file: 'night.anlan',
      recorded: 'live',
      view: 'asSeen',
      from: 0,
      to: END,
      growing: false,
      reviewable: true,
    },
    world: initialWorld(SITE, 0),
    headSeq: 1,
    nowMs: () => nowMs,
    onError: () => {},
  });
  return {
    session,
    played,
    wait: (ms: number) => {
      nowMs += ms;
    },
    /** The thread answers the question under way. */
    async answer(sought: Sought) {
      await expect.poll(() => seeks.length).toBe(1);
      seeks.splice(0)[0]?.(sought);
    },
    standing: (time: number): Sought => ({ done: true, time, world: initialWorld(SITE, time) }),
  };
}

test('between the pieces of a seek that computes nothing is played, and it goes on from where the seek came', async () => {
  const { session, played, answer, standing } = openBench();
  const stands = session.seek(500_000, 'true');
  await answer({ done: false, progress: 0.2 });
  // The beat of the transport comes while the thread works on the next piece.
  const beats = [session.advanceTo(1_000)];
  await answer({ done: false, progress: 0.7 });
  beats.push(session.advanceTo(2_000));
  await answer(standing(500_000));
  expect(await stands).toEqual({ ok: true, value: 500_000 });
  await Promise.all(beats);
  expect(played).toEqual([]);
  await session.advanceTo(501_000);
  expect(played).toEqual([501_000]);
});

test('a seek that computes says how far it is and how long the rest takes, until it stands', async () => {
  const { session, answer, wait, standing } = openBench();
  const stands = session.seek(500_000, 'recomputed');
  await answer({ done: false, progress: 0.01 });
  await expect.poll(() => session.state.computing).toBe(0.01);
  // Of so little nobody can tell.
  expect(session.state.computingLeftMs).toBeUndefined();
  wait(4_000);
  await answer({ done: false, progress: 0.4 });
  await expect.poll(() => session.state.computing).toBe(0.4);
  expect(session.state.computingLeftMs).toBeCloseTo(6_000);
  expect(session.world.replay?.computingLeftMs).toBeCloseTo(6_000);
  await answer(standing(500_000));
  await stands;
  expect(session.state).not.toHaveProperty('computing');
  expect(session.state).not.toHaveProperty('computingLeftMs');
  expect(session.state.view).toBe('recomputed');
});

test('a seek that another overtakes gives up, and what it began is not shown', async () => {
  const { session, answer, standing } = openBench();
  const first = session.seek(400_000, 'true');
  await answer({ done: false, progress: 0.5 });
  const second = session.seek(100_000, 'asSeen');
  await answer({ done: false, progress: 0.6 });
  await answer(standing(100_000));
  expect(await first).toMatchObject({ ok: false });
  expect(await second).toEqual({ ok: true, value: 100_000 });
  expect(session.state.view).toBe('asSeen');
  expect(session.now()).toBe(100_000);
});
