import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import type { CotEvent } from '../../hub/adapters/cot-event.ts';
import { CotSplitter } from '../../hub/adapters/cot-splitter.ts';
import { readCotXml } from '../../hub/adapters/cot-xml.ts';
import { moveCot, retimeCot } from './move-cot.ts';
import { type Place, placementOf } from './placement.ts';
import { isWithin, type RecordedMessage, type TimeRange } from './recording.ts';

interface ReadEvent {
  readonly xml: string;
  readonly event: CotEvent;
  readonly at: Millis;
}

/**
 * Cursor-on-Target events in XML, from one file or all `.cot` and `.xml` files of a folder, in the order of their times,
 * each one message. Throws with the file on what is no such event.
 */
export async function readCotEvents(
  fileOrFolder: string,
  range: TimeRange,
  place: Place | undefined,
): Promise<readonly RecordedMessage[]> {
  const events: ReadEvent[] = [];
  for (const file of await filesIn(fileOrFolder)) {
    events.push(...eventsIn(file, await readFile(file)));
  }
  events.sort((a, b) => a.at - b.at);
  const placement = place && placementOf(firstPosition(fileOrFolder, events), place);
  return events
    .filter(({ at }) => isWithin(range, at))
    .map(({ at, xml }) => {
      const moved = placement ? moveCot(xml, placement) : xml;
      return { at, records: 1, bytes: (shiftMs) => Buffer.from(retimeCot(moved, shiftMs)) };
    });
}

async function filesIn(fileOrFolder: string): Promise<readonly string[]> {
  if (!(await stat(fileOrFolder)).isDirectory()) return [fileOrFolder];
  const names = (await readdir(fileOrFolder)).filter((name) => /\.(cot|xml)$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`${fileOrFolder}: no .cot or .xml file in this folder`);
  return names.map((name) => path.join(fileOrFolder, name));
}

function eventsIn(file: string, bytes: Uint8Array): readonly ReadEvent[] {
  const splitter = new CotSplitter();
  return [...splitter.push(bytes), ...splitter.end()].map((frame) => {
    if (frame.kind === 'junk') {
      throw new Error(`${file}: ${frame.byteCount} bytes are no Cursor-on-Target event`);
    }
    if (frame.kind === 'protobuf') {
      throw new Error(`${file}: an event in the TAK protocol's binary form; only XML is played`);
    }
    const read = readCotXml(frame.bytes);
    if (!read.ok) throw new Error(`${file}: ${read.error}`);
    if (!Number.isFinite(read.value.time)) {
      throw new Error(`${file}: event ${read.value.uid} has no time with a zone`);
    }
    return {
      xml: Buffer.from(frame.bytes).toString('utf8'),
      event: read.value,
      at: read.value.time,
    };
  });
}

/** The first place that an event names: its point, or the first point of a route, whose own point is 0, 0. */
function firstPosition(file: string, events: readonly ReadEvent[]): LonLat {
  for (const { event } of events) {
    const own: LonLat = [event.lon, event.lat];
    const at = [own, ...event.detail.points].find(
      ([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat) && (lon !== 0 || lat !== 0),
    );
    if (at) return at;
  }
  throw new Error(`${file}: no event has a position to put at --place`);
}
