import type { FaultCode } from "../../contract/fault.ts";
import type {
  TracedBytes,
  TracedOutcome,
  TraceEntry,
  TraceNote,
  TraceNoteKind,
} from "./trace_entry.ts";

/** How much a {@linkcode Trace} keeps. */
export interface TraceOptions {
  /** How many of the last entries: an integer >= 0; 0 turns it off. Default: 128. */
  readonly entries?: number | undefined;
  /** How many of the bytes of each direction of an exchange: an integer >= 0. Default: 64. */
  readonly maxBytes?: number | undefined;
}

/** An exchange, as it is recorded. */
export interface Recorded {
  /** When it was asked for. */
  readonly queuedMs: number;
  /** When it was its turn. */
  readonly startMs: number;
  /** NaN if it was never sent. */
  readonly sentMs: number;
  /** What was sent. */
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array();
const TIMES = 4;

/**
 * The last things that happened on a link: its exchanges, with times and bytes, and what came
 * between them.
 *
 * It is a ring in memory that is set aside once: recording an exchange costs a copy of its first
 * bytes, and nothing is left behind (`deno task bench link_query` measures a link with and without).
 *
 * @example The last entry only
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const trace = new Trace("dmm", { entries: 1 });
 * trace.note("connected", 5);
 * trace.note("closed", 9);
 * strictEqual(trace.entries()[0]?.kind, "closed");
 * strictEqual(trace.recorded, 2);
 * ```
 */
export class Trace {
  /** Which link. */
  readonly link: string;
  readonly #capacity: number;
  readonly #maxBytes: number;
  readonly #times: Float64Array;
  readonly #bytes: Uint8Array;
  readonly #sizes: Uint32Array;
  readonly #kinds: ("exchange" | TraceNoteKind)[];
  readonly #outcomes: (TracedOutcome | undefined)[];
  #recorded = 0;

  /**
   * Makes an empty trace.
   *
   * @throws {RangeError} If an option is no integer >= 0.
   */
  constructor(link: string, options: TraceOptions = {}) {
    const { entries = 128, maxBytes = 64 } = options;
    for (const [name, count] of [["entries", entries], ["maxBytes", maxBytes]] as const) {
      if (!(Number.isInteger(count) && count >= 0)) {
        throw new RangeError(
          `Cannot make a trace: ${name} should be an integer >= 0, not ${count}`,
        );
      }
    }
    this.link = link;
    this.#capacity = entries;
    this.#maxBytes = maxBytes;
    this.#times = new Float64Array(TIMES * entries);
    this.#bytes = new Uint8Array(2 * maxBytes * entries);
    this.#sizes = new Uint32Array(2 * entries);
    this.#kinds = new Array(entries).fill("exchange");
    this.#outcomes = new Array(entries).fill(undefined);
  }

  /** How many entries there ever were, those included that it has forgotten. */
  get recorded(): number {
    return this.#recorded;
  }

  /** A copy of what it keeps, in the order in which things ended. */
  entries(): readonly TraceEntry[] {
    const kept = Math.min(this.#recorded, this.#capacity);
    return Array.from({ length: kept }, (_, at) => this.#entry(this.#recorded - kept + at));
  }

  /** Records an exchange that is over; `received` begins with what came for it. */
  exchange(
    exchange: Recorded,
    endMs: number,
    outcome: TracedOutcome,
    received: Uint8Array = NOTHING,
    receivedBytes: number = received.length,
  ): void {
    const slot = this.#next("exchange", outcome);
    if (slot < 0) return;
    const times = this.#times;
    times[TIMES * slot] = exchange.queuedMs;
    times[TIMES * slot + 1] = exchange.startMs;
    times[TIMES * slot + 2] = exchange.sentMs;
    times[TIMES * slot + 3] = endMs;
    this.#keep(2 * slot, exchange.bytes, exchange.bytes.length);
    this.#keep(2 * slot + 1, received, receivedBytes);
  }

  /** Records something else; `received` is what was dropped, or heard. */
  note(
    kind: TraceNoteKind,
    atMs: number,
    { code, received = NOTHING }: { code?: FaultCode | undefined; received?: Uint8Array } = {},
  ): void {
    const slot = this.#next(kind, code);
    if (slot < 0) return;
    this.#times[TIMES * slot] = atMs;
    this.#keep(2 * slot + 1, received, received.length);
  }

  #next(kind: "exchange" | TraceNoteKind, outcome: TracedOutcome | undefined): number {
    if (this.#capacity === 0) return -1;
    const slot = this.#recorded++ % this.#capacity;
    this.#kinds[slot] = kind;
    this.#outcomes[slot] = outcome;
    return slot;
  }

  #keep(row: number, bytes: Uint8Array, sizeBytes: number): void {
    this.#sizes[row] = sizeBytes;
    const kept = Math.min(sizeBytes, this.#maxBytes);
    const from = row * this.#maxBytes;
    // Cheaper than set() for as few as these.
    for (let at = 0; at < kept; at++) this.#bytes[from + at] = bytes[at]!;
  }

  #kept(row: number): TracedBytes {
    const sizeBytes = this.#sizes[row]!;
    const from = row * this.#maxBytes;
    return {
      bytes: this.#bytes.slice(from, from + Math.min(sizeBytes, this.#maxBytes)),
      sizeBytes,
    };
  }

  #entry(number: number): TraceEntry {
    const slot = number % this.#capacity;
    const kind = this.#kinds[slot]!;
    const outcome = this.#outcomes[slot];
    const [first, startMs, sentMs, endMs] = this.#times.subarray(TIMES * slot, TIMES * (slot + 1));
    const received = this.#kept(2 * slot + 1);
    const { link } = this;
    if (kind !== "exchange") {
      const note = { kind, link, atMs: first!, received };
      return outcome === undefined ? note : { ...note, code: outcome } as TraceNote;
    }
    return {
      kind,
      link,
      queuedMs: first!,
      startMs: startMs!,
      sentMs: Number.isNaN(sentMs) ? undefined : sentMs!,
      endMs: endMs!,
      sent: this.#kept(2 * slot),
      received,
      outcome: outcome!,
    };
  }
}
