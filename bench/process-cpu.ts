import { readFileSync } from 'node:fs';

/** Linux counts in 1/100 s everywhere that Node runs. */
const TICKS_PER_S = 100;

/** Seconds of CPU that a process has used in all its threads (proc(5): utime + stime of /proc/PID/stat). */
export function processCpuS(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name may hold spaces and brackets; fields are counted from after it, the first being number 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) / TICKS_PER_S;
}

/** Measures the share of one core that a process uses, second by second, until it is stopped. */
export class CpuMeter {
  readonly #pid: number;
  readonly #percent: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #cpuS: number;
  #at = performance.now();

  constructor(pid: number) {
    this.#pid = pid;
    this.#cpuS = processCpuS(pid);
    this.#timer = setInterval(() => this.#take(), 1_000);
  }

  /** Per cent of one core in each second. */
  stop(): readonly number[] {
    clearInterval(this.#timer);
    if (this.#percent.length === 0) this.#take();
    return this.#percent;
  }

  #take(): void {
    const now = performance.now();
    const cpuS = processCpuS(this.#pid);
    this.#percent.push((100_000 * (cpuS - this.#cpuS)) / (now - this.#at));
    this.#cpuS = cpuS;
    this.#at = now;
  }
}
