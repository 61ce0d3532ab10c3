import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { MAX_MAP_UPLOAD_BYTES } from '../../../domain/site/map-layer.ts';
import type { MapFileSummary } from '../../../workers/map-files-port.ts';

/** Seats that have a file under way at once; the one that began first gives way. */
const MAX_UPLOADS = 8;

/** A map file that a seat has sent, or is sending. */
export interface Upload {
  /** The seat's name for it. */
  readonly upload: string;
  readonly file: string;
  received: number;
  /** What the whole of it holds, once somebody asked. */
  summary?: MapFileSummary;
}

/** Map files on their way in: one a seat, in the machine's folder for what is temporary. */
export class Uploads {
  readonly #uploads = new Map<object, Upload>();
  #folder: string | undefined;
  #count = 0;

  /** Takes a piece; `seat` is whoever sends it. Resolves to the bytes that are there. */
  async take(
    seat: object,
    piece: { readonly upload: string; readonly offset: number; readonly bytes: Uint8Array },
  ): Promise<Result<number>> {
    const { upload, offset, bytes } = piece;
    if (offset + bytes.byteLength > MAX_MAP_UPLOAD_BYTES) {
      await this.drop(seat);
      return err(
        'the file is longer than 32 MB: make tiles (PMTiles) of it, and add it with anlan serve --layer',
      );
    }
    if (offset === 0) return ok(await this.#begin(seat, upload, bytes));
    const found = this.#uploads.get(seat);
    if (found?.upload !== upload || found.received !== offset) {
      return err('a piece of the file is missing; choose the file again');
    }
    await appendFile(found.file, bytes);
    found.received += bytes.byteLength;
    delete found.summary;
    return ok(found.received);
  }

  find(seat: object, upload: string): Upload | undefined {
    const found = this.#uploads.get(seat);
    return found?.upload === upload ? found : undefined;
  }

  async drop(seat: object): Promise<void> {
    const found = this.#uploads.get(seat);
    this.#uploads.delete(seat);
    if (found) await rm(found.file, { force: true });
  }

  async close(): Promise<void> {
    this.#uploads.clear();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #begin(seat: object, upload: string, bytes: Uint8Array): Promise<number> {
    await this.drop(seat);
    const [oldest] = this.#uploads.keys();
    if (oldest && this.#uploads.size >= MAX_UPLOADS) await this.drop(oldest);
    this.#folder ??= await mkdtemp(path.join(tmpdir(), 'anlan-map-'));
    const file = path.join(this.#folder, `${++this.#count}`);
    await writeFile(file, bytes);
    this.#uploads.set(seat, { upload, file, received: bytes.byteLength });
    return bytes.byteLength;
  }
}
