import { err, ok, type Result } from '../base/result.ts';
import type { DensityFrame } from '../crowd/density-frame.ts';

/** "ALF1": marks a binary message as a frame of this layout. */
const MAGIC = 0x31464c41;
const HEADER_BYTES = 24;

/**
 * A density frame on the wire, little-endian: u32 magic, u32 number, f64 issuedAt (ms), u32 cells, u32 reserved,
 * then `cells` density codes and `cells` age codes in walk-index order.
 */
export function encodeDensityFrame(frame: DensityFrame, n: number): Uint8Array {
  const cells = frame.density.length;
  const bytes = new Uint8Array(HEADER_BYTES + 2 * cells);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, n, true);
  view.setFloat64(8, frame.issuedAt, true);
  view.setUint32(16, cells, true);
  bytes.set(frame.density, HEADER_BYTES);
  bytes.set(frame.age, HEADER_BYTES + cells);
  return bytes;
}

/** Reads a density frame; the planes are views into `bytes`, not copies. */
export function decodeDensityFrame(
  bytes: Uint8Array,
): Result<{ readonly n: number; readonly frame: DensityFrame }> {
  if (bytes.byteLength < HEADER_BYTES)
    return err(`frame of ${bytes.byteLength} bytes has no header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return err('binary message is not a density frame');
  const cells = view.getUint32(16, true);
  if (bytes.byteLength !== HEADER_BYTES + 2 * cells) {
    return err(`frame says ${cells} cells but holds ${bytes.byteLength - HEADER_BYTES} bytes`);
  }
  return ok({
    n: view.getUint32(4, true),
    frame: {
      issuedAt: view.getFloat64(8, true),
      density: bytes.subarray(HEADER_BYTES, HEADER_BYTES + cells),
      age: bytes.subarray(HEADER_BYTES + cells),
    },
  });
}
