import { readFileSync } from 'node:fs';

/** /proc/stat counts in hundredths of a second (USER_HZ) on every Linux. */
const MS_PER_TICK = 10;
/** Fields of its first line: cpu user nice system idle iowait irq softirq steal. */
const STEAL = 8;

/**
 * Milliseconds that the hypervisor has given to other machines while a processor of this one had something to do, all
 * processors together; undefined where the system does not say. A thread's CPU time counts them as its own.
 */
export function stolenMs(): number | undefined {
  try {
    const [total = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    const ticks = Number(total.split(/ +/)[STEAL]);
    return Number.isFinite(ticks) ? ticks * MS_PER_TICK : undefined;
  } catch {
    return undefined;
  }
}
