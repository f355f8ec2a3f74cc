import type { AbortOptions } from "../contract/abort_options.ts";
import type { Overflow } from "../contract/overflow.ts";
import { WrappingCount } from "./wrapping_count.ts";

// One producer, one consumer, on two threads. Head and tail count records and wrap at 2^32; each
// word of the header has a cache line of its own.
const LINE = 16; // 32-bit words
const HEAD = 0; // records published
const TAIL = LINE; // records taken or dropped
const DROPPED = 2 * LINE;
const SLEEPING = 3 * LINE; // set and cleared by the consumer only: else a wake-up can be lost
const ENDED = 4 * LINE;
const HEADER_WORDS = 5 * LINE;

/** The longest sleep of either end: a safety net, and so that a producer shows that it lives. */
const WAIT_MS = 250;

/** What two threads share; plain data for `postMessage`. */
export interface RingMemory {
  /** Numbers in a record. */
  readonly stride: number;
  /** Records that fit: a power of two. */
  readonly capacity: number;
  /** The counters. */
  readonly header: SharedArrayBuffer;
  /** The records. */
  readonly cells: SharedArrayBuffer;
}

/**
 * Allocates a ring of records of `stride` 64-bit numbers.
 *
 * @param capacity Records that fit: a power of two.
 * @param stride Numbers in a record: an integer >= 1.
 * @throws {RangeError} If either is not so.
 */
export function ringMemory(capacity: number, stride: number): RingMemory {
  if (!(Number.isInteger(capacity) && capacity >= 1 && Math.log2(capacity) % 1 === 0)) {
    throw new RangeError(`Cannot make a ring: capacity must be a power of two, got ${capacity}`);
  }
  if (!(Number.isInteger(stride) && stride >= 1)) {
    throw new RangeError(`Cannot make a ring: stride must be an integer >= 1, got ${stride}`);
  }
  return {
    stride,
    capacity,
    header: new SharedArrayBuffer(HEADER_WORDS * Int32Array.BYTES_PER_ELEMENT),
    cells: new SharedArrayBuffer(capacity * stride * Float64Array.BYTES_PER_ELEMENT),
  };
}

/**
 * The producer's end of a ring.
 *
 * `claim()` gives the place of the next record in `cells`; fill it in, and `publish()` what has been
 * claimed. Publishing less often than claiming is faster; latency grows accordingly.
 */
export class RingWriter {
  /** The records, one after another. */
  readonly cells: Float64Array;
  readonly #header: Int32Array;
  readonly #dropped: WrappingCount;
  readonly #stride: number;
  readonly #mask: number;
  readonly #overflow: Overflow;
  readonly #onBlock: () => void;
  #head: number;
  #tail: number; // as last seen

  /**
   * Takes the producer's end. With the rule `wait`, `claim()` blocks its thread, and calls `onBlock`
   * several times a second meanwhile.
   */
  constructor(
    { header, cells, stride, capacity }: RingMemory,
    overflow: Overflow,
    onBlock: () => void = () => {},
  ) {
    this.cells = new Float64Array(cells);
    this.#header = new Int32Array(header);
    this.#dropped = new WrappingCount(this.#header, DROPPED);
    this.#stride = stride;
    this.#mask = capacity - 1;
    this.#overflow = overflow;
    this.#onBlock = onBlock;
    this.#head = Atomics.load(this.#header, HEAD);
    this.#tail = Atomics.load(this.#header, TAIL);
  }

  /** Records lost to the overflow rule. */
  get dropped(): number {
    return this.#dropped.read();
  }

  /**
   * The index in `cells` at which to write the next record, or -1 if the rule `drop-newest` drops
   * it, or if the rule is `fail` and there is no room, or `wait` and the consumer has gone.
   */
  claim(): number {
    if (((this.#head - this.#tail) | 0) > this.#mask && !this.#makeRoom()) return -1;
    return (this.#head++ & this.#mask) * this.#stride;
  }

  /** Lets the consumer have what has been claimed, and wakes it if it sleeps. */
  publish(): void {
    Atomics.store(this.#header, HEAD, this.#head);
    if (Atomics.load(this.#header, SLEEPING) === 1) Atomics.notify(this.#header, HEAD);
  }

  /** Says that nothing more will come. */
  end(): void {
    this.publish();
    Atomics.store(this.#header, ENDED, 1);
    Atomics.notify(this.#header, HEAD);
  }

  #makeRoom(): boolean {
    this.#tail = Atomics.load(this.#header, TAIL);
    while (((this.#head - this.#tail) | 0) > this.#mask) {
      switch (this.#overflow) {
        case "drop-oldest": {
          this.publish(); // so that the tail never passes the head
          // Whoever moves the tail has the record; if the consumer did, there is room.
          const seen = Atomics.compareExchange(
            this.#header,
            TAIL,
            this.#tail,
            (this.#tail + 1) | 0,
          );
          if (seen === this.#tail) Atomics.add(this.#header, DROPPED, 1);
          break;
        }
        case "wait":
          this.publish();
          if (Atomics.load(this.#header, ENDED) === 1) return false;
          this.#onBlock();
          Atomics.wait(this.#header, TAIL, this.#tail, WAIT_MS);
          break;
        case "drop-newest":
          Atomics.add(this.#header, DROPPED, 1);
          return false;
        case "fail":
          return false;
      }
      this.#tail = Atomics.load(this.#header, TAIL);
    }
    return true;
  }
}

/** The consumer's end of a ring. */
export class RingReader {
  readonly #cells: Float64Array;
  readonly #header: Int32Array;
  readonly #dropped: WrappingCount;
  readonly #stride: number;
  readonly #mask: number;

  /** Takes the consumer's end. */
  constructor({ header, cells, stride, capacity }: RingMemory) {
    this.#cells = new Float64Array(cells);
    this.#header = new Int32Array(header);
    this.#dropped = new WrappingCount(this.#header, DROPPED);
    this.#stride = stride;
    this.#mask = capacity - 1;
  }

  /** Records lost to the overflow rule. */
  get dropped(): number {
    return this.#dropped.read();
  }

  /** How many records can be taken now. */
  get available(): number {
    const head = Atomics.load(this.#header, HEAD);
    return (head - Atomics.load(this.#header, TAIL)) | 0;
  }

  /** Whether the producer has ended and everything has been taken. */
  get ended(): boolean {
    return Atomics.load(this.#header, ENDED) === 1 && this.available === 0;
  }

  /**
   * Takes the oldest records, as many as there are and fit.
   *
   * @param into Where to copy them, one after another.
   * @returns How many records were taken.
   */
  take(into: Float64Array): number {
    let most = Math.floor(into.length / this.#stride);
    this.#dropped.read(); // often enough
    for (;;) {
      const tail = Atomics.load(this.#header, TAIL);
      const count = Math.min((Atomics.load(this.#header, HEAD) - tail) | 0, most);
      if (count <= 0) return 0;
      const first = tail & this.#mask;
      const straight = Math.min(count, this.#mask + 1 - first);
      into.set(this.#cells.subarray(first * this.#stride, (first + straight) * this.#stride));
      if (straight < count) {
        into.set(
          this.#cells.subarray(0, (count - straight) * this.#stride),
          straight * this.#stride,
        );
      }
      // If the producer has dropped some of them meanwhile, what was copied is void.
      const next = (tail + count) | 0;
      if (Atomics.compareExchange(this.#header, TAIL, tail, next) === tail) {
        Atomics.notify(this.#header, TAIL);
        return count;
      }
      most = Math.max(1, count >> 1); // less is copied sooner: else a fast producer is never caught
    }
  }

  /** Resolves when there is something to take, or the producer has ended. Does not block. */
  async wait({ signal }: AbortOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.available > 0 || this.ended) return; // the producer is not to notify for nothing
    const wake = (): void => void Atomics.notify(this.#header, HEAD);
    signal?.addEventListener("abort", wake, { once: true });
    Atomics.store(this.#header, SLEEPING, 1);
    try {
      while (!signal?.aborted && this.available === 0 && !this.ended) {
        const head = Atomics.load(this.#header, HEAD);
        if (this.available > 0 || this.ended) break;
        const { async, value } = Atomics.waitAsync(this.#header, HEAD, head, WAIT_MS);
        if (async) await value;
      }
    } finally {
      Atomics.store(this.#header, SLEEPING, 0);
      signal?.removeEventListener("abort", wake);
    }
    signal?.throwIfAborted();
  }

  /** Tells a producer that waits for room that nobody takes any more. */
  leave(): void {
    Atomics.store(this.#header, ENDED, 1);
    Atomics.notify(this.#header, TAIL);
    Atomics.notify(this.#header, HEAD);
  }
}
