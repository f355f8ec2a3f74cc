import type { Reading } from "../contract/reading.ts";
import type { Overflow } from "../contract/overflow.ts";
import type { Extra } from "./reading_batch.ts";
import type { FromWorker, Job } from "./messages.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { COLUMNS } from "./reading_batch.ts";
import { writeReading } from "./reading_cells.ts";
import { type RingMemory, RingWriter } from "./shared_ring.ts";

/** The worker's side of handing readings over. */
export interface Handover {
  /** Takes a reading; resolves when the next may come. */
  put(reading: Reading<unknown>, channel: number): void | Promise<void>;
  /** Hands over what is being gathered, if it is old enough and there is room. */
  flush(nowMs: number): void;
  /** The owner has taken so many batches. */
  taken(batches: number): void;
  /** Nothing more will come. */
  end(): void;
}

type Post = (message: FromWorker, transfer?: Transferable[]) => void;

/**
 * Makes the way of handing over that a job asks for.
 *
 * @param drop Told how many readings the overflow rule has dropped.
 * @param onBlock Called several times a second while the thread is blocked for want of room.
 */
export function makeHandover(
  job: Job,
  post: Post,
  drop: (readings: number) => void,
  onBlock?: () => void,
): Handover {
  const { handover, overflow } = job;
  return handover.kind === "ring"
    ? new RingHandover(handover.memory, overflow, post, onBlock)
    : new ColumnHandover(handover, overflow, post, drop);
}

class RingHandover implements Handover {
  readonly #writer: RingWriter;
  readonly #overflow: Overflow;
  readonly #post: Post;

  constructor(memory: RingMemory, overflow: Overflow, post: Post, onBlock?: () => void) {
    this.#writer = new RingWriter(memory, overflow, onBlock);
    this.#overflow = overflow;
    this.#post = post;
  }

  put(reading: Reading<unknown>, channel: number): void {
    const start = this.#writer.claim();
    if (start < 0) {
      if (this.#overflow === "fail") throw full();
      return;
    }
    const extra = writeReading(reading, channel, this.#writer.cells, start, 1);
    if (extra) this.#post({ kind: "extra", extra }); // before its record can be seen
    this.#writer.publish();
  }

  flush(): void {}

  taken(): void {}

  end(): void {
    this.#writer.end();
  }
}

interface Batch {
  readonly cells: Float64Array<ArrayBuffer>;
  readonly extras: Extra[];
  length: number;
  startedMs: number;
}

class ColumnHandover implements Handover {
  readonly #size: { readonly readings: number; readonly ms: number; readonly batches: number };
  readonly #overflow: Overflow;
  readonly #post: Post;
  readonly #drop: (readings: number) => void;
  #credits: number;
  #batch: Batch;
  #waiting: Batch[] = [];
  #room: (() => void) | undefined;

  constructor(
    size: { readonly readings: number; readonly ms: number; readonly batches: number },
    overflow: Overflow,
    post: Post,
    drop: (readings: number) => void,
  ) {
    this.#size = size;
    this.#overflow = overflow;
    this.#post = post;
    this.#drop = drop;
    this.#credits = size.batches;
    this.#batch = this.#empty();
  }

  put(reading: Reading<unknown>, channel: number): void | Promise<void> {
    const batch = this.#batch;
    if (batch.length === 0) batch.startedMs = reading.monoMs;
    const extra = writeReading(reading, channel, batch.cells, batch.length++, this.#size.readings);
    if (extra) batch.extras.push(extra);
    if (batch.length === this.#size.readings) return this.#full();
    this.flush(reading.monoMs + reading.tookMs);
  }

  flush(nowMs: number): void {
    const { length, startedMs } = this.#batch;
    if (length === 0 || this.#credits === 0 || nowMs - startedMs < this.#size.ms) return;
    this.#send(this.#swap());
  }

  #full(): void | Promise<void> {
    const batch = this.#swap();
    if (this.#credits > 0) return this.#send(batch);
    switch (this.#overflow) {
      case "fail":
        this.#waiting.push(batch); // sent at the end
        throw full();
      case "drop-newest":
        return this.#drop(batch.length);
      case "drop-oldest":
        this.#waiting.push(batch);
        if (this.#waiting.length > this.#size.batches) this.#drop(this.#waiting.shift()!.length);
        return;
      case "wait":
        this.#waiting.push(batch);
        return new Promise((resolve) => this.#room = resolve);
    }
  }

  taken(batches: number): void {
    this.#credits += batches;
    while (this.#credits > 0 && this.#waiting.length > 0) this.#send(this.#waiting.shift()!);
    if (this.#waiting.length > 0) return;
    this.#room?.();
    this.#room = undefined;
  }

  /** What still waits is sent whatever the owner's room: it is bounded, and it is the end. */
  end(): void {
    for (const batch of this.#waiting.splice(0)) this.#send(batch);
    if (this.#batch.length > 0) this.#send(this.#swap());
    this.#room?.();
  }

  #send({ cells, length, extras }: Batch): void {
    this.#credits--;
    const isBare = length === this.#size.readings && extras.length === 0;
    this.#post(isBare ? cells : { kind: "columns", cells, length, extras }, [cells.buffer]);
  }

  /** Starts a new batch, and gives the one that was being gathered. */
  #swap(): Batch {
    const batch = this.#batch;
    this.#batch = this.#empty();
    return batch;
  }

  #empty(): Batch {
    const cells = new Float64Array(this.#size.readings * COLUMNS.length);
    return { cells, extras: [], length: 0, startedMs: 0 };
  }
}

function full(): ReadoutError {
  return new ReadoutError("queue.full", "Cannot hand a reading over: there is no room");
}
