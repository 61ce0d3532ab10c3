import type { Millis } from '../base/quantity.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Grid } from '../geo/grid.ts';

/** "ALA1": marks a binary message as a frame of this layout. */
const MAGIC = 0x31414c41;
const HEADER_BYTES = 24;
const BYTES_PER_BODY = 5;

/** What a simulated person does, by its code in a frame. */
export const BODY_STATES = ['walking', 'queueing', 'dwelling', 'waiting', 'leaving'] as const;
export type BodyState = (typeof BODY_STATES)[number];

/** Simulated people as points, for planner and controller seats. Positions are decimetres from the grid's middle. */
export interface AgentsFrame {
  readonly time: Millis;
  /** East. */
  readonly x: Int16Array;
  /** North. */
  readonly y: Int16Array;
  /** Index into BODY_STATES. */
  readonly state: Uint8Array;
}

/** The point that positions of a frame are measured from, local metres. */
export function agentsOrigin(grid: Grid): readonly [eastM: number, northM: number] {
  return [grid.westM + (grid.cols * grid.cellM) / 2, grid.southM + (grid.rows * grid.cellM) / 2];
}

/** Rounds bodies in local metres to a frame; who is further than 3.2 km from the middle is at its edge. */
export function packAgents(
  bodies: {
    readonly time: Millis;
    readonly x: Float32Array;
    readonly y: Float32Array;
    readonly state: Uint8Array;
  },
  grid: Grid,
): AgentsFrame {
  const [eastM, northM] = agentsOrigin(grid);
  const decimetres = (column: Float32Array, originM: number) =>
    Int16Array.from(column, (value) =>
      Math.max(-32_768, Math.min(32_767, Math.round((value - originM) * 10))),
    );
  return {
    time: bodies.time,
    x: decimetres(bodies.x, eastM),
    y: decimetres(bodies.y, northM),
    state: bodies.state,
  };
}

/**
 * An agents frame on the wire, little-endian: u32 magic, u32 number, f64 time (ms), u32 count, u32 reserved, then `count`
 * i16 east, i16 north, and u8 states.
 */
export function encodeAgentsFrame(frame: AgentsFrame, n: number): Uint8Array {
  const count = frame.state.length;
  const bytes = new Uint8Array(HEADER_BYTES + BYTES_PER_BODY * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, n, true);
  view.setFloat64(8, frame.time, true);
  view.setUint32(16, count, true);
  for (let k = 0; k < count; k++) {
    view.setInt16(HEADER_BYTES + 2 * k, frame.x[k] ?? 0, true);
    view.setInt16(HEADER_BYTES + 2 * (count + k), frame.y[k] ?? 0, true);
  }
  bytes.set(frame.state, HEADER_BYTES + 4 * count);
  return bytes;
}

/** Whether a binary message is an agents frame rather than a density frame. */
export function isAgentsFrame(bytes: Uint8Array): boolean {
  if (bytes.byteLength < HEADER_BYTES) return false;
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true) === MAGIC;
}

/** Reads an agents frame; its columns are copies. */
export function decodeAgentsFrame(
  bytes: Uint8Array,
): Result<{ readonly n: number; readonly frame: AgentsFrame }> {
  if (bytes.byteLength < HEADER_BYTES) {
    return err(`frame of ${bytes.byteLength} bytes has no header`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return err('binary message is not an agents frame');
  const count = view.getUint32(16, true);
  if (bytes.byteLength !== HEADER_BYTES + BYTES_PER_BODY * count) {
    return err(`frame says ${count} people but holds ${bytes.byteLength - HEADER_BYTES} bytes`);
  }
  const x = new Int16Array(count);
  const y = new Int16Array(count);
  for (let k = 0; k < count; k++) {
    x[k] = view.getInt16(HEADER_BYTES + 2 * k, true);
    y[k] = view.getInt16(HEADER_BYTES + 2 * (count + k), true);
  }
  const state = bytes.slice(HEADER_BYTES + 4 * count);
  return ok({ n: view.getUint32(4, true), frame: { time: view.getFloat64(8, true), x, y, state } });
}
