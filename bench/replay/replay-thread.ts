import { readEventDocuments } from '../../src/main/hub/event-documents.ts';
import { startReplayThread } from '../../src/main/hub/replay/start-replay-thread.ts';
import type { ReplayThread } from '../../src/workers/replay-port.ts';
import { opened } from './opened.ts';

/** A replay's thread on a recording, as the hub opens it. */
export async function openReplayThread(file: string) {
  const thread = startReplayThread();
  const api = thread.api as ReplayThread;
  const { documents, span } = opened(await api.open({ file }));
  if (!span) throw new Error(`${file} holds nothing`);
  const event = readEventDocuments(documents);
  if (!event.ok) throw new Error(event.error);
  await api.prepare(event.value);
  return {
    api,
    span,
    site: event.value.site,
    async close() {
      await api.close();
      await thread.terminate();
    },
  };
}
