import { ByteCursor } from "./byte_cursor.ts";

/** The lines of `/proc/meminfo` that are used; the first three are its first three lines. */
export type MeminfoKey = "MemTotal" | "MemFree" | "MemAvailable" | "SwapTotal" | "SwapFree";

/** The first three lines of `/proc/meminfo` fit in so many bytes. */
export const MEMINFO_HEAD_BYTES = 128;

/**
 * One line of `/proc/meminfo`, in bytes.
 *
 * @returns `undefined` if that line is not there, whole and well-formed.
 */
export function parseMeminfo(bytes: Uint8Array, key: MeminfoKey): number | undefined {
  const cursor = new ByteCursor(bytes);
  while (!cursor.literal(key)) {
    if (!cursor.line()) return undefined;
  }
  if (!cursor.literal(":") || !cursor.spaces()) return undefined;
  const kilobytes = cursor.number();
  return kilobytes >= 0 && cursor.literal(" kB\n") ? kilobytes * 1024 : undefined;
}
