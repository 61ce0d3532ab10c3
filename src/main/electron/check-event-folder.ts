import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../domain/base/result.ts';
import { parseNightScript } from '../../domain/plan/night-script.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { readEventDocuments } from '../hub/event-documents.ts';

/** Why a folder is no event that can be begun; `reason` names the document, the field and what is wrong. */
export type EventFault =
  | { readonly kind: 'noSite' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Checks the folder of an event as the hub will when it opens it, before anything that runs is ended for it. A
 * rehearsal needs the script of its night besides.
 */
export async function checkEventFolder(
  folder: string,
  source: Exclude<SourceKind, 'replay'>,
): Promise<Result<void, EventFault>> {
  const unreadable = (reason: string) => err({ kind: 'unreadable', reason } as const);
  const documents: Record<string, string> = {};
  try {
    for (const name of await readdir(folder)) {
      if (name.endsWith('.json')) {
        documents[name] = await readFile(path.join(folder, name), 'utf8');
      }
    }
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
  if (documents['site.json'] === undefined) return err({ kind: 'noSite' });
  const event = readEventDocuments(documents);
  if (!event.ok) return unreadable(event.error);
  if (source === 'live') return ok(undefined);
  const script = parseNightScript(event.value.night, event.value.site);
  return script.ok ? ok(undefined) : unreadable(`night.json: ${script.error}`);
}
