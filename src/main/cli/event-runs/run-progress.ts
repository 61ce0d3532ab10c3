import type { WriteStream } from 'node:tty';
import type { SeedProgress } from './run-seed.ts';

/** The line is drawn at most this often. */
const REDRAW_MS = 250;

/** One line on a terminal that says how far a run is; silent where nobody looks. */
export class RunProgress {
  readonly #stream: Pick<WriteStream, 'isTTY' | 'write'>;
  readonly #began = performance.now();
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(stream: Pick<WriteStream, 'isTTY' | 'write'>) {
    this.#stream = stream;
  }

  show({ second, fromSecond, untilSecond, people }: SeedProgress): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const done = second - fromSecond;
    const perS = done / ((now - this.#began) / 1_000);
    const left = Math.ceil((untilSecond - second) / Math.max(perS, 1e-6));
    const minute = `${Math.floor(done / 60)} of ${Math.floor((untilSecond - fromSecond) / 60)} min`;
    const line = `${minute}, ${Math.round(people)} people, ${perS.toFixed(1)} × real time, ${left} s left`;
    this.#stream.write(`\r${line}\u001b[K`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }
}
