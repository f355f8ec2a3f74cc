/** The 16-bit word at an index, high byte first. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! << 8 | bytes[at + 1]!;
}

/** Writes words from an index on, high bytes first. */
export function putWords(bytes: Uint8Array, from: number, words: ArrayLike<number>): void {
  for (let at = 0; at < words.length; at++) {
    bytes[from + 2 * at] = words[at]! >> 8;
    bytes[from + 2 * at + 1] = words[at]!;
  }
}

/** Packs registers, high bytes first. */
export function packWords(words: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(2 * words.length);
  putWords(bytes, 0, words);
  return bytes;
}

/** Unpacks registers, high bytes first. */
export function unpackWords(bytes: Uint8Array): Uint16Array {
  const words = new Uint16Array(bytes.length >> 1);
  for (let at = 0; at < words.length; at++) words[at] = wordAt(bytes, 2 * at);
  return words;
}
