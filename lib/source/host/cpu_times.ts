/** What a processor has spent its time on since the start, in any one unit of time. */
export interface CpuTimes {
  /** Programs, guests of virtual machines included. */
  readonly user: number;
  /** Programs of lower priority. */
  readonly nice: number;
  /** The kernel. */
  readonly system: number;
  /** Nothing. */
  readonly idle: number;
  /** Nothing, with a disk still to answer. */
  readonly iowait: number;
  /** Interrupts. */
  readonly irq: number;
  /** Interrupts, the part that can wait. */
  readonly softirq: number;
  /** Other virtual machines on the same processor. */
  readonly steal: number;
}

/**
 * The share of the time between two looks that was not idle, in percent, counted as psutil does:
 * waiting for a disk is idle, a guest's time is counted once, a count that falls is no change.
 *
 * @returns `undefined` if no time at all has been counted in between.
 */
export function cpuPercent(older: CpuTimes, newer: CpuTimes): number | undefined {
  const idle = rise(older.idle, newer.idle) + rise(older.iowait, newer.iowait);
  const busy = rise(older.user, newer.user) + rise(older.nice, newer.nice) +
    rise(older.system, newer.system) + rise(older.irq, newer.irq) +
    rise(older.softirq, newer.softirq) + rise(older.steal, newer.steal);
  return idle + busy > 0 ? 100 * busy / (idle + busy) : undefined;
}

function rise(older: number, newer: number): number {
  return newer > older ? newer - older : 0;
}
