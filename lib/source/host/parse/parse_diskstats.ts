/** How much one disk has read and written since the start. */
export interface DiskCounters {
  /** Its name, such as `"sda"`. */
  readonly name: string;
  /** Bytes read. */
  readonly readBytes: number;
  /** Bytes written. */
  readonly writtenBytes: number;
}

/** A sector is 512 bytes here, whatever the disk's own size is. */
const SECTOR_BYTES = 512;

/**
 * The counters of every block device out of `/proc/diskstats`, partitions and loops included.
 *
 * @returns `undefined` if any line is cut off or malformed.
 */
export function parseDiskstats(text: string): DiskCounters[] | undefined {
  if (text === "") return []; // some containers show no disks
  if (!text.endsWith("\n")) return undefined;
  const disks: DiskCounters[] = [];
  for (const line of text.slice(0, -1).split("\n")) {
    const found = /^ *\d+ +\d+ +(\S+) +\d+ +\d+ +(\d+) +\d+ +\d+ +\d+ +(\d+)(?: +\d+){4,}$/.exec(
      line,
    );
    if (found === null) return undefined;
    const readBytes = Number(found[2]) * SECTOR_BYTES;
    const writtenBytes = Number(found[3]) * SECTOR_BYTES;
    if (!Number.isSafeInteger(readBytes + writtenBytes)) return undefined;
    disks.push({ name: found[1]!, readBytes, writtenBytes });
  }
  return disks;
}
