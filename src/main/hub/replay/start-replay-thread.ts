import { type RemoteThread, startThread, threadFile } from '../../../workers/remote.ts';
import type { ReplayThread } from '../../../workers/replay-port.ts';

/**
 * What a seek leaves behind is garbage at once. By itself V8 would let it gather up to more than a hundred megabytes
 * before it looks, sometimes more and sometimes less; with this little it is just as fast.
 */
const YOUNG_GENERATION_MB = 24;

/** Starts a thread that reads one recording, whose memory does not depend on how long the recording is. */
export function startReplayThread(): RemoteThread<ReplayThread> {
  return startThread<ReplayThread>(threadFile('replay.thread.ts'), {
    maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
  });
}
