import { buildTracks, type Tracks } from '../../../workers/kernels/tracks/tracks.ts';
import { refuse } from './track-file.ts';

/** Gathers positions in a file's own order, and where each of them stood. */
export class TrackCollector {
  readonly #file: string;
  readonly #ids = new Map<string, number>();
  readonly #person: number[] = [];
  readonly #frame: number[] = [];
  readonly #xM: number[] = [];
  readonly #yM: number[] = [];
  readonly #line: number[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** Takes a position in metres; `line` is where the file has it. */
  add(id: string, frame: number, xM: number, yM: number, line: number): void {
    let person = this.#ids.get(id);
    if (person === undefined) {
      person = this.#ids.size;
      this.#ids.set(id, person);
    }
    this.#person.push(person);
    this.#frame.push(frame);
    this.#xM.push(xM);
    this.#yM.push(yM);
    this.#line.push(line);
  }

  /** The tracks; refuses a file without any position, and a person with two positions in one frame. */
  tracks(framesPerS: number): Tracks {
    if (this.#person.length === 0) refuse(this.#file, undefined, 'it holds no position');
    const ids = [...this.#ids.keys()];
    const rows = { ids, person: this.#person, frame: this.#frame, xM: this.#xM, yM: this.#yM };
    const built = buildTracks(rows, framesPerS);
    if (built.ok) return built.value;
    const [before, again] = built.error.rows;
    const id = ids[this.#person[again] ?? 0];
    refuse(
      this.#file,
      this.#line[again],
      `person ${id} is in frame ${this.#frame[again]} a second time (first in line ${this.#line[before]}); leave one of them out`,
    );
  }
}
