import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, ColumnType, Table, TableSink } from './table.ts';

/** Rows of a row group: some megabytes in memory. */
const GROUP_ROWS = 50_000;

const ELEMENTS = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT32' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const;

interface Open {
  readonly table: Table;
  readonly file: string;
  readonly writer: ParquetWriter;
  rows: (readonly Cell[])[];
}

/** One Parquet file a table in a folder; unknown is null, times are UTC milliseconds. */
export class ParquetSink implements TableSink {
  readonly #folder: string;
  readonly #open = new Map<string, Open>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(folder: string): Promise<ParquetSink> {
    await mkdir(folder, { recursive: true });
    return new ParquetSink(folder);
  }

  async row(table: Table, cells: readonly Cell[]): Promise<void> {
    const open = this.#open.get(table.name) ?? this.#begin(table);
    open.rows.push(cells);
    if (open.rows.length >= GROUP_ROWS) await flush(open);
  }

  async finish(): Promise<readonly string[]> {
    const files: string[] = [];
    for (const open of this.#open.values()) {
      if (open.rows.length > 0) await flush(open);
      await open.writer.finish();
      await rename(`${open.file}.partial`, open.file);
      files.push(open.file);
    }
    return files;
  }

  async discard(): Promise<void> {
    for (const { file } of this.#open.values()) await rm(`${file}.partial`, { force: true });
  }

  #begin(table: Table): Open {
    const file = path.join(this.#folder, `${table.name}.parquet`);
    const writer = new ParquetWriter({
      writer: fileWriter(`${file}.partial`),
      schema: [
        { name: 'root', num_children: table.columns.length },
        ...table.columns.map(({ name, type }) => ({
          name,
          repetition_type: 'OPTIONAL' as const,
          ...ELEMENTS[type],
        })),
      ],
    });
    const open: Open = { table, file, writer, rows: [] };
    this.#open.set(table.name, open);
    return open;
  }
}

async function flush(open: Open): Promise<void> {
  const { rows, table, writer } = open;
  open.rows = [];
  await writer.write({
    columnData: table.columns.map(({ name, type }, index) => ({
      name,
      data: rows.map((cells) => parquetCell(type, cells[index])),
    })),
    rowGroupSize: GROUP_ROWS,
  });
}

function parquetCell(type: ColumnType, cell: Cell): string | number | Date | null {
  if (cell === undefined) return null;
  return type === 'time' ? new Date(Number(cell)) : cell;
}
