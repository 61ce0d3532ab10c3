import { invariant } from '../domain/base/assert.ts';
import { RehearsedNight } from './kernels/virtual-sensors/rehearsed-night.ts';
import type { RehearseThread } from './rehearse-port.ts';
import { exposeThread } from './remote.ts';

let night: RehearsedNight | undefined;

const thread: RehearseThread = {
  async open({ site, script, seed, resumeAt, commands }) {
    const opened = new RehearsedNight(site, script, seed);
    for (const command of commands ?? []) opened.command(command);
    if (resumeAt !== undefined) opened.skipTo(resumeAt);
    night = opened;
    return { startsAt: opened.startsAt, endsAt: opened.endsAt };
  },
  async advance(time) {
    invariant(night, 'a rehearsal is opened before it moves');
    return night.advance(time);
  },
  async command(command) {
    invariant(night, 'a rehearsal is opened before it takes commands');
    night.command(command);
  },
};

exposeThread(thread);
