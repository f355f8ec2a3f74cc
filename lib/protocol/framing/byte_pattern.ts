/** The bytes of a text or a list; a copy. At least one. */
export function bytePattern(name: string, pattern: string | Uint8Array): Uint8Array {
  const bytes = typeof pattern === "string" ? new TextEncoder().encode(pattern) : pattern.slice();
  if (bytes.length === 0) throw new RangeError(`Cannot frame: ${name} must have at least one byte`);
  return bytes;
}

/**
 * Where `pattern` first lies within `bytes[from]..bytes[to - 1]`, or -1. `to` may be beyond the
 * end.
 */
export function indexOfPattern(
  bytes: Uint8Array,
  pattern: Uint8Array,
  from = 0,
  to = Infinity,
): number {
  const last = Math.min(bytes.length, to) - pattern.length;
  const first = pattern[0]!;
  for (let at = bytes.indexOf(first, from); at >= 0 && at <= last;) {
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at;
    at = bytes.indexOf(first, at + 1);
  }
  return -1;
}
