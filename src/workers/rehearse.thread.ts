import { must } from '../domain/base/assert.ts';
import { RehearsedNight } from './kernels/virtual-sensors/rehearsed-night.ts';
import type { RehearseThread } from './rehearse-port.ts';
import { exposeThread, handOver } from './remote.ts';

let night: RehearsedNight | undefined;
const opened = () => must(night, 'the rehearsed night (open comes first)');

let turn: Promise<unknown> = Promise.resolve();
/** Agents take a second in many steps: nobody looks at them in the middle of it. */
function inTurn<T>(run: () => T | Promise<T>): Promise<T> {
  const mine = turn.then(run);
  turn = mine.catch(() => undefined);
  return mine;
}

const thread: RehearseThread = {
  open: ({ resumeAt, commands, ...options }) =>
    inTurn(async () => {
      await night?.close();
      night = undefined;
      const next = await RehearsedNight.open(options);
      for (const command of commands ?? []) next.command(command);
      if (resumeAt !== undefined) await next.skipTo(resumeAt);
      night = next;
      return { startsAt: next.startsAt, endsAt: next.endsAt, time: next.time };
    }),
  advance: (time) => inTurn(() => opened().advance(time)),
  async command(command) {
    opened().command(command);
  },
  bodies: () =>
    inTurn(() => {
      const { people, time } = opened();
      const bodies = people.bodies?.();
      if (!bodies) return undefined;
      const { count } = bodies;
      const x = bodies.x.slice(0, count);
      const y = bodies.y.slice(0, count);
      const state = bodies.state.slice(0, count);
      return handOver({ time, x, y, state }, [x.buffer, y.buffer, state.buffer]);
    }),
  figures: () => inTurn(() => opened().figures()),
  save: () =>
    inTurn(() => {
      const bytes = opened().save();
      return handOver(bytes, [bytes.buffer]);
    }),
  close: () =>
    inTurn(async () => {
      await night?.close();
      night = undefined;
    }),
};

exposeThread(thread);
