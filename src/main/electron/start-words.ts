/** Switches that Electron and Chromium read themselves; the hub must not. */
const CHROMIUM_SWITCH =
  /^--(no-sandbox|enable-|disable-|use-|ozone-|remote-|user-data-dir|inspect|lang=|force-)/;

/** The words for the hub among the program's arguments: what `anlan serve` understands. */
export function hubWords(argv: readonly string[], packaged: boolean): readonly string[] {
  const words = argv.slice(1).filter((word) => !CHROMIUM_SWITCH.test(word));
  // Unpacked, Electron is started with the folder of the program as its first word.
  return packaged ? words : words.slice(1);
}

/** The event file among arguments, as a file manager passes it; the last one. */
export function eventFileAmong(argv: readonly string[]): string | undefined {
  return argv.findLast((word) => word.endsWith('.anlan') && !word.startsWith('-'));
}
