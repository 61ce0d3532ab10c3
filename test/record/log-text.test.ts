import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialWorld } from '../../src/domain/session/world.ts';
import { checkRecord } from '../../src/store/check-record.ts';
import { readLogText, writeLogText } from '../../src/store/log-text.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { anyEntry } from './arbitrary-entries.ts';
import { append, openRecord, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function textOf(file: string): Promise<string[]> {
  const lines: string[] = [];
  wanted(await writeLogText(file, (line) => void lines.push(line)));
  return lines;
}

/** A recording with entries of every kind, rasters and worlds. */
async function variedNight(file: string, seed: number): Promise<void> {
  const { record } = await openRecord(file);
  const entries = fc.sample(anyEntry, { numRuns: 200, seed });
  for (let ten = 0; ten < 4; ten++) {
    await append(record, entries.slice(50 * ten, 50 * ten + 50));
    const lastSeq = await append(record, ticks(10, 10 * ten));
    const time = 10_000 * ten + 9_000;
    await record.write({
      frames: [{ issuedAt: time, density: Uint8Array.of(ten, 7), age: Uint8Array.of(1, 2) }],
      snapshots: [{ seq: lastSeq, world: initialWorld(twoSquares(), time), models: {} }],
    });
  }
  await record.close();
}

describe('a log as text', () => {
  test('comes back as the same entries with the same hashes, rasters and worlds', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await variedNight(file, 7);
    const lines = await textOf(file);
    const again = path.join(folder, 'again.anlan');
    const read = wanted(await readLogText(each(lines), again));
    const [before, after] = [wanted(await checkRecord(file)), wanted(await checkRecord(again))];
    expect(after.headHash).toBe(before.headHash);
    expect(read).toEqual({
      lastSeq: before.lastSeq,
      headHash: before.headHash,
      frames: 4,
      worlds: 4,
    });
    expect(after.problems).toEqual([]);
    expect(after.log).toEqual(before.log);
    expect([after.frames, after.worlds]).toEqual([before.frames, before.worlds]);
    expect(await textOf(again)).toEqual(lines);

    const readers = [new RecordReader(), new RecordReader()] as const;
    wanted(await readers[0].open({ file }));
    wanted(await readers[1].open({ file: again }));
    const query = { afterSeq: 0, limit: 10_000 };
    expect(await readers[1].entries(query)).toEqual(await readers[0].entries(query));
    expect(await readers[1].frameAt(25_000)).toEqual(await readers[0].frameAt(25_000));
    for (const reader of readers) await reader.close();
  });

  test('shows any character that was changed, by its line, and leaves no file behind', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await variedNight(file, 8);
    const lines = await textOf(file);
    let files = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(lines.length - 1),
        fc.nat(),
        fc.constantFrom('0', '1', 'a', 'Z', '+', '"', ' '),
        async (at, where, character) => {
          const line = lines[at] ?? '';
          const index = where % line.length;
          fc.pre(line[index] !== character);
          const changed = `${line.slice(0, index)}${character}${line.slice(index + 1)}`;
          files += 1;
          const to = path.join(folder, `changed-${files}.anlan`);
          const outcome = await readLogText(each(lines.with(at, changed)), to);
          // A change that means the same (a space for a space in JSON) is none.
          if (outcome.ok) {
            expect(JSON.parse(changed)).toEqual(JSON.parse(line));
            return;
          }
          expect(outcome.error.message).toMatch(/^Line \d+ of the text cannot be trusted: /);
          expect(existsSync(to)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
    // Sixty files go to the disk, each with its syncs.
  });

  test('that lacks a line, has one twice or is cut off is refused', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await variedNight(file, 9);
    const lines = await textOf(file);
    const changes: readonly (readonly string[])[] = [
      lines.toSpliced(20, 1),
      lines.toSpliced(20, 0, lines[20] ?? ''),
      lines.slice(0, -1),
      lines.slice(0, 100),
      lines.filter((line) => !line.startsWith('{"frame"')),
      lines.slice(1),
      [...lines, lines[5] ?? ''],
      [],
    ];
    for (const [index, changed] of changes.entries()) {
      const to = path.join(folder, `refused-${index}.anlan`);
      expect((await readLogText(each(changed), to)).ok).toBe(false);
      expect(existsSync(to)).toBe(false);
    }
  });

  test('is not read over a file that is there', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await variedNight(file, 10);
    const outcome = await readLogText(each(await textOf(file)), file);
    expect(outcome).toMatchObject({ ok: false });
    expect(wanted(await checkRecord(file)).problems).toEqual([]);
  });
});
