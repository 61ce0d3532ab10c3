import { CHUNK, W, address, least, word } from './block';
import { movePeople } from './move';
import { gatherWhenDue } from './rest';
import { countCells, padTail, scatterPeople, startCells } from './sort';

/** Bytes of the meeting point: arrived, generation, next chunk, steps asked for, whether to end. */
const enum Meet {
  arrived = 0,
  generation = 4,
  chunk = 8,
  asked = 12,
  end = 16,
}

const SPINS: i32 = 2000;
const SCRATCH_BYTES: usize = 10752;

/** Ends a step: the sorted columns that it does not change are the next one's unsorted ones. */
function swapFixedColumns(P: usize): void {
  store<i32>(P + (<usize>W.step << 2), word(P, W.step) + 1);
  for (let k = 0; k < 4; k++) {
    const one = P + (<usize>(W.radius + k) << 2);
    const other = P + (<usize>(W.sortedRadius + k) << 2);
    const kept = load<u32>(one);
    store<u32>(one, load<u32>(other));
    store<u32>(other, kept);
  }
}

function clearArrivals(P: usize): void {
  const chunks = <usize>((word(P, W.count) + CHUNK + 7) / CHUNK);
  memory.fill(address(P, W.arrivals), 0, chunks << 2);
}

/** Where the chunk of the first person who may move begins. */
function firstChunk(P: usize): i32 {
  return (word(P, W.resting) / CHUNK) * CHUNK;
}

/**
 * The agents' kernel: sort by cell, then move: the lanes of a SIMD register are four people, or
 * four neighbours of one. Its
 * specification, bit for bit, is src/workers/kernels/agents/sort-twin.ts and move-twin.ts. It has no static data,
 * because threads share the memory. This is one step with one thread.
 */
export function stepAlone(P: usize): void {
  gatherWhenDue(P);
  clearArrivals(P);
  countCells(P, 0, 1);
  startCells(P, 0, 1);
  scatterPeople(P, 0, 1);
  padTail(P);
  const people = word(P, W.count);
  const scratch = address(P, W.scratch);
  for (let from = firstChunk(P); from < people; from += CHUNK) {
    movePeople(P, from, least(from + CHUNK, people), scratch);
  }
  swapFixedColumns(P);
}

function meet(P: usize, threads: i32): void {
  const at = address(P, W.barrier);
  const generation = atomic.load<i32>(at, Meet.generation);
  if (atomic.add<i32>(at, 1, Meet.arrived) + 1 == threads) {
    atomic.store<i32>(at, 0, Meet.arrived);
    atomic.add<i32>(at, 1, Meet.generation);
    atomic.notify(at + Meet.generation, threads);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(at, Meet.generation) != generation) return;
  }
  while (atomic.load<i32>(at, Meet.generation) == generation) {
    atomic.wait<i32>(at + Meet.generation, generation, -1);
  }
}

function shareStep(P: usize, thread: i32, threads: i32): void {
  const at = address(P, W.barrier);
  countCells(P, thread, threads);
  meet(P, threads);
  startCells(P, thread, threads);
  if (thread == 0) {
    clearArrivals(P);
    atomic.store<i32>(at, firstChunk(P), Meet.chunk);
  }
  meet(P, threads);
  scatterPeople(P, thread, threads);
  meet(P, threads);
  if (thread == 0) padTail(P);
  meet(P, threads);
  const people = word(P, W.count);
  const scratch = address(P, W.scratch) + <usize>thread * SCRATCH_BYTES;
  for (;;) {
    const from = atomic.add<i32>(at, CHUNK, Meet.chunk);
    if (from >= people) break;
    movePeople(P, from, least(from + CHUNK, people), scratch);
  }
  meet(P, threads);
}

/** One step as the first of several threads; the others are in `serve`. */
export function stepShared(P: usize, threads: i32): void {
  gatherWhenDue(P);
  const at = address(P, W.barrier);
  atomic.add<i32>(at, 1, Meet.asked);
  atomic.notify(at + Meet.asked, threads);
  shareStep(P, 0, threads);
  swapFixedColumns(P);
}

/** Helps with steps as one of the other threads until `release`. */
export function serve(P: usize, thread: i32, threads: i32): void {
  const at = address(P, W.barrier);
  let done = 0;
  for (;;) {
    for (let spin = 0; spin < SPINS; spin++) {
      if (atomic.load<i32>(at, Meet.asked) != done) break;
    }
    while (atomic.load<i32>(at, Meet.asked) == done) {
      atomic.wait<i32>(at + Meet.asked, done, -1);
    }
    if (atomic.load<i32>(at, Meet.end) != 0) return;
    done++;
    shareStep(P, thread, threads);
  }
}

/** Lets the threads in `serve` return. */
export function release(P: usize, threads: i32): void {
  const at = address(P, W.barrier);
  atomic.store<i32>(at, 1, Meet.end);
  atomic.add<i32>(at, 1, Meet.asked);
  atomic.notify(at + Meet.asked, threads);
}
