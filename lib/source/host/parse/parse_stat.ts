import type { CpuTimes } from "../cpu_times.ts";
import { ByteCursor } from "./byte_cursor.ts";

/** No line of a core in `/proc/stat` is longer: a name and ten numbers of at most 20 digits. */
export const STAT_LINE_BYTES = 256;

/**
 * The times of the whole processor, or of one core, out of the first bytes of `/proc/stat`, in
 * ticks of 10 ms.
 *
 * @param bytes As many as there are; a line that is cut off is none.
 * @param core The core's number. Default: all cores together.
 * @returns `undefined` if that line is not there, whole and well-formed.
 */
export function parseStat(bytes: Uint8Array, core?: number): CpuTimes | undefined {
  const cursor = new ByteCursor(bytes);
  if (core === undefined) return cursor.literal("cpu") ? times(cursor) : undefined;
  while (cursor.line() && cursor.literal("cpu")) {
    if (cursor.number() === core) return times(cursor);
  }
  return undefined;
}

/** The numbers of the cores in `/proc/stat`, rising; a core that is switched off has no line. */
export function parseStatCores(bytes: Uint8Array): number[] {
  const cursor = new ByteCursor(bytes);
  const cores: number[] = [];
  while (cursor.line() && cursor.literal("cpu")) {
    const core = cursor.number();
    if (core >= 0) cores.push(core);
  }
  return cores;
}

function times(cursor: ByteCursor): CpuTimes | undefined {
  const user = field(cursor);
  const nice = field(cursor);
  const system = field(cursor);
  const idle = field(cursor);
  const iowait = field(cursor);
  const irq = field(cursor);
  const softirq = field(cursor);
  const steal = field(cursor);
  if (Math.min(user, nice, system, idle, iowait, irq, softirq, steal) < 0) return undefined;
  while (!cursor.endOfLine()) { // guest and guest_nice, which user and nice contain
    if (field(cursor) < 0) return undefined;
  }
  return { user, nice, system, idle, iowait, irq, softirq, steal };
}

function field(cursor: ByteCursor): number {
  return cursor.spaces() ? cursor.number() : -1;
}
