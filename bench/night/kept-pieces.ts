import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AgentNight } from '../../src/workers/kernels/night/agent-night.ts';
import type { Course, Seen } from './course.ts';
import type { NightRecord } from './kept-run.ts';

/** Outside git, beside the kept runs. */
const FOLDER = new URL('../../.vite/bench/pieces/', import.meta.url);

/** A piece of the night: what it measured, and where it ended. */
export interface KeptPiece
  extends Pick<NightRecord, 'wallS' | 'cpuS' | 'stolenS' | 'openS' | 'hash'> {
  readonly index: number;
  /** Of the sources that it was run with. */
  readonly identity: string;
  /** Since the night's beginning. */
  readonly work: AgentNight['work'];
  readonly seen: Seen;
  /** Of the night from its beginning to the piece's end. */
  readonly figures: ReturnType<Course['figures']>;
  /** The whole state at its end. */
  state(): Uint8Array;
}

/** The pieces kept of these sources, in a row from the first one. */
export function keptPieces(identity: string): KeptPiece[] {
  const pieces: KeptPiece[] = [];
  for (;;) {
    const piece = read(pieces.length);
    if (piece === undefined || piece.identity !== identity) return pieces;
    pieces.push(piece);
  }
}

/** Keeps a piece in place of what was kept of its number. */
export function keepPiece(piece: Omit<KeptPiece, 'state'>, state: Uint8Array): KeptPiece {
  mkdirSync(FOLDER, { recursive: true });
  // First the state: a piece is there when its figures are.
  writeFileSync(fileOf(piece.index, 'state'), state);
  writeFileSync(fileOf(piece.index, 'json'), JSON.stringify(piece));
  return withState(piece);
}

function read(index: number): KeptPiece | undefined {
  try {
    return withState(JSON.parse(readFileSync(fileOf(index, 'json'), 'utf8')));
  } catch {
    return undefined;
  }
}

function withState(piece: Omit<KeptPiece, 'state'>): KeptPiece {
  return { ...piece, state: () => readFileSync(fileOf(piece.index, 'state')) };
}

function fileOf(index: number, ending: 'state' | 'json'): URL {
  return new URL(`${index}.${ending}`, FOLDER);
}
