import { XMLParser } from 'fast-xml-parser';
import { namedRng } from '../src/domain/base/rng.ts';
import { cot } from '../src/main/hub/adapters/cot.ts';
import type { CotFrame } from '../src/main/hub/adapters/cot-splitter.ts';
import { CotSplitter } from '../src/main/hub/adapters/cot-splitter.ts';
import { type Figure, figure } from './figures.ts';

const SEED = 20_261_231;
const RUNS = 15;
const EVENTS = 2_000;
/** What a socket hands over at once. */
const CHUNK_BYTES = 16_384;
const AT = Date.UTC(2026, 11, 31, 12);

/**
 * Cursor-on-Target events decoded in a second, out of a TCP stream without separators: cutting, parsing, checking and
 * turning them into units. Beside it the library that parses the XML, alone, on events that are cut already.
 */
export async function* cotDecode(): AsyncGenerator<Figure> {
  const texts = Array.from({ length: EVENTS }, (_, index) => unitEvent(index));
  const stream = Buffer.from(texts.join(''));
  const alone = new XMLParser({ ignoreAttributes: false });
  const splits: number[] = [];
  const decodes: number[] = [];
  const parses: number[] = [];
  for (let run = -2; run < RUNS; run++) {
    const parse = perSecond(() => {
      for (const text of texts) alone.parse(text);
      return texts.length;
    });
    const split = perSecond(() => framesOf(stream).length);
    const decode = await decodePerSecond(stream);
    // The first two warm up.
    if (run < 0) continue;
    parses.push(parse);
    splits.push(split);
    decodes.push(decode);
  }
  const reference = { name: 'fast-xml-parser alone', values: parses };
  yield figure({ name: 'CoT: cut the stream into events', values: splits }, 'events/s', reference);
  yield figure({ name: 'CoT: decode to units', values: decodes }, 'events/s', reference);
}

function perSecond(work: () => number): number {
  const began = performance.now();
  const count = work();
  return (1_000 * count) / (performance.now() - began);
}

async function decodePerSecond(stream: Buffer): Promise<number> {
  let units = 0;
  const take = cot.decoder(cot.config.parse({}), {
    deliver: async (decoded) => {
      units += decoded.units.length;
      return { accepted: 1, duplicate: 0, late: 0, refused: [], committed: true };
    },
    fail: (reason) => {
      throw new Error(reason);
    },
    unknown: () => undefined,
    receivedAt: () => AT,
    sensorAt: () => undefined,
  });
  const began = performance.now();
  for (const frame of framesOf(stream)) {
    if (frame.kind === 'junk') throw new Error('the stream holds junk');
    await take({ bytes: frame.bytes });
  }
  const passed = performance.now() - began;
  if (units !== EVENTS) throw new Error(`${units} of ${EVENTS} units came through`);
  return (1_000 * units) / passed;
}

function framesOf(stream: Buffer): readonly CotFrame[] {
  const splitter = new CotSplitter();
  const frames: CotFrame[] = [];
  for (let at = 0; at < stream.length; at += CHUNK_BYTES) {
    frames.push(...splitter.push(stream.subarray(at, at + CHUNK_BYTES)));
  }
  return frames;
}

/** The position report of a phone, as long as real ones are. */
function unitEvent(index: number): string {
  const random = namedRng(SEED, `unit ${index}`).next;
  const time = new Date(AT + index).toISOString();
  const stale = new Date(AT + index + 375_000).toISOString();
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><event version="2.0" uid="ANDROID-${index}" ` +
    `type="a-f-G-U-C" time="${time}" start="${time}" stale="${stale}" how="m-g">` +
    `<point lat="${30.25 + random() / 100}" lon="${120.15 + random() / 100}" hae="${10 + 9 * random()}" ce="9.9" le="9999999.0"/>` +
    '<detail><takv os="33" version="5.1.0" device="PHONE" platform="ATAK-CIV"/>' +
    `<contact endpoint="*:-1:stcp" callsign="湖滨 ${index}"/><uid Droid="湖滨 ${index}"/>` +
    '<precisionlocation altsrc="GPS" geopointsrc="GPS"/><__group role="Team Member" name="Cyan"/>' +
    `<status battery="${Math.floor(100 * random())}"/>` +
    `<track course="${360 * random()}" speed="${2 * random()}"/></detail></event>`
  );
}
