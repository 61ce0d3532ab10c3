import { parseArgs } from 'node:util';
import type { Millis } from '../../domain/base/quantity.ts';

/** What `anlan report` was asked for. */
export interface ReportOptions {
  readonly file: string;
  readonly language: 'zh' | 'en';
  readonly format: 'html' | 'pdf' | 'json';
  /** Absent: beside the recording. */
  readonly out: string | undefined;
  readonly from: Millis | undefined;
  readonly to: Millis | undefined;
}

export const REPORT_USAGE = `anlan report FILE [options]
  FILE                  a recording (.anlan); it is only read
  --language zh|en      default zh
  --format html|pdf|json  default html; json: every figure with the instant it belongs to
  --out PATH            default: beside the recording; - is the standard output (html, json); what is there is
                        replaced when the new one is whole
  --from T --to T       ISO 8601 instants; default: the whole recording`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readReportOptions(words: readonly string[]): ReportOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        language: { type: 'string', default: 'zh' },
        format: { type: 'string', default: 'html' },
        out: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one recording FILE';
    const { language, format } = values;
    if (language !== 'zh' && language !== 'en') return `--language is zh or en, not "${language}"`;
    if (format !== 'html' && format !== 'pdf' && format !== 'json') {
      return `--format is html, pdf or json, not "${format}"`;
    }
    if (format === 'pdf' && values.out === '-') return '--out - cannot hold a PDF; name a file';
    const from = instant('from', values.from);
    const to = instant('to', values.to);
    if (from !== undefined && to !== undefined && from >= to) return '--from is not before --to';
    return { file, language, format, out: values.out, from, to };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An instant with its offset; throws with what is wrong. */
export function instant(option: string, text: string | undefined): Millis | undefined {
  if (text === undefined) return undefined;
  const at = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new Error(`--${option} is an instant such as 2026-12-31T23:40:00+08:00, not "${text}"`);
}
