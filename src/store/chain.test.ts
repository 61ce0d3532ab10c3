import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEntry } from '../../test/record/arbitrary-entries.ts';
import { append, openRecord, recordOf, ticks } from '../../test/record/open-record.ts';
import { tempFolder } from '../../test/record/temp-folder.ts';
import { genesis, hashFields, hexHash, nextHead } from './chain.ts';
import { encodeEntry } from './entry-codec.ts';
import { Sql } from './sql.ts';
import { verifyChain } from './verify.ts';

/** Does to an event file what somebody could do who knows SQLite and wants the night to have gone otherwise. */
async function tamper(file: string, statements: string): Promise<void> {
  const sql = await Sql.open(file, 'readWrite');
  await sql.exec('DROP TRIGGER log_keeps_rows; DROP TRIGGER log_keeps_content');
  await sql.exec(statements);
  await sql.close();
}

describe('the hash of an entry', () => {
  test('is fixed by the format: it must never change', () => {
    const [tick] = ticks(1, 5).map(encodeEntry);
    const head = genesis({ b: '2', a: '1' });
    expect(hexHash(head.hash)).toBe(hexHash(genesis({ a: '1', b: '2' }).hash));
    expect(tick && hexHash(nextHead(head, tick).hash)).toMatchInlineSnapshot(
      `"96edf215770791be2d929de13bf3ac96b95f441efe62cc7825725dc9231490fa"`,
    );
  });

  test('changes with every byte of every field', () => {
    fc.assert(
      fc.property(anyEntry, fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, at, flip) => {
        const stored = encodeEntry(entry);
        const head = genesis({});
        const hash = hexHash(nextHead(head, stored).hash);
        const payload = Uint8Array.from(stored.payload);
        payload[at % payload.length] = (payload[at % payload.length] ?? 0) ^ flip;
        const others = [
          { ...stored, payload },
          { ...stored, observedAt: stored.observedAt + 1_000 },
          { ...stored, recordedAt: stored.recordedAt + 1_000 },
          { ...stored, kind: `${stored.kind}x` },
          { ...stored, audience: `${stored.audience},wall` },
          // A byte moved over a border of two fields.
          {
            ...stored,
            kind: stored.kind.slice(0, -1),
            audience: stored.kind.slice(-1) + stored.audience,
          },
        ];
        const hashes = others.map((other) => hexHash(nextHead(head, other).hash));
        const elsewhere = [
          hexHash(nextHead({ ...head, seq: 1 }, stored).hash),
          hexHash(nextHead({ ...head, hash: Uint8Array.of(0) }, stored).hash),
        ];
        expect(new Set([hash, ...hashes, ...elsewhere]).size).toBe(9);
      }),
    );
  });

  test('tells lists of fields apart that read the same when joined', () => {
    expect(hexHash(hashFields('x', ['ab', 'c']))).not.toBe(hexHash(hashFields('x', ['a', 'bc'])));
  });
});

describe('a chain in a file', () => {
  test('is the same however its entries were gathered into transactions', async () => {
    const folder = tempFolder();
    let files = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyEntry, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          files += 1;
          const pieces = await openRecord(path.join(folder, `pieces-${files}.anlan`));
          for (const batch of batches) await append(pieces.record, batch);
          await pieces.record.close();
          await recordOf(path.join(folder, `whole-${files}.anlan`), batches.flat());
          const inPieces = await verifyChain(path.join(folder, `pieces-${files}.anlan`));
          expect(inPieces).toMatchObject({ ok: true, value: { entries: batches.flat().length } });
          expect(await verifyChain(path.join(folder, `whole-${files}.anlan`))).toEqual(inPieces);
        },
      ),
      { numRuns: 10 },
    );
  });

  test.each([
    ['a payload', `UPDATE log SET payload = CAST('{"time":1}' AS BLOB) WHERE seq = 7`, 7],
    ['a time', 'UPDATE log SET recorded_at = recorded_at + 1 WHERE seq = 1', 1],
    ['an audience', `UPDATE log SET audience = 'hub' WHERE seq = 20`, 20],
    ['a kind', `UPDATE log SET kind = 'tock' WHERE seq = 2`, 2],
    ['a hash', `UPDATE log SET hash = zeroblob(32) WHERE seq = 9`, 9],
    ['a link', `UPDATE log SET prev_hash = zeroblob(32) WHERE seq = 9`, 9],
    ['a row taken out', 'DELETE FROM log WHERE seq = 11', 11],
    ['the first row taken out', 'DELETE FROM log WHERE seq = 1', 1],
    [
      'two rows swapped',
      'UPDATE log SET seq = 99 WHERE seq = 4; UPDATE log SET seq = 4 WHERE seq = 5; UPDATE log SET seq = 5 WHERE seq = 99',
      4,
    ],
    [
      'a row put in',
      `UPDATE log SET seq = -seq WHERE seq >= 15; UPDATE log SET seq = 1 - seq WHERE seq < 0;
       INSERT INTO log SELECT 15, observed_at, recorded_at, kind, audience, payload, prev_hash, hash FROM log WHERE seq = 14`,
      15,
    ],
    [
      'a row put before the first',
      `INSERT INTO log SELECT 0, observed_at, recorded_at, kind, audience, payload, prev_hash, hash FROM log WHERE seq = 1`,
      0,
    ],
    ['a document', `UPDATE documents SET content = '{}' WHERE name = 'site.json'`, 1],
  ])('shows %s that was changed', async (_what, statements, seq) => {
    const file = path.join(tempFolder(), 'night.anlan');
    await recordOf(file, ticks(20));
    await tamper(file, statements);
    const verified = await verifyChain(file);
    expect(verified).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(!verified.ok && verified.error.message).toContain(`entry ${seq}`);
    expect(!verified.ok && verified.error.message).toContain(file);
  });

  test('may be verified while somebody goes on recording', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file);
    await append(record, ticks(10));
    expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: 10 } });
    await append(record, ticks(10, 10));
    expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: 20 } });
    await record.close();
  });
});

test('rows of the log can neither be changed nor taken out by mistake', async () => {
  const file = path.join(tempFolder(), 'night.anlan');
  await recordOf(file, ticks(3));
  const sql = await Sql.open(file, 'readWrite');
  await expect(sql.exec('DELETE FROM log')).rejects.toThrow('the log is append-only');
  await expect(sql.exec('UPDATE log SET seq = seq')).rejects.toThrow('the log is append-only');
  await sql.close();
});
