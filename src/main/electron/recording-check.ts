import { err, type Result } from '../../domain/base/result.ts';
import { type RecordingFault, readFromHub } from './hub-messages.ts';
import type { HubChild } from './hub-supervisor.ts';

/**
 * Has an event file judged before anything that runs is ended for it: in a process of its own, because one that records
 * must not touch the locks of event files, and because a damaged file may end who reads it.
 */
export function recordingCheck<P>(
  fork: () => HubChild<P>,
): (file: string) => Promise<Result<void, RecordingFault>> {
  return (file) =>
    new Promise((resolve) => {
      const child = fork();
      child.on('message', (received) => {
        const message = readFromHub(received);
        if (message?.t === 'checked') {
          resolve(message.fault ? err(message.fault) : { ok: true, value: undefined });
        }
      });
      child.once('exit', (code) =>
        resolve(err({ code: 'io', message: `${file}: reading it ended with code ${code}` })),
      );
      child.postMessage({ t: 'check', file });
    });
}
