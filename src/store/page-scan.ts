import { type FileHandle, open } from 'node:fs/promises';

/** A cell of a row as SQLite keeps it. */
export type ScannedCell = number | string | Uint8Array | undefined;

/** A row that was found on some page of a SQLite file; whether it belongs there nobody has asked. */
export interface ScannedRow {
  readonly rowid: number;
  readonly cells: readonly ScannedCell[];
}

const DEFAULT_PAGE_BYTES = 4_096;
const TABLE_LEAF = 0x0d;
/** Pages whose rows are held. */
const KEPT_PAGES = 32;
/** No row of ours is longer: a guard against damaged lengths. */
const MAX_ROW_BYTES = 64 * 1024 * 1024;

/**
 * Reads the rows of every table out of the leaf pages of a SQLite file, without its header, its trees or its
 * schema: what a cut or damaged file still holds. Rows come as often as there are copies of them, in no order.
 * Layout: https://www.sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format".
 */
export class PageScan {
  readonly #file: FileHandle;
  readonly #pageBytes: number;
  readonly #usable: number;
  readonly pages: number;
  readonly #known = new Map<number, readonly ScannedRow[]>();

  private constructor(file: FileHandle, pageBytes: number, reserved: number, bytes: number) {
    this.#file = file;
    this.#pageBytes = pageBytes;
    this.#usable = pageBytes - reserved;
    this.pages = Math.ceil(bytes / pageBytes);
  }

  static async open(path: string): Promise<PageScan> {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    const header = Buffer.alloc(100);
    await file.read(header, 0, 100, 0);
    const said = header.readUInt16BE(16);
    const pageBytes = said === 1 ? 65_536 : said;
    const isPower = pageBytes >= 512 && (pageBytes & (pageBytes - 1)) === 0;
    const reserved = header[20] ?? 0;
    return isPower && reserved <= 32
      ? new PageScan(file, pageBytes, reserved, size)
      : new PageScan(file, DEFAULT_PAGE_BYTES, 0, size);
  }

  /** Every row of a page, the first being page 1; none when it is no leaf of a table. */
  async rowsOf(page: number): Promise<readonly ScannedRow[]> {
    const known = this.#known.get(page);
    if (known) return known;
    const rows = await this.#readRows(page);
    // Rows that follow each other stand on one page, or on the next.
    if (this.#known.size >= KEPT_PAGES) this.#known.clear();
    this.#known.set(page, rows);
    return rows;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #readRows(page: number): Promise<readonly ScannedRow[]> {
    const bytes = await this.#read(page);
    const at = page === 1 ? 100 : 0;
    if (bytes[at] !== TABLE_LEAF) return [];
    const count = bytes.readUInt16BE(at + 3);
    const rows: ScannedRow[] = [];
    for (let index = 0; index < count && at + 10 + 2 * index <= this.#usable; index++) {
      const row = await this.#cell(bytes, bytes.readUInt16BE(at + 8 + 2 * index));
      if (row) rows.push(row);
    }
    return rows;
  }

  async #read(page: number): Promise<Buffer> {
    const bytes = Buffer.alloc(this.#pageBytes);
    await this.#file.read(bytes, 0, this.#pageBytes, (page - 1) * this.#pageBytes);
    return bytes;
  }

  async #cell(bytes: Buffer, start: number): Promise<ScannedRow | undefined> {
    const length = varint(bytes, start);
    if (!length || length.value > MAX_ROW_BYTES) return undefined;
    const rowid = varint(bytes, length.next);
    if (!rowid) return undefined;
    const record = await this.#payload(bytes, rowid.next, length.value);
    const cells = record && cellsOf(record);
    return cells && { rowid: rowid.value, cells };
  }

  /** A row's bytes, from the page and those that it flows over to. */
  async #payload(bytes: Buffer, start: number, length: number): Promise<Buffer | undefined> {
    const local = localBytes(length, this.#usable);
    if (start + local > this.#usable) return undefined;
    const parts = [bytes.subarray(start, start + local)];
    let missing = length - local;
    if (missing > 0 && start + local + 4 > this.#usable) return undefined;
    let page = missing > 0 ? bytes.readUInt32BE(start + local) : 0;
    while (missing > 0) {
      if (page < 2 || page > this.pages) return undefined;
      const more = await this.#read(page);
      const take = Math.min(missing, this.#usable - 4);
      parts.push(more.subarray(4, 4 + take));
      missing -= take;
      page = more.readUInt32BE(0);
    }
    return Buffer.concat(parts);
  }
}

/** How much of a row's payload stands on its own page. */
function localBytes(length: number, usable: number): number {
  const most = usable - 35;
  if (length <= most) return length;
  const least = Math.trunc(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function cellsOf(record: Buffer): readonly ScannedCell[] | undefined {
  const header = varint(record, 0);
  if (!header || header.value > record.length) return undefined;
  const cells: ScannedCell[] = [];
  let at = header.next;
  let body = header.value;
  while (at < header.value) {
    const type = varint(record, at);
    if (!type) return undefined;
    at = type.next;
    const bytes = cellBytes(type.value);
    if (bytes === undefined || body + bytes > record.length) return undefined;
    cells.push(cellOf(type.value, record.subarray(body, body + bytes)));
    body += bytes;
  }
  return cells;
}

function cellBytes(type: number): number | undefined {
  if (type >= 12) return Math.trunc((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type];
}

function cellOf(type: number, bytes: Buffer): ScannedCell {
  if (type === 0) return undefined;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  if (type < 6) return bytes.readIntBE(0, bytes.length);
  return type % 2 === 0 ? Uint8Array.from(bytes) : bytes.toString('utf8');
}

/** A big-endian integer of one to nine bytes of seven bits, the ninth of eight. */
function varint(
  bytes: Buffer,
  start: number,
): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    if (index === 8) return { value: value * 256 + byte, next: start + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  return undefined;
}
