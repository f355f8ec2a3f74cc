/** Packs bits eight a byte, the first one lowest; what is left of the last byte is 0. */
export function packBits(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (let at = 0; at < bits.length; at++) if (bits[at]) bytes[at >> 3]! |= 1 << (at & 7);
  return bytes;
}

/** Unpacks `count` bits; what is left of the last byte says nothing and is not looked at. */
export function unpackBits(bytes: Uint8Array, count: number): boolean[] {
  return Array.from({ length: count }, (_, at) => (bytes[at >> 3]! >> (at & 7) & 1) === 1);
}
