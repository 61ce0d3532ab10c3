import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { palettePng } from './png.ts';

it('is a PNG: signature, chunks with their sums, the pixels of every row', () => {
  const png = palettePng(3, 2, Uint8Array.of(0, 1, 2, 2, 1, 0), [
    [0, 0, 0, 0],
    [255, 0, 0, 128],
    [0, 0, 255, 255],
  ]);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const content = png.subarray(at + 8, at + 8 + length);
    const named = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.set(named.subarray(0, 4).toString(), content);
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  expect([...(chunks.get('tRNS') ?? [])]).toEqual([0, 128, 255]);
  expect([...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]).toEqual([0, 0, 1, 2, 0, 2, 1, 0]);
});
