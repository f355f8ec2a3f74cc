/** Between what a module prints and the answer. No beginning of it is an end of it, too. */
export const MARK: Uint8Array<ArrayBuffer> = new TextEncoder().encode("\0readout answers\n");

/** Finds the answer in what a process prints: what comes before the mark is thrown away. */
export class MarkedAnswer implements UnderlyingSink<Uint8Array> {
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #answer: Uint8Array<ArrayBuffer>[] | undefined;

  /** What came after the mark so far; `undefined` as long as there was none. */
  get bytes(): Uint8Array<ArrayBuffer> | undefined {
    return this.#answer && joined(this.#answer);
  }

  /** Takes what was printed next. */
  write(chunk: Uint8Array): void {
    if (this.#answer) return void this.#answer.push(chunk.slice());
    const printed = joined([this.#rest, chunk]);
    const at = indexOf(printed, MARK);
    if (at < 0) this.#rest = printed.slice(Math.max(0, printed.length - MARK.length + 1));
    else this.#answer = [printed.slice(at + MARK.length)];
  }
}

function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  for (let at = bytes.indexOf(mark[0]!); at >= 0; at = bytes.indexOf(mark[0]!, at + 1)) {
    if (mark.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
