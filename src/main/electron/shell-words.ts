/** Languages of the shell: the seat's own. */
export type Language = 'zh' | 'en';

/** Chinese is the source; English must have the same words. */
const zh = {
  appName: '安澜',
  file: '文件',
  openEvent: '打开活动文件…',
  openRecording: '打开记录回放…',
  newRehearsal: '新的演练：选活动文件夹…',
  newBundledRehearsal: '新的演练：随附的湖滨活动…',
  newLive: '新的实况：选活动文件夹…',
  newBundledLive: '新的实况：随附的湖滨活动…',
  quit: '退出安澜',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  language: '语言',
  actualSize: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '全屏',
  reload: '重新载入',
  devTools: '开发者工具',
  window: '窗口',
  command: '指挥席',
  wall: '大屏',
  review: '复盘席',
  planner: '规划席',
  minimize: '最小化',
  close: '关闭窗口',
  hide: '隐藏安澜',
  hideOthers: '隐藏其他',
  about: '关于安澜',
  eventFile: '安澜活动文件',
  liveRuns: '实况正在记录。',
  liveRunsDetail: '停止后不再接收数据，也不再记录。已记录的内容不受影响。',
  keepRecording: '继续记录',
  stopAndQuit: '停止记录并退出',
  stopAndOpen: '停止记录并打开',
  eventFolder: '选活动文件夹（含 site.json）',
  recordTo: '记录到哪个文件',
  noEvent: '这个文件夹不能用作活动。',
  noSite: '文件夹里没有 site.json。',
  eventUnreadable: '里面的文件读不出或有错，须先改正：',
  nothingChanged: '正在进行的会话不受影响。',
  fileIsThere: '这个文件已经存在。',
  fileIsThereDetail:
    '新的会话要记录到新文件，请换一个名字。要接着已有的记录，请用“打开活动文件…”。正在进行的会话不受影响。',
  cannotOpen: '无法打开这个活动。',
  cannotReplay: '无法打开这份记录。',
  notice: '注意',
} as const;

/** Every word of the shell. */
export type ShellWords = Readonly<Record<keyof typeof zh, string>>;

const en: ShellWords = {
  appName: 'Anlan',
  file: 'File',
  openEvent: 'Open event file…',
  openRecording: 'Open recording…',
  newRehearsal: 'New rehearsal of an event folder…',
  newBundledRehearsal: 'New rehearsal of the bundled Hubin event…',
  newLive: 'New live session of an event folder…',
  newBundledLive: 'New live session of the bundled Hubin event…',
  quit: 'Quit Anlan',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  language: 'Language',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  reload: 'Load again',
  devTools: 'Developer tools',
  window: 'Window',
  command: 'Command seat',
  wall: 'Wall',
  review: 'Review seat',
  planner: 'Planner seat',
  minimize: 'Minimise',
  close: 'Close window',
  hide: 'Hide Anlan',
  hideOthers: 'Hide others',
  about: 'About Anlan',
  eventFile: 'Anlan event file',
  liveRuns: 'A live session is being recorded.',
  liveRunsDetail:
    'Once stopped, nothing is received or recorded any more. What is recorded stays as it is.',
  keepRecording: 'Keep recording',
  stopAndQuit: 'Stop recording and quit',
  stopAndOpen: 'Stop recording and open',
  eventFolder: 'Choose the event folder (with its site.json)',
  recordTo: 'Where to record',
  noEvent: 'This folder cannot be used as an event.',
  noSite: 'The folder has no site.json.',
  eventUnreadable: 'Its files cannot be read or hold an error that must be mended first:',
  nothingChanged: 'The session that runs is not touched.',
  fileIsThere: 'This file exists already.',
  fileIsThereDetail:
    'A new session records to a new file: choose another name. To go on with a recording, use “Open event file…”. The session that runs is not touched.',
  cannotOpen: 'This event cannot be opened.',
  cannotReplay: 'This recording cannot be opened.',
  notice: 'Please note',
};

/** The shell's words in a language. */
export function shellWords(language: Language): ShellWords {
  return language === 'zh' ? zh : en;
}

/** Chinese when the system's first language is, else English. */
export function systemLanguage(preferred: readonly string[]): Language {
  return /^zh\b/i.test(preferred[0] ?? '') ? 'zh' : 'en';
}
