/** Milliseconds of CPU that this thread has used: what others on the machine take is not counted. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
