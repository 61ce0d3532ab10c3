import type { Millis } from '../../../domain/base/quantity.ts';
import { readTlog, type TlogRecord } from '../../hub/adapters/tlog.ts';
import { movePacket, positionIn } from './move-packet.ts';
import { type Place, type Placement, placementOf } from './placement.ts';
import { isWithin, type RecordedMessage, type TimeRange } from './recording.ts';

/** Records that go together in one posted message. */
const POSTED_TOGETHER_MS: Millis = 250;

/** How a telemetry log is played. */
export interface TlogOptions {
  readonly place: Place | undefined;
  /** Told of what in the file is no record. */
  readonly report: (words: string) => void;
}

/** A telemetry log as a radio link brings it: every packet by itself, without its stamp. */
export async function* readTlogPackets(
  file: string,
  range: TimeRange,
  options: TlogOptions,
): AsyncGenerator<RecordedMessage> {
  for await (const { at, bytes } of readPlaced(file, range, options)) {
    const packet = Uint8Array.from(bytes);
    yield { at, records: 1, bytes: () => packet };
  }
}

/** A telemetry log as parts of itself, stamps and all: what a feed takes as a posted .tlog. */
export async function* readTlogParts(
  file: string,
  range: TimeRange,
  options: TlogOptions,
): AsyncGenerator<RecordedMessage> {
  let part: TlogRecord[] = [];
  for await (const { at, bytes } of readPlaced(file, range, options)) {
    const [first] = part;
    if (first && at - first.at > POSTED_TOGETHER_MS) {
      yield partOf(part);
      part = [];
    }
    part.push({ at, bytes: Uint8Array.from(bytes) });
  }
  if (part.length > 0) yield partOf(part);
}

function partOf(records: readonly TlogRecord[]): RecordedMessage {
  return {
    at: records[0]?.at ?? 0,
    records: records.length,
    bytes: (shiftMs) =>
      Buffer.concat(
        records.flatMap(({ at, bytes }) => {
          const stamp = Buffer.alloc(8);
          stamp.writeBigUInt64BE(BigInt(Math.round((at + shiftMs) * 1_000)));
          return [stamp, bytes];
        }),
      ),
  };
}

async function* readPlaced(
  file: string,
  range: TimeRange,
  { place, report }: TlogOptions,
): AsyncGenerator<TlogRecord> {
  const placement = place && placementOf(await firstPosition(file), place);
  for await (const record of readTlog(file, report)) {
    if (!isWithin(range, record.at)) continue;
    const bytes = movedBy(placement, record.bytes);
    if (bytes) yield { at: record.at, bytes };
  }
}

function movedBy(placement: Placement | undefined, packet: Uint8Array): Uint8Array | undefined {
  return placement ? movePacket(packet, placement) : packet;
}

async function firstPosition(file: string) {
  for await (const { bytes } of readTlog(file, () => {})) {
    const position = positionIn(bytes);
    if (position) return position;
  }
  throw new Error(`${file}: no packet has a position (GLOBAL_POSITION_INT) to put at --place`);
}
