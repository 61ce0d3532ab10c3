import type { WriteStream } from 'node:tty';
import type { Simulation } from '../../workers/kernels/agents/simulation.ts';

/** The line is drawn at most this often. */
const REDRAW_MS = 250;

/** One line on a terminal that says how far a run is; silent where nobody looks. */
export class SimulationProgress {
  readonly #stream: Pick<WriteStream, 'isTTY' | 'write'>;
  readonly #untilS: number;
  readonly #fromS: number;
  readonly #began = performance.now();
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    stream: Pick<WriteStream, 'isTTY' | 'write'>,
    simulation: Pick<Simulation, 'timeS'>,
    untilS: number,
  ) {
    this.#stream = stream;
    this.#untilS = untilS;
    this.#fromS = simulation.timeS;
  }

  show({ timeS, account }: Pick<Simulation, 'timeS' | 'account'>): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const line = progressLine({
      timeS,
      untilS: this.#untilS,
      onGround: account.onGround,
      timesRealTime: (timeS - this.#fromS) / ((now - this.#began) / 1_000),
    });
    this.#stream.write(`\r${line}\u001b[K`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }
}

/** `12 of 300 s, 345 people, 12.3 × real time, at most 24 s left`: a run may end early when everybody has left. */
export function progressLine(at: {
  readonly timeS: number;
  readonly untilS: number;
  readonly onGround: number;
  readonly timesRealTime: number;
}): string {
  const left = at.timesRealTime > 0 ? (at.untilS - at.timeS) / at.timesRealTime : Number.NaN;
  const speed = Number.isFinite(at.timesRealTime) ? at.timesRealTime.toFixed(1) : '—';
  const remaining = Number.isFinite(left) ? `at most ${Math.ceil(left)} s left` : 'no end in sight';
  return `${at.timeS.toFixed(0)} of ${at.untilS} s, ${at.onGround} people, ${speed} × real time, ${remaining}`;
}
