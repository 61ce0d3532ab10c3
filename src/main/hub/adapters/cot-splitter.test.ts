import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CotFrame, CotSplitter, MAX_EVENT_BYTES } from './cot-splitter.ts';

const event = (uid: string) => `<event uid="${uid}"><point lat="1" lon="2"/></event>`;
/** A TakMessage with an event of uid "p": field 2, holding field 5. */
const TAK_MESSAGE = Buffer.from([0x12, 0x03, 0x2a, 0x01, 0x70]);
const takFrame = Buffer.concat([Buffer.from([0xbf, TAK_MESSAGE.length]), TAK_MESSAGE]);

/** What a splitter makes of chunks, in words that can be compared. */
function framesOf(...chunks: readonly (string | Uint8Array)[]): string[] {
  const splitter = new CotSplitter();
  const frames: CotFrame[] = [];
  for (const chunk of chunks) frames.push(...splitter.push(Buffer.from(chunk)));
  frames.push(...splitter.end());
  return frames.map((frame) =>
    frame.kind === 'junk'
      ? `junk ${frame.byteCount}`
      : `${frame.kind} ${Buffer.from(frame.bytes).toString('latin1')}`,
  );
}

describe('a stream of events without separators', () => {
  const stream = Buffer.concat([
    Buffer.from(`\ufeff<?xml version='1.0' encoding='UTF-8'?>\n${event('湖滨')}`),
    Buffer.from(event('b')),
    takFrame,
    Buffer.from(`  ${event('c')}\r\n`),
    takFrame,
    takFrame,
    Buffer.from(`<event uid="half"><point/>${event('d')}</event >`),
  ]);
  const whole = framesOf(stream);

  it('is cut into its events, XML and protobuf', () => {
    expect(whole.map((frame) => frame.split(' ')[0])).toEqual([
      ...['xml', 'xml', 'protobuf', 'xml', 'protobuf', 'protobuf'],
      ...['junk', 'xml', 'junk'],
    ]);
  });

  it('gives the same frames wherever it is cut in two', () => {
    for (let at = 0; at <= stream.length; at++) {
      expect(framesOf(stream.subarray(0, at), stream.subarray(at))).toEqual(whole);
    }
  });

  it('gives the same frames byte by byte', () => {
    expect(framesOf(...Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });
});

describe('junk', () => {
  it('is told apart, and the next event is found', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (junk) => {
        const frames = framesOf(junk, event('after'), event('last'));
        expect(frames.slice(-2)).toEqual([`xml ${event('after')}`, `xml ${event('last')}`]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('between magic bytes does not swallow an event', () => {
    const broken = Buffer.from([0xbf, 0x05, 0x09, 0x09, 0x09, 0x09, 0x09]);
    expect(framesOf(broken, event('a'), takFrame)).toEqual([
      'junk 7',
      `xml ${event('a')}`,
      `protobuf ${TAK_MESSAGE.toString('latin1')}`,
    ]);
  });

  it('of an unfinished event before a whole one leaves the whole one', () => {
    expect(framesOf(`<event uid="x"><detail>${event('y')}`)).toEqual([
      'junk 23',
      `xml ${event('y')}`,
    ]);
  });

  it('of other elements that begin alike is no event', () => {
    expect(framesOf('<events></events>', event('a'))).toEqual(['junk 17', `xml ${event('a')}`]);
  });
});

describe('an event without an end', () => {
  it('is given up, whatever its chunks, and the stream goes on', () => {
    const endless = `<event uid="endless">${'x'.repeat(MAX_EVENT_BYTES)}`;
    for (const size of [MAX_EVENT_BYTES * 2, 60_000, 1_000]) {
      const splitter = new CotSplitter();
      const frames: CotFrame[] = [];
      for (let at = 0; at < endless.length; at += size) {
        frames.push(...splitter.push(Buffer.from(endless.slice(at, at + size))));
      }
      frames.push(...splitter.push(Buffer.from(event('after'))));
      expect(frames.map(({ kind }) => kind)).toEqual(['junk', 'xml']);
    }
  });

  it('that announces too many bytes is junk', () => {
    expect(framesOf(Uint8Array.of(0xbf, 0xff, 0xff, 0xff, 0x7f), event('a'))).toEqual([
      'junk 5',
      `xml ${event('a')}`,
    ]);
  });
});
