import type { Ground } from '../../../domain/site/ground.ts';
import type { Passed, RunSample } from './run-sample.ts';

const MINUTE_S = 60;

/** A flow in each minute by line index. */
interface FlowBook {
  readonly in: number[][];
  readonly out: number[][];
  /** Running totals at the end of the last minute, and at the last sample. */
  lastIn: number[];
  lastOut: number[];
  seenIn: number[];
  seenOut: number[];
}

/** What the book holds; plain JSON. Series are by index first and by minute second. */
export interface MinuteBookState {
  minutes: number;
  readonly area: number[];
  readonly outside: number[];
  readonly visits: number[];
  readonly zones: number[][];
  readonly checkpoints: FlowBook;
  readonly gates: FlowBook;
  readonly counters: FlowBook;
  readonly queues: number[][];
  /** Greatest queues of the minute that has begun. */
  queueNow: number[];
}

/** People, flows and queues minute by minute, from the models' own counts. */
export class MinuteBook {
  readonly state: MinuteBookState;
  readonly #fromSecond: number;

  constructor(
    ground: Ground,
    counterLines: number,
    first: RunSample,
    saved?: { readonly fromSecond: number; readonly state: MinuteBookState },
  ) {
    this.#fromSecond = saved?.fromSecond ?? first.second;
    const { checkpoints, gates } = ground.site;
    this.state = saved?.state ?? {
      minutes: 0,
      area: [],
      outside: [],
      visits: [],
      zones: ground.leaves.map(() => []),
      checkpoints: flowBook(checkpoints.length, first.checkpointsPassed),
      gates: flowBook(gates.length, first.gatesPassed),
      counters: flowBook(counterLines, first.countersPassed),
      queues: first.queues === undefined ? [] : checkpoints.map(() => []),
      queueNow: checkpoints.map(() => 0),
    };
  }

  /** Goes on from a saved state: the sample of the second at which it was saved. */
  resume(sample: RunSample, counters: Passed): void {
    rebase(this.state.checkpoints, sample.checkpointsPassed);
    rebase(this.state.gates, sample.gatesPassed);
    rebase(this.state.counters, counters);
  }

  /** Takes a second; true when it ends a minute. `counters`: where the sample does not have them. */
  add(sample: RunSample, counters: Passed): boolean {
    const { state } = this;
    const { queues } = sample;
    see(state.checkpoints, sample.checkpointsPassed);
    see(state.gates, sample.gatesPassed);
    see(state.counters, counters);
    if (queues !== undefined) {
      for (let k = 0; k < state.queueNow.length; k++) {
        const waiting = (queues.in[k] ?? 0) + (queues.out[k] ?? 0);
        if (waiting > (state.queueNow[k] ?? 0)) state.queueNow[k] = waiting;
      }
    }
    if ((sample.second - this.#fromSecond) % MINUTE_S !== 0) return false;
    state.minutes += 1;
    state.area.push(sample.totals.area);
    state.outside.push(sample.totals.outside);
    state.visits.push(sample.totals.visits);
    state.zones.forEach((series, zone) => {
      series.push(sample.zonePeople[zone] ?? 0);
    });
    note(state.checkpoints, sample.checkpointsPassed);
    note(state.gates, sample.gatesPassed);
    note(state.counters, counters);
    state.queues.forEach((series, k) => {
      series.push(state.queueNow[k] ?? 0);
    });
    state.queueNow.fill(0);
    return true;
  }
}

function see(book: FlowBook, passed: Passed): void {
  for (let line = 0; line < book.seenIn.length; line++) {
    book.seenIn[line] = passed.in[line] ?? 0;
    book.seenOut[line] = passed.out[line] ?? 0;
  }
}

/** Running totals that begin anew: what was counted of the minute that has begun stays counted. */
function rebase(book: FlowBook, passed: Passed): void {
  for (let line = 0; line < book.seenIn.length; line++) {
    const movedIn = (passed.in[line] ?? 0) - (book.seenIn[line] ?? 0);
    const movedOut = (passed.out[line] ?? 0) - (book.seenOut[line] ?? 0);
    book.lastIn[line] = (book.lastIn[line] ?? 0) + movedIn;
    book.lastOut[line] = (book.lastOut[line] ?? 0) + movedOut;
  }
  see(book, passed);
}

function flowBook(lines: number, passed: Passed | undefined): FlowBook {
  const empty = () => Array.from({ length: lines }, (): number[] => []);
  const last = (direction: 'in' | 'out') =>
    Array.from({ length: lines }, (_, line) => passed?.[direction][line] ?? 0);
  return {
    in: empty(),
    out: empty(),
    lastIn: last('in'),
    lastOut: last('out'),
    seenIn: last('in'),
    seenOut: last('out'),
  };
}

function note(book: FlowBook, passed: Passed): void {
  book.in.forEach((series, line) => {
    const now = passed.in[line] ?? 0;
    series.push(now - (book.lastIn[line] ?? 0));
    book.lastIn[line] = now;
  });
  book.out.forEach((series, line) => {
    const now = passed.out[line] ?? 0;
    series.push(now - (book.lastOut[line] ?? 0));
    book.lastOut[line] = now;
  });
}
