import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { localTime } from '../../../domain/time/local-time.ts';
import type { Cell, ColumnType, Table, TableSink } from './table.ts';

/** A cell that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

interface Open {
  readonly stream: WriteStream;
  readonly file: string;
}

/**
 * One CSV file a table (RFC 4180, UTF-8) in a folder; times by the site's clock with their offset. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it.
 */
export class CsvSink implements TableSink {
  readonly #folder: string;
  readonly #timeZone: string;
  readonly #open = new Map<string, Open>();

  private constructor(folder: string, timeZone: string) {
    this.#folder = folder;
    this.#timeZone = timeZone;
  }

  static async create(folder: string, timeZone: string): Promise<CsvSink> {
    await mkdir(folder, { recursive: true });
    return new CsvSink(folder, timeZone);
  }

  async row(table: Table, cells: readonly Cell[]): Promise<void> {
    const { stream } = this.#open.get(table.name) ?? this.#begin(table);
    const texts = table.columns.map(({ type }, index) => this.#cell(type, cells[index]));
    if (!stream.write(`${texts.join(',')}\r\n`)) await once(stream, 'drain');
  }

  async finish(): Promise<readonly string[]> {
    const files: string[] = [];
    for (const { stream, file } of this.#open.values()) {
      stream.end();
      await once(stream, 'close');
      await rename(`${file}.partial`, file);
      files.push(file);
    }
    return files;
  }

  async discard(): Promise<void> {
    for (const { stream, file } of this.#open.values()) {
      stream.destroy();
      await rm(`${file}.partial`, { force: true });
    }
  }

  #begin(table: Table): Open {
    const file = path.join(this.#folder, `${table.name}.csv`);
    const stream = createWriteStream(`${file}.partial`);
    stream.write(`${table.columns.map(({ name }) => name).join(',')}\r\n`);
    const open = { stream, file };
    this.#open.set(table.name, open);
    return open;
  }

  #cell(type: ColumnType, cell: Cell): string {
    if (cell === undefined) return '';
    if (type === 'time') return withMillis(Number(cell), this.#timeZone);
    if (typeof cell === 'number') return String(cell);
    const text = FORMULA.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
}

/** `2026-12-31T23:40:00.250+08:00`; whole seconds without their fraction. */
function withMillis(at: number, timeZone: string): string {
  const text = localTime(at, timeZone);
  const millis = ((Math.round(at) % 1_000) + 1_000) % 1_000;
  if (millis === 0) return text;
  return `${text.slice(0, 19)}.${String(millis).padStart(3, '0')}${text.slice(19)}`;
}
