import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Millis } from '../../src/domain/base/quantity.ts';
import { EventFile, encodeForLog } from '../../src/store/event-file.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { opened } from './opened.ts';

const HOUR: Millis = 3_600_000;
const KEEP_MS: Millis = 60_000;
const PIECE = 2_000;

/** Numbers of this size are instants of our time, in entries as in worlds; a few keys of readings move with them. */
const INSTANTS = { least: 1e12, most: 1e13 };

/**
 * So many hours of the night in a file of their own beside it: its first hour again and again, each time an hour later,
 * with its rasters and a world every minute. Whatever names an instant is moved with it.
 */
export async function longRecording(night: string, hours: number): Promise<string> {
  const file = path.join(path.dirname(night), `hours-${hours}.anlan`);
  if (existsSync(file)) return file;
  const growing = path.join(path.dirname(night), 'hours-growing.anlan');
  for (const rest of ['', '-wal', '-shm', '-lock']) await rm(`${growing}${rest}`, { force: true });
  const reader = new RecordReader();
  const { documents, span } = opened(await reader.open({ file: night }));
  if (!span) throw new Error(`${night} holds nothing`);
  const { record } = opened(await EventFile.open(growing, { documents }));
  const length = Math.min(HOUR, span.to - span.from);
  for (let hour = 0; hour < hours; hour++) {
    await copyHour(reader, record, span.from, length, hour * length);
    process.stderr.write(`${hours} hours: ${hour + 1}\r`);
  }
  await record.close();
  await reader.close();
  await rename(growing, file);
  return file;
}

async function copyHour(
  reader: RecordReader,
  record: EventFile,
  from: Millis,
  length: Millis,
  later: Millis,
): Promise<void> {
  let afterSeq = 0;
  let keptAt = from;
  for (;;) {
    const piece = await reader.entries({ afterSeq, until: from + length - 1, limit: PIECE });
    const last = piece.at(-1);
    if (!last) return;
    afterSeq = last.seq;
    const entries = piece.map(({ entry }) => encodeForLog(moved(entry, later)));
    const { lastSeq } = opened(await record.write({ entries }));
    const now = last.entry.recordedAt;
    if (now - keptAt < KEEP_MS) continue;
    const frames = await reader.frames({ from: keptAt + 1, to: now });
    keptAt = now;
    const { world } = await reader.worldAt(now);
    const snapshot = { seq: lastSeq, world: moved(world, later), models: {} };
    opened(
      await record.write({
        frames: frames.map(({ frame }) => ({ ...frame, issuedAt: frame.issuedAt + later })),
        snapshots: [snapshot],
      }),
    );
  }
}

/** The same, `later`. */
function moved<T>(value: T, later: Millis): T {
  return movedPart(value, later) as T;
}

function movedPart(value: unknown, later: Millis): unknown {
  if (typeof value === 'number') {
    return value >= INSTANTS.least && value < INSTANTS.most ? value + later : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => movedPart(each, later));
  if (ArrayBuffer.isView(value)) {
    return value instanceof Float64Array ? value.map((each) => moved(each, later)) : value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, movedPart(each, later)]),
  );
}
