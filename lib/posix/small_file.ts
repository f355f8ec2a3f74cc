import type { Libc } from "./libc.ts";

const MOST_BYTES = 4_096;

/** The text of a small file, as those of `/sys` are, without the white space around it. */
export function smallFile(libc: Libc, path: string): string {
  const fd = libc.open(path, "read");
  try {
    const buffer = new Uint8Array(MOST_BYTES);
    return new TextDecoder().decode(buffer.subarray(0, libc.read(fd, buffer) ?? 0)).trim();
  } finally {
    libc.close(fd);
  }
}
