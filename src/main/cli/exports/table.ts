/** What a column of an exported table holds; `time`: milliseconds of the epoch. */
export type ColumnType = 'text' | 'number' | 'integer' | 'time';

/** A table of an export. */
export interface Table {
  /** In lower case with hyphens: the file's name. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

/** A cell; undefined is unknown, and written as nothing. */
export type Cell = string | number | undefined;

/** Takes rows of tables in any order. */
export interface TableSink {
  row(table: Table, cells: readonly Cell[]): Promise<void>;
  /** Ends every file; returns their names. */
  finish(): Promise<readonly string[]>;
  /** Ends without a result. */
  discard(): Promise<void>;
}

/** Builds a table: `columns('people:number', 'time:time')`. */
export function table(name: string, ...columns: readonly `${string}:${ColumnType}`[]): Table {
  return {
    name,
    columns: columns.map((column) => {
      const at = column.lastIndexOf(':');
      return { name: column.slice(0, at), type: column.slice(at + 1) as ColumnType };
    }),
  };
}
