import { err, ok, type Result } from '../domain/base/result.ts';
import { convertMapFile, describeMapFile } from './kernels/map-files/describe-map-file.ts';
import { MapFileProblem } from './kernels/map-files/map-file-problem.ts';
import { readMapFile } from './kernels/map-files/read-map-file.ts';
import type { TileArchive } from './kernels/map-files/tile-archive.ts';
import type { MapFilesThread } from './map-files-port.ts';
import { exposeThread } from './remote.ts';

/** Opening an archive reads its table of contents: it is done once. */
const archives = new Map<string, Promise<TileArchive>>();

const thread: MapFilesThread = {
  describe: (file) => inWords(() => describeMapFile(file)),
  convert: (file, datum) => inWords(() => convertMapFile(file, datum)),
  tile: (file, z, x, y) => inWords(async () => (await archiveOf(file)).tile(z, x, y)),
};

function archiveOf(file: string): Promise<TileArchive> {
  const known = archives.get(file);
  if (known !== undefined) return known;
  const opening = openArchive(file);
  archives.set(file, opening);
  // A file that is missing now may be put back later.
  opening.catch(() => archives.delete(file));
  return opening;
}

async function openArchive(file: string): Promise<TileArchive> {
  const opened = await readMapFile(file);
  if (opened.kind === 'tiles') return opened.archive;
  throw new MapFileProblem('', 'holds no tiles');
}

async function inWords<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof MapFileProblem) return err(error.message);
    // Whatever a stranger's file makes a library do is the file's fault as far as the operator is concerned.
    return err(`cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

exposeThread(thread);
