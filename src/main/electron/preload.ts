import { contextBridge, ipcRenderer } from 'electron';
import { type AnlanShell, SHELL_NAME, type ShellMessage } from '../../domain/wire/shell.ts';
import { ASK_HUB_PORT, HUB_GONE, HUB_PORT, LANGUAGE, SEAT_LANGUAGES } from './channels.ts';

const shell = Object.freeze({
  platform: process.platform,
  electron: process.versions.electron ?? '',
  requestHubPort: () => ipcRenderer.send(ASK_HUB_PORT),
  /** See the renderer's `tellLanguage`. The page chooses between two channels and sends nothing on them. */
  switchedTo: (language: unknown) =>
    ipcRenderer.send(language === 'zh' ? SEAT_LANGUAGES.zh : SEAT_LANGUAGES.en),
} satisfies AnlanShell & Record<'switchedTo', unknown>);

/** Ports cannot cross the context bridge; the window's own messages carry them. `/`: to this origin alone. */
function tell(message: ShellMessage, ports: readonly MessagePort[] = []): void {
  window.postMessage(message, '/', [...ports]);
}

contextBridge.exposeInMainWorld(SHELL_NAME, shell);
ipcRenderer.on(HUB_PORT, (event) => tell({ anlan: 'hubPort' }, event.ports));
ipcRenderer.on(HUB_GONE, () => tell({ anlan: 'hubGone' }));
ipcRenderer.on(LANGUAGE, (_event, language: 'zh' | 'en') => tell({ anlan: 'language', language }));
