/** The name under which a window of the Electron shell finds its shell; a browser has none. */
export const SHELL_NAME = 'anlanShell';

/** What the Electron shell offers a seat besides the link: nothing that can be changed, nothing of Node. */
export interface AnlanShell {
  /** `linux`, `darwin` or `win32`. */
  readonly platform: string;
  /** Electron's version. */
  readonly electron: string;
  /** Asks for a port to the hub. It comes as a `hubPort` message, once the hub runs. */
  requestHubPort(): void;
}

/** Messages that the shell posts to its window; `hubPort` carries the port. */
export type ShellMessage =
  | { readonly anlan: 'hubPort' }
  /** The hub died: the port in use is dead. */
  | { readonly anlan: 'hubGone' }
  /** The language was chosen in the menu. */
  | { readonly anlan: 'language'; readonly language: 'zh' | 'en' };

/** A message of the shell, or undefined for anything else that a window may receive. */
export function readShellMessage(data: unknown): ShellMessage | undefined {
  if (typeof data !== 'object' || data === null || !('anlan' in data)) return undefined;
  if (data.anlan === 'hubPort' || data.anlan === 'hubGone') return { anlan: data.anlan };
  if (data.anlan !== 'language' || !('language' in data)) return undefined;
  const { language } = data;
  return language === 'zh' || language === 'en' ? { anlan: 'language', language } : undefined;
}
