import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import type { MapLayer } from '../../../domain/site/map-layer.ts';

/** The folder beside an event file in which the archives of its tile layers lie: `night.anlan` → `night.layers`. */
export class LayerFolder {
  readonly #folder: string;

  constructor(eventFile: string) {
    const { dir, name } = path.parse(path.resolve(eventFile));
    this.#folder = path.join(dir, `${name}.layers`);
  }

  /** Where the archive of a layer lies, there or not. */
  fileOf({ id, format }: Pick<MapLayer, 'id' | 'format'>): string {
    return path.join(this.#folder, `${id}.${format}`);
  }

  /** How a person finds it: folder and file, without what leads there. */
  shortName(layer: Pick<MapLayer, 'id' | 'format'>): string {
    const file = this.fileOf(layer);
    return path.join(path.basename(path.dirname(file)), path.basename(file));
  }

  async has(layer: Pick<MapLayer, 'id' | 'format'>): Promise<boolean> {
    return await access(this.fileOf(layer), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  /** Copies an archive in; it takes its name when all of it is on the disk. Throws when there is no room. */
  async take(file: string, layer: Pick<MapLayer, 'id' | 'format'>): Promise<void> {
    const place = this.fileOf(layer);
    const partial = `${place}.partial`;
    await mkdir(this.#folder, { recursive: true });
    await copyFile(file, partial);
    // A copy of a write-protected file is write-protected too, and could not be synced.
    await chmod(partial, 0o644);
    const handle = await open(partial, 'r+');
    await handle.sync();
    await handle.close();
    await rename(partial, place);
  }
}
