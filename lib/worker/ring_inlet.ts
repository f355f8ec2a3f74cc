import { type ChannelLabel, COLUMNS, type Extra, MORE, ReadingBatch } from "./reading_batch.ts";
import { columnsOf } from "./reading_cells.ts";
import { type RingMemory, RingReader } from "./shared_ring.ts";

const CHANNEL = COLUMNS.indexOf("channel");
const SEQ = COLUMNS.indexOf("seq");
const MORE_CELL = COLUMNS.indexOf("more");

/** Takes readings out of a ring as soon as they are there, and hands them on in batches. */
export class RingInlet {
  /** Resolves when the producer has ended and everything has been handed on. */
  readonly drained: Promise<void>;
  readonly #reader: RingReader;
  readonly #channels: readonly ChannelLabel[];
  readonly #stop = new AbortController();
  readonly #mostExtras: number;
  readonly #extras = new Map<string, Extra>();
  #extraCame: (() => void) | undefined;

  /** Starts to take. `onBatch` is handed each batch, and what to call when it has been taken. */
  constructor(
    memory: RingMemory,
    channels: readonly ChannelLabel[],
    onBatch: (batch: ReadingBatch, taken: () => void) => void,
  ) {
    this.#reader = new RingReader(memory);
    this.#mostExtras = 2 * memory.capacity + 1; // the ring's, and those of the records taken last
    this.#channels = channels;
    this.drained = this.#drain(memory, onBatch).catch(() => {}); // it left: nobody wants the rest
  }

  /** Records lost to the overflow rule. */
  get dropped(): number {
    return this.#reader.dropped;
  }

  /** What a record in the ring, or one that will be there in a moment, could not hold. */
  extra(extra: Extra): void {
    const key = `${extra.channel}:${extra.seq}`;
    this.#extras.delete(key); // so that the oldest stays the first
    this.#extras.set(key, extra);
    if (this.#extras.size > this.#mostExtras) {
      this.#extras.delete(this.#extras.keys().next().value!);
    }
    this.#extraCame?.();
  }

  /** The producer has gone: what is in the ring is the rest. */
  finish(): void {
    this.#reader.leave();
  }

  /** Takes no more. */
  leave(): void {
    this.#reader.leave();
    this.#stop.abort();
  }

  async #drain(
    { capacity }: RingMemory,
    onBatch: (batch: ReadingBatch, taken: () => void) => void,
  ): Promise<void> {
    const records = new Float64Array(capacity * COLUMNS.length);
    const { signal } = this.#stop;
    while (!this.#reader.ended) {
      await this.#reader.wait({ signal });
      const length = this.#reader.take(records);
      if (length === 0) continue;
      const extras = await this.#extrasOf(records, length);
      const batch = new ReadingBatch(
        this.#channels,
        columnsOf(records, length),
        length,
        (channel, seq) => extras.get(`${channel}:${seq}`),
      );
      // The next records are taken when this batch has been: the ring is the only queue.
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", reject, { once: true });
        onBatch(batch, () => {
          signal.removeEventListener("abort", reject);
          resolve();
        });
      });
    }
  }

  /** The extras of these records; waits for those that are still on their way. */
  async #extrasOf(records: Float64Array, length: number): Promise<Map<string, Extra>> {
    const found = new Map<string, Extra>();
    for (let start = 0; start < length * COLUMNS.length; start += COLUMNS.length) {
      if (records[start + MORE_CELL] !== MORE.extra) continue;
      const key = `${records[start + CHANNEL]}:${records[start + SEQ]}`;
      while (!this.#extras.has(key)) {
        await new Promise<void>((resolve) => this.#extraCame = resolve);
      }
      found.set(key, this.#extras.get(key)!);
    }
    return found;
  }
}
