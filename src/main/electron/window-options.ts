import type { BrowserWindowConstructorOptions } from 'electron';

/** `--surface-0` of the seat, so that a window does not flash white before its first paint. */
const GROUND = '#0c1116';

/**
 * How every window is made. What is Electron's default is named all the same: each line is one of the points of its
 * security checklist, and a test holds it.
 */
export function windowOptions(preload: string, devTools: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    backgroundColor: GROUND,
    minWidth: 960,
    minHeight: 600,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools,
      // Ages and alarms of a window that is covered go on.
      backgroundThrottling: false,
    },
  };
}
