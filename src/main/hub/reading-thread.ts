import type { RemoteThread } from '../../workers/remote.ts';
import type { RecordingReads, ReplayThread } from '../../workers/replay-port.ts';
import type { EventDocuments } from './event-documents.ts';
import { startReplayThread } from './replay/start-replay-thread.ts';

/** A thread that reads what a session records, started when somebody first asks about the recording as a whole. */
export interface ReadingThread {
  reads(): Promise<RecordingReads>;
  close(): Promise<void>;
}

/** Reads `file` beside its writer, who never waits for it. A thread that dies is started anew at the next question. */
export function readingThread(
  file: string,
  { site, ladder }: Pick<EventDocuments, 'site' | 'ladder'>,
  onError: (error: unknown) => void,
): ReadingThread {
  let thread: RemoteThread<ReplayThread> | undefined;
  let opening: Promise<RecordingReads> | undefined;
  const start = async (): Promise<RecordingReads> => {
    const started = startReplayThread();
    thread = started;
    started.onDeath((error) => {
      opening = undefined;
      onError(error);
    });
    const opened = await started.api.open({ file });
    if (!opened.ok) throw new Error(opened.error.message);
    await started.api.prepare({ site, ladder });
    return started.api as RecordingReads;
  };
  return {
    reads() {
      opening ??= start().catch(async (error: unknown) => {
        opening = undefined;
        await thread?.terminate();
        throw error;
      });
      return opening;
    },
    async close() {
      await opening?.catch(() => undefined);
      await thread?.terminate();
    },
  };
}
