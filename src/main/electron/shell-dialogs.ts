import type { Dialog } from 'electron';
import type { EventFault } from './check-event-folder.ts';
import type { RecordingFault } from './hub-messages.ts';
import type { ShellWords } from './shell-words.ts';

/** The native dialogs that the shell uses. */
export type DialogDesk = Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox'>;

/** Questions to the person at the screen. A path that is chosen goes to the hub; no page ever learns it. */
export interface ShellDialogs {
  /** The event file to open; undefined when none is chosen. */
  eventToOpen(): Promise<string | undefined>;
  /** The recording to look at again; undefined when none is chosen. */
  recordingToOpen(): Promise<string | undefined>;
  /** The folder of an event that is begun anew; undefined when none is chosen. */
  eventFolder(): Promise<string | undefined>;
  /** Says why a folder is no event that can be begun. */
  noEvent(folder: string, fault: EventFault): Promise<void>;
  /** Where a new event is recorded. */
  newEventFile(name: string): Promise<string | undefined>;
  /** Says that a new event is not recorded into a file that exists. */
  fileIsThere(file: string): Promise<void>;
  /** Whether a live session may be stopped. What Enter and Escape do is to keep it. */
  mayStopLive(afterwards: 'quit' | 'open'): Promise<boolean>;
  /** Says that a new event cannot be recorded there. */
  notRecordable(file: string, reason: string): Promise<void>;
  /** Says why an event file cannot be opened; what runs was not touched. */
  notOpened(file: string, fault: RecordingFault): Promise<void>;
  /** Whether a rehearsal may be ended for a file that was opened outside. */
  mayEndRehearsal(file: string): Promise<boolean>;
  /** Says what cannot be opened, and why; `goesBack`: what ran before is opened again. */
  refused(message: string, goesBack: boolean): Promise<void>;
  /** Says why a hub that died cannot go on; it is tried again. */
  notRestarted(message: string): Promise<void>;
  /** Says why a recording cannot be opened. */
  notReplayed(message: string): Promise<void>;
  notice(message: string): Promise<void>;
}

/** The dialogs in the language of the moment. */
export function shellDialogs(desk: DialogDesk, words: () => ShellWords): ShellDialogs {
  const filters = () => [{ name: words().eventFile, extensions: ['anlan'] }];
  const fileToOpen = async (title: string) => {
    const { canceled, filePaths } = await desk.showOpenDialog({
      title,
      filters: filters(),
      properties: ['openFile'],
    });
    return canceled ? undefined : filePaths[0];
  };
  return {
    eventToOpen: () => fileToOpen(words().openEvent),
    recordingToOpen: () => fileToOpen(words().openRecording),
    async eventFolder() {
      const title = words().eventFolder;
      const { canceled, filePaths } = await desk.showOpenDialog({
        title,
        // On macOS an open dialog shows no title.
        message: title,
        properties: ['openDirectory'],
      });
      return canceled ? undefined : filePaths[0];
    },
    async noEvent(folder, fault) {
      const why =
        fault.kind === 'noSite' ? words().noSite : `${words().eventUnreadable}\n${fault.reason}`;
      await desk.showMessageBox({
        type: 'error',
        message: words().noEvent,
        detail: `${folder}\n\n${why}\n\n${words().nothingChanged}`,
      });
    },
    async fileIsThere(file) {
      await desk.showMessageBox({
        type: 'error',
        message: words().fileIsThere,
        detail: `${file}\n\n${words().fileIsThereDetail}`,
      });
    },
    async notRecordable(file, reason) {
      await desk.showMessageBox({
        type: 'error',
        message: words().notRecordable,
        detail: `${file}\n\n${reason}\n\n${words().nothingChanged}`,
      });
    },
    async notOpened(file, { code, message }) {
      const why = words()[`fault_${code}`];
      await desk.showMessageBox({
        type: 'error',
        message: words().cannotOpen,
        detail: `${file}\n\n${why}\n${words().nothingChanged}\n\n${message}`,
      });
    },
    async mayEndRehearsal(file) {
      const { response } = await desk.showMessageBox({
        type: 'question',
        message: words().rehearsalRuns,
        detail: file,
        buttons: [words().keepRehearsal, words().endAndOpen],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
    async newEventFile(name) {
      const { canceled, filePath } = await desk.showSaveDialog({
        title: words().recordTo,
        defaultPath: name,
        filters: filters(),
        properties: ['createDirectory'],
      });
      if (canceled || filePath === '') return undefined;
      return filePath.endsWith('.anlan') ? filePath : `${filePath}.anlan`;
    },
    async mayStopLive(afterwards) {
      const { response } = await desk.showMessageBox({
        type: 'question',
        message: words().liveRuns,
        detail: words().liveRunsDetail,
        buttons: [
          words().keepRecording,
          afterwards === 'quit' ? words().stopAndQuit : words().stopAndOpen,
        ],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
    async refused(message, goesBack) {
      const detail = goesBack ? `${message}\n\n${words().goesBack}` : message;
      await desk.showMessageBox({ type: 'error', message: words().cannotOpen, detail });
    },
    async notRestarted(message) {
      await desk.showMessageBox({
        type: 'error',
        message: words().notRestarted,
        detail: `${words().notRestartedDetail}\n\n${message}`,
      });
    },
    async notReplayed(message) {
      await desk.showMessageBox({ type: 'error', message: words().cannotReplay, detail: message });
    },
    async notice(message) {
      await desk.showMessageBox({ type: 'warning', message: words().notice, detail: message });
    },
  };
}
