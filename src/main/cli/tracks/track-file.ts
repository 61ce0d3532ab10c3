import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Tracks } from '../../../workers/kernels/tracks/tracks.ts';

/** What a file of tracks gave, whatever its format. */
export interface TrackFile {
  readonly format: 'Jülich text' | 'JuPedSim SQLite' | 'Vadere' | 'CSV';
  readonly tracks: Tracks;
  /** Where people can walk, where the file says so; metres. */
  readonly walkable: readonly LocalPolygon[] | undefined;
  /** What the reader had to assume or leave out, in words. */
  readonly warnings: readonly string[];
}

/** Throws with file and line: what stands there cannot be used. */
export function refuse(file: string, line: number | undefined, words: string): never {
  throw new Error(line === undefined ? `${file}: ${words}` : `${file}, line ${line}: ${words}`);
}

/** A finite number; refuses anything else, an empty field too. */
export function numberIn(
  file: string,
  line: number,
  name: string,
  text: string | undefined,
): number {
  const value = plainNumber(text);
  if (value === undefined) refuse(file, line, `${name} is no number: "${text ?? ''}"`);
  return value;
}

/** A whole number that 32 bits hold. */
export function frameIn(file: string, line: number, text: string | undefined): number {
  const value = numberIn(file, line, 'the frame', text);
  if (value !== Math.trunc(value) || Math.abs(value) > 2 ** 31 - 1) {
    refuse(file, line, `the frame is no whole number: "${text ?? ''}"`);
  }
  return value;
}

/** The number that a text is; undefined for anything that is not one, such as "", "nan" or "0x10". */
export function plainNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text)) {
    return undefined;
  }
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Frames per second: the file's own word or that of --fps; refuses where neither or both speak, differently. */
export function agreedRate(
  file: string,
  stated: number | undefined,
  asked: number | undefined,
): number {
  if (stated !== undefined && !(stated > 0)) {
    refuse(file, undefined, `it claims ${stated} frames per second; say how many with --fps`);
  }
  if (stated === undefined && asked === undefined) {
    refuse(file, undefined, 'it does not say how many frames a second has; say it with --fps');
  }
  // A rate read off rounded times is never quite the camera's.
  if (stated !== undefined && asked !== undefined && Math.abs(stated / asked - 1) > 0.01) {
    refuse(file, undefined, `it says ${stated} frames per second, --fps says ${asked}`);
  }
  return asked ?? stated ?? Number.NaN;
}
