/** Milliseconds of CPU that this thread has used: what others on the machine take is not counted. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Milliseconds of this thread's CPU that `work` takes, as the mean of so many repeats: the clock goes by ticks of 4 ms, so
 * a sample has to be many of them.
 */
export function cpuMsOf(repeats: number, work: () => void): number {
  const from = threadCpuMs();
  for (let k = 0; k < repeats; k++) work();
  return (threadCpuMs() - from) / repeats;
}
