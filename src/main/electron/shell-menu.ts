import type { MenuItemConstructorOptions } from 'electron';
import type { EventOrigin, NewSource } from './new-event.ts';
import { type Language, type ShellWords, shellWords } from './shell-words.ts';
import { WINDOW_KINDS, type WindowKind } from './window-memory.ts';

/** What the menu does. */
export interface MenuActions {
  openEvent(): void;
  openRecording(): void;
  newEvent(source: NewSource, of: EventOrigin): void;
  openWindow(kind: WindowKind): void;
  chooseLanguage(language: Language): void;
  quit(): void;
}

/** What the menu depends on. */
export interface MenuFacts {
  readonly language: Language;
  readonly platform: string;
  /** Developer tools and reloading are for those who build the console. */
  readonly packaged: boolean;
}

type Item = MenuItemConstructorOptions;

/** The menu, whole, in one language. Every item has a label of ours: Electron's own follow no choice. */
export function shellMenu(facts: MenuFacts, actions: MenuActions): Item[] {
  const words = shellWords(facts.language);
  const isMac = facts.platform === 'darwin';
  return [
    ...(isMac ? [appMenu(words, actions)] : []),
    fileMenu(words, actions, isMac),
    editMenu(words),
    viewMenu(words, facts, actions),
    windowMenu(words, actions),
  ];
}

function appMenu(words: ShellWords, actions: MenuActions): Item {
  return {
    label: words.appName,
    submenu: [
      { role: 'about', label: words.about },
      { type: 'separator' },
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { type: 'separator' },
      quitItem(words, actions),
    ],
  };
}

function fileMenu(words: ShellWords, actions: MenuActions, isMac: boolean): Item {
  return {
    label: words.file,
    submenu: [
      { label: words.openEvent, accelerator: 'CmdOrCtrl+O', click: () => actions.openEvent() },
      {
        label: words.openRecording,
        accelerator: 'CmdOrCtrl+Shift+O',
        click: () => actions.openRecording(),
      },
      { type: 'separator' },
      { label: words.newRehearsal, click: () => actions.newEvent('rehearsal', 'folder') },
      { label: words.newBundledRehearsal, click: () => actions.newEvent('rehearsal', 'bundled') },
      { type: 'separator' },
      { label: words.newLive, click: () => actions.newEvent('live', 'folder') },
      { label: words.newBundledLive, click: () => actions.newEvent('live', 'bundled') },
      ...(isMac ? [] : [{ type: 'separator' } as const, quitItem(words, actions)]),
    ],
  };
}

function quitItem(words: ShellWords, actions: MenuActions): Item {
  return { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() };
}

function editMenu(words: ShellWords): Item {
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      { type: 'separator' },
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  };
}

function viewMenu(
  words: ShellWords,
  { language, packaged }: MenuFacts,
  actions: MenuActions,
): Item {
  // Each language in itself: who cannot read the menu still finds his own.
  const languages = [
    ['zh', '中文'],
    ['en', 'English'],
  ] as const;
  const forBuilders: Item[] = [
    { type: 'separator' },
    { role: 'reload', label: words.reload },
    { role: 'toggleDevTools', label: words.devTools },
  ];
  return {
    label: words.view,
    submenu: [
      { role: 'togglefullscreen', label: words.fullScreen, accelerator: 'F11' },
      { type: 'separator' },
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { type: 'separator' },
      {
        label: `${words.language} / ${shellWords(language === 'zh' ? 'en' : 'zh').language}`,
        submenu: languages.map(([each, label]) => ({
          label,
          type: 'radio',
          checked: each === language,
          click: () => actions.chooseLanguage(each),
        })),
      },
      ...(packaged ? [] : forBuilders),
    ],
  };
}

function windowMenu(words: ShellWords, actions: MenuActions): Item {
  return {
    label: words.window,
    submenu: [
      ...WINDOW_KINDS.map((kind, index) => ({
        label: words[kind],
        accelerator: `CmdOrCtrl+Shift+${index + 1}`,
        click: () => actions.openWindow(kind),
      })),
      { type: 'separator' },
      { role: 'minimize', label: words.minimize },
      { role: 'close', label: words.close },
    ],
  };
}
