import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { checkEventFolder } from './check-event-folder.ts';
import type { ShellDialogs } from './shell-dialogs.ts';

/** What is begun. */
export type NewSource = 'rehearsal' | 'live';
/** Of which event: one of the post's own, from its folder, or the one that comes with the console. */
export type EventOrigin = 'folder' | 'bundled';

type Asked = Pick<
  ShellDialogs,
  'eventFolder' | 'noEvent' | 'newEventFile' | 'fileIsThere' | 'notRecordable'
>;

/**
 * Asks for the folder of a new event and for the file it is recorded to: the words for the hub, or undefined when it is
 * not to begin. Nothing that runs is touched meanwhile. A file that exists is refused, because the hub would go on in
 * it, with the event that it holds.
 */
export async function newEvent(
  wish: { readonly source: NewSource; readonly of: EventOrigin; readonly now: Date },
  dialogs: Asked,
): Promise<readonly string[] | undefined> {
  const { source, now } = wish;
  const folder = wish.of === 'folder' ? await dialogs.eventFolder() : undefined;
  if (wish.of === 'folder') {
    if (folder === undefined) return undefined;
    const checked = await checkEventFolder(folder, source);
    if (!checked.ok) {
      await dialogs.noEvent(folder, checked.error);
      return undefined;
    }
  }
  const event = folder === undefined ? 'hubin' : path.basename(folder);
  const file = await dialogs.newEventFile(`${event}-${source}-${stampOf(now)}.anlan`);
  if (file === undefined) return undefined;
  if (existsSync(file)) {
    await dialogs.fileIsThere(file);
    return undefined;
  }
  const trouble = await writeTrouble(file);
  if (trouble !== undefined) {
    await dialogs.notRecordable(file, trouble);
    return undefined;
  }
  return [...(folder === undefined ? [] : [folder]), '--source', source, '--event-file', file];
}

/** Why a new file cannot be made there: it is made and taken away, which alone proves it on every system. */
async function writeTrouble(file: string): Promise<string | undefined> {
  try {
    await (await open(file, 'wx')).close();
    await rm(file);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The local time to the minute, as a part of a file's name: two of an evening do not meet. */
function stampOf(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}`;
}
