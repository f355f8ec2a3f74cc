/** Bytes that have been received and not yet been used, as one piece. */
export class ReceivedBytes {
  #buffer = new Uint8Array(1_024);
  #start = 0;
  #end = 0;

  /** How many there are. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** All of them; valid until the next change. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Adds what has come. */
  add(bytes: Uint8Array): void {
    const { length } = this;
    if (this.#end + bytes.length > this.#buffer.length) {
      const size = Math.max(this.#buffer.length, 2 * (length + bytes.length));
      const next = length + bytes.length > this.#buffer.length / 2
        ? new Uint8Array(size)
        : this.#buffer;
      next.set(this.bytes);
      this.#buffer = next;
      this.#start = 0;
      this.#end = length;
    }
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Drops the first `count` bytes: they have been used. */
  use(count: number): void {
    this.#start += count;
    if (this.#start >= this.#end) this.#start = this.#end = 0;
  }

  /** Drops all. */
  clear(): void {
    this.use(this.length);
  }
}
