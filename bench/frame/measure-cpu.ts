/** A batch is repeated until it lasts about this long, so that reading the clock does not matter. */
const BATCH_MS = 10;

/** Something to measure, and the memory copy that it is measured against. */
export interface Contest {
  readonly work: () => void;
  readonly reference: () => void;
}

/**
 * Milliseconds of this thread's CPU time per call, from `runs` batches; the reference's batches alternate with the
 * work's, so that both meet the same machine.
 */
export function measureCpu(
  { work, reference }: Contest,
  runs: number,
): { readonly workMs: readonly number[]; readonly referenceMs: readonly number[] } {
  const workCalls = callsPerBatch(work);
  const referenceCalls = callsPerBatch(reference);
  const workMs: number[] = [];
  const referenceMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    workMs.push(batchMs(work, workCalls));
    referenceMs.push(batchMs(reference, referenceCalls));
  }
  return { workMs, referenceMs };
}

/** Also warms up: the engine has compiled the work by the time this returns. */
function callsPerBatch(work: () => void): number {
  for (let warm = 0; warm < 3; warm++) work();
  let calls = 1;
  while (batchMs(work, calls) * calls < BATCH_MS) calls *= 2;
  return calls;
}

function batchMs(work: () => void, calls: number): number {
  const before = threadCpuMs();
  for (let call = 0; call < calls; call++) work();
  return (threadCpuMs() - before) / calls;
}

const gate = new Int32Array(new SharedArrayBuffer(4));

/**
 * This thread's CPU time. Linux brings a running thread's account up to date only at its ticks (4 ms), but exactly
 * when the thread lets go of the core: hence the short wait before it is read.
 */
function threadCpuMs(): number {
  Atomics.wait(gate, 0, 0, 0.05);
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
