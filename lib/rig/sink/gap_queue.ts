import type { Reading } from "../../contract/reading.ts";
import { Fifo } from "../../base/fifo.ts";
import type { RigSink, SinkGap } from "../rig_sink.ts";

/** What a sink is given next. */
export type SinkEntry =
  | { readonly kind: "reading"; readonly reading: Reading<unknown> }
  | { readonly kind: "gap"; readonly gap: SinkGap };

interface Waiting {
  readonly reading: Reading<unknown>;
  /** What was lost between it and the next. */
  gapAfter: SinkGap | undefined;
}

/**
 * The readings that wait for a sink, in order, with a gap wherever some were lost. Both are bounded:
 * gaps that follow each other for the same reason are one.
 */
export class GapQueue {
  readonly #overflow: RigSink["overflow"];
  readonly #readings: Fifo<Waiting>;
  /** The newest that waits. */
  #newest: Waiting | undefined;
  /** What was lost before the oldest that waits. */
  #gaps: SinkGap[] = [];
  #lost = 0;

  /**
   * Makes an empty queue.
   *
   * @throws {RangeError} If `capacity` is not an integer >= 1.
   */
  constructor(capacity: number, overflow: RigSink["overflow"]) {
    this.#readings = new Fifo(capacity);
    this.#overflow = overflow;
  }

  /** How many readings wait. */
  get size(): number {
    return this.#readings.size;
  }

  /** How many have been lost: the sum of all gaps. */
  get lost(): number {
    return this.#lost;
  }

  /** A reading for the sink; it, or the oldest, is lost if there is no room. */
  push(reading: Reading<unknown>): void {
    if (this.#readings.size === this.#readings.capacity) {
      this.#lost++;
      if (this.#overflow === "drop-newest") {
        const gap = gapOf(reading, "queue-full");
        this.#newest!.gapAfter = joined([this.#newest!.gapAfter, gap])[0];
        return;
      }
      this.#gaps = joined([...this.#gaps, gapOf(this.#readings.shift()!.reading, "queue-full")]);
    }
    this.#newest = { reading, gapAfter: undefined };
    this.#readings.push(this.#newest);
  }

  /** The reading that was taken last has not been delivered. */
  lose(reading: Reading<unknown>): void {
    this.#lost++;
    this.putBack(gapOf(reading, "failed"));
  }

  /** The gap that was taken last could not be told. */
  putBack(gap: SinkGap): void {
    this.#gaps = joined([gap, ...this.#gaps]);
  }

  /** What waits is lost for good, and so much that was taken: nobody is told any more. */
  abandon(taken: number): void {
    this.#lost += taken + this.#readings.size;
    while (this.#readings.shift()) { /* nobody wants it */ }
    this.#gaps = [];
  }

  /** What comes next, if there is anything. */
  shift(): SinkEntry | undefined {
    const gap = this.#gaps.shift();
    if (gap) return { kind: "gap", gap };
    const oldest = this.#readings.shift();
    if (oldest === undefined) return undefined;
    this.#gaps = joined([oldest.gapAfter]);
    return { kind: "reading", reading: oldest.reading };
  }
}

function gapOf({ wallMs }: Reading<unknown>, why: SinkGap["why"]): SinkGap {
  return { count: 1, why, fromWallMs: wallMs, toWallMs: wallMs };
}

/** The gaps there are; neighbours for the same reason are one. */
function joined(gaps: readonly (SinkGap | undefined)[]): SinkGap[] {
  const all: SinkGap[] = [];
  for (const gap of gaps) {
    const last = all.at(-1);
    if (gap === undefined) continue;
    if (last?.why !== gap.why) all.push(gap);
    else all.splice(-1, 1, { ...last, count: last.count + gap.count, toWallMs: gap.toWallMs });
  }
  return all;
}
