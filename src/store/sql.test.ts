import { expect, onTestFinished, test } from 'vitest';
import { bytesIn, numberIn, Sql, SqlError, type SqlValue, textIn } from './sql.ts';

async function inMemory(): Promise<Sql> {
  const sql = await Sql.open(':memory:', 'create');
  onTestFinished(() => sql.close());
  return sql;
}

test.each<[string, SqlValue]>([
  ['a whole number', 1_760_000_000_123],
  ['a fraction', -0.125],
  ['a text', '湖滨 \u0000 "x"'],
  ['an empty text', ''],
  ['bytes', Uint8Array.of(0, 1, 255)],
  ['no bytes', new Uint8Array(0)],
])('%s comes back as it was bound', async (_what, value) => {
  const sql = await inMemory();
  const row = await sql.first('SELECT ? AS cell', [value]);
  const cell = row?.cell instanceof Uint8Array ? Uint8Array.from(row.cell) : row?.cell;
  expect(cell).toEqual(value);
});

test('a part of a buffer is bound, not the whole', async () => {
  const sql = await inMemory();
  const row = await sql.first('SELECT ? AS cell', [Uint8Array.of(1, 2, 3, 4).subarray(1, 3)]);
  expect([...bytesIn(row ?? {}, 'cell')]).toEqual([2, 3]);
});

test.each<[string, unknown]>([
  ['a BigInt', 1n],
  ['an ArrayBuffer', new ArrayBuffer(2)],
  ['a plain object', { a: 1 }],
  ['a list', [1]],
  ['a Date', new Date(0)],
  ['undefined', undefined],
  ['null', null],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a boolean', true],
  ['another typed array', new Float64Array(1)],
])('%s is refused instead of stored as something else', async (_what, value) => {
  const sql = await inMemory();
  await sql.exec('CREATE TABLE t (cell)');
  const values = [value] as readonly SqlValue[];
  await expect(sql.run('INSERT INTO t VALUES (?)', values)).rejects.toThrow('cannot be bound');
  const statement = await sql.prepare('INSERT INTO t VALUES (?)');
  await expect(statement.run(values)).rejects.toThrow('cannot be bound');
  await statement.finalize();
  expect(await sql.all('SELECT * FROM t')).toEqual([]);
});

test('errors carry the code of SQLite and its words', async () => {
  const sql = await inMemory();
  await expect(sql.exec('SELECT * FROM nowhere')).rejects.toThrow(
    new SqlError('SQLITE_ERROR', 'no such table: nowhere'),
  );
  await expect(sql.prepare('SELEKT')).rejects.toBeInstanceOf(SqlError);
  await expect(Sql.open('/nowhere/at/all', 'readOnly')).rejects.toMatchObject({
    code: 'SQLITE_CANTOPEN',
  });
});

test('a cell of another type counts as damage', () => {
  const row = { a: null, b: 'text', c: 3 };
  expect(() => numberIn(row, 'b')).toThrow('column b holds string instead of a number');
  expect(() => textIn(row, 'a')).toThrow('column a holds nothing instead of a text');
  expect(() => bytesIn(row, 'c')).toThrow('column c holds number instead of bytes');
});
