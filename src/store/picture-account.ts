import type { Millis } from '../domain/base/quantity.ts';
import type { RepairNote } from './check-log.ts';
import type { NotePayloads } from './notes.ts';

/** A raster or a world that the log names, or that stands in the file without being named. */
export interface KnownPicture {
  /** The row that names it; 0: none does. */
  readonly seq: number;
  readonly at: Millis;
  /** Of rasters the layer and the member: slices are thinned within them. */
  readonly series: string;
  readonly isThere: boolean;
}

/** What became of the pictures that are not there. */
export interface MissingPictures {
  readonly thinned: number;
  readonly lost: number;
  /** Nothing in the log explains these. */
  readonly unexplained: readonly KnownPicture[];
}

type ThinningNote = NotePayloads['record.thinned'] & { readonly seq: number };

/**
 * Explains the pictures that are missing by what the log says was taken away or lost. A note of thinning explains as
 * many as it counts, and never the one that it promises to leave in each slice; a note of repair as many as it counts.
 * `pictures`: in the order in which the log names them.
 */
export function explainMissing(
  pictures: readonly KnownPicture[],
  thinned: readonly ThinningNote[],
  repaired: readonly (Pick<RepairNote, 'seq'> & { readonly count: number })[],
): MissingPictures {
  let standing = pictures;
  let [gone, lost] = [0, 0];
  for (const note of thinned) {
    const taken = new Set(takenBy(note, standing));
    gone += taken.size;
    standing = standing.filter((each) => !taken.has(each));
  }
  let unexplained = standing.filter(({ isThere }) => !isThere);
  for (const { seq, count } of repaired) {
    const excused = new Set(unexplained.filter((each) => each.seq < seq).slice(0, count));
    lost += excused.size;
    unexplained = unexplained.filter((each) => !excused.has(each));
  }
  return { thinned: gone, lost, unexplained };
}

/** The missing ones that a thinning took away: the oldest first, as many as it counts. */
function takenBy(note: ThinningNote, standing: readonly KnownPicture[]): readonly KnownPicture[] {
  const due = standing.filter(({ seq, at }) => seq < note.seq && at < note.before);
  const stays = new Map<string, KnownPicture>();
  for (const each of due) {
    const slice = `${each.series} ${Math.floor(each.at / note.everyMs)}`;
    const first = stays.get(slice);
    // In a repaired file rows have a new order: then whichever of the slice is there is the one that stayed.
    if (!first || (!first.isThere && each.isThere)) stays.set(slice, each);
  }
  const staying = new Set(stays.values());
  return due
    .filter((each) => !each.isThere && !staying.has(each))
    .sort((a, b) => a.at - b.at)
    .slice(0, note.removed);
}
