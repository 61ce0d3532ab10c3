import { open, stat } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import type { RecordingKind } from '../../../domain/session/delivery.ts';
import { otherFormat, startsAsTlog } from '../../hub/adapters/tlog.ts';
import { plainNumber } from '../tracks/track-file.ts';
import { areCounts } from './counts-recording.ts';
import { degreesColumns } from './geographic-tracks.ts';

/** Enough for a header, comments before it and the first record. */
const HEAD_BYTES = 64 * 1024;

/** Tells by content what a recording holds. Throws in words where it cannot be told, or is known not to be playable. */
export async function recogniseRecording(file: string): Promise<RecordingKind> {
  if ((await stat(file)).isDirectory()) return 'cot';
  const packed = await headOf(file);
  const head = packed[0] === 0x1f && packed[1] === 0x8b ? unpacked(packed) : packed;
  if (startsAsTlog(head)) return 'tlog';
  const other = otherFormat(head);
  if (other !== undefined) throw new Error(`${file} is ${other}`);
  const text = head.toString('utf8');
  if (text.startsWith('SQLite format 3\0')) return 'tracks';
  if (/^\uFEFF?\s*</.test(text) && /<event[\s>]/.test(text)) return 'cot';
  const kind = kindOfTable(text);
  if (kind !== undefined) return kind;
  throw new Error(
    `${file}: cannot be told what it holds; say it with --as metro|counts|tracks|tlog|cot|grid`,
  );
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unpacked(head: Buffer): Buffer {
  // Only the beginning of the file is at hand.
  return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
}

function kindOfTable(text: string): RecordingKind | undefined {
  const first = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (first === undefined) return undefined;
  const names = first.split(/[,;\t]|\s+/).map((name) => name.trim().replaceAll('"', ''));
  if (plainNumber(names[0]) !== undefined) return 'tracks';
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^station_id$/) && has(/^entries$/) && has(/^exits$/)) return 'metro';
  if (has(/^pedestrianId/)) return 'tracks';
  const isWalked =
    has(/^(id|person|ped|pid|agent|track)/i) && has(/^(frame|fr|t|time|simTime)\b|_s$/i);
  const isPlaced = has(/^(pos_?)?x(\W|_|$)/i) || degreesColumns(names) !== undefined;
  if (isWalked && isPlaced) return 'tracks';
  if (degreesColumns(names) !== undefined) return 'grid';
  return areCounts(first.split(/[,;\t]/).map((name) => name.trim().replaceAll('"', '')))
    ? 'counts'
    : undefined;
}
