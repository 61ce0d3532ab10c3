/** A map file that cannot be used: what is wrong, where in it, and what to do. Expected, never a bug. */
export class MapFileProblem extends Error {
  /** `place` is a path inside the file (`features[12].geometry`), or empty for the file as a whole. */
  constructor(place: string, what: string) {
    super(place === '' ? what : `${place}: ${what}`);
    this.name = 'MapFileProblem';
  }
}
