import { SHELL_NAME } from '../../domain/wire/shell.ts';
import type { Language } from '../i18n/language.ts';

/**
 * Tells the Electron shell that this seat was switched to a language by its own key, so that menu, dialogs and the other
 * windows follow. Does nothing in a browser, or where the shell takes no such word.
 */
export function tellLanguage(scope: object, language: Language): void {
  const shell: unknown = Reflect.get(scope, SHELL_NAME);
  if (typeof shell !== 'object' || shell === null || !('switchedTo' in shell)) return;
  if (typeof shell.switchedTo === 'function') shell.switchedTo(language);
}
