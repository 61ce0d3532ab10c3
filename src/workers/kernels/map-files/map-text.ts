import { MapFileProblem } from './map-file-problem.ts';

/** How an XML text names its own encoding; Chinese programs still write GBK. */
const DECLARED = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/;

/** The text of a file: UTF-8, or what its XML declaration names. Throws a `MapFileProblem` for bytes that are none. */
export function mapText(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const label = DECLARED.exec(head.replace(/^\u00ef\u00bb\u00bf/, ''))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new MapFileProblem('', `is not text in ${label}; save it in UTF-8`);
  }
}
